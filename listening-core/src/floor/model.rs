//! The reading of an onset: an additive softmax over its placement.
//!
//! Every feature adds a piecewise-linear curve to the score of every kind, so the whole model can be
//! drawn and read; `benches/fit_floor.py` fits it and writes `coefficients.rs`.

use super::EventKind;
use super::coefficients::{OVERLAP, SILENCE};
use super::placement::{FEATURES, Placement};

/// Knots per curve.
pub(super) const KNOTS: usize = 6;
/// Readings of an onset.
pub(super) const READINGS: usize = 7;

/// The readings in the model's order; `None` continues a contribution or opens the call.
pub(super) const ORDER: [Option<EventKind>; READINGS] = [
    None,
    Some(EventKind::Backchannel),
    Some(EventKind::Interruption),
    Some(EventKind::Overlap),
    Some(EventKind::ButtingIn),
    Some(EventKind::SmoothSwitch),
    Some(EventKind::PauseInterruption),
];

/// Curves for onsets in overlap, or in silence.
pub(super) struct Curves {
    /// Where each feature's curve bends, rising.
    pub(super) knots: [[f32; KNOTS]; FEATURES],
    /// The curves' heights there.
    pub(super) heights: [[[f32; READINGS]; KNOTS]; FEATURES],
    /// Height where all features are ignored.
    pub(super) base: [f32; READINGS],
}

/// How much more a reading weighs in the choice than its probability says: rare kinds would never be
/// chosen otherwise. Chosen by `benches/fit_floor.py` for the best macro-F1; `confidence` stays the probability.
pub(super) use super::coefficients::CHOICE;

/// Probability of each reading, in [`ORDER`].
pub(super) fn probabilities(placement: &Placement) -> [f32; READINGS] {
    let curves = if placement.in_overlap { &OVERLAP } else { &SILENCE };
    let mut scores = curves.base.map(f64::from);
    for ((value, knots), heights) in placement.values.iter().zip(&curves.knots).zip(&curves.heights) {
        let value = value.clamp(knots[0], knots[KNOTS - 1]);
        let right = knots.partition_point(|&knot| knot <= value).clamp(1, KNOTS - 1);
        let (from, to) = (knots[right - 1], knots[right]);
        let share = f64::from((value - from) / (to - from));
        for (k, score) in scores.iter_mut().enumerate() {
            *score += f64::from(heights[right - 1][k]) * (1.0 - share) + f64::from(heights[right][k]) * share;
        }
    }
    let highest = scores.iter().copied().fold(f64::MIN, f64::max);
    let odds = scores.map(|score| (score - highest).exp());
    let sum: f64 = odds.iter().sum();
    odds.map(|odd| (odd / sum) as f32)
}

/// Index in [`ORDER`] of the reading to report.
pub(super) fn choose(probabilities: &[f32; READINGS]) -> usize {
    let weighed = |k: &usize| probabilities[*k] * CHOICE[*k];
    (0..READINGS).max_by(|a, b| weighed(a).total_cmp(&weighed(b))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knots_rise_so_that_every_curve_is_defined() {
        for curves in [&OVERLAP, &SILENCE] {
            for knots in &curves.knots {
                assert!(knots.windows(2).all(|pair| pair[0] < pair[1]), "{knots:?}");
            }
        }
    }
}
