//! Counting as others do, for people who migrate: the old number, its definition, and ours beside it.
//!
//! A preset is a pure function over a finished report: it needs no audio, and a report that was stored counts the
//! same as one that was just made. `docs/migrating.md` explains each.

mod amazon;
mod basis;
mod comparison;
mod count;
mod google;
mod joint;
mod medallia;
mod miitel;
mod preset;
mod row;
mod talk_over;

pub use amazon::{
    ByInterrupter, Characteristics, Document, Instance, Interruptions, NonTalkTime, Participants, Speed, TalkSpeed,
    TalkTime, Total,
};
pub use basis::Basis;
pub use comparison::{Comparison, SCHEMA};
pub use preset::Preset;
pub use row::Row;
