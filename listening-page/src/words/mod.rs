//! What pages say: names, numbers, times, measures, faults and events in plain words.

mod date;
mod difference;
mod event;
mod health;
mod measure;
mod name;
mod number;
mod table;

pub(crate) use date::when;
pub use difference::{Difference, DifferenceWords};
pub(crate) use event::{confidence, reason, sound};
pub(crate) use health::{findings, is_sound, partial};
pub(crate) use measure::{evidence, per, phrase, value};
pub(crate) use name::is_hidden;
pub use name::shown_name;
pub(crate) use number::{amount, clock, fixed, listed, part, percent, round_clock, short, span};
pub use number::{counted, plural};
pub(crate) use table::{JSON, KindWords, WORDS, capital, spaced};
