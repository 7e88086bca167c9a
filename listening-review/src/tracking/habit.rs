//! The one habit to work on.

use serde::Serialize;

use super::estimate::{Estimate, fine};
use listening_core::Profile;

/// A habit must cost this many points of the whole at the better end of its interval.
const LEAST_COST: f64 = 0.05;

/// The measure that costs an agent most.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Habit {
    /// The measure's id.
    pub measure: String,
    /// The dimension that it counts towards.
    pub dimension: String,
    /// What it costs of the 100 points of `observable_listening`, by the profile's curve and weights.
    pub points: Estimate,
    /// What it rests on: `shrunken`, or `pooled` where there are too few agents to shrink towards.
    pub basis: &'static str,
    /// Where the measure moved: the time of the first call that this rests on, so that nothing is advised that was put right
    /// before. Absent in the JSON where it rests on all calls.
    #[serde(serialize_with = "fine::option", skip_serializing_if = "Option::is_none")]
    pub since: Option<f64>,
}

/// A measure of an agent that the evidence suffices for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'m> {
    pub(super) measure: &'m str,
    /// Pooled over the agent's own calls.
    pub(super) pooled: Estimate,
    /// Shrunken towards what the agents have in common, where there are enough of them.
    pub(super) shrunken: Option<Estimate>,
    /// In how many of the agent's scored calls there is one, 0 to 1: where there was no case nothing was lost.
    pub(super) share: f64,
    pub(super) since: Option<f64>,
}

/// The dearest of `candidates` by `profile` that certainly costs something; `None` where none does.
pub(super) fn habit(candidates: &[Candidate<'_>], profile: &Profile) -> Option<Habit> {
    let mut dearest: Option<Habit> = None;
    for dimension in profile.dimensions() {
        for scored in &dimension.scored {
            let Some(own) = candidates.iter().find(|own| own.measure == scored.measure.name()) else { continue };
            let (value, basis) = own.shrunken.map_or((own.pooled, "pooled"), |shrunken| (shrunken, "shrunken"));
            if !(value.low.is_finite() && value.high.is_finite()) {
                continue;
            }
            let weight = scored.weight * dimension.weight * own.share;
            let cost = |value: f64| (100.0 - scored.curve.points(value)) * weight;
            // A curve rises or falls: either end of the value may be the better one.
            let ends = [cost(value.low), cost(value.high)];
            let (low, high) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
            let points = Estimate { value: cost(value.value), low, high }.around();
            let dearer = dearest.as_ref().is_none_or(|known| points.value > known.points.value);
            if points.low >= LEAST_COST && dearer {
                let (measure, dimension) = (scored.measure.name().into(), dimension.id.name().into());
                dearest = Some(Habit { measure, dimension, points, basis, since: own.since });
            }
        }
    }
    dearest
}
