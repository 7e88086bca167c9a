//! An agent's calls, or all, by day, week or month.

use serde::Serialize;

use super::estimate::{Estimate, fine};
use super::period::Period;
use super::pooled;
use super::reliability::Components;
use super::scale::bounded;
use super::series::{Point, Series};

/// The calls of a period.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PeriodEstimate {
    /// When it begins, in seconds since 1970.
    #[serde(serialize_with = "fine::plain")]
    pub start: f64,
    /// When the next begins.
    #[serde(serialize_with = "fine::plain")]
    pub end: f64,
    /// Calls that have the measure.
    pub calls: usize,
    /// What it is pooled over, in the measure's `exposure_unit`.
    #[serde(serialize_with = "fine::plain")]
    pub exposure: f64,
    /// Pooled over these calls, with a 90 % interval; adjusted for the mix of calls where it was asked for.
    pub estimate: Estimate,
}

/// Each period that has calls, in order; `points` are in order of time.
pub(super) fn periods(
    points: &[Point],
    period: Period,
    series: &Series,
    components: &Components,
) -> Vec<PeriodEstimate> {
    let of = |points: &[Point]| {
        let (start, end) = period.bounds(points.first().map_or(0.0, |point| point.time));
        PeriodEstimate {
            start,
            end,
            calls: points.len(),
            exposure: points.iter().map(|point| point.exposure).sum(),
            estimate: bounded(pooled::estimate(points, series.kind, components), &series.unit),
        }
    };
    points.chunk_by(|a, b| period.bounds(a.time).0 == period.bounds(b.time).0).map(of).collect()
}
