//! A part of a call with one agent.

use crate::listening::{Measure, Score};
use crate::time::Span;

/// A part of a call with one agent, scored separately.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// The agent's name, as given by the transfer to them; `None` before the first transfer.
    pub agent: Option<String>,
    /// Its span: from the end of the transfer that started it to the start of the next, or to the end of the call.
    pub span: Span,
    /// The score of the assessed party in it.
    pub score: Score,
    /// Its measures, as [`Report::measures`](super::Report::measures) of the whole call; empty in older reports.
    pub measures: Vec<Measure>,
}
