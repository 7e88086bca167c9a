//! The edges of a party's talk, by what they are part of.

use crate::talkspurt::CONTRIBUTION_GAP;
use crate::time::{Span, Time};

/// The onsets and the ends of one party, in order, and whether a contribution begins or ends with each.
#[derive(Debug, Default)]
pub(super) struct Edges {
    pub(super) onsets: Vec<Edge>,
    pub(super) ends: Vec<Edge>,
}

/// Where talk begins or ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub(super) at: Time,
    /// A contribution begins or ends with it.
    pub(super) outer: bool,
}

impl Edges {
    /// Of talkspurts in order.
    pub(super) fn of(spurts: &[Span]) -> Self {
        let mut edges = Self::default();
        for contribution in spurts.chunk_by(|a, b| b.start - a.end < CONTRIBUTION_GAP) {
            for (number, spurt) in contribution.iter().enumerate() {
                edges.onsets.push(Edge { at: spurt.start, outer: number == 0 });
                edges.ends.push(Edge { at: spurt.end, outer: number + 1 == contribution.len() });
            }
        }
        edges
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contributions_are_chains_with_silences_under_a_second() {
        let span = |start: i64, end: i64| Span::new(Time::from_millis(start), Time::from_millis(end));
        let edges = Edges::of(&[span(0, 500), span(1499, 2000), span(3000, 3999)]);
        let outer = |all: &[Edge]| all.iter().map(|edge| edge.outer).collect::<Vec<_>>();
        assert_eq!(outer(&edges.onsets), [true, false, true]);
        assert_eq!(outer(&edges.ends), [false, true, true]);
        assert!(Edges::of(&[]).onsets.is_empty());
    }
}
