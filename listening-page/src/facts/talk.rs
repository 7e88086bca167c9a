//! Who talks when and how much.

use crate::data::{Party, Report};
use crate::words::{amount, clock, fixed, percent};

/// The parties that the report is about: both, but for a mono recording that was inspected.
pub(crate) fn parties(report: &Report) -> impl Iterator<Item = Party> + '_ {
    Party::BOTH.into_iter().filter(|party| report.parties.of(*party).is_some())
}

/// When a party talks.
pub(crate) fn spans(report: &Report, party: Party) -> Vec<(f64, f64)> {
    report.talkspurts.iter().filter(|each| each.party == party).map(|each| (each.start, each.end)).collect()
}

/// When both talk.
pub(crate) fn overlaps(report: &Report) -> Vec<(f64, f64)> {
    let (agent, customer) = (spans(report, Party::Agent), spans(report, Party::Customer));
    let (mut found, mut i, mut k) = (Vec::new(), 0, 0);
    while let (Some(own), Some(other)) = (agent.get(i), customer.get(k)) {
        let (start, end) = (own.0.max(other.0), own.1.min(other.1));
        if start < end {
            found.push((start, end));
        }
        if own.1 <= other.1 {
            i += 1;
        } else {
            k += 1;
        }
    }
    found
}

/// Who talks how much of the call; nothing of an empty one.
pub(crate) fn shares(report: &Report) -> Vec<String> {
    if report.duration <= 0.0 {
        return Vec::new();
    }
    let mut found: Vec<(String, f64)> = parties(report)
        .map(|party| {
            let seconds = report.parties.of(party).map_or(0.0, |channel| channel.speech_seconds);
            (format!("{} talks", party.name()), seconds)
        })
        .collect();
    let both: f64 = overlaps(report).iter().map(|(start, end)| end - start).sum();
    let talk: f64 = found.iter().map(|(_, seconds)| seconds).sum();
    found.push(("both at once".to_owned(), both));
    found.push(("both silent".to_owned(), (report.duration - talk + both).max(0.0)));
    found.iter().map(|(name, seconds)| format!("{name} {}", percent(seconds / report.duration))).collect()
}

/// How many turns a party has, and a note on the longest.
pub(crate) fn longest_turn(report: &Report, party: Party) -> (usize, String) {
    let turns: Vec<_> = report.turns.iter().filter(|turn| turn.party == party).collect();
    // Of equal ones the first.
    let longest = turns.iter().rev().max_by(|a, b| (a.end - a.start).total_cmp(&(b.end - b.start)));
    longest.map_or((0, "none".to_owned()), |turn| {
        (turns.len(), format!("longest {} s, from {}", fixed(turn.end - turn.start, 1), clock(turn.start)))
    })
}

/// How often somebody came in while the other talked, and as how many interruptions that counts.
pub(crate) fn bounds(report: &Report) -> Vec<(Party, String)> {
    let value = |id: &str, party| {
        report.measures.iter().find(|each| each.id == id && each.party == party).and_then(|each| each.value)
    };
    let of = |party: Party| {
        let sure = value("interruptions_certain", party)?;
        let likely = value("interruptions_expected", party)?;
        let most = value("interruptions_possible", party).filter(|most| *most != 0.0)?;
        let times = if most == 1.0 { "once".to_owned() } else { format!("{} times", amount(most, "count")) };
        let text = format!(
            "came in while the {} talked {times}, feedback left out: as much as each counts, that is {} interruptions, {} of \
             them at 90 % or more",
            party.other().name(),
            fixed(likely, 1),
            amount(sure, "count"),
        );
        Some((party, text))
    };
    Party::BOTH.into_iter().filter_map(of).collect()
}
