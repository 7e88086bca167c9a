//! Who has the floor: talkspurts in; turns, silences and events out. Needs no audio.

mod about;
mod announced;
mod coarse;
mod event;
mod force;
mod input;
mod kinds;
mod lost_audio;
mod manner;
mod model;
mod music_spans;
mod onsets;
mod place;
mod placement;
mod reasons;
mod tables;
mod timeline;
mod tracker;
mod turns;
mod unlisted;
mod words;

pub use event::{Event, EventKind, Reason, Reasons, Status};
pub use force::Force;
pub(crate) use force::{Ramp, fresh};
pub use input::FloorInput;
pub(crate) use input::Outcome;
pub use kinds::Kinds;
pub use onsets::{Look, placements};
#[cfg(feature = "audio")]
pub(crate) use placement::WINDOW;
pub use placement::{OVERLAP_FEATURES, SILENCE_FEATURES};
#[cfg(feature = "audio")]
pub(crate) use tracker::FloorNow;
pub use tracker::FloorTracker;
pub use turns::Turn;
pub(crate) use turns::{Role, Taking, entered, turns, went_on};
pub(crate) use unlisted::Unlisted;
pub use words::count as count_words;
pub use words::{Language, Lexicon, WORD_NAMES};
pub(crate) use words::{Openers, SaidWord, quoted};
