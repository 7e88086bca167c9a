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
    /// What it was announced as, if it was.
    pub(super) announced: Option<Seeming>,
}

impl Onset {
    /// Onsets are read in this order.
    pub(super) fn order(&self) -> (Time, Party, usize) {
        (self.start, self.party, self.index)
    }

    /// What takes its announcement back, if it was announced.
    pub(super) fn withdrawn(self) -> Option<Event> {
        self.announced.map(|seeming| seeming.event(self.party, self.start, Status::Withdrawn))
    }
}

/// What an onset seems to be while only its past is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seeming {
    /// The likeliest kind.
    pub(super) kind: EventKind,
    /// The probability of each; what is left over to 1 is that it will be withdrawn.
    pub(super) kinds: Kinds,
    pub(super) in_overlap: bool,
}

impl Seeming {
    /// Its announcement, or what takes it back.
    pub(super) fn event(self, by: Party, start: Time, status: Status) -> Event {
        let Self { kind, kinds, in_overlap } = self;
        // As of final events: who of two that begin together has the floor is not judged.
        let confidence = Some(kinds.of_kind(kind)).filter(|_| kind != EventKind::SimultaneousStart);
        Event { in_overlap, confidence, kinds, ..event(kind, by, Span::new(start, start), status) }
    }
}

/// An onset that seems to begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Announced {
    pub(super) start: Time,
    /// What it was announced as; `None` where it would be no event, or was withdrawn.
    pub(super) seeming: Option<Seeming>,
}

impl Announced {
    /// What takes it back, the first time.
    pub(super) fn withdrawn(&mut self, party: Party) -> Option<Event> {
        self.seeming.take().map(|seeming| seeming.event(party, self.start, Status::Withdrawn))
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

fn event(kind: EventKind, by: Party, span: Span, status: Status) -> Event {
    Event {
        kind,
        by,
        span,
        in_overlap: false,
        confidence: None,
        kinds: Kinds::default(),
        force: Force::default(),
        status,
        reasons: Reasons::default(),
        leak_suspect: false,
    }
}
