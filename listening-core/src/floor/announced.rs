//! What was announced and is not settled yet: each becomes final, or is withdrawn.

use super::event::{Event, EventKind, Reasons, Status};
use super::force::Force;
use super::kinds::Kinds;
use crate::party::Party;
use crate::talkspurt::DEAD_AIR;
use crate::time::{Span, Time};

/// An onset that waits to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Onset {
    pub(super) start: Time,
    /// Of its talkspurt.
    pub(super) index: usize,
    pub(super) party: Party,
    /// The kind that it was announced as, if it was.
    pub(super) announced: Option<EventKind>,
}

impl Onset {
    /// Onsets are read in this order.
    pub(super) fn order(&self) -> (Time, Party, usize) {
        (self.start, self.party, self.index)
    }

    /// What takes its announcement back, if it was announced.
    pub(super) fn withdrawn(self) -> Option<Event> {
        self.announced.map(|kind| onset(kind, self.party, self.start, Status::Withdrawn))
    }
}

/// An onset that seems to begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Announced {
    pub(super) start: Time,
    /// What it was announced as; `None` where it would be no event, or was withdrawn.
    pub(super) kind: Option<EventKind>,
}

impl Announced {
    /// What takes it back, the first time.
    pub(super) fn withdrawn(&mut self, party: Party) -> Option<Event> {
        self.kind.take().map(|kind| onset(kind, party, self.start, Status::Withdrawn))
    }
}

/// A silence that was announced as dead air.
#[derive(Clone, Copy, Debug)]
pub(super) struct Silence {
    pub(super) since: Time,
    /// Who spoke before it.
    pub(super) by: Party,
}

impl Silence {
    pub(super) fn event(self, status: Status) -> Event {
        event(EventKind::DeadAir, self.by, Span::new(self.since, self.since + DEAD_AIR), status)
    }

    /// What takes its announcement back.
    pub(super) fn withdrawn(self) -> Event {
        self.event(Status::Withdrawn)
    }
}

/// The announcement of an onset, or what takes it back.
pub(super) fn onset(kind: EventKind, by: Party, start: Time, status: Status) -> Event {
    event(kind, by, Span::new(start, start), status)
}

fn event(kind: EventKind, by: Party, span: Span, status: Status) -> Event {
    Event {
        kind,
        by,
        span,
        in_overlap: kind == EventKind::ButtingIn,
        confidence: None,
        kinds: Kinds::default(),
        force: Force::default(),
        status,
        reasons: Reasons::default(),
        leak_suspect: false,
    }
}
