//! Measures how well a contact-centre agent listens, from the call audio alone.
//!
//! The input is two channels of PCM; the output is turns, interruptions, backchannels, silences, measures with
//! intervals and a score, in which every lost point has a reason and, if something happened, the seconds of audio
//! to listen to. No I/O, no threads, no clock, no unsafe code, no model to download.
//!
//! - `analyze` analyses a whole call.
//! - `Session` processes a live call chunk by chunk and emits events as they become final.
//! - `Mix` analyses a mono recording of both parties with who talked when.
//! - [`Floor`] takes existing talkspurts instead of audio.
//!
//! All four return a [`Report`]. [`report`] has its parts, [`profile`] how measures become points, [`names`] the ids,
//! units and codes. The crate `listening-review` works on finished reports: it explains them, counts them as other
//! products do, tracks agents over many calls and calibrates ratings. Both use the statistics in [`stats`] and the
//! numbers in [`number`].
//!
//! Features: `audio` (default) analyses audio; without it there are only [`Floor`] and the report, and no FFT, network or
//! resampler. `ndarray` (default) accepts and returns arrays.
//!
//! Internally, the data flows through the stages pcm, signal, voice, activity (with health), floor, listening and report, in
//! this order; no stage imports from a later one. docs/architecture.md has a diagram.

#![forbid(unsafe_code)]
// clippy.toml lists what differs between machines. Tests may compare with it.
#![cfg_attr(not(test), deny(clippy::disallowed_methods))]
// The stages' own types are `pub` for `internals`, which the tests and the lints have.
#![cfg_attr(not(feature = "internals"), allow(unreachable_pub, dead_code, unused_imports))]

#[cfg(feature = "audio")]
mod activity;
mod alignment;
#[cfg(feature = "audio")]
mod analyze;
mod assemble;
#[cfg(feature = "audio")]
mod channel;
#[cfg(feature = "audio")]
mod chunks;
mod config;
mod decisions;
mod delivery;
mod error;
mod exclusive;
mod finding;
mod floor;
#[cfg(feature = "audio")]
mod frames;
mod from_talkspurts;
mod g711;
#[cfg(feature = "audio")]
mod health;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals;
mod listening;
mod marks;
pub mod names;
pub mod number;
mod party;
#[cfg(feature = "audio")]
mod pcm;
mod rates;
pub mod report;
mod roles;
mod schema_name;
#[cfg(feature = "audio")]
mod session;
#[cfg(feature = "audio")]
mod signal;
pub mod stats;
mod talkspurt;
mod tensors;
mod time;
mod tone;
mod validate;
#[cfg(feature = "audio")]
mod voice;

/// How measures become points: the parts of a [`Profile`].
pub mod profile {
    pub use crate::listening::{Curve, Dimension, Prior, Profile, SCORABLE, Scored};
}

#[cfg(feature = "audio")]
pub use analyze::{Audio, analyze};
pub use config::Config;
pub use decisions::OperatingPoint;
pub use delivery::{Contour, Delivery, Terminal};
pub use error::{Error, Result};
pub use finding::Health;
pub use floor::{Event, EventKind, Force, Kinds, Language, Lexicon, Reason, Reasons, Status, Turn, count_words};
#[cfg(feature = "audio")]
pub use frames::{FRAME_COLUMNS, Frames};
pub use from_talkspurts::Floor;
pub use g711::{ALaw, MuLaw};
pub use listening::Profile;
pub use marks::{Mark, MarkKind};
pub use names::{DimensionId, HealthCode, Id, MeasureId, Rating, ScoreStatus, TalkBasis, Unit};
pub use party::{Party, PerParty};
#[cfg(feature = "audio")]
pub use pcm::{Resampler, Sample};
pub use rates::SUPPORTED_RATES;
pub use report::{Event as ReportEvent, Report};
#[cfg(feature = "audio")]
pub use session::{Events, FloorHeld, Mix, PartyNow, RunningSilence, Session, Snapshot};
pub use talkspurt::{CONTRIBUTION_GAP, Talkspurt};
pub use time::{LATEST_S, Span, Time};
pub use tone::{Tone, TonePlan};

const _: () = {
    const fn is_send<T: Send>() {}
    #[cfg(feature = "audio")]
    is_send::<Session>();
    is_send::<Floor>();
    is_send::<Report>();
};

/// The README's Rust compiles and runs.
#[cfg(all(doctest, feature = "audio"))]
#[doc = include_str!("../README.md")]
struct Readme;
