//! The onsets of a whole call, as the model is fitted on them.

use super::placement::Placement;
use super::timeline::Timeline;
use super::words::{Evidence, Lexicon, Words};
use crate::party::{Party, PerParty};
use crate::time::{Span, Time};

/// What follows an onset and is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Nothing: what an announcement rests on.
    Nothing,
    /// The 2.3 s that a final event rests on.
    Window,
}

/// The placement of every onset that needs a reading, in order, with what `words` say about it.
pub fn placements(
    spurts: &PerParty<Vec<Span>>,
    words: &[(Party, Span, &str)],
    lexicon: Lexicon,
    look: Look,
) -> Vec<(Placement, Option<Evidence>)> {
    let mut timeline = Timeline::default();
    for party in Party::BOTH {
        for spurt in &spurts[party] {
            timeline.open(party, spurt.start);
            timeline.close(party, spurt.end);
        }
    }
    let mut said = Words::new(lexicon);
    words.iter().for_each(|&(party, span, text)| said.push(party, span, text));
    let mut onsets: Vec<(Time, Party, usize)> = Party::BOTH
        .into_iter()
        .flat_map(|party| spurts[party].iter().enumerate().map(move |(index, spurt)| (spurt.start, party, index)))
        .collect();
    onsets.sort_unstable();
    onsets
        .into_iter()
        .filter_map(|(_, party, index)| {
            let evidence = said.read(&timeline, party, index);
            let sounds = |index| said.only_sounds(&timeline, party, index);
            let after_sound = index.checked_sub(1).is_some_and(sounds);
            if sounds(index) {
                return None;
            }
            let placement = match look {
                Look::Nothing => Placement::so_far(&timeline, party, index),
                Look::Window => Placement::of(&timeline, party, index, after_sound),
            };
            Some((placement?, evidence))
        })
        .collect()
}
