//! Three places to listen to.

use crate::data::{Event, Report};
use crate::facts::{self, is_silence, lasting};
use crate::words::{WORDS, clock, fixed, short, spaced};

/// How many places there are.
const PLACES: usize = 3;

/// A place to listen to.
pub(super) struct Place {
    pub(super) at: String,
    pub(super) time: String,
    pub(super) what: String,
    pub(super) length: String,
}

/// Places of the habit first, the heaviest of them; then what else counts, then signs of listening, which are good to hear.
pub(super) fn places(report: &Report, habit: Option<&str>) -> Vec<Place> {
    let charged = facts::charged(report);
    let of_habit = |event: &&&Event| habit.is_some_and(|habit| event.measures.iter().any(|id| id == habit));
    let good = report.events.iter().filter(|event| event.kind == "backchannel" && event.by == report.assessed);
    let mut found: Vec<&Event> = Vec::new();
    let heaviest = charged.iter().filter(of_habit).copied();
    for event in heaviest.chain(charged.iter().copied()).chain(good) {
        if found.len() < PLACES && !found.iter().any(|each| each.id == event.id) {
            found.push(event);
        }
    }
    found.sort_by(|a, b| a.start.total_cmp(&b.start));
    found.into_iter().map(place).collect()
}

fn place(event: &Event) -> Place {
    let (by, other) = (event.by.name(), event.by.other().name());
    let what = WORDS.happened.get(&event.kind).cloned().unwrap_or_else(|| spaced(&event.kind));
    let long = is_silence(&event.kind) || lasting(&event.kind);
    Place {
        at: short(event.start),
        time: clock(event.start),
        what: what.replace("{by}", by).replace("{other}", other),
        length: if long { format!("{} s", fixed(event.length(), 1)) } else { String::new() },
    }
}
