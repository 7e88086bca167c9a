//! Words without times: placed between the neighbours that have some.

use super::word::Raw;

/// Gives every run of words without times the time between its neighbours, in equal parts. `bounds` are the start and end
/// of the segment that holds the words, for runs at its edges. Gives how many words were placed; words that nothing bounds
/// stay without.
pub(super) fn place(words: &mut [Raw], bounds: (Option<f64>, Option<f64>)) -> usize {
    let mut placed = 0;
    let mut at = 0;
    while at < words.len() {
        if words[at].start.is_some() && words[at].end.is_some() {
            at += 1;
            continue;
        }
        let run = words[at..].iter().take_while(|word| word.start.is_none() || word.end.is_none()).count();
        let before = if at == 0 { bounds.0 } else { words[at - 1].end };
        let after = words.get(at + run).map_or(bounds.1, |word| word.start);
        // With a neighbour on one side only, the words last no time: where they were said is known, how long is not.
        let (before, after) = match (before, after) {
            (Some(before), Some(after)) => (before, after.max(before)),
            (Some(one), None) | (None, Some(one)) => (one, one),
            (None, None) => return placed,
        };
        let step = (after - before) / run as f64;
        for (k, word) in words[at..at + run].iter_mut().enumerate() {
            word.start = Some(before + step * k as f64);
            word.end = Some(before + step * (k + 1) as f64);
        }
        placed += run;
        at += run;
    }
    placed
}
