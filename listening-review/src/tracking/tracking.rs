//! What many calls say of all agents.

use std::collections::BTreeSet;

use listening_core::Party;
use serde::Serialize;

use super::agent::AgentTrack;
use super::breaks::{self, Break, breaks};
use super::calls::Calls;
use super::comparisons::{Comparisons, comparisons, stand};
use super::measure::MeasureTrack;
use super::options::Options;
use super::pairs::Pair;
use super::part::Part;
use super::period::Period;
use super::warnings;

/// The schema that [`Tracking::to_json`] follows.
pub const SCHEMA: &str = "listening.tracking/1";

/// Printed in every result.
const NOTICE: &str = "Describes delivery and timing that can be heard. No rank is given: the intervals of agents overlap, and \
an order of what overlaps is chance. Of all trends and changes looked at, one in ten is called by chance; those that stand were corrected for how many were looked at. Not to be used \
alone for employment decisions.";

/// What many calls say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tracking {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// Whose listening it is about.
    pub assessed: Party,
    /// What the calls are grouped by: the `agent` of a track is the name of an agent, or of a team, a queue.
    pub by: String,
    /// The periods that calls are summed up by; absent in the JSON where none was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// What was adjusted for: of what was asked for, that which calls differ in. Absent in the JSON where nothing was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub adjusted_for: Vec<String>,
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
    /// The differences of all pairs of agents; absent in the JSON where it was not asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<Pair>,
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
    let apart = breaks::apart(&sorted);
    let mut parts: Vec<Part> = apart.iter().filter_map(|calls| Part::of(calls, options)).collect();
    let sizes: Vec<usize> = parts.iter().map(|part| part.agents.len()).collect();
    let mut agents: Vec<AgentTrack> = parts.iter_mut().flat_map(|part| std::mem::take(&mut part.agents)).collect();
    stand(&mut agents);
    let comparisons = comparisons(&agents);
    // Back to their parts, whose agents they are in this order.
    let mut rest = agents.into_iter();
    for ((part, calls), size) in parts.iter_mut().zip(&apart).zip(sizes) {
        part.agents = rest.by_ref().take(size).collect();
        part.find_habits(calls, options);
    }
    let (mut measures, mut agents, mut pairs, mut adjusted_for) = (Vec::new(), Vec::new(), Vec::new(), BTreeSet::new());
    for part in parts {
        measures.extend(part.measures);
        agents.extend(part.agents);
        pairs.extend(part.pairs);
        adjusted_for.extend(part.factors.names());
    }
    // An agent's tracks stand together, in the order of the parts.
    agents.sort_by(|a, b| a.agent.cmp(&b.agent));
    let warned = warnings::warnings(&sorted, options).into_iter().chain(breaks::warning(&apart));
    Tracking {
        schema: SCHEMA,
        assessed: options.assessed,
        by: options.by.clone(),
        period: options.period,
        adjusted_for: adjusted_for.into_iter().collect(),
        calls: calls.len(),
        measures,
        breaks: breaks(&agents),
        comparisons,
        warnings: warned.collect(),
        pairs,
        agents,
        notice: NOTICE,
    }
}
