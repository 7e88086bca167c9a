//! What is on the line besides talk: faults, sounds, what the telephone system said.

use super::talk::parties;
use crate::data::{Health, Mark, Party, Report};
use crate::words::{clock, findings, fixed, is_sound, sound, spaced, span};

/// Places that are given for a sound.
const PLACES: usize = 3;

/// The faults of each party's channel.
pub(crate) fn to_check(report: &Report) -> Vec<(Party, String)> {
    parties(report)
        .flat_map(|party| {
            let health = report.parties.of(party).map_or(&[][..], |channel| &channel.health);
            findings(health, report.duration).into_iter().map(move |text| (party, text))
        })
        .collect()
}

/// Music and tones on the channels, in order of start.
pub(crate) fn sounds(report: &Report) -> Vec<(Party, &Health)> {
    let mut found: Vec<(Party, &Health)> = parties(report)
        .flat_map(|party| {
            let health = report.parties.of(party).map_or(&[][..], |channel| &channel.health);
            health.iter().filter(|each| is_sound(each)).map(move |each| (party, each))
        })
        .collect();
    found.sort_by(|a, b| a.1.start.total_cmp(&b.1.start));
    found
}

/// The same in words, a text for each kind on a channel.
pub(crate) fn on_the_line(report: &Report) -> Vec<(Party, String)> {
    let mut kinds: Vec<(Party, &str, Vec<&Health>)> = Vec::new();
    for (party, each) in sounds(report) {
        match kinds.iter_mut().find(|kind| kind.0 == party && kind.1 == each.code) {
            Some(kind) => kind.2.push(each),
            None => kinds.push((party, &each.code, vec![each])),
        }
    }
    let line = |(party, code, found): (Party, &str, Vec<&Health>)| {
        let counts: Vec<f64> = found.iter().filter_map(|each| each.value.map(f64::round_ties_even)).collect();
        let count = (!counts.is_empty()).then(|| counts.iter().sum());
        let places: Vec<String> = found.iter().take(PLACES).map(|each| span(each.start, each.end)).collect();
        let more = if found.len() > PLACES { format!("; and {} more", found.len() - PLACES) } else { String::new() };
        (party, format!("{}, {}{more}", sound(code, count), places.join("; ")))
    };
    kinds.into_iter().map(line).collect()
}

/// What a mark of the telephone system says.
fn said(mark: &Mark) -> String {
    let mut what = if mark.kind == "ivr" { "IVR".to_owned() } else { spaced(&mark.kind) };
    if let Some(agent) = &mark.agent {
        what = format!("{what} to {agent}");
    }
    if let Some(party) = mark.party {
        what = format!("{what} by {}", party.name());
    }
    what
}

/// What the telephone system said: from when to when, and what.
pub(crate) fn marks(report: &Report) -> Vec<(f64, f64, String)> {
    report.marks.iter().map(|mark| (mark.start, mark.end, said(mark))).collect()
}

/// The parts of the call with one agent each, and how each was scored.
pub(crate) fn legs(report: &Report) -> Vec<String> {
    report
        .legs
        .iter()
        .map(|leg| {
            let who =
                leg.agent.as_ref().map_or("before the first transfer".to_owned(), |agent| format!("with {agent}"));
            let score = &leg.score;
            let said = match (score.observable_listening, score.low, score.high) {
                (Some(value), Some(low), Some(high)) => {
                    let rating = score.rating.as_ref().map_or_else(String::new, |rating| format!(" ({rating})"));
                    format!("{}, likely {} to {}{rating}", fixed(value, 1), fixed(low, 1), fixed(high, 1))
                }
                _ => "too little to score".to_owned(),
            };
            let place = if leg.end > leg.start { span(leg.start, leg.end) } else { clock(leg.start) };
            format!("{who}, {place}: {said}")
        })
        .collect()
}
