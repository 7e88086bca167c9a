//! How far apart two agents are.

use serde::Serialize;

use super::estimate::Estimate;
use super::made_by::MadeBy;
use super::measured::Measured;
use super::pooled;
use super::scale::bounded_difference;

/// The difference of two agents in a measure. No order follows from many of them: of 45 pairs of ten equal agents some four
/// are called by chance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// The measure's id.
    pub measure: String,
    /// The profile and the engine whose calls these are.
    pub made_by: MadeBy,
    /// The first agent, by name.
    pub a: String,
    /// The second.
    pub b: String,
    /// The second's value less the first's, with a 90 % interval; adjusted for the mix of calls where it was asked for.
    pub difference: Estimate,
    /// Whether that interval excludes zero.
    pub called: bool,
}

/// All pairs of the agents that have the measure.
pub(super) fn pairs(measured: &Measured, names: &[&str], made_by: &MadeBy) -> Vec<Pair> {
    let Measured { series, adjusted, components, .. } = measured;
    let agents = measured.points();
    let seen: Vec<usize> = (0..agents.len()).filter(|agent| !agents[*agent].is_empty()).collect();
    let pool = |agent: usize| pooled::pool(&agents[agent], series.kind, components);
    let mut found = Vec::new();
    for (k, &a) in seen.iter().enumerate() {
        for &b in &seen[k + 1..] {
            let Some(difference) = series.kind.family().difference(&pool(a), &pool(b)) else { continue };
            let difference = adjusted.as_ref().map_or(difference, |mix| mix.widened_difference(difference, a, b));
            let difference = bounded_difference(difference, &series.unit);
            found.push(Pair {
                measure: series.id.clone(),
                made_by: made_by.clone(),
                a: names[a].into(),
                b: names[b].into(),
                difference,
                called: difference.excludes_zero(),
            });
        }
    }
    found
}
