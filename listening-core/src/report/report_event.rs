//! Events as a report holds them, made by the floor or read again.

use serde::{Serialize, Serializer};

use crate::floor::{self, EventKind, Status};
use crate::names::{Id, MeasureId};
use crate::party::Party;
use crate::time::Span;

/// Something that a party did, or a silence, as in a report: the floor's own [`Event`](floor::Event), with its reasons in
/// words.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Identifies it in measures and deductions.
    pub id: String,
    /// Its kind.
    pub kind: Id<EventKind>,
    /// The party that did it; each kind documents the party of a silence.
    pub by: Party,
    /// Its span.
    pub span: Span,
    /// Whether the other was talking at the onset.
    pub in_overlap: bool,
    /// Probability that the kind is right, 0 to 1; `None` if no classification was made.
    pub confidence: Option<f64>,
    /// Probability of each kind it might be, 0 to 1, most probable first; empty if no classification was made.
    pub kinds: Vec<(Id<EventKind>, f64)>,
    /// Whether it can still change. Those of a report are final.
    pub status: Id<Status>,
    /// Its weight against the assessed party, 0 to 1: its largest weight in a measure that the profile scores. `None`
    /// if it does not count, and for an event emitted before the report.
    pub charged: Option<f64>,
    /// The scored measures it counts in.
    pub measures: Vec<Id<MeasureId>>,
    /// The reasons for it, in words; the most important first.
    pub reasons: Vec<String>,
    /// Whether it may be the other party's echo.
    pub leak_suspect: bool,
}

impl From<&floor::Event> for Event {
    fn from(event: &floor::Event) -> Self {
        Self {
            id: event.id(),
            kind: event.kind.into(),
            by: event.by,
            span: event.span,
            in_overlap: event.in_overlap,
            confidence: event.confidence.map(f64::from),
            kinds: kinds(event),
            status: event.status.into(),
            charged: None,
            measures: Vec::new(),
            reasons: event.reasons.iter().map(|reason| reason.to_string()).collect(),
            leak_suspect: event.leak_suspect,
        }
    }
}

/// Kinds that an event hardly can be are left out: under this, in 0 to 1.
const LEAST: f64 = 0.01;

fn kinds(event: &floor::Event) -> Vec<(Id<EventKind>, f64)> {
    let all = event.kinds.iter().map(|(kind, p)| (kind.into(), f64::from(p)));
    let mut kinds: Vec<(Id<EventKind>, f64)> = all.filter(|(_, p)| *p >= LEAST).collect();
    kinds.sort_by(|a, b| b.1.total_cmp(&a.1));
    kinds
}

impl Event {
    /// The event as one line of JSON, as in a report's `events`.
    pub fn to_json(&self) -> String {
        super::json(self)
    }
}

impl Serialize for floor::Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Event::from(self).serialize(serializer)
    }
}

impl floor::Event {
    /// The event as one line of JSON, as in a report's `events`.
    pub fn to_json(&self) -> String {
        super::json(self)
    }
}
