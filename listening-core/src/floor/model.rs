//! The reading of an onset: an additive softmax over its placement.
//!
//! Every feature adds a piecewise-linear curve to the score of every kind, so the whole model can be
//! drawn and read; `benches/fit_floor.py` fits it and writes `coefficients.rs`.

use super::EventKind;
use super::coefficients::{OVERLAP, SHARES, SILENCE, WEIGHTS};
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

/// Readings that timing can tell apart.
pub(super) const GROUPS: usize = 5;

/// Each group's readings in [`ORDER`]. Of two, timing hardly tells the first, where the one before had not
/// finished, from the second.
const GROUP: [&[usize]; GROUPS] = [&[0], &[1], &[2, 3], &[4], &[6, 5]];

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

/// Index in [`ORDER`] of the reading to report: the likeliest group after weighing, and in a group of two
/// the first from its share on. Weights and shares are those with which each kind is reported as often as it
/// happens (`benches/fit_floor.py`); `confidence` stays the probability.
pub(super) fn choose(probabilities: &[f32; READINGS]) -> usize {
    let sum = |group: usize| GROUP[group].iter().map(|&k| probabilities[k]).sum::<f32>();
    let weighed = |group: usize| sum(group) * WEIGHTS[group];
    let best = (0..GROUPS).fold(0, |best, group| if weighed(group) > weighed(best) { group } else { best });
    match *GROUP[best] {
        [first, second] if probabilities[first] < SHARES[best] * sum(best) => second,
        [first, ..] => first,
        [] => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_likely_group_beats_a_rare_kind() {
        // Likely feedback is not made an interruption because interruptions are rare and weigh more.
        let mut probabilities = [0.05, 0.57, 0.17, 0.11, 0.10, 0.0, 0.0];
        assert_eq!(ORDER[choose(&probabilities)], Some(EventKind::Backchannel));
        probabilities = [0.0, 0.05, 0.45, 0.45, 0.05, 0.0, 0.0];
        assert_eq!(ORDER[choose(&probabilities)], Some(EventKind::Interruption));
        probabilities = [0.0, 0.05, 0.02, 0.88, 0.05, 0.0, 0.0];
        assert_eq!(ORDER[choose(&probabilities)], Some(EventKind::Overlap));
    }

    #[test]
    fn knots_rise_so_that_every_curve_is_defined() {
        for curves in [&OVERLAP, &SILENCE] {
            for knots in &curves.knots {
                assert!(knots.windows(2).all(|pair| pair[0] < pair[1]), "{knots:?}");
            }
        }
    }
}
