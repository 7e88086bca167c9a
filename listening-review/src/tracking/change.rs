//! Whether an agent's calls are different after a date, or in the second half of them.

use serde::Serialize;
use statrs::function::erf::erfc;

use super::estimate::{Estimate, fine};
use super::options::{LEAST_CALLS, Options};
use super::pooled;
use super::reliability::Components;
use super::scale::seen_apart;
use super::series::{Point, Series};
use listening_core::stats::Z;

/// A change between two stretches of an agent's calls.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Time of the first call after.
    #[serde(serialize_with = "fine::plain")]
    pub since: f64,
    /// When the time before ended, where one was given: calls from there to `since` count on neither side.
    #[serde(serialize_with = "fine::option", skip_serializing_if = "Option::is_none")]
    pub until: Option<f64>,
    /// Pooled over the calls before.
    pub before: Estimate,
    /// Pooled over the calls after.
    pub after: Estimate,
    /// After less before, with a 90 % interval.
    pub difference: Estimate,
    /// Whether that interval excludes zero: only then is a change called.
    pub called: bool,
    /// Probability of a difference as clear where nothing changed, from the end of the interval that is nearer to zero.
    #[serde(serialize_with = "fine::plain")]
    pub p: f64,
    /// Whether it also holds after correcting for all trends and changes that were looked at: the agent's own
    /// (Benjamini & Hochberg 1995, at 10 %), and those of all agents (Simes 1986, Holm 1979).
    pub stands: bool,
    /// Whether `before` and `after` differ at the precision shown: shares in whole percent, everything else with one decimal.
    /// A change that holds and cannot be seen is based on many calls and too small to mention.
    pub visible: bool,
}

/// The change of `points`, in order of time, since a time or between their halves; `None` under five calls on a side.
pub(super) fn change(points: &[Point], series: &Series, components: &Components, options: &Options) -> Option<Change> {
    let kind = series.kind;
    let (before, after) = sides(points, options);
    if before.len().min(after.len()) < LEAST_CALLS {
        return None;
    }
    let pool = |points| pooled::pool(points, kind, components);
    let difference = kind.family().difference(&pool(before), &pool(after))?;
    let pooled = |points| pooled::estimate(points, kind, components);
    let (called, since) = (difference.excludes_zero(), after.first()?.time);
    let (before, after) = (pooled(before), pooled(after));
    Some(Change {
        since,
        until: options.until,
        before,
        after,
        difference,
        called,
        p: probability(difference),
        stands: false,
        visible: seen_apart(before.value, after.value, &series.unit),
    })
}

/// The calls before and those after.
pub(super) fn sides<'p>(points: &'p [Point], options: &Options) -> (&'p [Point], &'p [Point]) {
    let before = |time: f64| points.partition_point(|point| point.time < time);
    let after = options.since.map_or(points.len() / 2, before);
    (&points[..options.until.map_or(after, before)], &points[after..])
}

/// Two-sided probability that an interval of 90 % gives, as of a normal estimate with its half-width towards zero.
fn probability(difference: Estimate) -> f64 {
    let end = if difference.value > 0.0 { difference.low } else { difference.high };
    let half = (difference.value - end).abs();
    if half <= 0.0 {
        return if difference.value == 0.0 { 1.0 } else { 0.0 };
    }
    erfc(Z * difference.value.abs() / half / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::super::made_reports::close;
    use super::*;

    const PAGE: &str = include_str!("../../../docs/tracking.md");

    fn at(times: &[f64]) -> Vec<Point> {
        times.iter().map(|&time| Point { time, count: 1.0, exposure: 1.0, call: 0 }).collect()
    }

    #[test]
    fn a_call_at_the_given_date_is_one_of_those_after_it() {
        assert!(PAGE.contains("compares the calls before this time with those from it on"));
        let calls = at(&[9.0, 9.999, 10.0, 10.001]);
        let options = Options { since: Some(10.0), ..Options::default() };
        let (before, after) = sides(&calls, &options);
        assert_eq!((before.len(), after.len()), (2, 2));
        assert!(before.iter().all(|call| call.time < 10.0) && after[0].time == 10.0);
    }

    #[test]
    fn a_call_between_two_dates_is_in_neither_group() {
        assert!(PAGE.contains("compares the calls before the first time with those from the second on"));
        let calls = at(&[7.9, 8.0, 9.0, 9.999, 10.0, 10.001, 11.0]);
        let options = Options { since: Some(10.0), until: Some(8.0), ..Options::default() };
        let (before, after) = sides(&calls, &options);
        assert_eq!((before.len(), after.len()), (1, 3));
        assert!(before[0].time < 8.0 && after[0].time == 10.0);
    }

    #[test]
    fn without_a_date_the_halves_are_compared() {
        let calls = at(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        let (before, after) = sides(&calls, &Options::default());
        assert_eq!((before.len(), after.len()), (2, 3));
    }

    #[test]
    fn a_probability_fits_its_interval() {
        let of = |value, low, high| probability(Estimate { value, low, high });
        close(of(1.0, 0.0, 3.0), 0.1, 1e-9);
        close(of(-1.0, -3.0, 0.0), 0.1, 1e-9);
        // scipy 1.17: 2 * norm.sf(2 * norm.ppf(0.95))
        close(of(2.0, 1.0, 9.0), 0.001_003, 1e-6);
        assert_eq!((of(0.0, 0.0, 0.0), of(0.5, 0.5, 0.5)), (1.0, 0.0));
    }
}
