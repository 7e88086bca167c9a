//! One agent: what to work on, what changed, the charts, and all measures.

use super::chart::{ChartView, chart};
use super::said::{WHOLE, amount, calls_of, changed, differs, direction, points, said, trend_of, whole_of};
use crate::data::{Agent, Own};
use crate::words::{WORDS, capital, per, when};

/// An agent.
pub(super) struct AgentView<'a> {
    pub(super) name: &'a str,
    pub(super) calls: String,
    pub(super) notes: Vec<String>,
    pub(super) first: Option<ChartView>,
    pub(super) charts: Vec<ChartView>,
    pub(super) rows: Vec<Row>,
}

/// A measure of an agent.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) own: String,
    pub(super) best: String,
    pub(super) trend: String,
    pub(super) change: String,
}

pub(super) fn agent(of: &Agent) -> AgentView<'_> {
    // The whole, and what has moved or lies outside its limits.
    let worth = |own: &&Own| own.measure != WHOLE && (moved(own).is_some() || is_outside(own));
    let notes = [whole_of(of), habit(of)].into_iter().flatten().chain(of.measures.iter().filter_map(moved));
    AgentView {
        name: &of.name,
        calls: calls_of(of),
        notes: notes.map(|text| capital(&text)).collect(),
        first: of.measure(WHOLE).and_then(chart),
        charts: of.measures.iter().filter(worth).filter_map(chart).collect(),
        rows: of.measures.iter().map(row).collect(),
    }
}

fn is_outside(own: &Own) -> bool {
    own.chart.as_ref().is_some_and(|chart| !chart.outside.is_empty())
}

/// What to work on.
fn habit(of: &Agent) -> Option<String> {
    let habit = of.habit.as_ref()?;
    let own = of.measure(&habit.measure)?;
    let cost = &habit.points;
    let ends = cost
        .low
        .zip(cost.high)
        .map_or_else(String::new, |(low, high)| format!(" ({} to {})", points(low), points(high)));
    let value = amount(own.best().value, &own.unit) + per(&own.unit);
    Some(format!(
        "work on: {}; at {value} it costs {} points a call{ends}",
        WORDS.name(&habit.measure),
        points(cost.value)
    ))
}

/// The change of a measure, or its trend, where one holds among all of the agent.
fn moved(own: &Own) -> Option<String> {
    let name = WORDS.name(&own.measure);
    let Some(change) = own.changed() else { return trend_of(own, &name) };
    let said = changed(change, &own.unit);
    let (was, now) = said.parts.clone().unwrap_or_default();
    let went = direction(change.before.value, change.after.value);
    let per = per(&own.unit);
    Some(format!("{name} {went} from {was} to {now}{per} since {}: {}", when(change.since), said.by()))
}

fn row(own: &Own) -> Row {
    let unit = own.unit.as_str();
    let star = |stands: bool| if stands { " *" } else { "" };
    Row {
        name: capital(&WORDS.name(&own.measure)) + per(unit),
        own: said(&own.estimate, unit),
        best: own.adjusted.as_ref().or(own.shrunken.as_ref()).map_or_else(String::new, |each| said(each, unit)),
        trend: own
            .trend
            .as_ref()
            .map_or_else(String::new, |each| differs(None, &each.over_period, unit).by() + star(each.stands)),
        change: own.change.as_ref().map_or_else(String::new, |each| changed(each, unit).by() + star(each.stands)),
    }
}
