//! The course over weeks, days or months, each with its interval.

use super::part::Part;
use super::said::{WHOLE, bounded, ends};
use crate::data::Period;
use crate::words::{amount, counted, part, plural, when};

const HEIGHT: f64 = 96.0;
/// Of the width, beside the first and the last period.
const EDGE: f64 = 0.04;

/// The course of one agent, or of all.
pub(super) struct Course {
    pub(super) name: String,
    pub(super) marks: Vec<Mark>,
    /// The line through the values, on a drawing 1000 wide.
    pub(super) line: String,
    pub(super) first: String,
    pub(super) last: String,
    /// The same for those who hear it.
    pub(super) label: String,
    pub(super) top: String,
    pub(super) bottom: String,
}

/// A period.
pub(super) struct Mark {
    pub(super) x: String,
    pub(super) y: f64,
    /// The ends of its interval.
    pub(super) ends: Option<(f64, f64)>,
    pub(super) title: String,
}

/// The courses of the whole score: of all first, then of each agent. Empty where the tracking has no periods.
pub(super) fn courses(shown: &Part<'_>, noun: &str) -> Vec<Course> {
    let all = shown.measure(WHOLE).and_then(|each| Some((format!("All {}", plural(noun)), each.periods.as_ref()?)));
    let own =
        shown.agents.iter().filter_map(|agent| Some((agent.name.clone(), agent.measure(WHOLE)?.periods.as_ref()?)));
    let found: Vec<(String, &Vec<Period>)> =
        all.into_iter().chain(own).filter(|(_, periods)| periods.len() > 1).collect();
    let estimates = || found.iter().flat_map(|(_, periods)| periods.iter()).filter_map(|each| each.estimate.as_ref());
    let low = estimates().map(|each| each.low.unwrap_or(each.value)).fold(f64::INFINITY, f64::min);
    let high = estimates().map(|each| each.high.unwrap_or(each.value)).fold(f64::NEG_INFINITY, f64::max);
    if low > high {
        return Vec::new();
    }
    let low = (bounded(low, "points") / 10.0).floor() * 10.0;
    let high = ((bounded(high, "points") / 10.0).ceil() * 10.0).max(low + 10.0);
    let starts = || found.iter().flat_map(|(_, periods)| periods.iter()).map(|each| each.start);
    let first = starts().fold(f64::INFINITY, f64::min);
    let last = starts().fold(f64::NEG_INFINITY, f64::max);
    found.iter().map(|(name, periods)| course(name, periods, (first, last), (low, high))).collect()
}

fn course(name: &str, periods: &[Period], (first, last): (f64, f64), (low, high): (f64, f64)) -> Course {
    let x = |time: f64| EDGE + (1.0 - 2.0 * EDGE) * if last > first { (time - first) / (last - first) } else { 0.5 };
    let y = |value: f64| {
        let share = (bounded(value, "points") - low) / (high - low);
        ((4.0 + (HEIGHT - 8.0) * (1.0 - share)) * 10.0).round() / 10.0
    };
    let mut line = String::new();
    let mut marks = Vec::new();
    for each in periods {
        let Some(estimate) = &each.estimate else { continue };
        line = format!(
            "{line}{}{:.1} {}",
            if line.is_empty() { "M" } else { "L" },
            x(each.start) * 1000.0,
            y(estimate.value)
        );
        marks.push(Mark {
            x: part(x(each.start)),
            y: y(estimate.value),
            ends: estimate.low.zip(estimate.high).map(|(low, high)| (y(low), y(high))),
            title: format!(
                "{}: {} ({}), {}",
                when(each.start),
                amount(estimate.value, "points"),
                ends(estimate, "points"),
                counted(each.calls as usize, "call")
            ),
        });
    }
    let said: Vec<&str> = marks.iter().map(|mark| mark.title.as_str()).collect();
    Course {
        label: format!("{name}: {}", said.join("; ")),
        name: name.to_owned(),
        line,
        first: when(first),
        last: when(last),
        marks,
        top: amount(high, "count"),
        bottom: amount(low, "count"),
    }
}
