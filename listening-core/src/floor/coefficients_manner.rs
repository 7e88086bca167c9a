//! Written by `benches/fit_manner.py`: do not edit.

use super::manner::Line;

/// By how far the voice had fallen, dB.
pub(super) const FADES: Line = Line { even: -16.0, slope: 0.093 };
/// By how often its last syllable had doubled its usual length; onsets in overlap.
pub(super) const DRAWN_OUT: Line = Line { even: 0.23, slope: -0.688 };
/// A judgement, not a fit.
pub(super) const COMPETES: f32 = 0.4;
