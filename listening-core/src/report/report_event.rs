//! Events as a report holds them, made by the floor or read again.

use serde::{Serialize, Serializer};

use crate::floor::{self, EventKind, Status};
use crate::names::{Id, MeasureId};
use crate::party::Party;
use crate::sorting;
use crate::time::Span;

/// Something that a party did, or a silence, as a report holds it: the floor's own [`Event`](floor::Event), with its reasons in
/// words.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Names it in measures and deductions.
    pub id: String,
    /// What it is.
    pub kind: Id<EventKind>,
    /// Who did it; each kind says whose a silence is.
    pub by: Party,
    /// When.
    pub span: Span,
    /// The other was talking at the onset.
    pub in_overlap: bool,
    /// Probability that the kind is right, 0 to 1; `None` where nothing was judged.
    pub confidence: Option<f64>,
    /// Probability of each kind that it might be, 0 to 1, most probable first; empty where nothing was judged.
    pub kinds: Vec<(Id<EventKind>, f64)>,
    /// Whether it can still change. Those of a report are final.
    pub status: Id<Status>,
    /// How much it counts against the assessed party, 0 to 1: its largest weight in a measure that the profile scores. `None`
    /// where it does not count, and of an event that comes before the report.
    pub charged: Option<f64>,
    /// The scored measures that name it.
    pub measures: Vec<Id<MeasureId>>,
    /// What speaks for it, in words; the first weighs most.
    pub reasons: Vec<String>,
    /// It may rest on the other party's echo.
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
    sorting::by(&mut kinds, |a, b| b.1.total_cmp(&a.1));
    kinds
}

impl Event {
    /// The event as one line of JSON, as in a report's `events`.
    #[inline]
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
    #[inline]
    pub fn to_json(&self) -> String {
        super::json(self)
    }
}
