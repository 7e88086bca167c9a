//! The reading of an onset: an additive softmax over its placement, with a few tables of two features.
//!
//! Every feature adds a curve of steps to the score of every kind, and some pairs of features add a table of
//! steps: the whole model can be drawn and read, and nothing else is in it. `benches/fit_floor.py` fits it and
//! writes the numbers (`tables.rs`).

use super::EventKind;
use super::manner::Manner;
use super::placement::{FEATURES, Placement};
use super::tables::{ANNOUNCED, TIMING, WORDS};
use super::words::{Evidence, WORD_FEATURES};

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

/// The position of feedback in [`ORDER`].
const BACKCHANNEL: usize = 1;

/// What one step adds to the score of each reading, in thousandths.
pub(super) type Heights = [i16; READINGS];

/// Numbers of an onset with words.
pub(super) const ALL: usize = FEATURES + WORD_FEATURES;

/// The model over this many numbers of an onset.
pub(super) struct Model<const N: usize> {
    /// For onsets in overlap.
    pub(super) overlap: Curves<N>,
    /// For onsets in silence.
    pub(super) silence: Curves<N>,
    /// What [`chosen`] weighs the groups with.
    pub(super) weights: [f32; GROUPS],
    /// And from which share on it takes the first of two.
    pub(super) shares: [f32; GROUPS],
}

impl<const N: usize> Model<N> {
    fn curves(&self, in_overlap: bool) -> &Curves<N> {
        if in_overlap { &self.overlap } else { &self.silence }
    }

    fn choose(&self, probabilities: &[f32; READINGS]) -> usize {
        chosen(probabilities, &self.weights, &self.shares)
    }
}

/// Two features, and a table over their steps, row by row.
pub(super) type Pair = (usize, usize, &'static [Heights]);

/// The scores of onsets in overlap, or in silence.
pub(super) struct Curves<const N: usize> {
    /// Where each feature's curve steps, rising: step `k` holds above edge `k - 1` and up to edge `k`.
    pub(super) edges: [&'static [f32]; N],
    /// The heights of each feature's steps: one more than edges.
    pub(super) heights: [&'static [Heights]; N],
    /// Tables over the steps of two features.
    pub(super) pairs: &'static [Pair],
    /// Height where all features are ignored.
    pub(super) base: Heights,
}

/// Readings that timing can tell apart.
pub(super) const GROUPS: usize = 5;

/// Each group's readings in [`ORDER`]. Of two, timing hardly identifies the first, where the one before had not
/// finished, from the second.
const GROUP: [&[usize]; GROUPS] = [&[0], &[1], &[2, 3], &[4], &[6, 5]];

/// Probability of each reading, in [`ORDER`], from timing and, where they are given, words.
pub(super) fn probabilities(placement: &Placement, words: Option<&Evidence>, manner: &Manner) -> [f32; READINGS] {
    let overlap = placement.in_overlap;
    let Some(words) = words else {
        let mut probabilities = softmax(TIMING.curves(overlap), &placement.values);
        weigh(&mut probabilities, GROUP[if overlap { 2 } else { 4 }], manner.unfinished());
        return probabilities;
    };
    let mut values = [0.0; ALL];
    values[..FEATURES].copy_from_slice(&placement.values);
    values[FEATURES..].copy_from_slice(&words.values);
    let mut probabilities = softmax(WORDS.curves(overlap), &values);
    if words.no_feedback {
        rule_out(&mut probabilities, BACKCHANNEL);
    }
    probabilities
}

/// Probability of each reading, in [`ORDER`], of an onset of which only the past is known
/// ([`Placement::so_far`]). `benches/fit_announced.py` fits it.
pub(super) fn announced(placement: &Placement) -> [f32; READINGS] {
    softmax(&ANNOUNCED[usize::from(!placement.in_overlap)], &placement.values)
}

/// Takes a reading away that is known to be wrong; the others are as likely as before against each other.
fn rule_out(probabilities: &mut [f32; READINGS], reading: usize) {
    let left = 1.0 - probabilities[reading];
    probabilities[reading] = 0.0;
    if left > 0.0 {
        probabilities.iter_mut().for_each(|probability| *probability /= left);
    }
}

/// Index in [`ORDER`] of the reading to report, by the model with words or without.
pub(super) fn choose(probabilities: &[f32; READINGS], with_words: bool) -> usize {
    if with_words { WORDS.choose(probabilities) } else { TIMING.choose(probabilities) }
}

fn softmax<const N: usize>(curves: &Curves<N>, values: &[f32; N]) -> [f32; READINGS] {
    // Whole thousandths: the sum does not depend on its order.
    let mut scores = curves.base.map(i32::from);
    let mut add = |heights: &Heights| {
        for (score, &height) in scores.iter_mut().zip(heights) {
            *score += i32::from(height);
        }
    };
    let mut steps = [0; N];
    for (k, step) in steps.iter_mut().enumerate() {
        *step = curves.edges[k].partition_point(|&edge| edge < values[k]);
        add(&curves.heights[k][*step]);
    }
    for &(row, column, table) in curves.pairs {
        add(&table[steps[row] * (curves.edges[column].len() + 1) + steps[column]]);
    }
    let highest = scores.iter().copied().max().unwrap_or(0);
    let odds = scores.map(|score| libm::exp(f64::from(score - highest) / 1000.0));
    let sum: f64 = odds.iter().sum();
    odds.map(|odd| (odd / sum) as f32)
}

/// Moves the odds between the two readings of a group, the first unfinished, by `log_odds`.
fn weigh(probabilities: &mut [f32; READINGS], group: &[usize], log_odds: f32) {
    if let [unfinished, finished] = *group
        && log_odds != 0.0
    {
        let sum = probabilities[unfinished] + probabilities[finished];
        let odds = libm::exp(f64::from(log_odds)) * f64::from(probabilities[unfinished]);
        probabilities[unfinished] =
            sum * (odds / (odds + f64::from(probabilities[finished])).max(f64::MIN_POSITIVE)) as f32;
        probabilities[finished] = sum - probabilities[unfinished];
    }
}

/// Index in [`ORDER`] of the reading to report: the likeliest group after weighing, and in a group of two
/// the first from its share on. Weights and shares are those with which each kind is reported as often as it
/// happens (`benches/fit_floor.py`); `confidence` stays the probability.
fn chosen(probabilities: &[f32; READINGS], weights: &[f32; GROUPS], shares: &[f32; GROUPS]) -> usize {
    let sum = |group: usize| GROUP[group].iter().map(|&k| probabilities[k]).sum::<f32>();
    let weighed = |group: usize| sum(group) * weights[group];
    let best = (0..GROUPS).fold(0, |best, group| if weighed(group) > weighed(best) { group } else { best });
    match *GROUP[best] {
        [first, second] if probabilities[first] < shares[best] * sum(best) => second,
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
        assert_eq!(ORDER[TIMING.choose(&probabilities)], Some(EventKind::Backchannel));
        probabilities = [0.0, 0.05, 0.45, 0.45, 0.05, 0.0, 0.0];
        assert_eq!(ORDER[TIMING.choose(&probabilities)], Some(EventKind::Interruption));
        probabilities = [0.0, 0.05, 0.02, 0.88, 0.05, 0.0, 0.0];
        assert_eq!(ORDER[TIMING.choose(&probabilities)], Some(EventKind::Overlap));
    }

    #[test]
    fn steps_rise_and_every_step_has_its_height() {
        fn check<const N: usize>(curves: &Curves<N>) {
            for (edges, heights) in curves.edges.iter().zip(&curves.heights) {
                assert!(edges.windows(2).all(|pair| pair[0] < pair[1]), "{edges:?}");
                assert_eq!(heights.len(), edges.len() + 1);
            }
            for &(row, column, table) in curves.pairs {
                assert_eq!(table.len(), curves.heights[row].len() * curves.heights[column].len());
            }
        }
        for in_overlap in [true, false] {
            check(TIMING.curves(in_overlap));
            check(WORDS.curves(in_overlap));
        }
    }
}
