//! What pages read of a report, schema `listening.report/1`. Older reports lack some keys.

use serde::Deserialize;
use serde_json::Value;

use super::party::Party;
use super::reading::{name_or_none, pairs};

/// A report.
#[derive(Debug, Deserialize)]
pub(crate) struct Report {
    /// Whose call it is, where a line of many calls says it of itself.
    pub(crate) agent: Option<Value>,
    pub(crate) time: Option<Value>,
    #[serde(alias = "id")]
    pub(crate) call_id: Option<Value>,
    pub(crate) duration: f64,
    #[serde(default)]
    pub(crate) profile: String,
    /// Whose listening is scored. A report of before it said so is taken as the agent's.
    #[serde(default)]
    pub(crate) assessed: Party,
    pub(crate) parties: Parties,
    pub(crate) talkspurts: Vec<Span>,
    pub(crate) turns: Vec<Span>,
    pub(crate) events: Vec<Event>,
    #[serde(default)]
    pub(crate) measures: Vec<Measure>,
    #[serde(default)]
    pub(crate) marks: Vec<Mark>,
    #[serde(default)]
    pub(crate) legs: Vec<Leg>,
    pub(crate) score: Score,
    #[serde(default)]
    pub(crate) not_measured: Vec<NotMeasured>,
    #[serde(default)]
    pub(crate) notice: String,
}

/// Both channels; a mono recording that was inspected has one party alone.
#[derive(Debug, Deserialize)]
pub(crate) struct Parties {
    agent: Option<Channel>,
    customer: Option<Channel>,
}

impl Parties {
    /// A party's channel.
    pub(crate) fn of(&self, party: Party) -> Option<&Channel> {
        match party {
            Party::Agent => self.agent.as_ref(),
            Party::Customer => self.customer.as_ref(),
        }
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Channel {
    #[serde(default)]
    pub(crate) speech_seconds: f64,
    #[serde(default)]
    pub(crate) health: Vec<Health>,
}

/// A finding on a channel.
#[derive(Debug, Deserialize)]
pub(crate) struct Health {
    pub(crate) code: String,
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) value: Option<f64>,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
}

/// A talkspurt or a turn.
#[derive(Debug, Deserialize)]
pub(crate) struct Span {
    pub(crate) party: Party,
    pub(crate) start: f64,
    pub(crate) end: f64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) by: Party,
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) confidence: Option<f64>,
    /// Of each kind that it might be, how probable; the most probable first.
    #[serde(default, deserialize_with = "pairs")]
    pub(crate) kinds: Option<Vec<(String, f64)>>,
    pub(crate) charged: Option<f64>,
    #[serde(default)]
    pub(crate) measures: Vec<String>,
    #[serde(default)]
    pub(crate) reasons: Vec<String>,
    #[serde(default)]
    pub(crate) leak_suspect: bool,
}

impl Event {
    /// Its length in seconds.
    pub(crate) fn length(&self) -> f64 {
        self.end - self.start
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Measure {
    pub(crate) id: String,
    pub(crate) party: Party,
    pub(crate) unit: String,
    pub(crate) value: Option<f64>,
    pub(crate) scored: Option<f64>,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    #[serde(default)]
    pub(crate) n: u64,
}

/// What the telephone system said.
#[derive(Debug, Deserialize)]
pub(crate) struct Mark {
    pub(crate) kind: String,
    pub(crate) party: Option<Party>,
    pub(crate) start: f64,
    pub(crate) end: f64,
    #[serde(default, deserialize_with = "name_or_none")]
    pub(crate) agent: Option<String>,
}

/// A part of the call with one agent.
#[derive(Debug, Deserialize)]
pub(crate) struct Leg {
    #[serde(default, deserialize_with = "name_or_none")]
    pub(crate) agent: Option<String>,
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) score: Score,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Score {
    pub(crate) observable_listening: Option<f64>,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    pub(crate) rating: Option<String>,
    pub(crate) rating_low: Option<String>,
    pub(crate) rating_high: Option<String>,
    #[serde(default)]
    pub(crate) dimensions: Vec<Dimension>,
    pub(crate) coverage: Option<f64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Dimension {
    pub(crate) id: String,
    pub(crate) value: Option<f64>,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    #[serde(default)]
    pub(crate) deductions: Vec<Deduction>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Deduction {
    pub(crate) measure: String,
    pub(crate) points: f64,
    #[serde(default)]
    pub(crate) events: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct NotMeasured {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) reason: String,
    #[serde(default)]
    pub(crate) needs: String,
}
