//! Before and after: what changed, with its interval.

use super::overview::{Interval, interval};
use super::part::Part;
use super::said::{amount, by, direction};
use crate::data::{Change, Comparisons};
use crate::words::{WORDS, per, when};

/// A change that holds.
pub(super) struct Changed<'a> {
    pub(super) agent: &'a str,
    pub(super) measure: String,
    /// Which way, in words.
    pub(super) went: String,
    /// Since when, or between which dates.
    pub(super) since: String,
    pub(super) by: String,
    pub(super) before: Interval,
    pub(super) after: Interval,
}

/// All changes that hold, with the dates that they are between.
pub(super) fn changes<'a>(shown: &Part<'a>) -> Vec<Changed<'a>> {
    let mut found = Vec::new();
    for agent in &shown.agents {
        for own in &agent.measures {
            if let Some(change) = own.change.as_ref().filter(|change| change.stands) {
                found.push(changed(&agent.name, &own.measure, &own.unit, change));
            }
        }
    }
    found
}

fn changed<'a>(agent: &'a str, measure: &str, unit: &str, change: &Change) -> Changed<'a> {
    let (from, to) = span(change);
    Changed {
        agent,
        measure: WORDS.name(measure),
        went: format!(
            "{} from {} to {}{}",
            direction(change.before.value, change.after.value),
            amount(change.before.value, unit),
            amount(change.after.value, unit),
            per(unit)
        ),
        since: between(change),
        by: by(&change.difference, unit),
        before: interval(&change.before, from, to),
        after: interval(&change.after, from, to),
    }
}

/// When.
fn between(change: &Change) -> String {
    match change.until {
        Some(until) => format!("between {} and {}", when(until), when(change.since)),
        None => format!("since {}", when(change.since)),
    }
}

fn span(change: &Change) -> (f64, f64) {
    let ends =
        [&change.before, &change.after].map(|each| (each.low.unwrap_or(each.value), each.high.unwrap_or(each.value)));
    (ends[0].0.min(ends[1].0), ends[0].1.max(ends[1].1))
}

/// How many of all that were looked at hold.
pub(super) fn looked_at(tested: Comparisons) -> Option<String> {
    let (hold, verb) = (tested.standing, if tested.standing == 1 { "holds" } else { "hold" });
    (tested.tested > 0).then(|| {
        format!("{hold} of {} trends and changes {verb} after correcting for the number looked at.", tested.tested)
    })
}
