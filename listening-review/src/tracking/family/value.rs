//! Numbers of which a call has one, such as a score: normal.

use std::f64::consts::PI;

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::super::estimate::Estimate;
use super::distribution::{Cell, Family, Moments, Pool, TAIL};
use listening_core::stats::Z;

/// A number per call.
pub(super) struct Value;

impl Family for Value {
    /// Nothing is known of how chance moves it.
    fn chance(&self, _: f64) -> f64 {
        0.0
    }

    /// Values come with their information as exposure: a variance of 1 over it.
    fn noise(&self, _: f64) -> f64 {
        1.0
    }

    fn interval(&self, pool: &Pool) -> Option<Estimate> {
        interval(&pool.values)
    }

    fn difference(&self, before: &Pool, after: &Pool) -> Option<Estimate> {
        difference(&before.values, &after.values)
    }

    /// Means are normally distributed over agents, and within one.
    fn ln_marginal(&self, cell: Cell, mean: f64, sd: f64) -> f64 {
        let variance = 1.0 / cell.exposure + sd * sd;
        -0.5 * ((cell.value() - mean).powi(2) / variance + (2.0 * PI * variance).ln())
    }

    fn posterior(&self, cell: Cell, mean: f64, sd: f64) -> Moments {
        let noise = 1.0 / cell.exposure;
        let prior_weight = noise / (noise + sd * sd);
        let own = prior_weight * mean + (1.0 - prior_weight) * cell.value();
        Moments { mean: own, variance: noise * (1.0 - prior_weight), prior_weight }
    }

    /// Normal.
    fn matched(&self, mean: f64, variance: f64) -> Option<Estimate> {
        let half = Z * variance.sqrt();
        Some(Estimate { value: mean, low: mean - half, high: mean + half })
    }

    fn widest(&self, cells: &[Cell], _: f64) -> Option<f64> {
        let n = cells.len() as f64;
        let mean = cells.iter().map(|cell| cell.value()).sum::<f64>() / n;
        let squares = cells.iter().map(|cell| (cell.value() - mean).powi(2)).sum::<f64>();
        Some(3.0 * (squares / (n - 1.0)).sqrt()).filter(|widest| *widest > 0.0)
    }

    fn held(&self, low: f64, high: f64) -> (f64, f64) {
        (low, high)
    }
}

/// Quantile of Student's distribution that leaves 5 % above; `None` for no degrees of freedom.
fn t(freedom: f64) -> Option<f64> {
    StudentsT::new(0.0, 1.0, freedom).ok().map(|t| t.inverse_cdf(1.0 - TAIL))
}

/// Mean of `values` and the variance of that mean; `None` for fewer than two.
fn spread(values: &[f64]) -> Option<(f64, f64)> {
    let n = values.len() as f64;
    if n < 2.0 {
        return None;
    }
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    Some((mean, squares / (n - 1.0) / n))
}

/// Student's 90 % interval of a mean (1908); `None` for fewer than two values.
fn interval(values: &[f64]) -> Option<Estimate> {
    let (mean, variance) = spread(values)?;
    let half = t(values.len() as f64 - 1.0)? * variance.sqrt();
    Some(Estimate { value: mean, low: mean - half, high: mean + half })
}

/// How far the second of two means lies above the first (Welch 1947).
fn difference(before: &[f64], after: &[f64]) -> Option<Estimate> {
    let (a, b) = (spread(before)?, spread(after)?);
    let both = a.1 + b.1;
    let value = b.0 - a.0;
    if both <= 0.0 {
        return Some(Estimate { value, low: value, high: value });
    }
    let part = |variance: f64, n: usize| variance * variance / (n as f64 - 1.0);
    let half = t(both * both / (part(a.1, before.len()) + part(b.1, after.len())))? * both.sqrt();
    Some(Estimate { value, low: value - half, high: value + half })
}

/// The same for whatever is left of freedom: of less than one degree as of one.
pub(crate) fn student(freedom: f64) -> f64 {
    t(freedom.max(1.0)).unwrap_or(Z)
}

#[cfg(test)]
mod tests {
    use super::super::super::made_reports::close;
    use super::*;

    const BEFORE: [f64; 5] = [61.0, 72.0, 68.0, 75.0, 66.5];
    const AFTER: [f64; 6] = [74.0, 79.0, 70.0, 81.0, 77.5, 73.0];

    #[test]
    fn the_interval_is_that_of_scipy() {
        // scipy 1.17: ttest_1samp(before, 0).confidence_interval(0.9)
        let found = interval(&BEFORE).unwrap();
        close(found.value, 68.5, 1e-12);
        close(found.low, 63.388_010_990, 1e-8);
        close(found.high, 73.611_989_010, 1e-8);
        assert_eq!(interval(&[3.0]), None);
    }

    #[test]
    fn the_difference_is_that_of_scipy() {
        // scipy 1.17: ttest_ind(after, before, equal_var=False).confidence_interval(0.9)
        let found = difference(&BEFORE, &AFTER).unwrap();
        close(found.value, 7.25, 1e-12);
        close(found.low, 1.751_771_746, 1e-8);
        close(found.high, 12.748_228_254, 1e-8);
        let level = difference(&[2.0; 5], &[2.0; 5]).unwrap();
        assert_eq!((level.low, level.high), (0.0, 0.0));
    }

    #[test]
    fn the_marginal_is_that_of_scipy() {
        // scipy 1.17: norm.logpdf(61, 70, sqrt(9 + 16))
        close(Value.ln_marginal(Cell { count: 61.0 / 9.0, exposure: 1.0 / 9.0 }, 70.0, 4.0), -4.148_376_446, 1e-8);
    }
}
