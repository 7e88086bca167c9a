//! The signs of a timeline, and no others.

use super::sign::{Bar, DRAWN, Swatch, sign, small};
use crate::data::{Event, Report};
use crate::facts::{Look, marks, overlaps, parties, sounds};
use crate::words::{WORDS, is_sound, partial};

/// A line of the legend.
pub(super) struct Entry {
    /// Its picture, as markup.
    pub(super) swatch: String,
    pub(super) name: String,
}

pub(super) fn legend(report: &Report, drawn: &[(&Event, Look)], uid: &str) -> Vec<Entry> {
    let bar = |name: String, bar: Bar<'_>| Entry { swatch: Swatch { sign: None, bars: vec![bar] }.markup(), name };
    let mut found: Vec<Entry> = parties(report)
        .map(|party| bar(format!("{} talks", party.name()), Bar::full(&format!("talk {}", party.name()))))
        .collect();
    if !overlaps(report).is_empty() {
        found.push(bar("both talk".to_owned(), Bar { y: -3, height: 6, ..Bar::full("both") }));
    }
    let is_there = |kind: &str| drawn.iter().any(|(event, _)| event.kind == kind);
    found.extend(
        DRAWN
            .iter()
            .filter(|kind| is_there(kind))
            .map(|kind| Entry { swatch: small(kind, Look::Other, uid), name: WORDS.sign(kind) }),
    );
    let used = |look: Look| drawn.iter().any(|(event, own)| *own == look && sign(&event.kind, look).is_some());
    found.extend(Look::NAMED.into_iter().filter(|look| used(*look)).map(|look| Entry {
        swatch: small("interruption", look, uid),
        name: format!("{}: {}", if look.hollow() { "hollow" } else { "filled" }, look.name()),
    }));
    let mut names: Vec<String> = Vec::new();
    for (_, each) in sounds(report) {
        let name = WORDS.sound(&each.code);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if !names.is_empty() {
        found.push(bar(names.join(", "), Bar { hatch: Some(format!("{uid}-hold")), ..Bar::full("heard") }));
    }
    if !marks(report).is_empty() {
        found.push(bar("marked by the telephone system".to_owned(), Bar::full("mark")));
    }
    let faulty = parties(report)
        .filter_map(|party| report.parties.of(party))
        .flat_map(|channel| &channel.health)
        .any(|each| !is_sound(each) && partial(each, report.duration));
    if faulty {
        found.push(bar("to check".to_owned(), Bar { y: -2, height: 4, ..Bar::full("fault") }));
    }
    found
}
