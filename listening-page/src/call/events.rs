//! Tables of events.

use crate::data::{Event, Report};
use crate::facts::{self, Look, drawn, lasting};
use crate::timeline::small;
use crate::words::{WORDS, clock, confidence, fixed, short};

/// Events of a table, or of a part of one.
pub(super) struct Group<'a> {
    /// What it is called, and what that means.
    pub(super) heading: String,
    pub(super) note: String,
    /// Its sign, as markup.
    pub(super) swatch: String,
    pub(super) lines: Vec<Line<'a>>,
}

/// A line of a table.
pub(super) struct Line<'a> {
    pub(super) id: &'a str,
    /// Whether it has a place on the timeline.
    pub(super) drawn: bool,
    pub(super) at: String,
    pub(super) time: String,
    /// Its sign, as markup.
    pub(super) swatch: String,
    pub(super) what: String,
    pub(super) length: String,
    pub(super) sure: String,
    /// The plainest reason, and the others behind it.
    pub(super) why: String,
    pub(super) more: Vec<String>,
}

/// What counts, heaviest first.
pub(super) fn charged<'a>(report: &'a Report, uid: &str) -> Group<'a> {
    one_by_one(report, facts::charged(report), Look::Charged, uid)
}

/// Entries that hardly count.
pub(super) fn folded<'a>(report: &'a Report, uid: &str) -> Group<'a> {
    let found = facts::candidates(report);
    let party = report.assessed.name();
    let heading = match found.len() {
        1 => format!("1 entry of the {party} that counts under 10 %"),
        count => format!("{count} entries of the {party} that count under 10 %"),
    };
    Group { heading, ..one_by_one(report, found, Look::Candidate, uid) }
}

/// The other events by kind.
pub(super) fn others<'a>(report: &'a Report, uid: &str) -> Vec<Group<'a>> {
    let shown = facts::others(report);
    let group = |kind: &'static crate::words::KindWords| {
        let lines: Vec<Line<'a>> = shown
            .iter()
            .filter(|event| event.kind == kind.id)
            .map(|event| line(event, facts::whose(event), String::new()))
            .collect();
        (!lines.is_empty()).then(|| Group {
            heading: kind.heading.clone(),
            note: kind.note.clone(),
            swatch: small(&kind.id, Look::Other, uid),
            lines,
        })
    };
    WORDS.kinds.iter().filter_map(group).collect()
}

fn one_by_one<'a>(report: &Report, events: Vec<&'a Event>, look: Look, uid: &str) -> Group<'a> {
    let lines = events
        .into_iter()
        .map(|event| line(event, facts::what(event, report), small(&event.kind, look, uid)))
        .collect();
    Group { heading: String::new(), note: String::new(), swatch: String::new(), lines }
}

fn line(event: &Event, what: String, swatch: String) -> Line<'_> {
    let mut why = facts::why(event).into_iter();
    Line {
        id: &event.id,
        drawn: drawn(&event.kind),
        at: short(event.start),
        time: clock(event.start),
        swatch,
        what,
        length: if lasting(&event.kind) { format!("{} s", fixed(event.length(), 1)) } else { String::new() },
        sure: confidence(event).map(|(_, share)| share).unwrap_or_default(),
        why: why.next().unwrap_or_default(),
        more: why.collect(),
    }
}
