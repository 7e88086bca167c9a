//! Renders the pages of Listening from JSON: the page of a call from its report, and that of many calls from a tracking.
//!
//! A page is one file of plain ASCII that needs no network and loads nothing: its content security policy allows only its
//! own style and script, by their hashes. Titles, names and ids are always treated as text. No page needs the engine,
//! Python, a file or a clock, and the same JSON always gives the same bytes.
//!
//! - [`call_page`] is the page of a call, [`call_cell`] the same as a card for a notebook.
//! - [`coaching_card`] is one page for a ten-minute conversation about a call.
//! - [`tracking_page`] is the page of many calls, [`tracking_cell`] the same as a card for a notebook.
//! - [`shown_name`], [`counted`] and [`Difference`] are names, counts and differences in words, as pages have them.
//!
//! The templates (`templates/`) are compiled in, with shared files in `assets/`; the texts of all pages are in one file,
//! [`WORDS`], which other languages read too.

#![forbid(unsafe_code)]

mod call;
mod coaching;
mod data;
mod error;
mod facts;
mod shell;
mod team;
mod timeline;
mod words;

pub use call::{CallOptions, Whose, call_cell, call_page};
pub use coaching::coaching_card;
pub use error::{Error, Result};
pub use shell::Sound;
pub use team::{tracking_cell, tracking_page};
pub use words::{Difference, DifferenceWords, counted, plural, shown_name};

/// Names and phrases of dimensions, measures, events, sounds and faults by id, as JSON.
pub const WORDS: &str = words::JSON;

/// The README's Rust compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
