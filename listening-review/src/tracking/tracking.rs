//! What many calls say of all agents.

use listening_core::Party;
use serde::Serialize;

use super::agent::{AgentTrack, own};
use super::breaks::{self, Break, breaks};
use super::calls::{Calls, TrackedCall};
use super::comparisons::{Comparisons, comparisons, stand};
use super::family::Cell;
use super::measure::{MeasureTrack, overall};
use super::options::Options;
use super::pooled;
use super::prior::Prior;
use super::reliability::Components;
use super::series::series;
use crate::dated;

/// The schema that [`Tracking::to_json`] follows.
pub const SCHEMA: &str = "listening.tracking/1";

/// Printed in every result.
const NOTICE: &str = "Describes delivery and timing that can be heard. No rank is given: the intervals of agents overlap, and \
an order of what overlaps is chance. Of all trends and changes looked at, one in ten is called by chance. Not to be used \
alone for employment decisions.";

/// What many calls say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tracking {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// Whose listening it is about.
    pub assessed: Party,
    /// Calls in all.
    pub calls: usize,
    /// Each measure over all agents, scores first; of calls that several profiles or engines made, the latest's first.
    pub measures: Vec<MeasureTrack>,
    /// Each agent, by name; one whose calls several profiles or engines made has a track for each, the latest first.
    pub agents: Vec<AgentTrack>,
    /// Where an agent's calls go on under another profile or engine, over which nothing is estimated; absent in the JSON
    /// where there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<Break>,
    /// How many trends and changes were looked at.
    pub comparisons: Comparisons,
    /// What a reader should know of the reports; absent in the JSON where there is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// What this is not to be used for, and why no rank is given.
    pub notice: &'static str,
}

impl Tracking {
    /// As JSON of the schema `listening.tracking/1`: UTF-8, one line, at most four decimals. The same calls always give the
    /// same bytes, in whatever order they came.
    pub fn to_json(&self) -> String {
        // Plain data with string keys cannot fail to be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The agent of that id: its calls by the latest profile and engine.
    pub fn agent(&self, id: &str) -> Option<&AgentTrack> {
        self.agents.iter().find(|agent| agent.agent == id)
    }

    /// The measure of that id, over all agents, by the latest profile and engine that has it.
    pub fn measure(&self, id: &str) -> Option<&MeasureTrack> {
        self.measures.iter().find(|measure| measure.measure == id)
    }
}

pub(super) fn tracking(calls: &Calls, options: &Options) -> Tracking {
    let sorted = calls.sorted();
    let parts = breaks::apart(&sorted);
    let (mut measures, mut agents) = (Vec::new(), Vec::new());
    for part in &parts {
        let (own_measures, own_agents) = tracked(part, options);
        measures.extend(own_measures);
        agents.extend(own_agents);
    }
    // An agent's tracks stand together, in the order of the parts.
    agents.sort_by(|a, b| a.agent.cmp(&b.agent));
    Tracking {
        schema: SCHEMA,
        assessed: options.assessed,
        calls: calls.len(),
        measures,
        breaks: breaks(&agents),
        comparisons: comparisons(&agents),
        warnings: warnings(&sorted, options).into_iter().chain(breaks::warning(&parts)).collect(),
        agents,
        notice: NOTICE,
    }
}

/// The measures and agents of calls that one profile and engine made, by agent and time.
fn tracked(calls: &[&TrackedCall], options: &Options) -> (Vec<MeasureTrack>, Vec<AgentTrack>) {
    let Some(made_by) = calls.first().map(|call| &call.evidence.made_by) else { return (Vec::new(), Vec::new()) };
    let groups: Vec<&[&TrackedCall]> = calls.chunk_by(|a, b| a.agent == b.agent).collect();
    let mut agents: Vec<AgentTrack> = groups.iter().map(|calls| AgentTrack::of(calls, made_by)).collect();
    let mut measures = Vec::new();
    for series in series(&groups, options) {
        let Some(components) = Components::of(series.kind, &series.agents) else { continue };
        let cells: Vec<Option<Cell>> =
            series.agents.iter().map(|points| pooled::cell(points, series.kind, &components)).collect();
        let known: Vec<Cell> = cells.iter().copied().flatten().collect();
        let prior = Prior::learn(series.kind, &known);
        for ((agent, points), cell) in agents.iter_mut().zip(&series.agents).zip(cells) {
            if !points.is_empty() {
                let shrunken = prior.as_ref().zip(cell).and_then(|(prior, cell)| prior.shrink(cell));
                agent.measures.push(own(&series, points, &components, shrunken, options));
            }
        }
        measures.push(overall(&series, &components, prior.as_ref(), made_by, options));
    }
    for agent in &mut agents {
        agent.find_habit();
        stand(&mut agent.measures);
    }
    (measures, agents)
}

fn warnings(calls: &[&TrackedCall], options: &Options) -> Vec<String> {
    let count = |is: fn(&TrackedCall, Party) -> bool| calls.iter().filter(|call| is(call, options.assessed)).count();
    let dated = count(|call, _| call.evidence.dated);
    let others = count(|call, assessed| call.evidence.assessed != assessed);
    let other = options.assessed.other().name();
    let of_other = (others > 0).then(|| {
        let all = calls.len();
        format!(
            "{others} of {all} reports score the {other}'s listening: their scores are left out, their measures are not"
        )
    });
    dated::warning(dated, calls.len()).into_iter().chain(of_other).collect()
}
