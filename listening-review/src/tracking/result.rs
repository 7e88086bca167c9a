//! What tracking gives, and how it is put together and written.

use serde::Serialize;

use super::calls::{Call, Calls};
use super::change::{Change, change};
use super::chart::{Chart, chart};
use super::habit::{Habit, habit};
use super::kinds::{Kind, Over, kind};
use super::pooled;
use super::prior::{Cell, Prior};
use super::reliability::{Components, Reliability};
use super::series::{Point, Series, series};
use super::trend::{Trend, trend};
use super::{LEAST_CALLS, Options};
use listening_core::{Party, stats};

/// The schema that [`Tracking::to_json`] follows.
pub const SCHEMA: &str = "listening.tracking/1";

/// Printed in every result.
const NOTICE: &str = "Describes delivery and timing that can be heard. No rank is given: the intervals of agents overlap, and \
an order of what overlaps is chance. Of all trends and changes looked at, one in ten is called by chance. Not to be used \
alone for employment decisions.";

/// Of this many trends and changes one is called where nothing moves: their intervals are at 90 %.
const BY_CHANCE: f64 = 0.1;

/// A value with its 90 % interval, which holds it. Both ends are not a number, `null` in JSON, where there is no interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The estimate.
    #[serde(serialize_with = "fine::plain")]
    pub value: f64,
    /// Lower end.
    #[serde(serialize_with = "fine::plain")]
    pub low: f64,
    /// Upper end.
    #[serde(serialize_with = "fine::plain")]
    pub high: f64,
}

impl Estimate {
    /// Whether the interval lies on one side of zero.
    pub fn excludes_zero(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// With an interval that holds the value.
    pub(super) fn around(self) -> Self {
        Self { value: self.value, low: self.low.min(self.value), high: self.high.max(self.value) }
    }
}

impl From<stats::Estimate> for Estimate {
    fn from(stats::Estimate { value, low, high }: stats::Estimate) -> Self {
        Self { value, low, high }
    }
}

/// What many calls say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tracking {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// Whose listening it is about.
    pub assessed: Party,
    /// Calls in all.
    pub calls: usize,
    /// Each measure over all agents: scores first.
    pub measures: Vec<MeasureTrack>,
    /// Each agent, by name.
    pub agents: Vec<AgentTrack>,
    /// How many trends and changes were looked at.
    pub comparisons: Comparisons,
    /// What this is not to be used for, and why no rank is given.
    pub notice: &'static str,
}

/// Trends and changes, all agents and measures together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Comparisons {
    /// Looked at.
    pub tested: usize,
    /// Called.
    pub called: usize,
    /// Of these, those that stand among all that were looked at of their agent.
    pub standing: usize,
    /// Called if nothing had moved anywhere, on average: a tenth of those looked at.
    #[serde(serialize_with = "fine::plain")]
    pub expected_by_chance: f64,
}

/// A measure over all agents.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasureTrack {
    /// The measure's id, `observable_listening` or a dimension.
    pub measure: String,
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

/// An agent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgentTrack {
    /// Its id.
    pub agent: String,
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
    /// The one habit to work on: the measure that costs most points. `None` where none certainly costs any.
    pub habit: Option<Habit>,
    /// Its measures, in the order of [`Tracking::measures`].
    pub measures: Vec<AgentMeasure>,
}

impl AgentTrack {
    /// The measure of that id.
    pub fn measure(&self, id: &str) -> Option<&AgentMeasure> {
        self.measures.iter().find(|own| own.measure == id)
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
    /// Shrunken towards what the agents have in common; `None` under five agents.
    pub shrunken: Option<Estimate>,
    /// Over time; `None` under six calls.
    pub trend: Option<Trend>,
    /// Between two stretches; `None` under five calls on a side.
    pub change: Option<Change>,
    /// Control chart.
    pub chart: Option<Chart>,
}

impl Tracking {
    /// As JSON of the schema `listening.tracking/1`: UTF-8, one line, at most four decimals. The same calls always give the
    /// same bytes, in whatever order they came.
    pub fn to_json(&self) -> String {
        // Plain data with string keys cannot fail to be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The agent of that id.
    pub fn agent(&self, id: &str) -> Option<&AgentTrack> {
        self.agents.iter().find(|agent| agent.agent == id)
    }

    /// The measure of that id, over all agents.
    pub fn measure(&self, id: &str) -> Option<&MeasureTrack> {
        self.measures.iter().find(|measure| measure.measure == id)
    }
}

pub(super) fn tracking(calls: &Calls, options: &Options) -> Tracking {
    let sorted = calls.sorted();
    let groups: Vec<&[&Call]> = sorted.chunk_by(|a, b| a.agent == b.agent).collect();
    let mut agents: Vec<AgentTrack> = groups.iter().map(|calls| agent(calls)).collect();
    let mut measures = Vec::new();
    for series in series(&groups, options) {
        let Some(components) = Components::of(series.kind, &series.agents) else { continue };
        let cells: Vec<Option<Cell>> =
            series.agents.iter().map(|points| pooled::cell(points, series.kind, &components)).collect();
        let known: Vec<Cell> = cells.iter().copied().flatten().collect();
        let prior = Prior::learn(series.kind, &known);
        for ((agent, points), cell) in agents.iter_mut().zip(&series.agents).zip(cells) {
            if !points.is_empty() {
                let shrunken = prior.as_ref().zip(cell).and_then(|(prior, cell)| prior.shrink(cell));
                agent.measures.push(own(&series, points, &components, shrunken, options));
            }
        }
        measures.push(overall(&series, &components, prior.as_ref(), options));
    }
    for agent in &mut agents {
        agent.habit = habit(&agent.measures);
        stand(&mut agent.measures);
    }
    Tracking {
        schema: SCHEMA,
        assessed: options.assessed,
        calls: calls.len(),
        measures,
        comparisons: comparisons(&agents),
        agents,
        notice: NOTICE,
    }
}

fn agent(calls: &[&Call]) -> AgentTrack {
    let time = |call: Option<&&Call>| call.map_or(0.0, |call| call.time);
    AgentTrack {
        agent: calls.first().map_or_else(String::new, |call| call.agent.clone()),
        calls: calls.len(),
        scored_calls: calls.iter().filter(|call| call.evidence.sufficient).count(),
        first: time(calls.first()),
        last: time(calls.last()),
        habit: None,
        measures: Vec::new(),
    }
}

fn own(
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
        status: if enough { "ok" } else { "insufficient_evidence" },
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

fn overall(series: &Series, components: &Components, prior: Option<&Prior>, options: &Options) -> MeasureTrack {
    let over = match (series.kind, kind(&series.id).1, options.assessed) {
        (Kind::Rate, Some(Over::Call), _) => "call_min",
        (Kind::Rate, _, Party::Agent) => "customer_speech_min",
        (Kind::Rate, _, Party::Customer) => "agent_speech_min",
        (Kind::Share, ..) => "trials",
        (Kind::Value, ..) => "calls",
    };
    MeasureTrack {
        measure: series.id.clone(),
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

fn comparisons(agents: &[AgentTrack]) -> Comparisons {
    let all = || agents.iter().flat_map(|agent| &agent.measures);
    let trends = all().filter_map(|own| own.trend.map(|trend| (trend.called, trend.stands)));
    let changes = all().filter_map(|own| own.change.map(|change| (change.called, change.stands)));
    let found: Vec<(bool, bool)> = trends.chain(changes).collect();
    Comparisons {
        tested: found.len(),
        called: found.iter().filter(|(called, _)| *called).count(),
        standing: found.iter().filter(|(_, stands)| *stands).count(),
        expected_by_chance: found.len() as f64 * BY_CHANCE,
    }
}

/// Marks the trends and changes of an agent that stand among all of them.
fn stand(measures: &mut [AgentMeasure]) {
    let trends = measures.iter().filter_map(|own| own.trend.map(|trend| trend.p));
    let changes = measures.iter().filter_map(|own| own.change.map(|change| change.p));
    let limit = threshold(trends.chain(changes).collect());
    for own in measures {
        if let Some(trend) = &mut own.trend {
            trend.stands = trend.called && trend.p <= limit;
        }
        if let Some(change) = &mut own.change {
            change.stands = change.called && change.p <= limit;
        }
    }
}

/// The largest of these probabilities that stands, where no more than a tenth of those that stand are to be false
/// (Benjamini & Hochberg 1995); below zero where none does.
fn threshold(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    let n = all.len() as f64;
    let stands = |(k, p): &(usize, &f64)| **p <= BY_CHANCE * (*k as f64 + 1.0) / n;
    all.iter().enumerate().rfind(stands).map_or(-1.0, |(_, p)| *p)
}

/// How numbers are written: with four decimals at most, `null` where there is none.
#[expect(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "the signatures that serde calls")]
pub(super) mod fine {
    use serde::Serializer;

    fn rounded(value: f64) -> f64 {
        let scaled = value * 1e4;
        // Times since an epoch may be too large to be scaled exactly.
        if scaled.abs() < 9e15 { scaled.round() / 1e4 + 0.0 } else { value }
    }

    pub(crate) fn plain<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        option(&Some(*value), serializer)
    }

    pub(crate) fn option<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
        match value.filter(|value| value.is_finite()) {
            Some(value) => serializer.serialize_f64(rounded(value)),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn all<S: Serializer>(values: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(values.iter().map(|value| rounded(*value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_threshold_is_that_of_statsmodels() {
        // statsmodels 0.15: multipletests(p, alpha=0.1, method="fdr_bh")[0] is true up to .059 of these, for none of
        // the second.
        let p = vec![0.001, 0.216, 0.041, 0.205, 0.039, 0.059, 0.212, 0.074, 0.008, 0.042];
        assert_eq!(threshold(p), 0.059);
        assert!(threshold(vec![0.09, 0.2, 0.5]) < 0.0);
        assert!(threshold(Vec::new()) < 0.0);
    }
}
