//! Values that are written otherwise than they are held: spans as two numbers of seconds.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use super::kinds::Kinds;
use super::leg::Leg;
use super::report_event::Event;
use crate::finding::Health;
use crate::floor::{EventKind, Status, Turn};
use crate::listening::{Measure, Score};
use crate::marks::{Mark, MarkKind};
use crate::names::{HealthCode, Id, MeasureId};
use crate::number;
use crate::party::Party;
use crate::talkspurt::Talkspurt;
use crate::time::{Span, Time};

/// The span of two times that were read.
fn span(start: Time, end: Time) -> Result<Span, String> {
    if end < start {
        return Err(format!("it runs from {start} to {end}: an end not before its start was expected"));
    }
    Ok(Span::new(start, end))
}

/// Gives `$held` the form of `$written`.
macro_rules! written {
    ($held:ident as $written:ident) => {
        impl Serialize for $held {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $written::from(self).serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for $held {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $written::deserialize(deserializer)?.held().map_err(D::Error::custom)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $held {
            fn schema_name() -> Cow<'static, str> {
                $written::schema_name()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $written::json_schema(generator)
            }
        }
    };
}

written!(Talkspurt as WrittenTalkspurt);
written!(Turn as WrittenTurn);
written!(Event as WrittenEvent);
written!(Health as WrittenHealth);
written!(Mark as WrittenMark);
written!(Leg as WrittenLeg);

/// Talk of one party without a silence of 180 ms or more.
#[derive(serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "talkspurt", deny_unknown_fields))]
struct WrittenTalkspurt {
    /// Who talks.
    party: Party,
    /// Its start, in seconds from the first sample.
    start: Time,
    /// Its end, in seconds from the first sample.
    end: Time,
    /// Standard deviation of its start, in seconds; not there where unknown.
    #[serde(default, with = "number::maybe_deviation", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_deviation::schema"))]
    start_sd: Option<f64>,
    /// Standard deviation of its end, in seconds; not there where unknown.
    #[serde(default, with = "number::maybe_deviation", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_deviation::schema"))]
    end_sd: Option<f64>,
}

impl From<&Talkspurt> for WrittenTalkspurt {
    fn from(&Talkspurt { party, span, start_sd, end_sd }: &Talkspurt) -> Self {
        Self { party, start: span.start, end: span.end, start_sd, end_sd }
    }
}

impl WrittenTalkspurt {
    fn held(self) -> Result<Talkspurt, String> {
        let Self { party, start, end, start_sd, end_sd } = self;
        Ok(Talkspurt { party, span: span(start, end)?, start_sd, end_sd })
    }
}

/// A mark of the telephone system on a stretch of the call.
#[derive(serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "mark", deny_unknown_fields))]
struct WrittenMark {
    /// Its kind.
    kind: Id<MarkKind>,
    /// Its party; not there where it concerns the whole call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Party"))]
    party: Option<Party>,
    /// Its start, in seconds from the first sample.
    start: Time,
    /// Its end, in seconds from the first sample.
    end: Time,
    /// The agent that a transfer goes to; not there where unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    agent: Option<String>,
}

impl From<&Mark> for WrittenMark {
    fn from(mark: &Mark) -> Self {
        let Mark { kind, party, span, agent } = mark.clone();
        Self { kind, party, start: span.start, end: span.end, agent }
    }
}

impl WrittenMark {
    fn held(self) -> Result<Mark, String> {
        let Self { kind, party, start, end, agent } = self;
        Ok(Mark { kind, party, span: span(start, end)?, agent })
    }
}

/// A part of the call with one agent, scored separately.
#[derive(serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "leg", deny_unknown_fields))]
struct WrittenLeg {
    /// The agent's name, as given by the transfer to them; not there before the first transfer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    agent: Option<String>,
    /// Its start, in seconds from the first sample.
    start: Time,
    /// Its end, in seconds from the first sample.
    end: Time,
    /// The score of the assessed party in it.
    score: Score,
    /// Its measures, by party; the report's own `measures` cover the whole call.
    #[serde(default)]
    measures: Vec<Measure>,
}

impl From<&Leg> for WrittenLeg {
    fn from(leg: &Leg) -> Self {
        let Leg { agent, span, score, measures } = leg.clone();
        Self { agent, start: span.start, end: span.end, score, measures }
    }
}

impl WrittenLeg {
    fn held(self) -> Result<Leg, String> {
        let Self { agent, start, end, score, measures } = self;
        Ok(Leg { agent, span: span(start, end)?, score, measures })
    }
}

/// A stretch in which a party has the floor.
#[derive(serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "turn", deny_unknown_fields))]
struct WrittenTurn {
    /// Who has the floor.
    party: Party,
    /// Its start, in seconds from the first sample.
    start: Time,
    /// Its end, in seconds from the first sample.
    end: Time,
}

impl From<&Turn> for WrittenTurn {
    fn from(&Turn { party, span }: &Turn) -> Self {
        Self { party, start: span.start, end: span.end }
    }
}

impl WrittenTurn {
    fn held(self) -> Result<Turn, String> {
        Ok(Turn { party: self.party, span: span(self.start, self.end)? })
    }
}

/// Something that a party did, or a silence.
#[derive(serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "event", deny_unknown_fields))]
struct WrittenEvent<'a> {
    /// Identifies the event in measures and deductions.
    #[cfg_attr(feature = "schema", schemars(schema_with = "super::schema::text"))]
    id: Cow<'a, str>,
    /// Its kind.
    kind: Id<EventKind>,
    /// The party that did it; for a silence, the party that talked last, and for a pause, the party whose turn it is.
    by: Party,
    /// Onset, in seconds from the first sample.
    start: Time,
    /// End, in seconds from the first sample: that of the contribution, or 2.3 s after the onset if that is sooner.
    end: Time,
    /// Whether the other was talking at the onset.
    in_overlap: bool,
    /// Probability that the kind is right, 0 to 1; null where no classification was made.
    #[serde(default, with = "number::maybe_share")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_share::schema"))]
    confidence: Option<f64>,
    /// Probability of each kind it might be, 0 to 1, most probable first; not there where no classification was made.
    #[serde(default, skip_serializing_if = "Kinds::is_empty")]
    kinds: Kinds<'a>,
    /// Whether it can still change; those of a report are final.
    status: Id<Status>,
    /// Its weight against the assessed party, 0 to 1; not there where it does not count. This is its largest weight in a
    /// scored measure.
    #[serde(default, with = "number::maybe_share", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::share::schema"))]
    charged: Option<f64>,
    /// The scored measures it counts in; not there where there are none.
    #[serde(default, skip_serializing_if = "<[_]>::is_empty")]
    measures: Cow<'a, [Id<MeasureId>]>,
    /// The reasons for its kind, in words; the most important first.
    #[serde(default)]
    reasons: Cow<'a, [String]>,
    /// Whether it may be the other party's echo; if so, it is charged to no one.
    leak_suspect: bool,
}

impl<'a> From<&'a Event> for WrittenEvent<'a> {
    fn from(event: &'a Event) -> Self {
        Self {
            id: Cow::Borrowed(&event.id),
            kind: event.kind.clone(),
            by: event.by,
            start: event.span.start,
            end: event.span.end,
            in_overlap: event.in_overlap,
            confidence: event.confidence,
            kinds: Kinds(Cow::Borrowed(&event.kinds)),
            status: event.status.clone(),
            charged: event.charged,
            measures: Cow::Borrowed(&event.measures),
            reasons: Cow::Borrowed(&event.reasons),
            leak_suspect: event.leak_suspect,
        }
    }
}

impl WrittenEvent<'_> {
    fn held(self) -> Result<Event, String> {
        let Self { id, kind, by, start, end, in_overlap, confidence, status, charged, leak_suspect, .. } = self;
        let (id, span) = (id.into_owned(), span(start, end)?);
        let (kinds, measures, reasons) =
            (self.kinds.0.into_owned(), self.measures.into_owned(), self.reasons.into_owned());
        Ok(Event {
            id,
            kind,
            by,
            span,
            in_overlap,
            confidence,
            kinds,
            status,
            charged,
            measures,
            reasons,
            leak_suspect,
        })
    }
}

/// A fault of a channel, or a sound on it other than talk.
#[derive(serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "health", deny_unknown_fields))]
struct WrittenHealth {
    /// The finding; docs/hearing.md has the unit of each value.
    code: Id<HealthCode>,
    /// Its start, in seconds from the first sample.
    start: Time,
    /// Its end, in seconds from the first sample.
    end: Time,
    /// Its amount, in the unit of its code; null where it has none.
    #[serde(default, with = "number::maybe_value")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_value::schema"))]
    value: Option<f64>,
    /// Lower end of its 90 % interval, in the unit of its code; not there where the
    /// value is not an estimate.
    #[serde(default, with = "number::maybe_value", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_value::schema"))]
    low: Option<f64>,
    /// Upper end of its 90 % interval, in the unit of its code; not there where the value is not an estimate.
    #[serde(default, with = "number::maybe_value", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_value::schema"))]
    high: Option<f64>,
}

impl From<&Health> for WrittenHealth {
    fn from(found: &Health) -> Self {
        let (low, high) = found.interval.unzip();
        Self { code: found.code.clone(), start: found.start, end: found.end, value: found.value, low, high }
    }
}

impl WrittenHealth {
    fn held(self) -> Result<Health, String> {
        let Self { code, start, end, value, low, high } = self;
        let Span { start, end } = span(start, end)?;
        Ok(Health { code, start, end, value, interval: low.zip(high) })
    }
}
