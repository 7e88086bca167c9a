//! What all calls say of one measure.

use listening_core::{MeasureId, Party};
use serde::Serialize;

use super::estimate::fine;
use super::family::{self, Kind, Over};
use super::made_by::MadeBy;
use super::options::Options;
use super::prior::Prior;
use super::reliability::{Components, Reliability};
use super::series::Series;

/// A measure over all agents.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasureTrack {
    /// The measure's id, `observable_listening` or a dimension.
    pub measure: String,
    /// The profile and the engine whose calls these are.
    pub made_by: MadeBy,
    /// Its unit; `points` for scores.
    pub unit: String,
    /// How it is pooled.
    pub kind: Kind,
    /// What it is pooled over: `customer_speech_min`, `agent_speech_min`, `call_min`, `trials` or `calls`.
    pub exposure_unit: &'static str,
    /// Agents that have it.
    pub agents: usize,
    /// Calls that have it.
    pub calls: usize,
    /// Pooled over all calls of all agents.
    #[serde(serialize_with = "fine::plain")]
    pub mean: f64,
    /// Mean over agents of the prior that estimates are shrunken with; `None` under five agents.
    #[serde(serialize_with = "fine::option")]
    pub prior_mean: Option<f64>,
    /// Its standard deviation over agents.
    #[serde(serialize_with = "fine::option")]
    pub prior_sd: Option<f64>,
    /// How many times the variance between calls of an agent is what chance makes it (rates and shares), 1 or more.
    #[serde(serialize_with = "fine::option")]
    pub dispersion: Option<f64>,
    /// Mean exposure of a call.
    #[serde(serialize_with = "fine::plain")]
    pub exposure_per_call: f64,
    /// How well calls tell agents apart; `None` for one agent, or where nothing differs within agents.
    pub reliability: Option<Reliability>,
}

/// What the calls of all agents say of a measure.
pub(super) fn overall(
    series: &Series,
    components: &Components,
    prior: Option<&Prior>,
    made_by: &MadeBy,
    options: &Options,
) -> MeasureTrack {
    let over = match (series.kind, family::of_measure(MeasureId::from_name(&series.id)).1, options.assessed) {
        (Kind::Rate, Some(Over::Call), _) => "call_min",
        (Kind::Rate, _, Party::Agent) => "customer_speech_min",
        (Kind::Rate, _, Party::Customer) => "agent_speech_min",
        (Kind::Share, ..) => "trials",
        (Kind::Value, ..) => "calls",
    };
    MeasureTrack {
        measure: series.id.clone(),
        made_by: made_by.clone(),
        unit: series.unit.clone(),
        kind: series.kind,
        exposure_unit: over,
        agents: series.agents.iter().filter(|points| !points.is_empty()).count(),
        calls: series.agents.iter().map(Vec::len).sum(),
        mean: components.mean(),
        prior_mean: prior.map(Prior::mean),
        prior_sd: prior.map(Prior::sd),
        dispersion: (series.kind != Kind::Value).then(|| components.dispersion()),
        exposure_per_call: components.exposure_per_call(),
        reliability: components.reliability(),
    }
}
