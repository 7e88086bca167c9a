//! What one profile and engine made, which alone can be compared.

use crate::data::{Agent, Comparisons, MadeBy, Overall, Pair, Tracking};

/// A part of a tracking.
pub(super) struct Part<'a> {
    made_by: &'a MadeBy,
    pub(super) agents: Vec<&'a Agent>,
    pub(super) measures: Vec<&'a Overall>,
    pub(super) calls: u64,
    pub(super) pairs: Vec<&'a Pair>,
    pub(super) comparisons: Comparisons,
}

/// The parts, the latest first; one that holds all where there is one maker or none.
pub(super) fn parts(tracking: &Tracking) -> Vec<Part<'_>> {
    let mut makers: Vec<&MadeBy> = Vec::new();
    let all =
        tracking.measures.iter().map(|each| &each.made_by).chain(tracking.agents.iter().map(|each| &each.made_by));
    for each in all {
        if !makers.contains(&each) {
            makers.push(each);
        }
    }
    if makers.len() < 2 {
        static NOBODY: std::sync::LazyLock<MadeBy> = std::sync::LazyLock::new(MadeBy::default);
        let made_by = makers.first().copied().unwrap_or(&NOBODY);
        let (agents, measures) = (tracking.agents.iter().collect(), tracking.measures.iter().collect());
        let (calls, comparisons) = (tracking.calls, tracking.comparisons);
        return vec![Part { made_by, agents, measures, calls, pairs: tracking.pairs.iter().collect(), comparisons }];
    }
    let part = |made_by: &'_ MadeBy| -> (Vec<&Agent>, Vec<&Overall>) {
        (
            tracking.agents.iter().filter(|each| each.made_by == *made_by).collect(),
            tracking.measures.iter().filter(|each| each.made_by == *made_by).collect(),
        )
    };
    makers
        .into_iter()
        .map(|made_by| {
            let (agents, measures) = part(made_by);
            let calls = agents.iter().map(|agent| agent.calls).sum();
            let comparisons = looked_at(&agents);
            let pairs = tracking.pairs.iter().filter(|pair| pair.made_by == *made_by).collect();
            Part { made_by, agents, measures, calls, pairs, comparisons }
        })
        .collect()
}

/// How many trends and changes of these agents there are, and how many of them hold.
fn looked_at(agents: &[&Agent]) -> Comparisons {
    let own = || agents.iter().flat_map(|agent| &agent.measures);
    let trends = own().filter_map(|own| own.trend.as_ref()).map(|trend| (trend.stands, trend.visible));
    let changes = own().filter_map(|own| own.change.as_ref()).map(|change| (change.stands, change.visible));
    let all: Vec<(bool, bool)> = trends.chain(changes).collect();
    let standing = all.iter().filter(|(stands, _)| *stands).count() as u64;
    let visible = all.iter().filter(|(stands, visible)| *stands && *visible).count() as u64;
    Comparisons { tested: all.len() as u64, standing, visible: Some(visible) }
}

impl Part<'_> {
    /// Profile and engine, for reading.
    pub(super) fn name(&self) -> String {
        let MadeBy { profile, engine, network } = self.made_by;
        match engine {
            None => format!("{profile}, engine not said"),
            Some(engine) => format!("{profile}, engine {engine}, {}", network.as_deref().unwrap_or("no audio")),
        }
    }

    /// A measure over all agents.
    pub(super) fn measure(&self, id: &str) -> Option<&Overall> {
        self.measures.iter().find(|each| each.measure == id).copied()
    }
}
