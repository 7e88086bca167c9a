//! Works on finished reports of [`listening_core`].
//!
//! - [`Explanation`] shows what cost the points of a score, where to listen, and what to change first.
//! - [`presets`] counts a call as other products do, next to our measures.
//! - [`tracking`] estimates each agent's measures over many calls.
//! - [`calibration`] learns a contact centre's own rating scale from rated calls and applies it to finished reports.
//!
//! None of it needs audio. A report stored as JSON gives the same results as a new one.

#![forbid(unsafe_code)]

pub mod calibration;
mod dated;
mod error;
pub mod explanation;
mod lost;
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
