//! Values that are written otherwise than they are held: spans as two numbers of seconds.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use super::event::Event;
use crate::floor::{EventKind, Status, Turn};
use crate::health::Health;
use crate::names::{HealthCode, Id};
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
    };
}

written!(Talkspurt as WrittenTalkspurt);
written!(Turn as WrittenTurn);
written!(Event as WrittenEvent);
written!(Health as WrittenHealth);

#[derive(serde::Serialize, serde::Deserialize)]
struct WrittenTalkspurt {
    party: Party,
    start: Time,
    end: Time,
    #[serde(default, with = "number::maybe_deviation", skip_serializing_if = "Option::is_none")]
    start_sd: Option<f64>,
    #[serde(default, with = "number::maybe_deviation", skip_serializing_if = "Option::is_none")]
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

#[derive(serde::Serialize, serde::Deserialize)]
struct WrittenTurn {
    party: Party,
    start: Time,
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

#[derive(serde::Serialize, serde::Deserialize)]
struct WrittenEvent<'a> {
    id: Cow<'a, str>,
    kind: Id<EventKind>,
    by: Party,
    start: Time,
    end: Time,
    in_overlap: bool,
    #[serde(default, with = "number::maybe_share")]
    confidence: Option<f64>,
    status: Id<Status>,
    #[serde(default)]
    reasons: Cow<'a, [String]>,
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
            status: event.status.clone(),
            reasons: Cow::Borrowed(&event.reasons),
            leak_suspect: event.leak_suspect,
        }
    }
}

impl WrittenEvent<'_> {
    fn held(self) -> Result<Event, String> {
        let Self { id, kind, by, start, end, in_overlap, confidence, status, reasons, leak_suspect } = self;
        let (id, reasons, span) = (id.into_owned(), reasons.into_owned(), span(start, end)?);
        Ok(Event { id, kind, by, span, in_overlap, confidence, status, reasons, leak_suspect })
    }
}

#[derive(serde::Serialize, serde::Deserialize)]
struct WrittenHealth {
    code: Id<HealthCode>,
    start: Time,
    end: Time,
    #[serde(default, with = "number::maybe_value")]
    value: Option<f64>,
}

impl From<&Health> for WrittenHealth {
    fn from(found: &Health) -> Self {
        Self { code: found.code.clone(), start: found.start, end: found.end, value: found.value }
    }
}

impl WrittenHealth {
    fn held(self) -> Result<Health, String> {
        let Self { code, start, end, value } = self;
        let Span { start, end } = span(start, end)?;
        Ok(Health { code, start, end, value })
    }
}
