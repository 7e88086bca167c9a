//! The fitted numbers; `models/README.md` says what the file holds.

use crate::tensors::Tensors;

/// The resolution of a lag, in milliseconds.
pub(super) const STEP_MS: i64 = 50;
/// How far each curve reaches on both sides, and how far one party is looked for against the other, in steps: 3 s and 8 s.
pub(super) const REACH: usize = 60;
pub(super) const FARTHEST: usize = 160;
/// Pairs of edges that have a curve.
pub(super) const PAIRS: usize = 8;

const FILE: Tensors = Tensors::of(include_bytes!("../../models/alignment.safetensors"));

/// What a pair of edges says, by how much later the first is than the second, in steps from -[`REACH`].
pub(super) static CURVES: &[[f32; 2 * REACH + 1]] = {
    static NUMBERS: [f32; PAIRS * (2 * REACH + 1)] = FILE.f32("curves", &[PAIRS, 2 * REACH + 1]);
    NUMBERS.as_chunks().0
};

/// What a second says in which both talk.
pub(super) const OVERLAP: f32 = {
    let [overlap] = FILE.f32("overlap", &[1]);
    overlap
};
