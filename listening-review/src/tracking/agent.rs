//! What the calls of one agent say.

use serde::Serialize;

use super::calls::TrackedCall;
use super::change::{Change, change};
use super::chart::{Chart, chart};
use super::estimate::{Estimate, fine};
use super::habit::Habit;
use super::made_by::MadeBy;
use super::measured::Measured;
use super::options::{LEAST_CALLS, Options};
use super::periods::{PeriodEstimate, periods};
use super::pooled;
use super::scale::bounded;
use super::series::Point;
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
    /// The one habit to work on: the measure that costs most points as the agent is now. `None` where none certainly costs any,
    /// where agents do not differ in it by more than chance, and by a profile of your own, whose curves the reports do not hold.
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
}

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
    /// The same, as if the agent's calls were of the mix of all; absent in the JSON where it was not asked for, or calls do not
    /// differ. What follows then rests on calls so adjusted, but for the chart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adjusted: Option<Estimate>,
    /// Shrunken towards what the agents have in common; `None` under five agents.
    pub shrunken: Option<Estimate>,
    /// Over time; `None` under six calls.
    pub trend: Option<Trend>,
    /// Between two stretches; `None` under five calls on a side.
    pub change: Option<Change>,
    /// Control chart of the last 200 calls.
    pub chart: Option<Chart>,
    /// By day, week or month; absent in the JSON where it was not asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub periods: Vec<PeriodEstimate>,
}

/// What the calls of an agent, the `agent`th, say of a measure.
pub(super) fn own(part: &Measured, agent: usize, options: &Options) -> AgentMeasure {
    let Measured { series, components, .. } = part;
    let (points, adjusted) = (&series.agents[agent], &part.points()[agent]);
    let enough = points.len() >= LEAST_CALLS;
    let within = |estimate: Estimate| bounded(estimate, &series.unit);
    let pooled = |points: &[Point], components| pooled::estimate(points, series.kind, components);
    AgentMeasure {
        measure: series.id.clone(),
        unit: series.unit.clone(),
        status: if enough { "ok" } else { "insufficient_evidence" },
        calls: points.len(),
        exposure: points.iter().map(|point| point.exposure).sum(),
        estimate: within(pooled(points, &part.unadjusted)),
        adjusted: part.adjusted.as_ref().map(|mix| within(mix.widened(pooled(adjusted, components), agent))),
        shrunken: part.shrink(adjusted).map(within),
        trend: enough.then(|| trend(adjusted, &series.unit)).flatten(),
        change: enough.then(|| change(adjusted, series, components, options)).flatten(),
        chart: enough.then(|| chart(points, series.kind, components, &series.unit)).flatten(),
        periods: options.period.map_or_else(Vec::new, |period| periods(adjusted, period, series, components)),
    }
}
