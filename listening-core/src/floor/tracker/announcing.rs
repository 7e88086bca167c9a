//! What is announced while it goes on: onsets, and silences that became dead air.

use super::FloorTracker;
use crate::floor::announced::{self, Announced, Silence};
use crate::floor::event::{Event, EventKind, Status};
use crate::party::Party;
use crate::talkspurt::{CONTRIBUTION_GAP, DEAD_AIR};
use crate::time::{Span, Time};

impl FloorTracker {
    /// A talkspurt seems to begin.
    pub(super) fn begins(&mut self, party: Party, start: Time, out: &mut Vec<Event>) {
        if self.announce && self.announced[party].iter().all(|one| one.start != start) {
            let kind = self.kind_so_far(party, start);
            out.extend(kind.map(|kind| announced::onset(kind, party, start, Status::Provisional)));
            self.announced[party].push(Announced { start, kind });
        }
    }

    /// Withdraws what was announced for a moment before `until` and has not begun: it has waited for long enough.
    pub fn give_up(&mut self, until: Time, out: &mut Vec<Event>) {
        for party in Party::BOTH {
            for late in self.announced[party].iter_mut().filter(|one| one.start < until) {
                out.extend(late.withdrawn(party));
            }
        }
    }

    /// What an onset is if nothing more comes; `None` where it would be no event.
    fn kind_so_far(&self, party: Party, start: Time) -> Option<EventKind> {
        let own = self.timeline.spurts(party);
        let chained = own.last().is_some_and(|last| start - last.end < CONTRIBUTION_GAP);
        let others = self.timeline.spurts(party.other());
        let in_overlap = others.last().is_some_and(|spurt| spurt.start < start && spurt.end > start);
        match (in_overlap, self.holder()) {
            (true, _) => Some(EventKind::ButtingIn),
            (false, Some(holder)) if holder != party && !chained => Some(EventKind::SmoothSwitch),
            _ => None,
        }
    }

    /// Says that nobody has talked for as long as makes dead air, once.
    pub(super) fn announce_dead_air(&mut self, known: Time, out: &mut Vec<Event>) {
        let Some((since, by)) = self.timeline.talk_before(known, self.holder()).filter(|(since, _)| *since < known)
        else {
            return;
        };
        // What is not marked of it, up to now.
        let Some(piece) = self.marked.outside(Span::new(since, known)).last().filter(|piece| piece.end == known) else {
            return;
        };
        if piece.start + DEAD_AIR <= known
            && self.silences_announced.iter().all(|silence| silence.since != piece.start)
            && self.music.share(piece) < 0.5
            && !self.lost.hide(piece)
        {
            let silence = Silence { since: piece.start, by };
            out.push(silence.event(Status::Provisional));
            self.silences_announced.push(silence);
        }
    }
}
