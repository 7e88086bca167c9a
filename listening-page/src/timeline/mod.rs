//! Both parties over time, as drawings in SVG: a row for each stretch of the call.

mod drawn;
mod legend;
mod row;
mod sign;
mod stretch;

use askama::Template;

pub(crate) use sign::small;

use crate::data::Report;
use crate::facts::looks;
use crate::words::WORDS;
use drawn::Shape;
use legend::{Entry, legend};
use row::{Row, row};
use stretch::stretches;

/// The timeline: legend and rows.
#[derive(Template)]
#[template(path = "timeline/timeline.html")]
pub(crate) struct Timeline<'a> {
    uid: &'a str,
    /// Minutes of a row, at most five: how wide it has to be where the screen is small.
    minutes: u32,
    /// Nothing in it can be focused, so that the frame itself must.
    quiet: bool,
    legend: Vec<Entry>,
    names: Vec<(&'static str, u32)>,
    rows: Vec<Row<'a>>,
}

/// The timeline of a call; none of one without length.
pub(crate) fn timeline<'a>(report: &'a Report, uid: &'a str) -> Option<Timeline<'a>> {
    let found = stretches(report.duration);
    let length = found.first()?.length;
    let marked: Vec<_> = looks(report).into_iter().filter(|(event, _)| WORDS.signs.contains_key(&event.kind)).collect();
    Some(Timeline {
        uid,
        minutes: ((length / 60.0) as u32).min(5),
        quiet: marked.is_empty(),
        legend: legend(report, &marked, uid),
        names: crate::facts::parties(report).map(|party| (party.name(), row::lane(party) + 13)).collect(),
        rows: found.iter().map(|stretch| row(report, stretch, &marked)).collect(),
    })
}
