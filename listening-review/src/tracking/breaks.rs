//! Where the profile or the engine changes: calls are pooled on one side of that only.

use std::cmp::Ordering;

use serde::Serialize;

use super::agent::AgentTrack;
use super::calls::TrackedCall;
use super::estimate::fine;
use super::made_by::MadeBy;

/// Where an agent's calls go on under another profile or engine. Nothing is estimated over it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Break {
    /// The agent.
    pub agent: String,
    /// Time of its first call after.
    #[serde(serialize_with = "fine::plain")]
    pub time: f64,
    /// What made the reports before.
    pub before: MadeBy,
    /// What makes them from then on.
    pub after: MadeBy,
}

/// The calls of each profile and engine, latest first; in each in the order that they came in.
pub(super) fn apart<'c>(calls: &[&'c TrackedCall]) -> Vec<Vec<&'c TrackedCall>> {
    let mut makers: Vec<&MadeBy> = calls.iter().map(|call| &*call.evidence.made_by).collect();
    makers.sort_unstable();
    makers.dedup();
    let mut parts: Vec<(f64, f64, Vec<&TrackedCall>)> = makers
        .into_iter()
        .map(|maker| {
            let own: Vec<&TrackedCall> =
                calls.iter().copied().filter(|call| *call.evidence.made_by == *maker).collect();
            let times = || own.iter().map(|call| call.time);
            (times().fold(f64::NEG_INFINITY, f64::max), times().fold(f64::INFINITY, f64::min), own)
        })
        .collect();
    // The one that is still in use comes first. Of two that end and begin at once the order is that of their names.
    let later = |a: &(f64, f64, _), b: &(f64, f64, _)| -> Ordering { b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)) };
    parts.reverse();
    parts.sort_by(later);
    parts.into_iter().map(|(.., own)| own).collect()
}

/// The breaks between the tracks of each agent, which stand together, latest first.
pub(super) fn breaks(agents: &[AgentTrack]) -> Vec<Break> {
    let of_agent = |tracks: &[AgentTrack]| -> Vec<Break> {
        let pairs = tracks.windows(2).rev();
        pairs
            .map(|pair| Break {
                agent: pair[0].agent.clone(),
                time: pair[0].first,
                before: pair[1].made_by.clone(),
                after: pair[0].made_by.clone(),
            })
            .collect()
    };
    agents.chunk_by(|a, b| a.agent == b.agent).flat_map(of_agent).collect()
}

/// The warning about calls of several profiles or engines; `None` for one.
pub(super) fn warning(parts: &[Vec<&TrackedCall>]) -> Option<String> {
    let reported = parts.iter().rev().filter_map(|part| {
        let (first, calls) = (part.first()?, part.len());
        Some(format!("{calls} call{} of {}", if calls == 1 { "" } else { "s" }, first.evidence.made_by))
    });
    (parts.len() > 1).then(|| {
        format!(
            "reports of different profiles or engines are kept apart and never pooled: {}",
            reported.collect::<Vec<_>>().join(", ")
        )
    })
}
