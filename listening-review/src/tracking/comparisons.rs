//! How many trends and changes were looked at, and how many of them stand among all.

use serde::Serialize;

use super::agent::AgentTrack;
use super::corrections::{BY_CHANCE, holm, simes, threshold};
use super::estimate::fine;

/// Trends and changes, all agents and measures together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Comparisons {
    /// Looked at.
    pub tested: usize,
    /// Called.
    pub called: usize,
    /// Of these, those that stand among all that were looked at.
    pub standing: usize,
    /// Of these, those that can be seen in the numbers as they are shown.
    pub visible: usize,
    /// Called if nothing had moved anywhere, on average: a tenth of those looked at.
    #[serde(serialize_with = "fine::plain")]
    pub expected_by_chance: f64,
}

/// Counts those of all agents.
pub(super) fn comparisons(agents: &[AgentTrack]) -> Comparisons {
    let all = || agents.iter().flat_map(|agent| &agent.measures);
    let trends = all().filter_map(|own| own.trend.map(|trend| (trend.called, trend.stands, trend.visible)));
    let changes = all().filter_map(|own| own.change.map(|change| (change.called, change.stands, change.visible)));
    let found: Vec<(bool, bool, bool)> = trends.chain(changes).collect();
    Comparisons {
        tested: found.len(),
        called: found.iter().filter(|(called, ..)| *called).count(),
        standing: found.iter().filter(|(_, stands, _)| *stands).count(),
        visible: found.iter().filter(|(_, stands, visible)| *stands && *visible).count(),
        expected_by_chance: found.len() as f64 * BY_CHANCE,
    }
}

/// Marks the trends and changes that stand: of agents whose trends and changes together are more than chance makes them, also
/// among all agents (each by Simes 1986, then Holm 1979, at 10 %), those that stand among the agent's own. So where nothing
/// moves anywhere, nine in ten trackings show none, and one agent who moves lets no other seem to.
pub(super) fn stand(agents: &mut [AgentTrack]) {
    let found: Vec<Vec<f64>> = agents.iter().map(probabilities).collect();
    let moved = holm(&found.iter().map(|own| simes(own.clone())).collect::<Vec<f64>>());
    for ((agent, own), moved) in agents.iter_mut().zip(found).zip(moved) {
        let limit = if moved { threshold(own) } else { -1.0 };
        for own in &mut agent.measures {
            if let Some(trend) = &mut own.trend {
                trend.stands = trend.called && trend.p <= limit;
            }
            if let Some(change) = &mut own.change {
                change.stands = change.called && change.p <= limit;
            }
        }
    }
}

/// Those of all trends and changes of an agent.
fn probabilities(agent: &AgentTrack) -> Vec<f64> {
    let trends = agent.measures.iter().filter_map(|own| own.trend.map(|trend| trend.p));
    let changes = agent.measures.iter().filter_map(|own| own.change.map(|change| change.p));
    trends.chain(changes).collect()
}
