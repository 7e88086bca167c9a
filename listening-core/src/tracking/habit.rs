//! The one habit to work on.

use serde::Serialize;

use super::result::{AgentMeasure, Estimate};
use crate::listening::Profile;

/// A habit has to cost so many points of the whole at the better end of its interval.
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
}

/// The dearest of `measures` that certainly costs something; `None` where none does or the evidence does not suffice.
pub(super) fn habit(measures: &[AgentMeasure]) -> Option<Habit> {
    let mut dearest: Option<Habit> = None;
    let profile = Profile::contact_center();
    for dimension in profile.dimensions() {
        for scored in &dimension.scored {
            let enough = |own: &&AgentMeasure| own.measure == scored.measure.name() && own.status == "ok";
            let Some(own) = measures.iter().find(enough) else { continue };
            let (value, basis) = own.shrunken.map_or((own.estimate, "pooled"), |shrunken| (shrunken, "shrunken"));
            let cost = |value: f64| (100.0 - scored.curve.points(value)) * scored.weight * dimension.weight;
            if !(value.low.is_finite() && value.high.is_finite()) {
                continue;
            }
            // A curve rises or falls: either end of the value may be the better one.
            let ends = [cost(value.low), cost(value.high)];
            let (low, high) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
            let points = Estimate { value: cost(value.value), low, high }.around();
            let dearer = dearest.as_ref().is_none_or(|known| points.value > known.points.value);
            if points.low >= LEAST_COST && dearer {
                let (measure, dimension) = (scored.measure.name().into(), dimension.id.name().into());
                dearest = Some(Habit { measure, dimension, points, basis });
            }
        }
    }
    dearest
}
