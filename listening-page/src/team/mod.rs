//! The page of many calls: agents or teams beside each other, over time, and one by one; without a rank.

mod agent;
mod card;
mod changes;
mod chart;
mod course;
mod needed;
mod overview;
mod pairs;
mod part;
mod said;

use crate::data::{Tracking, read};
use crate::error::Result;
use crate::shell::{Kind, cell, drawn, page};
use crate::words::shown_name;

/// The page of many calls, from the JSON of a tracking: agents by dimensions with their intervals, sorted as the reader
/// chooses; the course over weeks where the tracking has periods; what changed; and each agent.
///
/// # Errors
/// The document is not of its schema.
pub fn tracking_page(tracking: &str, title: &str) -> Result<String> {
    Ok(page(Kind::Team, title, &cards(tracking, title, "tracking")?))
}

/// The same as a card within another page, as in a notebook, without a script; `uid` begins every id in it.
///
/// # Errors
/// The document is not of its schema.
pub fn tracking_cell(tracking: &str, title: &str, uid: &str) -> Result<String> {
    Ok(cell(Kind::Team, &cards(tracking, title, uid)?, false))
}

/// A card for each profile and engine, the latest first.
fn cards(tracking: &str, title: &str, uid: &str) -> Result<String> {
    let tracking: Tracking = read(tracking, "listening.tracking/1")?;
    let parts = part::parts(&tracking);
    if let [part] = &parts[..] {
        return Ok(drawn(&card::card(&tracking, part, shown_name(title), uid.to_owned())));
    }
    let one = |(k, part): (usize, &part::Part<'_>)| {
        drawn(&card::card(&tracking, part, format!("{}: {}", shown_name(title), part.name()), format!("{uid}-{k}")))
    };
    Ok(parts.iter().enumerate().map(one).collect())
}
