//! How each measure is pooled over calls.

use serde::Serialize;

use super::distribution::Family;
use super::rate::Rate;
use super::share::Share;
use super::value::Value;

/// How a measure is pooled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Events per minute: all events over all minutes.
    Rate,
    /// Hits of trials: all hits over all trials.
    Share,
    /// A number per call: the mean over calls.
    Value,
}

impl Kind {
    /// The distribution behind it.
    pub(crate) fn family(self) -> &'static dyn Family {
        match self {
            Self::Rate => &Rate,
            Self::Share => &Share,
            Self::Value => &Value,
        }
    }
}

/// What a rate is counted over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    /// Minutes of the other party's speech.
    OtherSpeech,
    /// Minutes of the call.
    Call,
}

/// The rates. One that is not here is a value per call.
const RATES: [(&str, Over); 6] = [
    ("interruption_rate", Over::OtherSpeech),
    ("backchannel_rate", Over::OtherSpeech),
    ("dead_air_rate", Over::Call),
    ("turns_per_min", Over::Call),
    ("elicitation_rate", Over::Call),
    ("question_rate", Over::Call),
];

/// Shares of counted things. A share that is not here, such as one of time, is a value per call.
const SHARES: [&str; 15] = [
    "interruption_share",
    "pause_respect",
    "immediate_reply_share",
    "unanswered_turn_rate",
    "bid_yield_share",
    "rising_terminal_share",
    "hurry_index",
    "backchannel_responsiveness",
    "long_turn_acknowledged",
    "bid_uptake",
    "interview_index",
    "silence_breaker_share",
    "question_share",
    "acknowledged_content",
    "customer_repeats_self",
];

/// How the measure of that name is pooled, and over what if it is a rate.
pub(crate) fn of_measure(id: &str) -> (Kind, Option<Over>) {
    if let Some((_, over)) = RATES.iter().find(|(name, _)| *name == id) {
        return (Kind::Rate, Some(*over));
    }
    (if SHARES.contains(&id) { Kind::Share } else { Kind::Value }, None)
}
