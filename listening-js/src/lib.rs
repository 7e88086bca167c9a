//! The WebAssembly module of the npm package `listening-js`: what needs the engine. Arrays, options and reports as users
//! meet them are JavaScript, in `js/`.

#![allow(clippy::missing_errors_doc, reason = "every error is a ListeningError of JavaScript")]

mod call;
mod errors;
mod mix;
mod options;
#[cfg(feature = "page")]
mod page;
#[cfg(feature = "page")]
mod recording;
mod session;
#[cfg(feature = "page")]
mod speakers;
mod streams;
mod texts;

pub use mix::MixEngine;
#[cfg(feature = "page")]
pub use page::{call_page, coaching_card};
#[cfg(feature = "page")]
pub use recording::{Recording, Resampled, kind};
pub use session::Engine;
#[cfg(feature = "page")]
pub use speakers::transcript_speakers;
pub use streams::{AudioHookEngine, RtpEngine, TwilioEngine};
pub use texts::{check_report, explain, floor, profile, read_diarisation, read_marks, read_transcript, version};
