//! Talkspurts, words and reports that are hard on what takes them.

use listening_core::{Floor, Party, Report};

/// Talkspurts of both parties, in order of each: who, start and end in seconds.
pub(crate) fn talkspurts(kind: &str, count: usize) -> Option<Vec<(Party, f64, f64)>> {
    let spurt = |k: usize| -> Option<(Party, f64, f64)> {
        let party = if k.is_multiple_of(2) { Party::Agent } else { Party::Customer };
        let (turn, place) = ((k / 2) as f64, (k % 2) as f64);
        let (start, length) = match kind {
            "ping_pong" => (2.0 * turn + place, 0.9),
            "double_talk" => (6.0 * turn + 2.5 * place, 5.5),
            "bursts" => (0.7 * turn + 0.2 * place, 0.4),
            // The agent answers late, and every silence costs points.
            "dead_air" => (20.0 * turn + 12.0 * (1.0 - place), 7.5),
            "monologue" => (1000.0 * turn + 999.0 * place, if place > 0.0 { 0.5 } else { 998.0 }),
            _ => return None,
        };
        Some((party, start, start + length))
    };
    (0..count).map(spurt).collect()
}

/// A call of this many talkspurts.
pub(crate) fn floor(kind: &str, count: usize) -> Option<Floor> {
    let mut floor = Floor::new();
    for (party, start, end) in talkspurts(kind, count)? {
        floor.push(party, start, end).ok()?;
    }
    Some(floor)
}

/// The report on it.
pub(crate) fn report(kind: &str, count: usize) -> Option<Report> {
    floor(kind, count)?.finish(None).ok()
}

/// Words of a call: who, start and end in seconds, text.
pub(crate) fn words(kind: &str, count: usize) -> Option<Vec<(Party, f64, f64, &'static str)>> {
    const TEXTS: [&str; 8] = ["yeah", "do", "you", "invoice", "uh", "right", "because", "router?"];
    let place = |k: usize| match kind {
        "forwards" => Some(k),
        "backwards" => Some(count - 1 - k),
        // Each place once, far from the one before it.
        "scattered" => Some(k * 7919 % count),
        "at_once" => Some(0),
        _ => None,
    };
    let word = |k: usize| {
        let start = 0.2 * place(k)? as f64;
        let party = if k.is_multiple_of(2) { Party::Agent } else { Party::Customer };
        Some((party, start, start + 0.18, TEXTS[k % TEXTS.len()]))
    };
    (0..count).map(word).collect()
}
