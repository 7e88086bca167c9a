//! What pages read of a tracking, schema `listening.tracking/1`. Older ones lack some keys.

use serde::Deserialize;

use super::reading::{name, name_or_none};

/// What many calls say.
#[derive(Debug, Deserialize)]
pub(crate) struct Tracking {
    pub(crate) calls: u64,
    /// What the calls are grouped by, "agent" if not said.
    #[serde(default, deserialize_with = "name_or_none")]
    pub(crate) by: Option<String>,
    /// Of what length the periods are.
    pub(crate) period: Option<String>,
    /// What the estimates are adjusted for.
    #[serde(default)]
    pub(crate) adjusted_for: Vec<String>,
    pub(crate) measures: Vec<Overall>,
    pub(crate) agents: Vec<Agent>,
    /// How far apart each two agents are; none where that was not asked for.
    #[serde(default)]
    pub(crate) pairs: Vec<Pair>,
    #[serde(default)]
    pub(crate) comparisons: Comparisons,
    /// What a reader should know of the calls.
    #[serde(default)]
    pub(crate) warnings: Vec<String>,
    #[serde(default)]
    pub(crate) notice: String,
}

/// Which profile and engine made reports.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
pub(crate) struct MadeBy {
    #[serde(default)]
    pub(crate) profile: String,
    pub(crate) engine: Option<String>,
    pub(crate) network: Option<String>,
}

/// A measure over all agents.
#[derive(Debug, Deserialize)]
pub(crate) struct Overall {
    pub(crate) measure: String,
    #[serde(default)]
    pub(crate) made_by: MadeBy,
    pub(crate) reliability: Option<Reliability>,
    pub(crate) differs: Option<Differs>,
    #[serde(default)]
    pub(crate) unit: String,
    #[serde(default)]
    pub(crate) calls: u64,
    pub(crate) distribution: Option<Distribution>,
    pub(crate) periods: Option<Vec<Period>>,
}

/// Below which value a share of the calls lies.
#[derive(Debug, Deserialize)]
pub(crate) struct Distribution {
    pub(crate) p10: f64,
    pub(crate) p25: f64,
    pub(crate) p50: f64,
    pub(crate) p75: f64,
    pub(crate) p90: f64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Reliability {
    pub(crate) icc: Option<Estimate>,
    pub(crate) calls_needed: Option<f64>,
    pub(crate) calls_needed_low: Option<f64>,
    pub(crate) calls_needed_high: Option<f64>,
    pub(crate) needs_about: Option<f64>,
}

/// Whether agents differ more than chance makes them.
#[derive(Debug, Deserialize)]
pub(crate) struct Differs {
    pub(crate) holds: bool,
}

/// All about an agent, or a team.
#[derive(Debug, Deserialize)]
pub(crate) struct Agent {
    #[serde(rename = "agent", deserialize_with = "name")]
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) made_by: MadeBy,
    pub(crate) calls: u64,
    #[serde(default)]
    pub(crate) scored_calls: u64,
    pub(crate) first: f64,
    pub(crate) last: f64,
    pub(crate) habit: Option<Habit>,
    pub(crate) measures: Vec<Own>,
}

impl Agent {
    /// A measure of the agent.
    pub(crate) fn measure(&self, id: &str) -> Option<&Own> {
        self.measures.iter().find(|each| each.measure == id)
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Habit {
    pub(crate) measure: String,
    pub(crate) points: Estimate,
}

/// A measure of an agent.
#[derive(Debug, Deserialize)]
pub(crate) struct Own {
    pub(crate) measure: String,
    pub(crate) unit: String,
    #[serde(default)]
    pub(crate) status: String,
    pub(crate) calls: u64,
    pub(crate) estimate: Estimate,
    pub(crate) shrunken: Option<Estimate>,
    pub(crate) adjusted: Option<Estimate>,
    pub(crate) trend: Option<Trend>,
    pub(crate) change: Option<Change>,
    pub(crate) chart: Option<Chart>,
    pub(crate) periods: Option<Vec<Period>>,
}

impl Own {
    /// The change that holds among all that were looked at, where the numbers show it.
    pub(crate) fn changed(&self) -> Option<&Change> {
        self.change.as_ref().filter(|change| change.stands && change.visible)
    }

    /// The trend, in the same way.
    pub(crate) fn moving(&self) -> Option<&Trend> {
        self.trend.as_ref().filter(|trend| trend.stands && trend.visible)
    }

    /// The best estimate that there is: for the mix of calls, with what the agents have in common, or its own.
    pub(crate) fn best(&self) -> &Estimate {
        self.adjusted.as_ref().or(self.shrunken.as_ref()).unwrap_or(&self.estimate)
    }
}

/// A value with its 90 % interval, where there is one.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Estimate {
    pub(crate) value: f64,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
}

/// From the first to the last call.
#[derive(Debug, Deserialize)]
pub(crate) struct Trend {
    pub(crate) over_period: Estimate,
    #[serde(default)]
    pub(crate) stands: bool,
    /// Whether the numbers show it.
    #[serde(default = "yes")]
    pub(crate) visible: bool,
}

/// Before and after a moment.
#[derive(Debug, Deserialize)]
pub(crate) struct Change {
    pub(crate) since: f64,
    pub(crate) until: Option<f64>,
    pub(crate) before: Estimate,
    pub(crate) after: Estimate,
    pub(crate) difference: Estimate,
    #[serde(default)]
    pub(crate) stands: bool,
    /// Whether the numbers show it.
    #[serde(default = "yes")]
    pub(crate) visible: bool,
}

/// Two agents and a measure.
#[derive(Debug, Deserialize)]
pub(crate) struct Pair {
    pub(crate) measure: String,
    #[serde(default)]
    pub(crate) made_by: MadeBy,
    #[serde(deserialize_with = "name")]
    pub(crate) a: String,
    #[serde(deserialize_with = "name")]
    pub(crate) b: String,
    /// The second's value less the first's.
    pub(crate) difference: Estimate,
    /// Whether its interval excludes zero.
    #[serde(default)]
    pub(crate) called: bool,
}

/// A control chart.
#[derive(Debug, Deserialize)]
pub(crate) struct Chart {
    pub(crate) centre: f64,
    #[serde(default)]
    pub(crate) points: Vec<ChartPoint>,
    /// Times of the calls outside the limits.
    #[serde(default)]
    pub(crate) outside: Vec<f64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ChartPoint {
    pub(crate) time: f64,
    pub(crate) value: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// A week, a day or a month.
#[derive(Debug, Deserialize)]
pub(crate) struct Period {
    pub(crate) start: f64,
    pub(crate) calls: u64,
    pub(crate) estimate: Option<Estimate>,
}

/// How many trends and changes were looked at.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(crate) struct Comparisons {
    #[serde(default)]
    pub(crate) tested: u64,
    #[serde(default)]
    pub(crate) standing: u64,
    /// Of these, those that the numbers show; all where that is not said.
    pub(crate) visible: Option<u64>,
}

/// What older trackings do not say.
const fn yes() -> bool {
    true
}
