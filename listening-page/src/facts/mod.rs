//! What a report shows, without layout: the pages of a call draw nothing but this.

mod events;
mod line;
mod score;
mod talk;

pub(crate) use events::{
    Look, candidates, charged, drawn, is_silence, lasting, looks, others, shown, weighed, what, whose, why,
};
pub(crate) use line::{legs, marks, on_the_line, sounds, to_check};
pub(crate) use score::{NOT_SCORED, aim, doubt, habit, likely, likely_of, lost, notes, rating};
pub(crate) use talk::{bounds, longest_turn, overlaps, parties, shares, spans};
