//! What pages say: names, numbers, times, measures, faults and events in plain words.

mod date;
mod event;
mod health;
mod measure;
mod number;
mod table;

pub(crate) use date::when;
pub(crate) use event::{confidence, reason, sound};
pub(crate) use health::{findings, is_sound, partial};
pub(crate) use measure::{evidence, per, phrase, value};
pub(crate) use number::{amount, clock, counted, fixed, listed, part, percent, round_clock, short, span};
pub(crate) use table::{JSON, KindWords, WORDS, capital, spaced};
