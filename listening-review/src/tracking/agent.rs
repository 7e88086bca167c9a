//! What the calls of one agent say.

use listening_core::Profile;
use serde::Serialize;

use super::calls::TrackedCall;
use super::change::{Change, change};
use super::chart::{Chart, chart};
use super::estimate::{Estimate, fine};
use super::habit::{Candidate, Habit, habit};
use super::made_by::MadeBy;
use super::options::{LEAST_CALLS, Options};
use super::pooled;
use super::reliability::Components;
use super::series::{Point, Series};
use super::trend::{Trend, trend};

/// An agent, by the calls of one profile and engine.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgentTrack {
    /// Its id.
    pub agent: String,
    /// The profile and the engine whose calls these are: an agent has a track for each.
    pub made_by: MadeBy,
    /// Its calls.
    pub calls: usize,
    /// Those with enough evidence for a score.
    pub scored_calls: usize,
    /// Time of the first call.
    #[serde(serialize_with = "fine::plain")]
    pub first: f64,
    /// Time of the last call.
    #[serde(serialize_with = "fine::plain")]
    pub last: f64,
    /// The one habit to work on: the measure that costs most points. `None` where none certainly costs any, and by a profile
    /// of your own, whose curves the reports do not hold.
    pub habit: Option<Habit>,
    /// Its measures, in the order of [`Tracking::measures`](crate::tracking::Tracking::measures).
    pub measures: Vec<AgentMeasure>,
}

impl AgentTrack {
    /// The measure of that id.
    pub fn measure(&self, id: &str) -> Option<&AgentMeasure> {
        self.measures.iter().find(|own| own.measure == id)
    }

    /// An agent with these calls, in order of time, and no measures yet.
    pub(super) fn of(calls: &[&TrackedCall], made_by: &MadeBy) -> Self {
        let time = |call: Option<&&TrackedCall>| call.map_or(0.0, |call| call.time);
        Self {
            agent: calls.first().map_or_else(String::new, |call| call.agent.clone()),
            made_by: made_by.clone(),
            calls: calls.len(),
            scored_calls: calls.iter().filter(|call| call.evidence.sufficient).count(),
            first: time(calls.first()),
            last: time(calls.last()),
            habit: None,
            measures: Vec::new(),
        }
    }

    /// Finds the habit, once all measures are there.
    pub(super) fn find_habit(&mut self) {
        let enough = self.measures.iter().filter(|own| own.status == OK);
        let candidates: Vec<Candidate<'_>> = enough
            .map(|own| Candidate {
                measure: &own.measure,
                pooled: own.estimate,
                shrunken: own.shrunken,
                share: (own.calls as f64 / self.scored_calls.max(1) as f64).min(1.0),
            })
            .collect();
        let profile = Profile::built_in(&self.made_by.profile);
        self.habit = profile.and_then(|profile| habit(&candidates, &profile));
    }
}

const OK: &str = "ok";

/// A measure of an agent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgentMeasure {
    /// The measure's id.
    pub measure: String,
    /// Its unit.
    pub unit: String,
    /// `ok`, or `insufficient_evidence` under five calls: no trend, change, chart or habit then.
    pub status: &'static str,
    /// Calls that have it.
    pub calls: usize,
    /// What it is pooled over, in the measure's `exposure_unit`.
    #[serde(serialize_with = "fine::plain")]
    pub exposure: f64,
    /// Pooled over the agent's own calls.
    pub estimate: Estimate,
    /// Shrunken towards what the agents have in common; `None` under five agents.
    pub shrunken: Option<Estimate>,
    /// Over time; `None` under six calls.
    pub trend: Option<Trend>,
    /// Between two stretches; `None` under five calls on a side.
    pub change: Option<Change>,
    /// Control chart.
    pub chart: Option<Chart>,
}

/// What `points` of an agent say of a measure.
pub(super) fn own(
    series: &Series,
    points: &[Point],
    components: &Components,
    shrunken: Option<Estimate>,
    options: &Options,
) -> AgentMeasure {
    let enough = points.len() >= LEAST_CALLS;
    let within = |estimate: Estimate| bounded(estimate, &series.unit);
    AgentMeasure {
        measure: series.id.clone(),
        unit: series.unit.clone(),
        status: if enough { OK } else { "insufficient_evidence" },
        calls: points.len(),
        exposure: points.iter().map(|point| point.exposure).sum(),
        estimate: within(pooled::estimate(points, series.kind, components)),
        shrunken: shrunken.map(within),
        trend: enough.then(|| trend(points)).flatten(),
        change: enough.then(|| change(points, series.kind, components, options.since)).flatten(),
        chart: enough.then(|| chart(points, series.kind, components)).flatten(),
    }
}

/// An interval does not leave the scale that the value is on.
fn bounded(estimate: Estimate, unit: &str) -> Estimate {
    let top = match unit {
        "points" => 100.0,
        "share" => 1.0,
        _ => return estimate,
    };
    // Written so that no interval stays none.
    let low = if estimate.low < 0.0 { 0.0 } else { estimate.low };
    let high = if estimate.high > top { top } else { estimate.high };
    Estimate { value: estimate.value, low, high }
}
