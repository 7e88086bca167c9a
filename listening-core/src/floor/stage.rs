//! The stage itself: what it takes, what it gives.

use super::event::Event;
use super::placement::Placement;
use super::tracker::Tracker;
use super::{Talkspurt, Turn, turns};
use crate::party::{Party, PerParty};
use crate::time::{Span, Time};

/// What the stage before tells the floor. Each party's talkspurts come in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A talkspurt began.
    Start(Party, Time),
    /// The party's talkspurt that had begun last ended.
    End(Party, Time),
    /// The party's talkspurt that had begun last was none after all.
    Withdrawn(Party),
    /// Music or a tone, by the party whose channel it is on.
    Music(Party, Span),
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
}

/// Follows the floor of one call.
#[derive(Clone, Debug)]
pub struct FloorStage {
    tracker: Tracker,
}

impl FloorStage {
    /// With `announce`, events are told as provisional when they begin, and again when final.
    pub fn new(announce: bool) -> Self {
        Self { tracker: Tracker::new(announce) }
    }

    /// Takes the next news; appends what it settles, or announces.
    pub fn push(&mut self, heard: Heard, out: &mut Vec<Event>) {
        match heard {
            Heard::Start(party, start) => self.tracker.open(party, start, out),
            Heard::End(party, end) => self.tracker.close(party, end),
            Heard::Withdrawn(party) => self.tracker.withdraw(party),
            Heard::Music(party, span) => self.tracker.music(party, span),
            Heard::Known(time) => self.tracker.advance(time, out),
        }
    }

    /// Ends the call, with every talkspurt closed: appends the last events.
    pub fn finish(mut self, out: &mut Vec<Event>) -> Outcome {
        self.tracker.end(out);
        let mut talkspurts: Vec<Talkspurt> = Party::BOTH
            .into_iter()
            .flat_map(|party| {
                let spurts = self.tracker.timeline().spurts(party);
                spurts.iter().map(move |&span| Talkspurt { party, span })
            })
            .collect();
        talkspurts.sort_by_key(|spurt| (spurt.span.start, spurt.party));
        Outcome { talkspurts, turns: turns::turns(&self.tracker), music: self.tracker.into_music() }
    }
}

/// The placement of every onset that needs a reading, in order: what the model is fitted on.
pub fn placements(spurts: &PerParty<Vec<Span>>) -> Vec<Placement> {
    let mut timeline = super::timeline::Timeline::default();
    for party in Party::BOTH {
        for spurt in &spurts[party] {
            timeline.open(party, spurt.start);
            timeline.close(party, spurt.end);
        }
    }
    let mut all: Vec<Placement> = Party::BOTH
        .into_iter()
        .flat_map(|party| (0..spurts[party].len()).map(move |index| (party, index)))
        .filter_map(|(party, index)| Placement::of(&timeline, party, index))
        .collect();
    all.sort_by_key(|placement| (placement.onset, placement.by));
    all
}
