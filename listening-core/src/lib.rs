//! Measures how well a contact-centre agent listens, from the audio of the call alone.
//!
//! Two channels of PCM in; turns, interruptions, backchannels, silences, measures with intervals and a
//! score out, in which every lost point names its reason and, where something happened, the seconds of audio
//! to listen to. No I/O, no threads, no clock, no unsafe code, no model to download.
//!
//! - [`analyze`] takes a whole call.
//! - [`Session`] takes a live one, push by push, and tells events as they become final.
//! - [`Floor`] takes ready-made talkspurts instead of audio.
//!
//! The stages stand in modules of their own, in the order in which the data flows: [`pcm`], [`signal`],
//! [`activity`], [`floor`], [`voice`], [`listening`], [`report`]. [`presets`] counts a finished report as others do,
//! [`tracking`] tells what many reports say of each agent, [`calibration`] learns what a centre's own raters would give.

#![forbid(unsafe_code)]

pub mod activity;
mod analyze;
mod assemble;
pub mod calibration;
mod channel;
mod config;
mod error;
pub mod explain;
pub mod floor;
mod frames;
mod from_talkspurts;
mod health;
pub mod listening;
mod party;
pub mod pcm;
pub mod presets;
pub mod report;
mod session;
pub mod signal;
mod talkspurt;
mod time;
pub mod tracking;
mod validate;
pub mod voice;

pub use analyze::{Audio, analyze};
pub use calibration::Calibration;
pub use config::Config;
pub use error::{Error, Result};
pub use explain::Explanation;
pub use floor::{Event, EventKind, Language, Lexicon, Status, Talkspurt, Turn};
pub use frames::{FRAME_COLUMNS, Frames};
pub use from_talkspurts::Floor;
pub use health::Health;
pub use listening::Profile;
pub use party::{Party, PerParty};
pub use pcm::{ALaw, MuLaw, SUPPORTED_RATES, Sample};
pub use presets::{Comparison, Preset};
pub use report::Report;
pub use session::{Events, Session};
pub use time::{Span, Time};

const _: () = {
    const fn is_send<T: Send>() {}
    is_send::<Session>();
    is_send::<Floor>();
    is_send::<Report>();
};

/// The README's Rust compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
