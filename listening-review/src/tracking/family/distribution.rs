//! What each family can do, and what it works on.

use super::super::estimate::Estimate;

/// Probability outside an interval, on each side.
pub(crate) const TAIL: f64 = 0.05;

/// What calls give together, in effective numbers: events, hits or, for values, information.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) count: f64,
    pub(crate) exposure: f64,
}

impl Cell {
    pub(crate) fn value(self) -> f64 {
        self.count / self.exposure
    }
}

/// Calls that are pooled.
#[derive(Clone, Debug)]
pub(crate) struct Pool {
    /// All of them as one; `None` where nothing can be said of how calls differ.
    pub(crate) cell: Option<Cell>,
    /// The value of each call.
    pub(crate) values: Vec<f64>,
}

/// What is known of an agent once its calls are known, for one prior.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moments {
    pub(crate) mean: f64,
    pub(crate) variance: f64,
    /// How much of the mean is the prior's, 0..1.
    pub(crate) prior_weight: f64,
}

/// A family of measures.
pub(crate) trait Family: Sync {
    /// Variance of a call's value times its exposure where nothing but chance moves it; 0 where none is known.
    fn chance(&self, mean: f64) -> f64;

    /// Variance of an agent's pooled value times its exposure, where a cell's mean over agents is `mean`.
    fn noise(&self, mean: f64) -> f64 {
        self.chance(mean)
    }

    /// The pooled value with its 90 % interval; `None` where there is too little for one.
    fn interval(&self, pool: &Pool) -> Option<Estimate>;

    /// How far the second of two pooled values lies above the first, with its 90 % interval.
    fn difference(&self, before: &Pool, after: &Pool) -> Option<Estimate>;

    /// Logarithm of the probability of a cell, where agents have this mean and standard deviation.
    fn ln_marginal(&self, cell: Cell, mean: f64, sd: f64) -> f64;

    /// Mean and variance of an agent's own value when its cell is known.
    fn posterior(&self, cell: Cell, mean: f64, sd: f64) -> Moments;

    /// The family's distribution of these moments, as a 90 % interval.
    fn matched(&self, mean: f64, variance: f64) -> Option<Estimate>;

    /// The largest standard deviation over agents that is considered; `None` where nothing can differ.
    fn widest(&self, cells: &[Cell], pooled: f64) -> Option<f64>;

    /// The limits of a control chart, held to what a value can be.
    fn held(&self, low: f64, high: f64) -> (f64, f64);
}

/// The interval of a difference from those of its parts (method of variance estimates recovery: Zou & Donner 2008).
pub(super) fn mover(before: Estimate, after: Estimate) -> Estimate {
    let value = after.value - before.value;
    let low = value - distance(after.value - after.low, before.high - before.value);
    let high = value + distance(after.high - after.value, before.value - before.low);
    Estimate { value, low, high }
}

/// Not `f64::hypot`, which is the C library's: glibc has had its present one since 2.35, and a program that asks for it runs on
/// nothing older. What that guards against, sides beyond 1e150, no measure has.
fn distance(a: f64, b: f64) -> f64 {
    (a * a + b * b).sqrt()
}
