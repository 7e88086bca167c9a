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
            if let Some(change) = own.changed() {
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

/// How many of all that were looked at hold, and how many of these are too small to show.
pub(super) fn looked_at(tested: Comparisons) -> Option<String> {
    let (hold, verb) = (tested.standing, if tested.standing == 1 { "holds" } else { "hold" });
    let unseen = match hold.saturating_sub(tested.visible.unwrap_or(hold)) {
        0 => String::new(),
        1 => " 1 of them is left out: too small to see in rounded numbers.".to_owned(),
        more => format!(" {more} of them are left out: too small to see in rounded numbers."),
    };
    (tested.tested > 0).then(|| {
        format!(
            "{hold} of {} trends and changes {verb} after correcting for the number looked at.{unseen}",
            tested.tested
        )
    })
}

/// Said where no change is listed.
pub(super) fn none_holds(tested: Comparisons) -> &'static str {
    if tested.visible.is_some_and(|visible| visible < tested.standing) {
        "No change that can be seen holds among all that were looked at."
    } else {
        "No change holds among all that were looked at."
    }
}
