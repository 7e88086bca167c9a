//! The score, its doubt, what cost points, and what to change first.

use std::collections::HashMap;

use crate::data::{Dimension, Event, Explanation, Report};
use crate::words::{WORDS, amount, evidence, fixed, per, percent, phrase};

/// Said of a call without a score.
pub(crate) const NOT_SCORED: &str = "Too little talk of the other party, or too few changes of speaker, for a score.";

/// Points that a measure cost.
pub(crate) struct PointsLost<'a> {
    pub(crate) dimension: String,
    /// Of the dimension's 100.
    pub(crate) points: f64,
    /// What was done.
    pub(crate) why: String,
    /// What that rests on.
    pub(crate) rests: String,
    /// Where to listen.
    pub(crate) events: Vec<&'a Event>,
}

/// The rating's name.
pub(crate) fn rating(report: &Report) -> &str {
    report.score.rating.as_deref().unwrap_or("not rated")
}

/// What else the rating may be; nothing where it is the same over the whole range.
pub(crate) fn doubt(report: &Report) -> Option<String> {
    let score = &report.score;
    let rated = score.rating.as_deref()?;
    match (score.rating_low.as_deref()?, score.rating_high.as_deref()?) {
        (low, high) if low == rated && high == rated => None,
        (low, high) if high == rated => Some(format!("may be as low as {low}")),
        (low, high) if low == rated => Some(format!("may be as high as {high}")),
        (low, high) => Some(format!("may be anything from {low} to {high}")),
    }
}

/// The range of the score.
pub(crate) fn likely(report: &Report) -> Option<String> {
    let (low, high) = (report.score.low?, report.score.high?);
    Some(format!("likely {} to {}", fixed(low, 1), fixed(high, 1)))
}

/// Notes under the score: what it rests on, or why there is none.
pub(crate) fn notes(report: &Report) -> Vec<String> {
    let score = &report.score;
    if score.observable_listening.is_none() {
        return vec![format!("{NOT_SCORED} What was found is listed below.")];
    }
    let mut notes = Vec::new();
    if let Some(coverage) = score.coverage {
        notes.push(format!("{} of the scale could be measured", percent(coverage)));
    }
    if report.profile.contains("+calibration:") && score.rating.is_some() {
        notes.push("levels by the centre's own calibration, points by the profile".to_owned());
    }
    if score.rating.is_none() {
        notes.push(
            "Insufficient evidence: too little talk of the other party, or too few changes of speaker, for a rating."
                .to_owned(),
        );
    }
    notes
}

/// A dimension's range; nothing where nothing in the call could have moved it.
pub(crate) fn likely_of(dimension: &Dimension) -> Option<String> {
    if dimension.value.is_none() {
        return Some("not measured".to_owned());
    }
    let (low, high) = (fixed(dimension.low?, 0), fixed(dimension.high?, 0));
    (low != high).then(|| format!("likely {low} to {high}"))
}

/// Every deduction, in order of the dimensions.
pub(crate) fn lost(report: &Report) -> Vec<PointsLost<'_>> {
    let by_id: HashMap<&str, &Event> = report.events.iter().map(|event| (event.id.as_str(), event)).collect();
    let mut found = Vec::new();
    for dimension in &report.score.dimensions {
        for each in &dimension.deductions {
            let measure = report.measures.iter().rfind(|row| row.party == report.assessed && row.id == each.measure);
            found.push(PointsLost {
                dimension: WORDS.dimension(&dimension.id),
                points: each.points,
                why: measure.map_or_else(|| WORDS.name(&each.measure), phrase),
                rests: measure.map(evidence).unwrap_or_default(),
                events: each.events.iter().filter_map(|id| by_id.get(id.as_str()).copied()).collect(),
            });
        }
    }
    found
}

/// What to change first: the advice, and what it would gain; nothing where there is no explanation, or none of one habit.
pub(crate) fn habit(report: &Report, explanation: Option<&Explanation>) -> Option<(String, String)> {
    let found = explanation?.habit.as_ref()?;
    let mut gain = format!("would gain up to {} points of the whole", fixed(found.gain, 1));
    if found.gain_low >= 0.05 {
        gain = format!("{gain}, and {} at the least", fixed(found.gain_low, 1));
    }
    let (name, aim) = (WORDS.name(&found.measure), aim(report, explanation)?);
    let but = format!("Aim: {name} at {aim}; that {gain}.");
    Some((found.advice.clone(), but))
}

/// Where the habit should get to.
pub(crate) fn aim(report: &Report, explanation: Option<&Explanation>) -> Option<String> {
    let found = explanation?.habit.as_ref()?;
    let unit = &report.measures.iter().find(|row| row.id == found.measure)?.unit;
    Some(format!("{}{}", amount(found.aim, unit), per(unit)))
}
