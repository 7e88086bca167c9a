//! The floor of a session, and the events that it has emitted.

use super::counts::Counts;
use super::tone_events::{is_copy, tone_event, tone_of};
use crate::activity::ToneSpan;
use crate::chunks::Chunks;
use crate::floor::{Event, FloorInput, FloorNow, FloorTracker, Force, Kinds, Lexicon, Outcome, Status, Unlisted};
use crate::party::Party;
use crate::time::{Span, Time};
use crate::tone::Tone;

/// Events among which the source of an echoed tone is looked for.
const COPIES: usize = 16;

/// What a session emits: the events of the last push, and all finals.
#[derive(Clone, Debug)]
pub(super) struct EventLog {
    floor: FloorTracker,
    finals: Chunks<Event>,
    /// Of the finals, also of those that are forgotten.
    counts: Counts,
    /// Onsets that are scored by how likely they are events, and listed as none.
    unlisted: Chunks<Unlisted>,
    fresh: Vec<Event>,
}

/// Why an event may not be its party's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// It is.
    None,
    /// The other party's leak may be what was heard.
    Leak,
    /// Both channels held the same: there is no saying whose it is, or what.
    Doubled,
}

/// What is left of a log at the end of the call.
#[derive(Debug)]
pub(super) struct Closed {
    pub(super) outcome: Outcome,
    /// All finals that ended late enough.
    pub(super) finals: Vec<Event>,
    /// The events that the end of the call settled.
    pub(super) last: Vec<Event>,
}

impl EventLog {
    pub(super) fn new(announce: bool, lexicon: Lexicon) -> Self {
        let floor = FloorTracker::new(announce, lexicon);
        Self {
            floor,
            finals: Chunks::default(),
            counts: Counts::default(),
            unlisted: Chunks::default(),
            fresh: Vec::with_capacity(8),
        }
    }

    /// The floor, for words.
    pub(super) fn floor(&mut self) -> &mut FloorTracker {
        &mut self.floor
    }

    /// A push begins: what the last one emitted is dropped.
    pub(super) fn begin_push(&mut self) {
        self.fresh.clear();
    }

    /// What the push has emitted so far.
    pub(super) fn fresh(&self) -> &[Event] {
        &self.fresh
    }

    /// Gives the floor its next input.
    pub(super) fn push(&mut self, input: FloorInput) {
        self.floor.push(input, &mut self.fresh);
    }

    /// Up to when everything must be known for the next event to be final; `None` if none waits.
    pub(super) fn waits_for(&self) -> Option<Time> {
        self.floor.waits_for()
    }

    /// Withdraws what was announced for a moment before `until` and has not begun.
    pub(super) fn give_up(&mut self, until: Time) {
        self.floor.give_up(until, &mut self.fresh);
    }

    /// Everything before `known` has been given: emits what that settles. `doubt` is asked of each final that is no silence.
    pub(super) fn settle(&mut self, known: Time, doubt: impl Fn(&Event) -> Doubt) {
        let from = self.fresh.len();
        self.push(FloorInput::Known(known));
        self.keep_finals(from, &doubt);
        let sure = self.floor.take_unlisted().filter(|onset| doubt(&onset.event()) == Doubt::None);
        sure.for_each(|onset| self.unlisted.push(onset));
    }

    /// Emits a live decision, of which no report knows.
    pub(super) fn decided(&mut self, event: Event) {
        self.fresh.push(event);
    }

    /// Emits a signalling tone of `party`, unless it is a copy of one that was emitted or `leak` says that it is one.
    pub(super) fn tone(&mut self, party: Party, tone: ToneSpan, leak: impl FnOnce() -> bool) {
        let event = tone_event(party, tone);
        let copy = self.finals.iter().rev().take(COPIES).any(|other| is_copy(&event, other));
        if !copy && !leak() {
            self.fresh.push(event);
            self.counts.add(&event);
            self.finals.push(event);
        }
    }

    /// The state of the floor at `now`, where all before `known` is final, and how many finals there are.
    pub(super) fn now(&self, now: Time, known: Time) -> (FloorNow, Counts) {
        (self.floor.now(now, known), self.counts)
    }

    /// Drops what ended before `time`.
    pub(super) fn forget(&mut self, time: Time) {
        self.floor.forget(time);
        self.finals.retain(|event| event.span.end > time);
        self.unlisted.retain(|onset| onset.span().end > time);
    }

    /// Ends the call: settles what is left, and drops what ended before `since`.
    pub(super) fn close(mut self, since: Time, doubt: impl Fn(&Event) -> Doubt) -> Closed {
        let floor = std::mem::take(&mut self.floor);
        let from = self.fresh.len();
        let mut outcome = floor.finish(since, &mut self.fresh);
        self.keep_finals(from, &doubt);
        self.finals.retain(|event| event.span.end > since);
        let last = outcome.unlisted.iter().copied().filter(|onset| doubt(&onset.event()) == Doubt::None);
        self.unlisted.retain(|onset| onset.span().end > since);
        outcome.unlisted = std::mem::take(&mut self.unlisted).into_vec().into_iter().chain(last).collect();
        Closed { outcome, finals: self.finals.into_vec(), last: self.fresh }
    }

    fn keep_finals(&mut self, from: usize, doubt: impl Fn(&Event) -> Doubt) {
        for event in self.fresh[from..].iter_mut().filter(|event| event.status == Status::Final) {
            if !event.kind.is_silence() {
                let doubt = doubt(event);
                event.leak_suspect = doubt != Doubt::None;
                if doubt == Doubt::Doubled {
                    (event.confidence, event.kinds, event.force) = (None, Kinds::default(), Force::default());
                }
            }
            self.counts.add(event);
            self.finals.push(*event);
        }
    }
}

impl Closed {
    /// The signalling tones among the finals.
    pub(super) fn tones(&self) -> Vec<(Party, Tone, Span)> {
        self.finals.iter().filter_map(|event| Some((event.by, tone_of(event)?, event.span))).collect()
    }
}
