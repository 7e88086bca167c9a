//! The WebAssembly module of the npm package `listening-js`: what needs the engine. Arrays, options and reports as users
//! meet them are JavaScript, in `js/`.

#![allow(clippy::missing_errors_doc, reason = "every error is a ListeningError of JavaScript")]

mod errors;
mod mix;
mod options;
mod session;
mod streams;
mod texts;

pub use mix::MixEngine;
pub use session::Engine;
pub use streams::{AudioHookEngine, RtpEngine, TwilioEngine};
pub use texts::{check_report, explain, floor, profile, read_diarisation, read_marks, read_transcript, version};
