//! Who has the floor: talkspurts in; turns, silences and events out. Needs no audio.

mod event;
mod losses;
mod manner;
mod model;
mod placement;
mod reasons;
mod stage;
mod tables;
mod timeline;
mod tracker;
mod turns;
mod words;

pub use event::{Event, EventKind, Reason, Reasons, Status};
pub use placement::{FEATURES, OVERLAP_FEATURES, Placement, SILENCE_FEATURES};
pub use stage::{FloorStage, Heard, Outcome, placements};
pub(crate) use tracker::TERMINAL_OVERLAP;
pub use words::count as count_words;
pub use words::{Evidence, Language, Lexicon, SaidWord, WORD_FEATURES, WORD_NAMES};

use crate::party::Party;
use crate::time::{Span, Time};

/// Talkspurts of one party with less silence between them are one contribution.
pub const CONTRIBUTION_GAP: Time = Time::from_millis(1000);
/// Mutual silence of this length is dead air; own silence of this length ends a turn.
pub const DEAD_AIR: Time = Time::from_millis(3000);
/// Shorter mutual silences belong to speech.
pub const MIN_SILENCE: Time = Time::from_millis(180);

/// Speech of one party bounded by silence of at least 180 ms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Talkspurt {
    /// Who talks.
    pub party: Party,
    /// When.
    pub span: Span,
    /// Standard deviation of its start, in seconds; `None` where it is not known.
    pub start_sd: Option<f64>,
    /// Standard deviation of its end, in seconds; `None` where it is not known.
    pub end_sd: Option<f64>,
}

impl Talkspurt {
    /// Talk whose edges are as they were given.
    pub const fn new(party: Party, span: Span) -> Self {
        Self { party, span, start_sd: None, end_sd: None }
    }
}

/// A party's hold of the floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Who holds it.
    pub party: Party,
    /// From the first to the last talkspurt of it.
    pub span: Span,
}
