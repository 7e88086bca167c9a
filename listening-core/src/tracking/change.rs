//! Whether an agent's calls are different after a date, or in the second half of them.

use serde::Serialize;

use super::kinds::Kind;
use super::pooled::{self, of};
use super::reliability::Components;
use super::result::{Estimate, fine};
use super::series::Point;
use super::{LEAST_CALLS, rates, shares, values};

/// A change between two stretches of an agent's calls.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Time of the first call after.
    #[serde(serialize_with = "fine::plain")]
    pub since: f64,
    /// Pooled over the calls before.
    pub before: Estimate,
    /// Pooled over the calls after.
    pub after: Estimate,
    /// After less before, with a 90 % interval.
    pub difference: Estimate,
    /// Whether that interval excludes zero: only then is a change called.
    pub called: bool,
}

/// The change of `points`, in order of time, since a time or between their halves; `None` under five calls on a side.
pub(super) fn change(points: &[Point], kind: Kind, components: &Components, since: Option<f64>) -> Option<Change> {
    let middle = since.map_or(points.len() / 2, |since| points.partition_point(|point| point.time < since));
    let (before, after) = points.split_at(middle);
    if before.len().min(after.len()) < LEAST_CALLS {
        return None;
    }
    let cell = |points| pooled::cell(points, kind, components);
    let difference = match kind {
        Kind::Rate => rates::difference(cell(before)?, cell(after)?),
        Kind::Share => shares::difference(cell(before)?, cell(after)?),
        Kind::Value => values::difference(&of(before), &of(after)),
    }?;
    let pooled = |points| pooled::estimate(points, kind, components);
    let (called, since) = (difference.excludes_zero(), after.first()?.time);
    Some(Change { since, before: pooled(before), after: pooled(after), difference, called })
}

/// The interval of a difference from those of its parts (method of variance estimates recovery: Zou & Donner 2008).
pub(super) fn mover(before: Estimate, after: Estimate) -> Estimate {
    let value = after.value - before.value;
    let low = value - (after.value - after.low).hypot(before.high - before.value);
    let high = value + (after.high - after.value).hypot(before.value - before.low);
    Estimate { value, low, high }
}
