//! A part of a call with one agent.

use crate::listening::{Measure, Score};
use crate::time::Span;

/// A part of a call with one agent, scored by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// The agent's name, as the transfer to them said it; `None` before the first transfer.
    pub agent: Option<String>,
    /// When: from the end of the transfer that began it to the start of the next, or to the end of the call.
    pub span: Span,
    /// The score of the assessed party in it.
    pub score: Score,
    /// What was measured of it, as [`Report::measures`](super::Report::measures) of the whole call; empty in reports of before.
    pub measures: Vec<Measure>,
}
