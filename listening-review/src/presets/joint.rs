//! Where both talk and where nobody does, from talkspurts alone.

use super::basis::Basis;
use listening_core::Party;
use listening_core::{Span, Time};

/// Runs in which both talk, in order. A talkspurt of either that ends, ends the run.
pub(super) fn talk_over(basis: &Basis) -> Vec<Span> {
    let (agent, customer) = (basis.spurts(Party::Agent), basis.spurts(Party::Customer));
    let (mut runs, mut i, mut k) = (Vec::new(), 0, 0);
    while let (Some(a), Some(c)) = (agent.get(i), customer.get(k)) {
        let both = Span::new(a.start.max(c.start), a.end.min(c.end));
        if both.start < both.end {
            runs.push(both);
        }
        if a.end <= c.end {
            i += 1;
        } else {
            k += 1;
        }
    }
    runs
}

/// Runs in which nobody talks, from the first to the last moment that the report is about, in order.
pub(super) fn silences(basis: &Basis) -> Vec<Span> {
    let mut spurts: Vec<Span> = Party::BOTH.into_iter().flat_map(|party| basis.spurts(party)).copied().collect();
    spurts.sort_unstable();
    let mut runs = Vec::new();
    let mut talked_until = basis.since;
    for spurt in spurts {
        if spurt.start > talked_until {
            runs.push(Span::new(talked_until, spurt.start));
        }
        talked_until = talked_until.max(spurt.end);
    }
    if basis.duration > talked_until {
        runs.push(Span::new(talked_until, basis.duration));
    }
    runs
}

/// Length of all runs together.
pub(super) fn total(runs: &[Span]) -> Time {
    runs.iter().map(|run| run.length()).sum()
}
