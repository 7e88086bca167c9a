//! How well a calibration agrees with the raters, on agents that it had not seen.

use serde::{Deserialize, Serialize};

use super::agreement::{mean_absolute_error, quadratic_kappa, spearman};
use super::folds::interval;
use super::rating;
use listening_core::number;

/// A figure with its 90 % interval over agents; three decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The figure; `None` where it is not defined.
    pub value: Option<f64>,
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// How well the profile's own rating agrees with the raters, before calibration.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Uncalibrated {
    /// Quadratic-weighted kappa of the levels.
    pub kappa: Figure,
    /// Spearman's correlation of `observable_listening` and the rating.
    pub spearman: Figure,
    /// Mean absolute error of `observable_listening`, points of 100.
    pub mean_absolute_error: Figure,
}

/// How well two raters agree on the same calls, and what that leaves for a calibration.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Raters {
    /// Calls with two ratings.
    pub n: usize,
    /// Quadratic-weighted kappa of the levels.
    pub kappa: Figure,
    /// Spearman's correlation of the ratings.
    pub spearman: Figure,
    /// Mean absolute difference of the ratings, points of 100.
    pub mean_absolute_error: Figure,
    /// The most that anything can agree with one of them, the root of their kappa: both err, and what a calibration is
    /// compared with is one rater (attenuation; Spearman 1904). `None` where they agree no more than by chance.
    pub ceiling: Option<f64>,
}

/// How often a level occurs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelCount {
    /// The level.
    pub level: String,
    /// Calls to which the raters gave it.
    pub given: usize,
    /// Calls to which the calibration gives it, fitted without their agents.
    pub calibrated: usize,
}

/// The figures of a fit. Those of the calibration are cross-validated by agent: each call is rated by a calibration that was
/// chosen and fitted without any call of its agent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// Calls that were fitted.
    pub n: usize,
    /// Their agents.
    pub agents: usize,
    /// Calls that were not: their reports have too little evidence for a rating.
    pub left_out: usize,
    /// Folds of the cross-validation.
    pub folds: usize,
    /// Quadratic-weighted kappa of the levels.
    pub kappa: Figure,
    /// Spearman's correlation of calibrated points and the rating.
    pub spearman: Figure,
    /// Mean absolute error of the calibrated points, points of 100.
    pub mean_absolute_error: Figure,
    /// The same without calibration.
    pub uncalibrated: Uncalibrated,
    /// The ceiling, where second ratings were given.
    pub raters: Option<Raters>,
    /// The levels, best first.
    pub levels: Vec<LevelCount>,
}

impl Figures {
    /// Whether each figure can be one: kappa and Spearman's within -1 to 1, an error within 100 points.
    pub(super) fn fit(&self) -> bool {
        let Uncalibrated { kappa, spearman, mean_absolute_error } = self.uncalibrated;
        let mut all = vec![self.kappa, self.spearman, self.mean_absolute_error, kappa, spearman, mean_absolute_error];
        if let Some(raters) = self.raters {
            let ceiling = Figure { value: raters.ceiling, ..Figure::default() };
            all.extend([raters.kappa, raters.spearman, raters.mean_absolute_error, ceiling]);
        }
        let ends = all.iter().flat_map(|figure| [figure.value, figure.low, figure.high]);
        ends.flatten().all(|number| (-100.0..=100.0).contains(&number))
    }
}

/// Levels and points of the same calls: one side of a comparison.
#[derive(Clone, Debug, Default)]
pub(super) struct Side {
    pub(super) levels: Vec<usize>,
    pub(super) points: Vec<f64>,
}

impl Side {
    pub(super) fn push(&mut self, level: usize, points: f64) {
        self.levels.push(level);
        self.points.push(points);
    }

    pub(super) fn count(&self, level: usize) -> usize {
        self.levels.iter().filter(|&&got| got == level).count()
    }
}

/// Kappa, Spearman and mean absolute error of two sides, with intervals over `agents`.
pub(super) fn compare(agents: &[usize], ours: &Side, theirs: &Side) -> [Figure; 3] {
    let kappa = |calls: &[usize]| quadratic_kappa(calls.iter().map(|&call| (ours.levels[call], theirs.levels[call])));
    let taken = |points: &[f64], calls: &[usize]| calls.iter().map(|&call| points[call]).collect::<Vec<_>>();
    let rank = |calls: &[usize]| spearman(&taken(&ours.points, calls), &taken(&theirs.points, calls));
    let error = |calls: &[usize]| mean_absolute_error(&taken(&ours.points, calls), &taken(&theirs.points, calls));
    [figure(agents, kappa), figure(agents, rank), figure(agents, error)]
}

fn figure(agents: &[usize], figure: impl Fn(&[usize]) -> Option<f64>) -> Figure {
    let all: Vec<usize> = (0..agents.len()).collect();
    let Some(value) = figure(&all) else { return Figure::default() };
    let ends = interval(agents, figure);
    let written = |value: f64| Some(number::to_thousandth(value));
    Figure {
        value: written(value),
        low: ends.and_then(|ends| written(ends.0.min(value))),
        high: ends.and_then(|ends| written(ends.1.max(value))),
    }
}

/// How often each level was given and found, best first.
pub(super) fn levels(given: &Side, found: &Side) -> Vec<LevelCount> {
    let count = |level| LevelCount {
        level: rating::name(level).into(),
        given: given.count(level),
        calibrated: found.count(level),
    };
    (0..rating::LEVELS).rev().map(count).collect()
}
