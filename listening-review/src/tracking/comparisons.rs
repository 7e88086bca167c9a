//! How many trends and changes were looked at, and how many of them stand among all.

use serde::Serialize;

use super::agent::{AgentMeasure, AgentTrack};
use super::estimate::fine;

/// Of this many trends and changes one is called where nothing moves: their intervals are at 90 %.
const BY_CHANCE: f64 = 0.1;

/// Trends and changes, all agents and measures together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Comparisons {
    /// Looked at.
    pub tested: usize,
    /// Called.
    pub called: usize,
    /// Of these, those that stand among all that were looked at of their agent.
    pub standing: usize,
    /// Called if nothing had moved anywhere, on average: a tenth of those looked at.
    #[serde(serialize_with = "fine::plain")]
    pub expected_by_chance: f64,
}

/// Counts those of all agents.
pub(super) fn comparisons(agents: &[AgentTrack]) -> Comparisons {
    let all = || agents.iter().flat_map(|agent| &agent.measures);
    let trends = all().filter_map(|own| own.trend.map(|trend| (trend.called, trend.stands)));
    let changes = all().filter_map(|own| own.change.map(|change| (change.called, change.stands)));
    let found: Vec<(bool, bool)> = trends.chain(changes).collect();
    Comparisons {
        tested: found.len(),
        called: found.iter().filter(|(called, _)| *called).count(),
        standing: found.iter().filter(|(_, stands)| *stands).count(),
        expected_by_chance: found.len() as f64 * BY_CHANCE,
    }
}

/// Marks the trends and changes of an agent that stand among all of them.
pub(super) fn stand(measures: &mut [AgentMeasure]) {
    let trends = measures.iter().filter_map(|own| own.trend.map(|trend| trend.p));
    let changes = measures.iter().filter_map(|own| own.change.map(|change| change.p));
    let limit = threshold(trends.chain(changes).collect());
    for own in measures {
        if let Some(trend) = &mut own.trend {
            trend.stands = trend.called && trend.p <= limit;
        }
        if let Some(change) = &mut own.change {
            change.stands = change.called && change.p <= limit;
        }
    }
}

/// The largest of these probabilities that stands, where no more than a tenth of those that stand are to be false
/// (Benjamini & Hochberg 1995); below zero where none does.
fn threshold(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    let n = all.len() as f64;
    let stands = |(k, p): &(usize, &f64)| **p <= BY_CHANCE * (*k as f64 + 1.0) / n;
    all.iter().enumerate().rfind(stands).map_or(-1.0, |(_, p)| *p)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_threshold_is_that_of_statsmodels() {
        // statsmodels 0.15: multipletests(p, alpha=0.1, method="fdr_bh")[0] is true up to .059 of these, for none of
        // the second.
        let p = vec![0.001, 0.216, 0.041, 0.205, 0.039, 0.059, 0.212, 0.074, 0.008, 0.042];
        assert_eq!(threshold(p), 0.059);
        assert!(threshold(vec![0.09, 0.2, 0.5]) < 0.0);
        assert!(threshold(Vec::new()) < 0.0);
    }
}
