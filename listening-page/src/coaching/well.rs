//! What went well.

use crate::data::{Dimension, Report};
use crate::words::{WORDS, fixed, phrase};

/// Points from which on a dimension went well.
const WELL: f64 = 70.0;
/// How many are named.
const NAMED: usize = 2;
/// What shows a dimension best, and from which share on it speaks for it.
const SHOWN_BY: [(&str, &str); 3] = [
    ("patience", "pause_respect"),
    ("attentiveness", "long_turn_acknowledged"),
    ("attentiveness", "backchannel_responsiveness"),
];
const MUCH: f64 = 0.6;

/// The best dimensions, but for the one that the habit is of.
pub(super) fn well(report: &Report, habit: Option<&str>) -> Vec<String> {
    let of_habit = |dimension: &Dimension| dimension.deductions.iter().any(|each| Some(each.measure.as_str()) == habit);
    let mut found: Vec<(&Dimension, f64)> = report
        .score
        .dimensions
        .iter()
        .filter_map(|each| Some((each, each.value.filter(|value| *value >= WELL)?)))
        .filter(|(each, _)| !of_habit(each))
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found.iter().take(NAMED).map(|(each, value)| said(report, each, *value)).collect()
}

fn said(report: &Report, dimension: &Dimension, value: f64) -> String {
    let (party, other) = (report.assessed.name(), report.assessed.other().name());
    let did = WORDS.done_well.get(&dimension.id).map(|text| text.replace("{other}", other));
    let shown = SHOWN_BY.iter().filter(|(id, _)| *id == dimension.id).find_map(|(_, measure)| {
        let row = report.measures.iter().rfind(|row| row.party == report.assessed && row.id == *measure)?;
        (row.value? >= MUCH && row.n > 0).then(|| format!(": {}", phrase(row)))
    });
    let what = did.map_or_else(|| WORDS.dimension(&dimension.id), |did| format!("The {party} {did}"));
    format!("{what}{} ({} {} of 100).", shown.unwrap_or_default(), WORDS.dimension(&dimension.id), fixed(value, 0))
}
