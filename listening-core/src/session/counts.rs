//! How many final events there are.

use crate::floor::{Event, EventKind};
use crate::names::Name;
use crate::party::PerParty;

/// Kinds of events.
pub(super) const KINDS: usize = <EventKind as Name>::ALL.len();

/// How many final events of each kind each party has.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Counts(pub(super) PerParty<[u32; KINDS]>);

impl Counts {
    pub(super) fn add(&mut self, event: &Event) {
        let count = &mut self.0[event.by][event.kind as usize];
        *count = count.saturating_add(1);
    }
}
