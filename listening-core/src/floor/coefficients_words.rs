//! Written by `benches/fit_floor.py --words`: do not edit.

use super::model::{ALL, Curves, GROUPS};

pub(super) const WEIGHTS: [f32; GROUPS] = [1.0; GROUPS];
pub(super) const SHARES: [f32; GROUPS] = [0.5; GROUPS];
pub(super) static OVERLAP: Curves<ALL> =
    Curves { edges: [&[]; ALL], heights: [&[[0; 7]]; ALL], pairs: &[], base: [0; 7] };
pub(super) static SILENCE: Curves<ALL> =
    Curves { edges: [&[]; ALL], heights: [&[[0; 7]]; ALL], pairs: &[], base: [0; 7] };
