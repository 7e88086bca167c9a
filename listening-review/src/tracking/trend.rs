//! Whether an agent's calls rise or fall over time.

use serde::Serialize;

use super::estimate::{Estimate, fine};
use super::scale::seen_apart;
use super::series::Point;
use listening_core::stats::{mann_kendall, theil_sen};

/// Pairs of calls are looked at: of more calls than this, the last.
const MOST: usize = 500;

/// A trend over an agent's calls.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Trend {
    /// By how much the measure moves from the first call to the last, along the line of Theil (1950) and Sen (1968), in its
    /// unit; with a 90 % interval.
    pub over_period: Estimate,
    /// Probability that calls without a trend show one as clear (Mann 1945, Kendall 1975).
    #[serde(serialize_with = "fine::plain")]
    pub p: f64,
    /// Calls looked at: the last 500.
    pub calls: usize,
    /// Whether the interval excludes zero.
    pub called: bool,
    /// Whether it also holds after correcting for all trends and changes that were looked at: the agent's own
    /// (Benjamini & Hochberg 1995, at 10 %), and those of all agents (Simes 1986, Holm 1979).
    pub stands: bool,
    /// Whether the movement differs from none at the precision shown: shares in whole percent, everything else with one decimal.
    pub visible: bool,
}

/// The trend of `points`, in order of time; `None` under six calls or where all are of one time.
pub(super) fn trend(points: &[Point], unit: &str) -> Option<Trend> {
    let points = &points[points.len().saturating_sub(MOST)..];
    let (first, last) = (points.first()?.time, points.last()?.time);
    let period = last - first;
    if period <= 0.0 || !period.is_finite() {
        return None;
    }
    // In parts of the period: times since an epoch are large, and their unit does not matter.
    let line: Vec<(f64, f64)> = points.iter().map(|point| ((point.time - first) / period, point.value())).collect();
    let slope = theil_sen(&line)?;
    let (_, p) = mann_kendall(&line)?;
    let over_period = Estimate::from(slope);
    let visible = seen_apart(over_period.value, 0.0, unit);
    Some(Trend { over_period, p, calls: points.len(), called: over_period.excludes_zero(), stands: false, visible })
}

#[cfg(test)]
mod tests {
    use super::super::made_reports::close;
    use super::*;

    #[test]
    fn slope_and_probability_are_those_of_scipy_and_pymannkendall() {
        // scipy 1.17: theilslopes(y, alpha=0.9) = -1/3 (-1/2, 0) per call; pymannkendall 1.4: original_test(y).p
        let y = [5.0, 3.0, 4.0, 4.0, 2.0, 4.0, 1.0, 2.0, 0.0, 2.0, 2.0];
        let time = |k: usize| 1.7e9 + 86_400.0 * k as f64;
        let points: Vec<Point> =
            y.iter().enumerate().map(|(k, &count)| Point { time: time(k), count, exposure: 1.0, call: k }).collect();
        let found = trend(&points, "s").unwrap();
        close(found.over_period.value, -10.0 / 3.0, 1e-9);
        close(found.over_period.low, -5.0, 1e-9);
        close(found.over_period.high, 0.0, 1e-9);
        close(found.p, 0.028_874_016, 1e-8);
        assert!(!found.called);
        assert_eq!(trend(&points[..5], "s"), None);
        assert_eq!(trend(&points.iter().map(|point| Point { time: 3.0, ..*point }).collect::<Vec<_>>(), "s"), None);
    }
}
