//! What is read of a report.

use serde::Deserialize;
use serde_json::Value;

use listening_core::LATEST_S;
use listening_core::Party;
use listening_core::report::SCHEMA;

/// No measure of a call is beyond this, and nothing was counted over more: what is comes from no report.
const MOST: f64 = 1e7;

/// A row as it is written: agent, time and report, or a report that carries agent and time itself.
#[derive(Deserialize)]
pub(super) struct Row {
    #[serde(default)]
    pub(super) agent: Value,
    #[serde(default)]
    pub(super) time: Value,
    report: Option<Stored>,
    #[serde(default)]
    schema: Value,
    duration: Option<f64>,
    parties: Option<Parties>,
    measures: Option<Vec<Measured>>,
    score: Option<Scored>,
}

impl Row {
    /// The report, wherever it stands.
    pub(super) fn into_stored(self) -> Stored {
        self.report.unwrap_or(Stored {
            schema: self.schema,
            duration: self.duration,
            parties: self.parties,
            measures: self.measures,
            score: self.score,
        })
    }
}

/// A report; what may be missing in another schema is optional, so that the schema is what is named.
#[derive(Deserialize)]
pub(super) struct Stored {
    #[serde(default)]
    schema: Value,
    duration: Option<f64>,
    parties: Option<Parties>,
    measures: Option<Vec<Measured>>,
    score: Option<Scored>,
}

#[derive(Deserialize)]
struct Parties {
    agent: Speech,
    customer: Speech,
}

#[derive(Deserialize)]
struct Speech {
    speech_seconds: f64,
    #[serde(default)]
    health: Vec<Finding>,
}

#[derive(Deserialize)]
struct Finding {
    code: String,
    end: f64,
}

#[derive(Deserialize)]
struct Scored {
    observable_listening: Option<f64>,
    dimensions: Vec<Dimension>,
    status: String,
}

#[derive(Deserialize)]
struct Dimension {
    id: String,
    value: Option<f64>,
}

/// A measure of a call.
#[derive(Clone, Debug, PartialEq, PartialOrd, Deserialize)]
pub(super) struct Measured {
    pub(super) id: String,
    pub(super) party: Party,
    pub(super) unit: String,
    pub(super) value: Option<f64>,
    pub(super) n: u32,
}

/// What tracking needs of a report.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(super) struct Evidence {
    /// Length in minutes.
    pub(super) minutes: f64,
    /// The agent's speech and the customer's, in minutes.
    speech: [f64; 2],
    pub(super) measures: Vec<Measured>,
    /// The whole and its dimensions; none where the evidence was insufficient.
    pub(super) scores: Vec<(String, f64)>,
    pub(super) sufficient: bool,
}

impl Evidence {
    /// Of a stored report, or why not.
    pub(super) fn of(stored: Stored) -> Result<Self, String> {
        match &stored.schema {
            Value::String(schema) if schema == SCHEMA => {}
            Value::Null => return Err("it names no schema".into()),
            other => return Err(format!("its schema is {other}")),
        }
        let missing = |name: &str| format!("it has no {name}");
        let duration = stored.duration.ok_or_else(|| missing("duration"))?;
        let parties = stored.parties.ok_or_else(|| missing("parties"))?;
        let score = stored.score.ok_or_else(|| missing("score"))?;
        let seconds = [duration, parties.agent.speech_seconds, parties.customer.speech_seconds];
        if let Some(bad) = seconds.into_iter().find(|seconds| !(0.0..=LATEST_S).contains(seconds)) {
            return Err(format!("it has a length of {bad} s"));
        }
        let measures = stored.measures.ok_or_else(|| missing("measures"))?;
        let wild = |value: Option<f64>| value.is_some_and(|value| value.abs() > MOST);
        if let Some(bad) = measures.iter().find(|each| wild(each.value) || f64::from(each.n) > MOST) {
            return Err(format!("its {} is out of range", bad.id));
        }
        let scores = || score.dimensions.iter().map(|each| each.value).chain([score.observable_listening]);
        if let Some(bad) = scores().flatten().find(|points| !(0.0..=100.0).contains(points)) {
            return Err(format!("it has a score of {bad}"));
        }
        let sufficient = score.status == "ok";
        let mut scores = Vec::new();
        if sufficient {
            scores.extend(score.observable_listening.map(|value| (WHOLE.into(), value)));
            scores.extend(score.dimensions.into_iter().filter_map(|each| Some((each.id, each.value?))));
        }
        let forgotten =
            parties.agent.health.iter().find(|found| found.code == "forgotten").map_or(0.0, |found| found.end);
        Ok(Self {
            minutes: (duration - forgotten).max(0.0) / 60.0,
            speech: [seconds[1] / 60.0, seconds[2] / 60.0],
            measures,
            scores,
            sufficient,
        })
    }

    /// How long `party` talks, in minutes.
    pub(super) const fn speech(&self, party: Party) -> f64 {
        self.speech[party as usize]
    }
}

/// The name of the whole score.
pub(super) const WHOLE: &str = "observable_listening";
