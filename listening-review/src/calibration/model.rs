//! The calibrated rating of a call: one index, thresholds between levels, and a curve to points.

use super::dimensions::DIMENSIONS;
use super::isotonic::{between, corners, isotonic};
use super::ordinal;
use super::rated_call::RatedCall;
use super::rating::{self, LEVELS};
use super::score_values::{Seen, SeenDimension};
use super::weights::Moments;
use listening_core::Rating;
use listening_core::number;

/// What these raters would give.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibrated {
    /// The level that is as likely to be exceeded as not.
    pub rating: Rating,
    /// The level at the lower end of the call's interval.
    pub rating_low: Rating,
    /// The level at its upper end.
    pub rating_high: Rating,
    /// The mean of the ratings that such calls get, 0 to 100.
    pub points: f64,
}

/// What a fit has learnt.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Model {
    /// How much each dimension counts; they sum to 1.
    pub(super) weights: [f64; DIMENSIONS],
    /// The same in the profile, for dimensions that a call does not have.
    pub(super) prior: [f64; DIMENSIONS],
    /// The least index of each level but the lowest, best first.
    pub(super) thresholds: [Option<f64>; LEVELS - 1],
    /// Index and points, both rising.
    pub(super) knots: Vec<(f64, f64)>,
}

impl Model {
    /// Fits to calls, with the weights drawn to the profile's, or equal to them without a shrinkage.
    pub(super) fn fit(calls: &[&RatedCall], prior: [f64; DIMENSIONS], shrinkage: Option<f64>) -> Self {
        let mut model = Self::of_points(calls, prior, shrinkage);
        let levels: Vec<_> = calls.iter().map(|call| (model.index(call.values), call.level)).collect();
        model.thresholds = ordinal::thresholds(&levels);
        model
    }

    /// The same without thresholds: enough for points, in a fraction of the time.
    pub(super) fn of_points(calls: &[&RatedCall], prior: [f64; DIMENSIONS], shrinkage: Option<f64>) -> Self {
        let filled: Vec<_> = calls.iter().map(|call| (fill(call.values, prior), call.points)).collect();
        let fitted = shrinkage.and_then(|shrinkage| Moments::of(&filled).weights(prior, shrinkage));
        let mut model = Self { weights: fitted.unwrap_or(prior), prior, thresholds: [None; LEVELS - 1], knots: vec![] };
        let points: Vec<_> = calls.iter().map(|call| (model.index(call.values), call.points)).collect();
        let rounded = |(index, points)| (index, number::to_thousandth(points));
        model.knots = corners(&isotonic(&points).into_iter().map(rounded).collect::<Vec<_>>());
        model
    }

    /// The index of a call, 0 to 100, in thousandths: the weighted mean of its dimensions.
    pub(super) fn index(&self, values: [Option<f64>; DIMENSIONS]) -> f64 {
        let filled = fill(values, self.prior);
        let sum: f64 = self.weights.iter().zip(filled).map(|(weight, value)| weight * value).sum();
        number::to_thousandth(sum)
    }

    /// The level of an index, 0 to 4.
    pub(super) fn level(&self, index: f64) -> usize {
        ordinal::level(&self.thresholds, index)
    }

    /// The points of an index.
    pub(super) fn points(&self, index: f64) -> f64 {
        between(&self.knots, index)
    }

    /// The calibrated rating; `None` for a call with too little evidence for one.
    pub(super) fn rate(&self, seen: &Seen) -> Option<Calibrated> {
        if !seen.usable() {
            return None;
        }
        let index = self.index(seen.values());
        // A half-width counts as its dimension does; they add in squares, as in the score.
        let counts = self.counts(seen.values());
        let spread = |half: fn(&SeenDimension) -> f64| {
            let parts = counts.iter().zip(&seen.dimensions);
            parts.map(|(count, d)| d.as_ref().map_or(0.0, |d| count * half(d)).powi(2)).sum::<f64>().sqrt()
        };
        let level = |index| rating::of(self.level(index));
        Some(Calibrated {
            rating: level(index),
            rating_low: level(index - spread(|d| d.value - d.low)),
            rating_high: level(index + spread(|d| d.high - d.value)),
            points: number::to_tenth(self.points(index)),
        })
    }

    /// The weight of each dimension that the call has, including the weights of those it lacks.
    fn counts(&self, values: [Option<f64>; DIMENSIONS]) -> [f64; DIMENSIONS] {
        let share = shares(values, self.prior);
        let missing: f64 = self.weights.iter().zip(values).filter(|(_, v)| v.is_none()).map(|(weight, _)| weight).sum();
        std::array::from_fn(|d| if values[d].is_some() { self.weights[d] + missing * share[d] } else { 0.0 })
    }
}

/// The profile's weights over the dimensions that a call has.
fn shares(values: [Option<f64>; DIMENSIONS], prior: [f64; DIMENSIONS]) -> [f64; DIMENSIONS] {
    let has: [f64; DIMENSIONS] = std::array::from_fn(|d| if values[d].is_some() { prior[d] } else { 0.0 });
    let sum: f64 = has.iter().sum();
    has.map(|weight| if sum > 0.0 { weight / sum } else { 0.0 })
}

/// The dimensions with their mean, by the profile's weights, where one could not be measured.
fn fill(values: [Option<f64>; DIMENSIONS], prior: [f64; DIMENSIONS]) -> [f64; DIMENSIONS] {
    let share = shares(values, prior);
    let mean: f64 = values.iter().zip(share).map(|(value, share)| value.unwrap_or(0.0) * share).sum();
    values.map(|value| value.unwrap_or(mean))
}

#[cfg(test)]
mod tests {
    use super::super::weights::profile_weights;
    use super::*;

    #[test]
    fn the_index_is_the_mean_of_what_there_is() {
        let prior = profile_weights(&listening_core::Profile::contact_center());
        let model = Model { weights: prior, prior, thresholds: [None; 4], knots: vec![] };
        assert_eq!(model.index([Some(80.0), Some(60.0), Some(40.0), Some(100.0)]), 66.8);
        // Patience and attentiveness alone: (.37 x 80 + .3 x 60) / .67.
        assert_eq!(model.index([Some(80.0), Some(60.0), None, None]), 71.045);
        assert_eq!(model.index([None, None, None, Some(55.0)]), 55.0);
        let counts = model.counts([Some(80.0), Some(60.0), None, None]);
        assert!((counts.iter().sum::<f64>() - 1.0).abs() < 1e-12 && counts[2] == 0.0);
    }
}
