//! Onsets with which no event begins, as they most likely go on with what their speaker was saying. They may be more: what is
//! scored counts them by how likely that is, so that nothing turns over where an onset is listed or is not.

use super::event::{Event, EventKind, Status};
use super::force::Force;
use super::kinds::Kinds;
use super::placement::Placement;
use crate::party::Party;
use crate::time::{Span, Time};

/// One of them. A live call keeps it to its end, so it is small.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Unlisted {
    pub(crate) by: Party,
    pub(crate) in_overlap: bool,
    onset: Time,
    /// Of the entry, no longer than an onset is looked past.
    length_ms: u16,
    kinds: Kinds,
    force: Force,
}

impl Unlisted {
    /// `None` where nothing of it is likely enough to be kept.
    pub(super) fn of(placement: &Placement, kinds: Kinds, force: Force) -> Option<Self> {
        let length_ms = (placement.entry_end - placement.onset).millis() as u16;
        let (by, in_overlap, onset) = (placement.by, placement.in_overlap, placement.onset);
        (!kinds.is_empty()).then_some(Self { by, in_overlap, onset, length_ms, kinds, force })
    }

    /// The entry.
    pub(crate) fn span(&self) -> Span {
        Span::new(self.onset, self.onset + Time::from_millis(self.length_ms.into()))
    }

    /// As the event that it would be, of its likeliest kind.
    pub(crate) fn event(&self) -> Event {
        let likeliest = self.kinds.iter().max_by(|(_, a), (_, b)| a.total_cmp(b));
        Event {
            kind: likeliest.map_or(EventKind::Backchannel, |(kind, _)| kind),
            by: self.by,
            span: self.span(),
            in_overlap: self.in_overlap,
            confidence: None,
            kinds: self.kinds,
            force: self.force,
            status: Status::Final,
            reasons: [].into_iter().collect(),
            leak_suspect: false,
        }
    }
}
