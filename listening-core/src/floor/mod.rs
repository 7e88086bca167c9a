//! Who has the floor: talkspurts in; turns, silences and events out. Needs no audio.

mod event;
mod input;
mod lost_audio;
mod manner;
mod model;
mod music_spans;
mod onsets;
mod placement;
mod reasons;
mod tables;
mod timeline;
mod tracker;
mod turns;
mod words;

pub use event::{Event, EventKind, Reason, Reasons, Status};
pub use input::FloorInput;
pub(crate) use input::Outcome;
pub use onsets::placements;
pub use placement::{OVERLAP_FEATURES, SILENCE_FEATURES};
pub use tracker::FloorTracker;
pub(crate) use tracker::TERMINAL_OVERLAP;
pub use turns::Turn;
pub use words::count as count_words;
pub use words::{Language, Lexicon, WORD_NAMES};
pub(crate) use words::{Openers, SaidWord};
