//! The one habit to work on.

use serde::Serialize;

use super::estimate::{Estimate, fine};

/// A habit must cost this many points of the whole at the better end of its interval.
pub(super) const LEAST_COST: f64 = 0.05;

/// The measure that costs an agent most.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Habit {
    /// The measure's id.
    pub measure: String,
    /// The dimension that it counts towards.
    pub dimension: String,
    /// What it costs of the 100 points of `observable_listening`: the mean over the agent's scored calls of what each lost by it,
    /// so that all measures together cost what the mean score lacks.
    pub points: Estimate,
    /// What it rests on: `shrunken`, or `pooled` where there are too few agents to shrink towards.
    pub basis: &'static str,
    /// Where the measure moved: the time of the first call that this rests on, so that nothing is advised that was put right
    /// before. Absent in the JSON where it rests on all calls.
    #[serde(serialize_with = "fine::option", skip_serializing_if = "Option::is_none")]
    pub since: Option<f64>,
}
