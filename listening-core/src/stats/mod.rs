//! The statistics that the measures and the reading of reports share. Nothing here knows of calls.
//!
//! Intervals are two-sided at 90 %, 5 % on each side, and always hold the estimate. A function gives `None` where its
//! estimate is not defined, and never a default. What is drawn at random is seeded by the data alone, so the same input
//! gives the same bits on every machine.

mod bootstrap;
mod changes;
mod interval;
mod quantile;
mod random;
mod rank;
mod slopes;
mod trend;

pub use bootstrap::{interquartile_range, ratio, ratio_of_ratios};
pub use changes::{change_points, noise_sd};
pub use interval::{gamma, poisson, wilson};
pub(crate) use quantile::at_share;
pub use quantile::quantile;
pub use random::Random;
pub use rank::{hodges_lehmann, rank_correlation, spearman};
pub use trend::{mann_kendall, theil_sen};

/// Quantile of the standard normal distribution that leaves 5 % above: half-width of a 90 % interval in standard errors.
pub const Z: f64 = 1.644_853_626_951_472_7;

/// Probability outside an interval, on each side.
const TAIL: f64 = 0.05;

/// An estimate with its 90 % interval: `low <= value <= high`, all in the unit of what is estimated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

#[cfg(test)]
fn close(got: f64, expected: f64) {
    assert!((got - expected).abs() < 1e-4, "{got}, not {expected}");
}
