//! The card: its parts in their order.

use askama::Template;

use super::agent::{AgentView, agent};
use super::changes::{Changed, changes, looked_at, none_holds};
use super::course::{Course, courses};
use super::needed::{Needed, needed};
use super::overview::{Overview, overview};
use super::pairs::{PairsView, pairs};
use super::part::Part;
use crate::data::Tracking;
use crate::words::{capital, counted, listed, plural, shown_name, spaced};

/// With more agents than this, each is folded.
const OPEN: usize = 3;
/// With more changes than this, the others are folded.
const CHANGES: usize = 12;

/// The card of many calls.
#[derive(Template)]
#[template(path = "team/card.html")]
pub(super) struct Card<'a> {
    uid: String,
    title: String,
    /// What a row is: an agent, a team, a queue.
    noun: String,
    /// Several of them.
    nouns: String,
    size: String,
    adjusted: Option<String>,
    /// What a reader should know of the calls, as sentences.
    warnings: Vec<String>,
    overview: Overview<'a>,
    /// What a period is called.
    period: String,
    courses: Vec<Course>,
    changes: Vec<Changed<'a>>,
    more_changes: Vec<Changed<'a>>,
    looked_at: Option<String>,
    /// Said where no change is listed.
    none_holds: &'static str,
    agents: Vec<AgentView<'a>>,
    open: bool,
    pairs: Option<PairsView<'a>>,
    needed: Needed,
    notice: &'a str,
}

pub(super) fn card<'a>(tracking: &'a Tracking, shown: &Part<'a>, title: String, uid: String) -> Card<'a> {
    let noun = tracking.by.as_deref().map_or_else(|| "agent".to_owned(), spaced);
    let mut changes = changes(shown);
    let more_changes = changes.split_off(changes.len().min(CHANGES));
    let adjusted = match &tracking.adjusted_for[..] {
        [] => None,
        names => {
            let names: Vec<String> = names.iter().map(|name| spaced(&shown_name(name))).collect();
            Some(format!("adjusted for the mix of calls ({})", listed(&names, "and")))
        }
    };
    Card {
        uid,
        title,
        size: format!("{}, {}", counted(shown.agents.len(), &noun), counted(shown.calls as usize, "call")),
        adjusted,
        warnings: tracking.warnings.iter().map(|text| sentence(text)).collect(),
        overview: overview(shown, &noun),
        period: capital(tracking.period.as_deref().unwrap_or("week")),
        courses: courses(shown, &noun),
        changes,
        more_changes,
        looked_at: looked_at(shown.comparisons),
        none_holds: none_holds(shown.comparisons),
        agents: shown.agents.iter().map(|each| agent(each)).collect(),
        open: shown.agents.len() <= OPEN,
        pairs: pairs(shown),
        needed: needed(shown, &noun),
        nouns: capital(&plural(&noun)),
        noun,
        notice: &tracking.notice,
    }
}

/// A warning as a sentence, without the marks around names of keys.
fn sentence(text: &str) -> String {
    let text = capital(&text.replace('`', ""));
    if text.ends_with('.') { text } else { text + "." }
}
