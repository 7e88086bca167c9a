//! Silences, once they have ended.

use super::FloorTracker;
use crate::floor::announced::Silence;
use crate::floor::event::{Event, EventKind, Reason, Status};
use crate::floor::force::Force;
use crate::floor::kinds::Kinds;
use crate::floor::turns::Role;
use crate::party::Party;
use crate::talkspurt::{DEAD_AIR, MIN_SILENCE};
use crate::time::{Span, Time};

impl FloorTracker {
    /// The silence that ends with an onset, and what it says of a turn that nobody answered.
    pub(super) fn silence_before(
        &mut self,
        onset: Time,
        party: Party,
        event: Option<&Event>,
        takes: bool,
        out: &mut Vec<Event>,
    ) {
        let Some((since, last)) = self.timeline.talk_before(onset, self.holder()) else {
            return;
        };
        // After feedback the silence is still the holder's.
        let aside = self.timeline.started(last, since).checked_sub(1).map(|index| self.roles[last][index]);
        let by = if aside.is_some_and(Role::is_aside) { self.holder().unwrap_or(last) } else { last };
        let span = Span::new(since, onset);
        // Two who begin at the same moment end one silence.
        if span.length() < MIN_SILENCE || self.silent_until == Some(onset) {
            return;
        }
        self.silent_until = Some(onset);
        // What is marked of it is nobody's silence, and each piece that is left is one by itself.
        let first = out.len();
        for piece in self.marked.outside(span).filter(|piece| piece.length() >= MIN_SILENCE) {
            let by_turn = takes && piece.end == onset && (event.is_some() || self.holder().is_some());
            self.emit_silence(piece, by, by_turn, out);
        }
        let emitted =
            |silence: &Silence, out: &[Event]| out[first..].iter().any(|event| event.span.start == silence.since);
        let mut announced = std::mem::take(&mut self.silences_announced);
        for silence in announced.drain(..) {
            if !emitted(&silence, out) {
                out.push(silence.withdrawn());
            }
        }
        self.silences_announced = announced;
        // The other neither took the floor nor gave feedback: the speaker goes on alone.
        let ends_here = |event: &&Event| event.span.end == onset && event.kind == EventKind::DeadAir;
        let last = out[first..].iter().filter(ends_here).rfind(|event| event.status == Status::Final).copied();
        if let Some(silence) = last.filter(|_| by == party && event.is_none() && self.holder() == Some(party)) {
            out.push(Event { kind: EventKind::UnansweredTurn, ..silence });
        }
    }

    /// A silence after talk of `by`; at its end the floor passes in `by_turn`.
    fn emit_silence(&self, span: Span, by: Party, by_turn: bool, out: &mut Vec<Event>) {
        let share = self.music.share(span);
        if share < 0.5 && self.lost.hide(span) {
            return;
        }
        let kind = if span.length() >= DEAD_AIR {
            if share >= 0.5 { EventKind::Hold } else { EventKind::DeadAir }
        } else if by_turn {
            EventKind::Gap
        } else {
            EventKind::Pause
        };
        let by = if kind == EventKind::Pause { self.holder().unwrap_or(by) } else { by };
        let reasons = (kind == EventKind::Hold).then_some(Reason::Music(share));
        out.push(Event {
            kind,
            by,
            span,
            in_overlap: false,
            confidence: None,
            kinds: Kinds::default(),
            force: Force::default(),
            status: Status::Final,
            reasons: reasons.into_iter().collect(),
            leak_suspect: false,
        });
    }
}
