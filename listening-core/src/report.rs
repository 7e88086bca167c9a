//! The report: one value, one order of keys, one way to write a number.

use serde::{Serialize, Serializer};

use crate::floor::{Event, EventKind, Reasons, Status, Talkspurt, Turn};
use crate::health::Health;
use crate::listening::{Characteristic, Measure, NotMeasured, Score, TalkerProsody, Trait};
use crate::party::{Party, PerParty};
use crate::time::Time;

/// The schema that [`Report::to_json`] follows.
pub const SCHEMA: &str = "listening.report/1";

/// Printed in every report.
pub const NOTICE: &str = "Describes delivery and timing that can be heard, not emotion, intent or understanding. \
One call proves little. Not to be used alone for employment decisions.";

/// A party's channel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Channel {
    /// 0 (left) or 1 (right); `None` where no audio was given.
    pub channel: Option<u8>,
    /// How long the party talks, in seconds.
    #[serde(serialize_with = "rounded::seconds")]
    pub speech_seconds: Time,
    /// Active speech level by ITU-T P.56 method B, dBov, of what is neither music nor the other party's leak;
    /// `None` without talk or audio.
    #[serde(serialize_with = "rounded::option")]
    pub active_level_dbov: Option<f64>,
    /// That level above the median level of what is not speech, dB.
    #[serde(serialize_with = "rounded::option")]
    pub snr_db: Option<f64>,
    /// What is wrong with the channel; empty where nothing is.
    pub health: Vec<Health>,
}

/// Everything that is said of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Name and version of the profile that scored it; with a calibration its mark behind it, as in
    /// `contact_center/1+calibration:0123456789abcdef`.
    pub profile: String,
    /// Length of the call.
    pub duration: Time,
    /// The two channels.
    pub parties: PerParty<Channel>,
    /// All talkspurts, in order of start.
    pub talkspurts: Vec<Talkspurt>,
    /// All turns, in order of start.
    pub turns: Vec<Turn>,
    /// All final events, in order of start.
    pub events: Vec<Event>,
    /// All measures of both parties.
    pub measures: Vec<Measure>,
    /// The customer's voice turn by turn, where [`Config::talker_prosody`](crate::Config::talker_prosody) asks for
    /// it. Not in the JSON.
    pub prosody: Option<TalkerProsody>,
    /// The score of the assessed party.
    pub score: Score,
    /// The eleven pairs of words.
    pub traits: Vec<Trait>,
    /// The five characteristics.
    pub characteristics: Vec<Characteristic>,
    /// What the report does not say.
    pub not_measured: Vec<NotMeasured>,
}

impl Report {
    /// The report as JSON in schema `listening.report/1`: UTF-8, one line, times in seconds with at most
    /// three decimals. The same report always gives the same bytes.
    pub fn to_json(&self) -> String {
        // Plain data with string keys and finite numbers cannot fail to be written.
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[derive(Serialize)]
struct Written<'a> {
    schema: &'static str,
    profile: &'a str,
    #[serde(serialize_with = "rounded::seconds")]
    duration: Time,
    parties: &'a PerParty<Channel>,
    talkspurts: Vec<WrittenSpan>,
    turns: Vec<WrittenSpan>,
    events: Vec<WrittenEvent<'a>>,
    measures: &'a [Measure],
    score: &'a Score,
    traits: &'a [Trait],
    characteristics: &'a [Characteristic],
    not_measured: &'a [NotMeasured],
    notice: &'static str,
}

#[derive(Serialize)]
struct WrittenSpan {
    party: Party,
    #[serde(serialize_with = "rounded::seconds")]
    start: Time,
    #[serde(serialize_with = "rounded::seconds")]
    end: Time,
}

#[derive(Serialize)]
struct WrittenEvent<'a> {
    id: String,
    kind: EventKind,
    by: Party,
    #[serde(serialize_with = "rounded::seconds")]
    start: Time,
    #[serde(serialize_with = "rounded::seconds")]
    end: Time,
    in_overlap: bool,
    #[serde(serialize_with = "rounded::option")]
    confidence: Option<f64>,
    status: Status,
    reasons: &'a Reasons,
    leak_suspect: bool,
}

impl<'a> From<&'a Event> for WrittenEvent<'a> {
    fn from(event: &'a Event) -> Self {
        Self {
            id: event.id(),
            kind: event.kind,
            by: event.by,
            start: event.span.start,
            end: event.span.end,
            in_overlap: event.in_overlap,
            confidence: event.confidence.map(f64::from),
            status: event.status,
            reasons: &event.reasons,
            leak_suspect: event.leak_suspect,
        }
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        WrittenEvent::from(self).serialize(serializer)
    }
}

impl Event {
    /// The event as one line of JSON, as in a report's `events`.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let span = |party, span: crate::time::Span| WrittenSpan { party, start: span.start, end: span.end };
        Written {
            schema: SCHEMA,
            profile: &self.profile,
            duration: self.duration,
            parties: &self.parties,
            talkspurts: self.talkspurts.iter().map(|spurt| span(spurt.party, spurt.span)).collect(),
            turns: self.turns.iter().map(|turn| span(turn.party, turn.span)).collect(),
            events: self.events.iter().map(WrittenEvent::from).collect(),
            measures: &self.measures,
            score: &self.score,
            traits: &self.traits,
            characteristics: &self.characteristics,
            not_measured: &self.not_measured,
            notice: NOTICE,
        }
        .serialize(serializer)
    }
}

/// How numbers are written: rounded once, here, and never `-0.0`.
#[expect(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "the signatures that serde calls")]
#[allow(missing_docs)]
pub mod rounded {
    use serde::Serializer;

    use crate::time::Time;

    fn at(value: f64, steps: f64) -> f64 {
        (value * steps).round() / steps + 0.0
    }

    pub fn to_tenth(value: f64) -> f64 {
        at(value, 10.0)
    }

    pub fn to_thousandth(value: f64) -> f64 {
        at(value, 1000.0)
    }

    pub fn seconds<S: Serializer>(time: &Time, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(time.millis() as f64 / 1000.0)
    }

    pub fn plain<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(at(*value, 1000.0))
    }

    pub fn option<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
        match value.filter(|value| value.is_finite()) {
            Some(value) => serializer.serialize_f64(at(value, 1000.0)),
            None => serializer.serialize_none(),
        }
    }

    pub fn tenth<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(to_tenth(*value))
    }

    pub fn tenth_option<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
        match value.filter(|value| value.is_finite()) {
            Some(value) => serializer.serialize_f64(to_tenth(value)),
            None => serializer.serialize_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::rounded::to_tenth;

    #[test]
    fn nothing_rounds_to_minus_zero() {
        assert!(to_tenth(-0.01).is_sign_positive());
        assert!((to_tenth(2.25) - 2.3).abs() < 1e-12);
    }
}
