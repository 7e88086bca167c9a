//! What all calls say of one measure.

use listening_core::{MeasureId, Party};
use serde::Serialize;

use super::differs::Differs;
use super::distribution::{Distribution, distribution};
use super::estimate::fine;
use super::family::{self, Kind, Over};
use super::made_by::MadeBy;
use super::measured::Measured;
use super::mix::MixEffect;
use super::options::Options;
use super::periods::{PeriodEstimate, periods};
use super::prior::Prior;
use super::reliability::Reliability;
use super::series::Point;

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
    /// Whether agents differ by more than the calls that they happened to get; `None` for one agent.
    pub differs: Option<Differs>,
    /// How the calls themselves spread; absent in the JSON of fewer than twenty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distribution: Option<Distribution>,
    /// How calls of each kind differ from the commonest; absent in the JSON where calls were not adjusted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mix: Vec<MixEffect>,
    /// All calls by day, week or month; absent in the JSON where it was not asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub periods: Vec<PeriodEstimate>,
}

/// What the calls of all agents say of a measure.
pub(super) fn overall(part: &Measured, made_by: &MadeBy, options: &Options) -> MeasureTrack {
    let Measured { series, components, prior, .. } = part;
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
        prior_mean: prior.as_ref().map(Prior::mean),
        prior_sd: prior.as_ref().map(Prior::sd),
        dispersion: (series.kind != Kind::Value).then(|| components.dispersion()),
        exposure_per_call: components.exposure_per_call(),
        reliability: components.reliability(),
        differs: part.differs,
        distribution: distribution(&series.agents),
        mix: part.adjusted.as_ref().map_or_else(Vec::new, |mix| mix.effects.clone()),
        periods: options.period.map_or_else(Vec::new, |period| {
            let mut points: Vec<Point> = part.points().iter().flatten().copied().collect();
            points.sort_by(|a, b| a.time.total_cmp(&b.time));
            periods(&points, period, series, components)
        }),
    }
}
