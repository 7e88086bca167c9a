//! The score and what cost points.

use std::collections::HashSet;

use crate::data::{Dimension, Report};
use crate::facts;
use crate::words::{WORDS, clock, fixed, part};

/// Times that are given for a deduction.
const TIMES: usize = 40;
/// A dimension that is so far below the whole is named beside it.
const BELOW: f64 = 15.0;

/// The score, or why there is none.
pub(super) struct ScoreView {
    pub(super) heading: String,
    pub(super) value: Option<String>,
    pub(super) scale: Scale,
    pub(super) rating: String,
    pub(super) doubt: Option<String>,
    pub(super) likely: Option<String>,
    pub(super) weakest: Option<String>,
    pub(super) notes: Vec<String>,
    pub(super) dimensions: Vec<DimensionView>,
}

/// 0 to 100 as a bar, the range as a bracket under it.
#[derive(Default)]
pub(super) struct Scale {
    pub(super) value: Option<String>,
    pub(super) range: Option<(String, String)>,
}

/// A dimension of the score.
pub(super) struct DimensionView {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) likely: String,
    pub(super) scale: Scale,
}

/// Points that were lost.
pub(super) struct Lost<'a> {
    pub(super) points: String,
    pub(super) dimension: String,
    pub(super) why: String,
    pub(super) rests: String,
    pub(super) times: Vec<Time<'a>>,
    pub(super) more: usize,
}

/// When an event begins.
pub(super) struct Time<'a> {
    pub(super) at: f64,
    pub(super) text: String,
    /// The event's id where it has a line on the page.
    pub(super) id: Option<&'a str>,
    /// Whether it is a link: what has no line is none, unless there is something to hear.
    pub(super) link: bool,
}

pub(super) fn score(report: &Report) -> ScoreView {
    let score = &report.score;
    ScoreView {
        heading: format!("Observable listening of the {}", report.assessed.name()),
        value: score.observable_listening.map(|value| fixed(value, 1)),
        scale: scale(score.observable_listening, score.low, score.high),
        rating: facts::rating(report).to_owned(),
        doubt: facts::doubt(report),
        likely: facts::likely(report),
        weakest: weakest(report),
        notes: facts::notes(report),
        dimensions: score.dimensions.iter().map(dimension).collect(),
    }
}

fn weakest(report: &Report) -> Option<String> {
    let whole = report.score.observable_listening?;
    let valued = report.score.dimensions.iter().filter_map(|each| Some((each, each.value?)));
    let (each, value) = valued.min_by(|a, b| a.1.total_cmp(&b.1))?;
    (value < whole - BELOW).then(|| format!("weakest: {}, {}", WORDS.dimension(&each.id), fixed(value, 1)))
}

fn dimension(each: &Dimension) -> DimensionView {
    let likely = facts::likely_of(each);
    let (low, high) = if likely.is_some() { (each.low, each.high) } else { (None, None) };
    DimensionView {
        name: WORDS.dimension(&each.id),
        value: each.value.map_or("-".to_owned(), |value| fixed(value, 1)),
        scale: scale(each.value, low, high),
        likely: likely.unwrap_or_default(),
    }
}

fn scale(value: Option<f64>, low: Option<f64>, high: Option<f64>) -> Scale {
    let at = |points: f64| part((points / 100.0).clamp(0.0, 1.0));
    Scale { value: value.map(at), range: low.zip(high).map(|(low, high)| (at(low), at(high))) }
}

pub(super) fn lost(report: &Report, heard: bool) -> Vec<Lost<'_>> {
    if report.score.observable_listening.is_none() {
        return Vec::new();
    }
    let shown: HashSet<&str> = facts::shown(report).into_iter().map(|event| event.id.as_str()).collect();
    facts::lost(report)
        .into_iter()
        .map(|each| Lost {
            points: fixed(-each.points, 1),
            dimension: each.dimension,
            why: each.why,
            rests: each.rests,
            more: each.events.len().saturating_sub(TIMES),
            times: each
                .events
                .into_iter()
                .take(TIMES)
                .map(|event| {
                    let listed = shown.contains(event.id.as_str());
                    let id = listed.then_some(event.id.as_str());
                    Time { at: event.start, text: clock(event.start), id, link: listed || heard }
                })
                .collect(),
        })
        .collect()
}
