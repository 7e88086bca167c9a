//! How many calls it takes to tell agents apart.

use super::part::Part;
use super::said::WHOLE;
use crate::data::{Overall, Reliability};
use crate::words::{WORDS, capital, counted, fixed, plural};

/// How many calls it takes.
pub(super) struct Needed {
    /// Of the whole score, in a sentence.
    pub(super) whole: String,
    pub(super) rows: Vec<Row>,
}

/// Of a measure.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) calls: String,
    pub(super) likely: String,
    pub(super) one: String,
}

pub(super) fn needed(shown: &Part<'_>, noun: &str) -> Needed {
    let rows: Vec<Row> = shown.measures.iter().filter_map(|each| row(each)).collect();
    let whole = shown.measure(WHOLE).and_then(|each| sentence(each, noun)).unwrap_or_else(|| {
        format!(
            "Cannot be said from these calls: it takes two {} with two calls or more, and a difference between them.",
            plural(noun)
        )
    });
    Needed { whole, rows }
}

/// A number of calls with its interval; `None` where one of them is not known.
fn said(reliability: &Reliability) -> Option<[String; 3]> {
    let all = [reliability.calls_needed?, reliability.calls_needed_low?, reliability.calls_needed_high?];
    Some(all.map(|calls| fixed(calls, 0)))
}

fn sentence(of: &Overall, noun: &str) -> Option<String> {
    let reliability = of.reliability.as_ref()?;
    reliability.icc.as_ref()?;
    let nouns = plural(noun);
    Some(match (said(reliability), reliability.needs_about) {
        (Some([value, low, high]), _) => {
            let calls = if value == "1" { "1 call" } else { &format!("{value} calls") };
            let verb = if value == "1" { "tells" } else { "tell" };
            format!("About {calls} of each {noun} {verb} them apart by observable listening (likely {low} to {high}).")
        }
        (None, Some(about)) => {
            format!(
                "Cannot be said from {}: it needs about {} in all.",
                counted(of.calls as usize, "call"),
                fixed(about, 0)
            )
        }
        (None, None) => format!("Cannot be said: no difference between these {nouns} is seen in observable listening."),
    })
}

fn row(of: &Overall) -> Option<Row> {
    let reliability = of.reliability.as_ref()?;
    let one = fixed(reliability.icc.as_ref()?.value, 2);
    let name = capital(&WORDS.name(&of.measure));
    let (calls, likely) = match (said(reliability), reliability.needs_about) {
        (Some([value, low, high]), _) => (value, format!("{low} to {high}")),
        (None, Some(about)) => ("cannot be said".to_owned(), format!("needs about {} in all", fixed(about, 0))),
        (None, None) => ("cannot be said".to_owned(), "no difference seen".to_owned()),
    };
    Some(Row { name, calls, likely, one })
}
