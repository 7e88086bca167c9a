//! Agents beside each other: the whole score and its dimensions, each with its interval.

use super::part::Part;
use super::said::{SCORES, WHOLE, ends, points};
use crate::data::{Agent, Estimate, Own};
use crate::words::{WORDS, capital, fixed, listed, part, plural, short};

/// The table of all agents.
pub(super) struct Overview<'a> {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Line<'a>>,
    /// Between which points every interval is drawn.
    pub(super) from: f64,
    pub(super) to: f64,
    /// In what the agents differ more than chance makes them, where that is known.
    pub(super) differs: Option<String>,
}

/// An agent.
pub(super) struct Line<'a> {
    pub(super) agent: &'a str,
    pub(super) calls: u64,
    pub(super) cells: Vec<Cell>,
}

/// A score of an agent.
pub(super) struct Cell {
    pub(super) column: String,
    /// What it is sorted by; empty where there is none.
    pub(super) key: String,
    pub(super) value: String,
    pub(super) ends: String,
    pub(super) mark: Option<Interval>,
}

/// An estimate and its interval on a line between two round points, as lengths of SVG.
pub(super) struct Interval {
    pub(super) value: String,
    pub(super) ends: Option<(String, String)>,
}

pub(super) fn overview<'a>(shown: &Part<'a>, noun: &str) -> Overview<'a> {
    let ids: Vec<&str> = SCORES
        .into_iter()
        .filter(|id| *id == WHOLE || shown.agents.iter().any(|agent| agent.measure(id).is_some()))
        .collect();
    let (from, to) = span(&shown.agents, &ids);
    Overview {
        columns: ids.iter().map(|id| name(id)).collect(),
        rows: shown
            .agents
            .iter()
            .map(|agent| Line {
                agent: &agent.name,
                calls: agent.calls,
                cells: ids.iter().map(|id| cell(agent, id, from, to)).collect(),
            })
            .collect(),
        from,
        to,
        differs: differs(shown, &ids, noun),
    }
}

fn name(id: &str) -> String {
    if id == WHOLE { capital(&WORDS.name(id)) } else { WORDS.dimension(id) }
}

fn cell(agent: &Agent, id: &str, from: f64, to: f64) -> Cell {
    let none = |value: &str| Cell {
        column: name(id),
        key: String::new(),
        value: value.to_owned(),
        ends: String::new(),
        mark: None,
    };
    let Some(own) = agent.measure(id) else { return none("not scored") };
    let best = own.best();
    let ends = if own.status == "ok" { ends(best, "points") } else { "too few calls".to_owned() };
    Cell { key: short(best.value), value: points(best.value), ends, mark: Some(interval(best, from, to)), ..none("") }
}

/// Where an estimate and its interval lie.
pub(super) fn interval(estimate: &Estimate, from: f64, to: f64) -> Interval {
    let at = |value: f64| part(((value - from) / (to - from).max(1e-9)).clamp(0.0, 1.0));
    Interval { value: at(estimate.value), ends: estimate.low.zip(estimate.high).map(|(low, high)| (at(low), at(high))) }
}

/// Round points between which all intervals lie.
fn span(agents: &[&Agent], ids: &[&str]) -> (f64, f64) {
    let found: Vec<&Estimate> =
        agents.iter().flat_map(|agent| ids.iter().filter_map(|id| agent.measure(id))).map(Own::best).collect();
    let low = found.iter().map(|each| each.low.unwrap_or(each.value)).fold(f64::INFINITY, f64::min);
    let high = found.iter().map(|each| each.high.unwrap_or(each.value)).fold(f64::NEG_INFINITY, f64::max);
    if low > high {
        return (0.0, 100.0);
    }
    let from = ((low / 10.0).floor() * 10.0).clamp(0.0, 90.0);
    (from, ((high / 10.0).ceil() * 10.0).clamp(from + 10.0, 100.0))
}

fn differs(shown: &Part<'_>, ids: &[&str], noun: &str) -> Option<String> {
    let known: Vec<(&str, bool)> =
        ids.iter().filter_map(|id| Some((*id, shown.measure(id)?.differs.as_ref()?.holds))).collect();
    if known.is_empty() {
        return None;
    }
    let of = |wanted: &dyn Fn(&str, bool) -> bool| -> Vec<String> {
        known.iter().filter(|(id, holds)| wanted(id, *holds)).map(|(id, _)| WORDS.name(id)).collect()
    };
    let more = of(&|id, holds| holds && is_seen(shown, id));
    let unseen = of(&|id, holds| holds && !is_seen(shown, id));
    let same = of(&|_, holds| !holds);
    let nouns = plural(noun);
    let mut text = match (&more[..], &same[..]) {
        ([], []) => String::new(),
        ([], _) => {
            let others = if unseen.is_empty() { String::new() } else { format!(" in {}", listed(&same, "or")) };
            format!("The {nouns} do not differ by more than chance{others}.")
        }
        (_, []) => format!("The {nouns} differ by more than chance in {}.", listed(&more, "and")),
        _ => format!(
            "The {nouns} differ by more than chance in {}; not in {}.",
            listed(&more, "and"),
            listed(&same, "or")
        ),
    };
    if !unseen.is_empty() {
        let small = format!("Their differences in {} are too small to see in rounded numbers.", listed(&unseen, "and"));
        text = if text.is_empty() { small } else { format!("{text} {small}") };
    }
    Some(text)
}

/// Whether the agents' numbers differ as they are written.
fn is_seen(shown: &Part<'_>, id: &str) -> bool {
    let mut values = shown.agents.iter().filter_map(|agent| agent.measure(id)).map(|own| points(own.best().value));
    let first = values.next();
    values.any(|value| Some(&value) != first.as_ref())
}

impl Overview<'_> {
    /// What the lines of the table range over.
    fn range(&self) -> String {
        format!("{} to {}", fixed(self.from, 0), fixed(self.to, 0))
    }

    /// The caption of the table.
    pub(super) fn caption(&self) -> String {
        format!(
            "With 90 % intervals, drawn from {} points. Sorted by name, not ranked: where intervals overlap, the order is \
             due to chance.",
            self.range()
        )
    }
}
