//! Both parties' talk in, decisions out.

use super::evidence::{EVIDENCE, Entry, evidence};
use super::forest::{FLOOR_TAKEN, Forest, TURN_END, probability};
use super::operating::OperatingPoint;
use super::track::{BRIDGE, Change, LEAST, Stretch, TalkTrack};
use crate::party::{Party, PerParty};

/// A probability is updated every this many frames: 20 ms.
const EVERY: u64 = 2;
/// A question about an entry is open for this long, frames.
const ENTRY_OPEN: u64 = 250;
/// A question about a silence is open until it has lasted this long, frames.
const SILENCE_OPEN: u64 = 300;
/// An entry has this much own silence before it, frames: pauses under 0.3 s are bridged.
const OWN_SILENCE: u64 = 30;
/// An entry is asked about from here on, frames.
const FIRST_LOOK: u64 = 10;

/// What is asked of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// Does it take the floor from the other?
    FloorTaken,
    /// Is its turn over?
    TurnEnd,
}

impl Question {
    const fn forest(self) -> &'static Forest {
        match self {
            Self::FloorTaken => &FLOOR_TAKEN,
            Self::TurnEnd => &TURN_END,
        }
    }
}

/// An answer: yes. There is at most one for each entry and each silence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Commit {
    pub(crate) question: Question,
    pub(crate) party: Party,
    /// The first frame of the entry, or of the silence.
    pub(crate) start: u64,
    /// The frame after the last one that was heard for it.
    pub(crate) end: u64,
    pub(crate) probability: f32,
}

/// A question while it is open.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    probability: Option<f32>,
    answered: bool,
}

#[derive(Clone, Debug, Default)]
struct Side {
    track: TalkTrack,
    entry: Option<Entry>,
    taken: Open,
    end: Open,
}

/// Decides for both parties.
#[derive(Clone, Debug)]
pub(crate) struct Decider {
    frame: u64,
    sides: PerParty<Side>,
    point: OperatingPoint,
}

impl Decider {
    pub(crate) fn new(point: OperatingPoint) -> Self {
        Self { frame: 0, sides: PerParty::default(), point }
    }

    /// Takes the next frame: whether it is each party's talk. `each` gets what is decided after it.
    pub(crate) fn push(&mut self, talk: PerParty<bool>, mut each: impl FnMut(Commit)) {
        let point = self.point as usize;
        self.look(talk, |question, party, start, end, log_odds| {
            let decided = log_odds >= question.forest().point(point);
            if decided {
                each(Commit { question, party, start, end, probability: probability(log_odds) });
            }
            decided
        });
    }

    /// The probability that is open for `party` now, if the question is.
    #[cfg(feature = "audio")]
    pub(crate) fn probability(&self, question: Question, party: Party) -> Option<f32> {
        let side = &self.sides[party];
        match question {
            Question::FloorTaken => side.taken.probability,
            Question::TurnEnd => side.end.probability,
        }
    }

    /// Takes the next frame; `decide` is asked of each open question that has not been answered.
    fn look(&mut self, talk: PerParty<bool>, mut decide: impl FnMut(Question, Party, u64, u64, i32) -> bool) {
        let Some(frame) = self.step(talk) else { return };
        for party in Party::BOTH {
            for question in [Question::FloorTaken, Question::TurnEnd] {
                let since = self.since(question, party, frame);
                let open = self.open(question, party);
                match since {
                    None => open.probability = None,
                    // Whoever asks again gets what it was answered at.
                    Some(_) if open.answered => {}
                    Some(start) => {
                        let log_odds = question.forest().log_odds(&self.evidence_of(question, party, frame));
                        let answered = decide(question, party, start, frame + 1, log_odds);
                        *self.open(question, party) = Open { probability: Some(probability(log_odds)), answered };
                    }
                }
            }
        }
    }

    /// Follows one frame; returns its number where the open questions are due.
    fn step(&mut self, talk: PerParty<bool>) -> Option<u64> {
        self.follow(talk);
        let frame = self.frame;
        self.frame += 1;
        self.frame.is_multiple_of(EVERY).then_some(frame)
    }

    fn open(&mut self, question: Question, party: Party) -> &mut Open {
        let side = &mut self.sides[party];
        match question {
            Question::FloorTaken => &mut side.taken,
            Question::TurnEnd => &mut side.end,
        }
    }

    /// Both tracks by one frame, and what begins and ends with it.
    fn follow(&mut self, talk: PerParty<bool>) {
        let frame = self.frame;
        let ends = Party::BOTH.map(|party| self.sides[party].track.spurt().map(|spurt| spurt.end));
        let changes = Party::BOTH.map(|party| self.sides[party].track.push(frame, talk[party]));
        for (party, change) in Party::BOTH.into_iter().zip(changes) {
            match change {
                Some(Change::Began) => self.began(party, ends[party as usize]),
                Some(Change::Ended) => self.sides[party].end = Open::default(),
                None => {}
            }
        }
        for party in Party::BOTH {
            let other = self.sides[party.other()].track.spurt().unwrap_or_default();
            let still = self.sides[party.other()].track.talking();
            if let Some(entry) = &mut self.sides[party].entry {
                entry.talk += u64::from(talk[party]);
                if entry.other_end.is_none() && (!still || other.start != entry.other_start) {
                    let last = if other.start == entry.other_start { other.end } else { entry.start };
                    entry.other_end = Some(last.max(entry.start));
                }
            }
        }
    }

    /// A talkspurt of `party` began, after one that ended at `before`.
    fn began(&mut self, party: Party, before: Option<u64>) {
        let other = &self.sides[party.other()].track;
        let (theirs, contribution) = (other.spurt(), other.contribution());
        let side = &mut self.sides[party];
        let Some(own) = side.track.spurt() else { return };
        let over = theirs.filter(|theirs| theirs.start < own.start && theirs.end + BRIDGE > own.start);
        if let Some(contribution) = contribution.filter(|_| over.is_some()) {
            side.track.began_over(own.start - contribution.start);
        }
        if before.is_some_and(|before| own.start - before < OWN_SILENCE) {
            return;
        }
        side.taken = Open::default();
        side.entry = over.map(|theirs: Stretch| Entry {
            start: own.start,
            other_start: theirs.start,
            // This frame is counted with the others.
            talk: LEAST - 1,
            other_end: None,
        });
    }

    /// When what is asked of a party began; `None` where the question is not open.
    fn since(&self, question: Question, party: Party, frame: u64) -> Option<u64> {
        let side = &self.sides[party];
        let now = frame + 1;
        match question {
            Question::FloorTaken => {
                let entry = side.entry.as_ref()?;
                let overlapped = entry.other_end.is_none_or(|end| end > entry.start);
                let open = overlapped && (entry.start + FIRST_LOOK..=entry.start + ENTRY_OPEN).contains(&now);
                open.then_some(entry.start)
            }
            Question::TurnEnd => {
                let end = side.track.spurt().filter(|_| !side.track.talking() && !side.track.stirs(frame))?.end;
                (now <= end + SILENCE_OPEN).then_some(end)
            }
        }
    }

    fn evidence_of(&self, question: Question, party: Party, frame: u64) -> [f32; EVIDENCE] {
        let (side, other) = (&self.sides[party], &self.sides[party.other()].track);
        let entry = side.entry.as_ref().filter(|_| question == Question::FloorTaken);
        evidence(frame, &side.track, other, entry)
    }

    /// As [`push`](Self::push), deciding nothing: `each` gets the party, the start, the end and the evidence of each open question.
    #[cfg(any(test, feature = "internals"))]
    pub(crate) fn evidence(
        &mut self,
        talk: PerParty<bool>,
        mut each: impl FnMut(Question, Party, u64, u64, &[f32; EVIDENCE]),
    ) {
        let Some(frame) = self.step(talk) else { return };
        for party in Party::BOTH {
            for question in [Question::FloorTaken, Question::TurnEnd] {
                if let Some(start) = self.since(question, party, frame) {
                    each(question, party, start, frame + 1, &self.evidence_of(question, party, frame));
                }
            }
        }
    }
}
