//! Written by `benches/fit_manner.py`: do not edit.

use super::manner::Fade;

pub(super) const FADES: Fade = Fade { even_db: -16.1, per_db: 0.091 };
/// A judgement, not a fit.
pub(super) const COMPETES: f32 = 0.4;
