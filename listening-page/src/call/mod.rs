//! The page of a call: the score, what to change first, the timeline, and everything that is said of it.

mod card;
mod centre;
mod events;
mod measures;
mod options;
mod score;
mod whose;

use crate::data::{Explanation, Report, Tracking, read};
use crate::error::Result;
use crate::shell::{Kind, cell, drawn, page};
pub use options::CallOptions;
pub use whose::Whose;

/// The page of a call, from the JSON of its report: one file that needs no network.
///
/// # Errors
/// A document is not of its schema.
pub fn call_page(report: &str, options: &CallOptions<'_>) -> Result<String> {
    Ok(page(Kind::Call, options.title, &card(report, "call", options)?))
}

/// The same as a card within another page, as in a notebook; `uid` begins every id in it.
///
/// It has a script only where there is sound.
///
/// # Errors
/// A document is not of its schema.
pub fn call_cell(report: &str, uid: &str, options: &CallOptions<'_>) -> Result<String> {
    Ok(cell(Kind::Call, &card(report, uid, options)?, options.sound.is_some()))
}

fn card(report: &str, uid: &str, options: &CallOptions<'_>) -> Result<String> {
    let report: Report = read(report, "listening.report/1")?;
    let explanation =
        options.explanation.map(|text| read::<Explanation>(text, "listening.explanation/1")).transpose()?;
    let centre = options.centre.map(|text| read::<Tracking>(text, "listening.tracking/1")).transpose()?;
    let centre = centre.and_then(|tracking| centre::centre(&report, &tracking));
    Ok(drawn(&card::card(&report, uid, options, explanation.as_ref(), centre)))
}
