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
//! [`activity`], [`floor`], [`voice`], [`listening`], [`report`]. The crate `listening-review` reads finished reports: it
//! explains them, counts them as other products do, tracks agents over many calls and calibrates ratings. Both use the
//! statistics in [`stats`].

#![forbid(unsafe_code)]

pub mod activity;
mod analyze;
mod assemble;
mod channel;
mod config;
mod error;
pub mod floor;
mod frames;
mod from_talkspurts;
mod health;
pub mod listening;
pub mod names;
pub mod number;
mod party;
pub mod pcm;
pub mod report;
mod schema;
mod session;
pub mod signal;
pub mod stats;
mod talkspurt;
mod tensors;
mod time;
mod validate;
pub mod voice;

pub use analyze::{Audio, analyze};
pub use config::Config;
pub use error::{Error, Result};
pub use floor::{CONTRIBUTION_GAP, Event, EventKind, Language, Lexicon, Status, Talkspurt, Turn, count_words};
pub use frames::{FRAME_COLUMNS, Frames};
pub use from_talkspurts::Floor;
pub use health::Health;
pub use listening::Profile;
pub use names::{DimensionId, HealthCode, Id, MeasureId, Rating, ScoreStatus, Unit};
pub use party::{Party, PerParty};
pub use pcm::{ALaw, MuLaw, SUPPORTED_RATES, Sample};
pub use report::{Event as ReportEvent, Report};
pub use session::{Events, Session};
pub use time::{LATEST_S, Span, Time};

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
