//! What is announced while it goes on: onsets, and silences that became dead air.

use super::{FloorTracker, TOGETHER};
use crate::floor::announced::{Announced, Seeming, Silence};
use crate::floor::event::{Event, EventKind, Status};
use crate::floor::kinds::Kinds;
use crate::floor::model;
use crate::floor::placement::Placement;
use crate::party::Party;
use crate::talkspurt::{CONTRIBUTION_GAP, DEAD_AIR};
use crate::time::{Span, Time};

impl FloorTracker {
    /// A talkspurt seems to begin.
    pub(super) fn begins(&mut self, party: Party, start: Time, out: &mut Vec<Event>) {
        if self.announce && self.announced[party].iter().all(|one| one.start != start) {
            let seeming = self.seeming(party, start);
            out.extend(seeming.map(|seeming| seeming.event(party, start, Status::Provisional)));
            self.announced[party].push(Announced { start, seeming });
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

    /// What an onset seems to be from what precedes it; `None` where it would be no event.
    fn seeming(&mut self, party: Party, start: Time) -> Option<Seeming> {
        let own = self.timeline.spurts(party);
        let chained = own.last().is_some_and(|last| start - last.end < CONTRIBUTION_GAP);
        let others = self.timeline.spurts(party.other());
        let in_overlap = others.last().is_some_and(|spurt| spurt.start < start && spurt.end > start);
        let takes = self.holder().is_some_and(|holder| holder != party) && !chained;
        if !in_overlap && !takes {
            return None;
        }
        let index = own.len();
        self.timeline.open(party, start);
        let placement = Placement::so_far(&self.timeline, party, index);
        self.timeline.withdraw(party);
        let placement = placement?;
        let kinds = Kinds::of(&model::announced(&placement));
        let kind = kinds.likeliest()?;
        let together = placement.in_overlap && placement.holder_talked < TOGETHER && kind != EventKind::Backchannel;
        let kind = if together { EventKind::SimultaneousStart } else { kind };
        Some(Seeming { kind, kinds, in_overlap: placement.in_overlap })
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
