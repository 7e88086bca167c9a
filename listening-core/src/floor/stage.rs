//! The stage itself: what it takes, what it gives.

use super::event::Event;
use super::placement::Placement;
use super::tracker::Tracker;
use super::words::{Evidence, Lexicon, SaidWord, Words};
use super::{Talkspurt, Turn, turns};
use crate::party::{Party, PerParty};
use crate::time::{Span, Time};
use crate::voice::{Ending, Opening};

/// What the stage before tells the floor. Each party's talkspurts come in order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Heard {
    /// A talkspurt seems to begin; whether one did, `Start` tells. Only what is announced early rests on it.
    Begins(Party, Time),
    /// A talkspurt began.
    Start(Party, Time),
    /// The party's talkspurt that had begun last ended.
    End(Party, Time),
    /// How the party's talkspurt that has begun last began.
    Opening(Party, Opening),
    /// How the party's talkspurt that ended last ended.
    Ending(Party, Ending),
    /// The party's talkspurt that had begun last was none after all.
    Withdrawn(Party),
    /// Music or a tone, by the party whose channel it is on.
    Music(Party, Span),
    /// Audio of the party was lost; told before what is known passes it.
    Lost(Party, Span),
    /// Everything before this moment has been told, and stands.
    Known(Time),
}

/// What the floor made of a finished call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// All talkspurts, in order of start.
    pub talkspurts: Vec<Talkspurt>,
    /// All turns, in order of start.
    pub turns: Vec<Turn>,
    /// Music and tones on each party's channel.
    pub music: PerParty<Vec<Span>>,
    /// Each party's words in order, whenever they came; empty where none were given.
    pub words: PerParty<Vec<SaidWord>>,
}

/// Follows the floor of one call.
#[derive(Clone, Debug)]
pub struct FloorStage {
    tracker: Tracker,
}

impl FloorStage {
    /// With `announce`, events are told as provisional when they begin, and again when final.
    pub fn new(announce: bool) -> Self {
        Self { tracker: Tracker::new(announce, Words::default()) }
    }

    /// As [`new`](Self::new), with the words to listen for.
    pub fn with_lexicon(announce: bool, lexicon: Lexicon) -> Self {
        Self { tracker: Tracker::new(announce, Words::new(lexicon)) }
    }

    /// Other words to listen for, from here on.
    pub fn listen_for(&mut self, lexicon: Lexicon) {
        self.tracker.listen_for(lexicon);
    }

    /// Takes a word of `party`, in any order. It tells of onsets that have not been read yet; its text is not kept.
    pub fn push_word(&mut self, party: Party, span: Span, text: &str) {
        self.tracker.word(party, span, text);
    }

    /// Takes the next news; appends what it settles, or announces.
    pub fn push(&mut self, heard: Heard, out: &mut Vec<Event>) {
        match heard {
            Heard::Begins(party, start) => self.tracker.begins(party, start, out),
            Heard::Start(party, start) => self.tracker.open(party, start, out),
            Heard::End(party, end) => self.tracker.close(party, end),
            Heard::Opening(party, opening) => self.tracker.opening(party, opening),
            Heard::Ending(party, ending) => self.tracker.ending(party, ending),
            Heard::Withdrawn(party) => self.tracker.withdraw(party),
            Heard::Music(party, span) => self.tracker.music(party, span),
            Heard::Lost(party, span) => self.tracker.lost(party, span),
            Heard::Known(time) => self.tracker.advance(time, out),
        }
    }

    /// Up to when everything must be [`Known`](Heard::Known) for the next event to be final; `None` if none waits.
    pub fn waits_for(&self) -> Option<Time> {
        self.tracker.waits_for()
    }

    /// Drops what ended before `time`, more than a minute ago: no event that is still to come rests on it.
    pub fn forget(&mut self, time: Time) {
        self.tracker.forget(time);
    }

    /// Ends the call, with every talkspurt closed: appends the last events.
    pub fn finish(self, out: &mut Vec<Event>) -> Outcome {
        self.finish_from(Time::ZERO, out)
    }

    /// The same; the outcome is about what ended after `time`.
    pub fn finish_from(mut self, time: Time, out: &mut Vec<Event>) -> Outcome {
        self.tracker.end(out);
        self.tracker.tell_from(time);
        let mut talkspurts: Vec<Talkspurt> = Party::BOTH
            .into_iter()
            .flat_map(|party| {
                let spurts = self.tracker.timeline().spurts(party);
                spurts.iter().map(move |&span| Talkspurt::new(party, span))
            })
            .collect();
        talkspurts.sort_by_key(|spurt| (spurt.span.start, spurt.party));
        let words = self.tracker.said();
        Outcome { talkspurts, turns: turns::turns(&self.tracker), music: self.tracker.into_music(), words }
    }
}

/// The placement of every onset that needs a reading, in order, with what `words` say of it: what the model is
/// fitted on.
pub fn placements(
    spurts: &PerParty<Vec<Span>>,
    words: &[(Party, Span, &str)],
    lexicon: Lexicon,
) -> Vec<(Placement, Option<Evidence>)> {
    let mut timeline = super::timeline::Timeline::default();
    for party in Party::BOTH {
        for spurt in &spurts[party] {
            timeline.open(party, spurt.start);
            timeline.close(party, spurt.end);
        }
    }
    let mut said = Words::new(lexicon);
    words.iter().for_each(|&(party, span, text)| said.push(party, span, text));
    let mut onsets: Vec<(Time, Party, usize)> = Party::BOTH
        .into_iter()
        .flat_map(|party| spurts[party].iter().enumerate().map(move |(index, spurt)| (spurt.start, party, index)))
        .collect();
    onsets.sort_unstable();
    onsets
        .into_iter()
        .filter_map(|(_, party, index)| {
            let evidence = said.read(&timeline, party, index);
            Some((Placement::of(&timeline, party, index)?, evidence))
        })
        .collect()
}
