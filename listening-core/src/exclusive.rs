//! Whether turns come from a source that reports one party at a time, and so hides who talked over whom.
//!
//! Exclusive diarisations, recognisers that write one stream of segments and people who note the main speaker give each moment
//! to one party. In talk itself every third change of the floor or so is an overlap (Heldner & Edlund 2010), so many changes
//! without any are no sign of patience.

use crate::party::{Party, PerParty};
use crate::time::{Span, Time};

/// So many changes of the party from one talkspurt to the next without any overlap do not happen by chance: of 2,651 stretches of
/// as many in 465 real conversations, 2 had none (`benches/mono_turns.py --changes`).
const CHANGES: usize = 20;

/// Whether `turns` of two parties, each in order, hide overlaps: there are many changes, and not one of them is an overlap.
pub(crate) fn hides_overlap(turns: &PerParty<Vec<Span>>) -> bool {
    let of = |party: Party| turns[party].iter().map(move |span| (span.start, span.end, party));
    let mut all: Vec<(Time, Time, Party)> = of(Party::Agent).chain(of(Party::Customer)).collect();
    all.sort_unstable();
    let mut until = PerParty::<Time>::default();
    let (mut changes, mut last) = (0, None);
    for (start, end, party) in all {
        if start < until[party.other()] {
            return false;
        }
        until[party] = until[party].max(end);
        changes += usize::from(last.is_some_and(|last| last != party));
        last = Some(party);
    }
    changes >= CHANGES
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both talk in turn: the number of talkspurts in all, and how many ms each begins after the one before.
    fn by_turns(count: i64, gap: i64) -> PerParty<Vec<Span>> {
        let mut turns = PerParty::<Vec<Span>>::default();
        for k in 0..count {
            let start = Time::from_millis(5000 + k * (1000 + gap));
            let party = Party::BOTH[(k % 2) as usize];
            turns[party].push(Span::new(start, start + Time::from_millis(1000)));
        }
        turns
    }

    #[test]
    fn twenty_changes_without_an_overlap_are_no_chance() {
        assert!(hides_overlap(&by_turns(21, 200)) && hides_overlap(&by_turns(21, 0)));
        assert!(!hides_overlap(&by_turns(20, 200)), "nineteen changes");
        assert!(!hides_overlap(&by_turns(21, -1)), "overlaps of a millisecond");
        assert!(!hides_overlap(&PerParty::default()));
    }

    #[test]
    fn one_overlap_anywhere_is_enough() {
        let mut turns = by_turns(40, 200);
        turns.customer[10].end = turns.customer[10].end + Time::from_millis(300);
        assert!(!hides_overlap(&turns));
    }

    #[test]
    fn talkspurts_of_one_party_change_nothing() {
        let mut turns = by_turns(60, 500);
        turns.customer.truncate(9);
        assert!(!hides_overlap(&turns), "18 changes");
    }
}
