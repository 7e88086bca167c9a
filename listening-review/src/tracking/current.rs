//! What a measure costs an agent as the agent is now.

use super::agent::AgentMeasure;
use super::change::sides;
use super::estimate::Estimate;
use super::measured::Measured;
use super::options::{LEAST_CALLS, Options};
use super::pooled;
use super::scale::bounded;
use super::series::Point;

/// The calls that show how an agent is now in a measure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Current {
    /// The position of the first of them among the calls of its part.
    call: usize,
    /// Its time, where the measure moved.
    pub(super) since: Option<f64>,
}

/// Those of an agent's calls after a change that holds, the later half of a trend that does, else all; `None` where there are
/// too few of them.
pub(super) fn current(points: &[Point], own: &AgentMeasure, options: &Options) -> Option<Current> {
    if points.len() < LEAST_CALLS {
        return None;
    }
    let later = if own.change.is_some_and(|change| change.stands) {
        sides(points, options).1
    } else if own.trend.is_some_and(|trend| trend.stands) {
        &points[points.len() / 2..]
    } else {
        points
    };
    let moved = (LEAST_CALLS..points.len()).contains(&later.len());
    let first = later.first().filter(|_| moved);
    Some(Current { call: first.map_or(0, |point| point.call), since: first.map(|point| point.time) })
}

impl Current {
    /// What a measure costs an agent a call, from what it cost in each scored call of all agents, and what that rests on.
    pub(super) fn cost(self, costs: &Measured, agent: usize) -> Option<(Estimate, &'static str)> {
        let points = &costs.points()[agent];
        let now = &points[points.partition_point(|point| point.call < self.call)..];
        if now.len() < LEAST_CALLS {
            return None;
        }
        let pooled = || (pooled::estimate(now, costs.series.kind, &costs.components), "pooled");
        let (points, basis) = costs.shrink(now).map_or_else(pooled, |shrunken| (shrunken, "shrunken"));
        Some((bounded(points, &costs.series.unit), basis))
    }
}
