//! Everything that the measures are made of.

use crate::delivery::Delivery;
use crate::floor::{Event, Role, SaidWord, Turn};
use crate::marks::Cover;
use crate::party::{Party, PerParty};
use crate::talkspurt::{MIN_SILENCE, Talkspurt};
use crate::time::{Span, Time};

/// A finished call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts<'a> {
    /// Length of the call.
    pub duration: Time,
    /// From here on is known what happened; zero but for a session that remembers only the last part.
    pub since: Time,
    /// Where the call begins: zero, or the start of the leg that this is.
    pub opens: Time,
    /// What of it is left out, as the telephone system marked it.
    pub left_out: &'a Cover,
    /// All talkspurts, in order of start.
    pub talkspurts: &'a [Talkspurt],
    /// All turns, in order of start.
    pub turns: &'a [Turn],
    /// What each of a party's talkspurts was to the floor, in order of start.
    pub roles: PerParty<&'a [Role]>,
    /// All final events, in order of start.
    pub events: &'a [Event],
    /// Onsets that are listed as no event, each as the event that it may be, in order of start.
    pub unlisted: &'a [Event],
    /// How each talkspurt sounded; empty without audio.
    pub deliveries: PerParty<&'a [Delivery]>,
    /// What each party said, in order; empty where no words were given.
    pub words: PerParty<&'a [SaidWord]>,
    /// Whether the line changes each party's level: automatic gain or a gain step is suspected.
    pub unsteady_gain: PerParty<bool>,
}

impl<'a> Facts<'a> {
    /// How much of the call is known, in minutes.
    pub(super) fn minutes(&self) -> f64 {
        let known = Span::new(self.since, self.duration);
        (known.length() - self.left_out.inside(known)).seconds() / 60.0
    }

    /// The beginning of the call is known.
    pub(super) fn whole(&self) -> bool {
        self.since == self.opens
    }

    /// How long `party` talks.
    pub(crate) fn speech(&self, party: Party) -> Time {
        self.spurts(party).map(Span::length).sum()
    }

    pub(super) fn spurts(&self, party: Party) -> impl Iterator<Item = Span> + 'a {
        let spurts = self.talkspurts;
        spurts.iter().filter(move |spurt| spurt.party == party).map(|spurt| spurt.span)
    }

    pub(super) fn turns(&self, party: Party) -> impl Iterator<Item = Span> + 'a {
        let turns = self.turns;
        turns.iter().filter(move |turn| turn.party == party).map(|turn| turn.span)
    }

    /// Whether words of each party's talk were given.
    pub(crate) fn has_words(&self) -> PerParty<bool> {
        PerParty::from_fn(|party| self.spurts(party).any(|spurt| !during(self.words[party], spurt).is_empty()))
    }

    /// Turns that follow a turn of the other party: the changes of the floor.
    pub(crate) fn transfers(&self) -> usize {
        self.replies().count()
    }

    /// Whether any of the wait between a turn and its reply is left out, which then says nothing of the reply.
    pub(super) fn wait_is_left_out(&self, before: &Turn, reply: &Turn) -> bool {
        !self.left_out.is_empty()
            && self.left_out.touches(Span::new(before.span.end.min(reply.span.start), reply.span.start))
    }

    /// Each reply with the turn that it follows.
    pub(super) fn replies(&self) -> impl Iterator<Item = (Turn, Turn)> + 'a {
        replies_among(self.turns)
    }
}

/// Each reply among `turns` with the turn that it follows.
pub(super) fn replies_among(turns: &[Turn]) -> impl Iterator<Item = (Turn, Turn)> + '_ {
    turns.windows(2).filter(|pair| pair[0].party != pair[1].party).map(|pair| (pair[0], pair[1]))
}

/// How far a word may lie outside its talkspurt, as on the floor.
pub(super) const MARGIN: Time = Time::from_micros(MIN_SILENCE.micros() / 2);

/// The words of a talkspurt or a turn: those whose middle lies in it.
pub(super) fn during(words: &[SaidWord], talk: Span) -> &[SaidWord] {
    let before = |time: Time| words.partition_point(|word| word.middle() < time);
    let first = before(talk.start - MARGIN);
    &words[first..before(talk.end + MARGIN).max(first)]
}
