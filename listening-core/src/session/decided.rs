//! Live decisions of a session, as events.

use crate::decisions::{Commit, Decider, OperatingPoint, Question};
use crate::floor::{Event, EventKind, Force, Kinds, Reasons, Status};
use crate::party::{Party, PerParty};
use crate::time::{Span, Time};

/// A frame is judged when this much has been heard after it, at 8 kHz: for the network, for the decision and for the window of the
/// spectrum.
const LATE: Time = Time::from_millis(151);
/// And this much more at other rates: for the resampler.
const RESAMPLED: Time = Time::from_millis(3);

/// Decides, frame by frame.
#[derive(Clone, Debug)]
pub(super) struct Decisions {
    decider: Decider,
    late: Time,
}

impl Decisions {
    /// Of audio that comes at `rate`.
    pub(super) fn new(point: OperatingPoint, rate: u32) -> Self {
        let late = if rate == 8000 { LATE } else { LATE + RESAMPLED };
        Self { decider: Decider::new(point), late }
    }

    /// Takes the next frame that was judged: whether it is each party's talk. `each` gets what is decided.
    pub(super) fn push(&mut self, talk: PerParty<bool>, mut each: impl FnMut(Event)) {
        let late = self.late;
        self.decider.push(talk, |commit| each(event(&commit, late)));
    }

    /// The probability of a decision of this kind about `party` now; `None` where nothing is to be decided.
    pub(super) fn probability(&self, kind: EventKind, party: Party) -> Option<f32> {
        let question = match kind {
            EventKind::FloorTaken => Question::FloorTaken,
            EventKind::TurnEnd => Question::TurnEnd,
            _ => return None,
        };
        self.decider.probability(question, party)
    }
}

fn event(commit: &Commit, late: Time) -> Event {
    let kind = match commit.question {
        Question::FloorTaken => EventKind::FloorTaken,
        Question::TurnEnd => EventKind::TurnEnd,
    };
    Event {
        kind,
        by: commit.party,
        span: Span::new(Time::from_frame(commit.start), Time::from_frame(commit.end) + late),
        in_overlap: kind == EventKind::FloorTaken,
        confidence: Some(commit.probability),
        kinds: Kinds::default(),
        force: Force::default(),
        status: Status::Committed,
        reasons: Reasons::default(),
        leak_suspect: false,
    }
}
