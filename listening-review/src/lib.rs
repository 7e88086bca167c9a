//! Reads finished reports of [`listening_core`]: everything that can be said about calls once they are over.
//!
//! - [`Explanation`] says what cost the points of a score, where to listen, and what to change first.
//! - [`presets`] counts a call as other products do, with our measures beside.
//! - [`tracking`] says what many calls show about each agent.
//! - [`calibration`] learns a centre's own rating scale from rated calls and applies it to finished reports.
//!
//! None of it needs audio. A report that was stored as JSON gives the same results as one that was just made.

#![forbid(unsafe_code)]

pub mod calibration;
mod dated;
mod error;
pub mod explanation;
pub mod presets;
pub mod tracking;

pub use calibration::Calibration;
pub use error::{Error, Result};
pub use explanation::Explanation;
pub use presets::{Comparison, Preset};

/// The README's Rust compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
