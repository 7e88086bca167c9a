//! How many calls it takes to tell agents apart.

use super::part::Part;
use super::said::WHOLE;
use crate::data::Overall;
use crate::words::{WORDS, capital, fixed};

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
        format!("Cannot be said from these calls: it takes two {noun}s with two calls or more, and a difference between them.")
    });
    Needed { whole, rows }
}

fn sentence(of: &Overall, noun: &str) -> Option<String> {
    let reliability = of.reliability.as_ref()?;
    if let (None, Some(about)) = (reliability.calls_needed, reliability.needs_about) {
        return Some(format!(
            "Cannot be said from so few calls: it needs about {} of each {noun}.",
            calls(Some(about))
        ));
    }
    reliability.icc.as_ref()?;
    let (value, low, high) =
        (calls(reliability.calls_needed), calls(reliability.calls_needed_low), calls(reliability.calls_needed_high));
    Some(if reliability.calls_needed.is_some() {
        format!("About {value} calls of each {noun} tell them apart by observable listening (likely {low} to {high}).")
    } else {
        format!("No number of calls can separate these {noun}s by observable listening: they do not differ.")
    })
}

fn row(of: &Overall) -> Option<Row> {
    let reliability = of.reliability.as_ref()?;
    let one = fixed(reliability.icc.as_ref()?.value, 2);
    let name = capital(&WORDS.name(&of.measure));
    if let (None, Some(about)) = (reliability.calls_needed, reliability.needs_about) {
        return Some(Row {
            name,
            calls: "cannot be said".to_owned(),
            likely: format!("needs about {}", calls(Some(about))),
            one,
        });
    }
    let likely = format!("{} to {}", calls(reliability.calls_needed_low), calls(reliability.calls_needed_high));
    Some(Row { name, calls: calls(reliability.calls_needed), likely, one })
}

fn calls(count: Option<f64>) -> String {
    match count {
        None => "none".to_owned(),
        Some(count) if count > 9999.0 => "9999+".to_owned(),
        Some(count) => fixed(count, 0),
    }
}
