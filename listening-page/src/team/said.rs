//! Estimates, changes and calls in words.

use crate::data::{Agent, Change, Estimate, Own};
use crate::words::{Difference, DifferenceWords, counted, fixed, when};

/// Id of the whole score.
pub(super) const WHOLE: &str = "observable_listening";
/// What the page is about: the whole, and its four dimensions.
pub(super) const SCORES: [&str; 5] = [WHOLE, "patience", "attentiveness", "give_and_take", "composure"];

/// An estimated value with its unit: of counts with a decimal, as an estimate is no whole number.
pub(super) fn amount(value: f64, unit: &str) -> String {
    if unit == "count" { fixed(value, 1) } else { crate::words::amount(value, unit) }
}

/// An estimate with its interval.
pub(super) fn said(estimate: &Estimate, unit: &str) -> String {
    format!("{} ({})", amount(estimate.value, unit), ends(estimate, unit))
}

/// The interval of an estimate.
pub(super) fn ends(estimate: &Estimate, unit: &str) -> String {
    match (estimate.low, estimate.high) {
        (Some(low), Some(high)) => format!("{} to {}", amount(low, unit), amount(high, unit)),
        _ => "no interval".to_owned(),
    }
}

/// A value within what its unit can be: of points and shares there is no more than all, of most else no less than none.
pub(super) fn bounded(value: f64, unit: &str) -> f64 {
    match unit {
        "points" => value.clamp(0.0, 100.0),
        "share" => value.clamp(0.0, 1.0),
        "1/min" | "s" | "count" | "syllables/s" | "words/min" | "ratio" => value.max(0.0),
        _ => value,
    }
}

/// How many calls an agent has, and from when to when.
pub(super) fn calls_of(agent: &Agent) -> String {
    format!(
        "{}, {} scored, {} to {}",
        counted(agent.calls as usize, "call"),
        agent.scored_calls,
        when(agent.first),
        when(agent.last)
    )
}

/// What is known of the whole score of an agent; nothing where no call has one.
pub(super) fn whole_of(agent: &Agent) -> Option<String> {
    let own = agent.measure(WHOLE)?;
    let mut text =
        format!("observable listening {}, by {}", said(own.best(), ""), counted(own.calls as usize, "scored call"));
    if own.status != "ok" {
        text += ": too few to say more";
    } else if let Some(chart) = own.chart.as_ref().filter(|chart| !chart.outside.is_empty()) {
        text = format!("{text}; {}", outside(&chart.outside));
    }
    Some(text)
}

/// Which calls are outside the limits of a chart.
pub(super) fn outside(times: &[f64]) -> String {
    let first: Vec<String> = times.iter().take(4).map(|time| when(*time)).collect();
    let more = match times.len().saturating_sub(first.len()) {
        0 => String::new(),
        more => format!(" and {more} more, marked on its chart"),
    };
    format!("outside its limits: {}{more}", first.join(", "))
}

/// A difference in words, with those of before and after where they are known.
pub(super) fn differs(parts: Option<(&Estimate, &Estimate)>, by: &Estimate, unit: &str) -> DifferenceWords {
    let parts = parts.map(|(before, after)| (before.value, after.value));
    Difference { parts, value: by.value, interval: by.low.zip(by.high) }.words(unit)
}

/// The difference of a change in words, with those of before and after.
pub(super) fn changed(change: &Change, unit: &str) -> DifferenceWords {
    differs(Some((&change.before, &change.after)), &change.difference, unit)
}

/// Which way something went, from its unrounded values.
pub(super) fn direction(before: f64, after: f64) -> &'static str {
    if after > before {
        "rose"
    } else if after < before {
        "fell"
    } else {
        "stayed"
    }
}

/// The trend of a measure where it holds among all of the agent.
pub(super) fn trend_of(own: &Own, name: &str) -> Option<String> {
    let trend = own.moving()?;
    let went = direction(0.0, trend.over_period.value);
    let by = differs(None, &trend.over_period, &own.unit).by();
    Some(format!("{name} {went} from the first to the last call: {by}"))
}

/// Points with one decimal, or none.
pub(super) fn points(value: f64) -> String {
    fixed(value, 1)
}
