//! Before and after: what changed, with its interval.

use super::overview::{Interval, interval};
use super::part::Part;
use super::said;
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
    let said = said::changed(change, unit);
    let (was, now) = said.parts.clone().unwrap_or_default();
    Changed {
        agent,
        measure: WORDS.name(measure),
        went: format!("{} from {was} to {now}{}", said::direction(change.before.value, change.after.value), per(unit)),
        since: between(change),
        by: said.by(),
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
    let hold = tested.standing;
    let correction = "after correcting for the number looked at.";
    if tested.tested == 0 {
        return None;
    }
    if hold == 0 {
        return Some(format!("None of {} holds {correction}", trends_and_changes(tested.tested)));
    }
    let visible = tested.visible.unwrap_or(hold);
    let unseen = match hold.saturating_sub(visible) {
        0 => String::new(),
        more if visible == 0 => {
            format!(" {} too small to see in rounded numbers.", if more == 1 { "It is" } else { "They are" })
        }
        1 => " 1 of them is left out: too small to see in rounded numbers.".to_owned(),
        more => format!(" {more} of them are left out: too small to see in rounded numbers."),
    };
    let verb = if hold == 1 { "holds" } else { "hold" };
    Some(format!("{hold} of {} {verb} {correction}{unseen}", trends_and_changes(tested.tested)))
}

fn trends_and_changes(count: u64) -> String {
    if count == 1 { "1 trend or change".to_owned() } else { format!("{count} trends and changes") }
}

/// Said where no change is listed.
pub(super) fn none_holds(tested: Comparisons) -> &'static str {
    if tested.visible.is_some_and(|visible| visible < tested.standing) {
        "No change that can be seen holds among all that were looked at."
    } else {
        "No change holds among all that were looked at."
    }
}
