//! The calls that one profile and engine made: each measure, then each agent.

use super::agent::{AgentTrack, Now, own};
use super::calls::TrackedCall;
use super::change::sides;
use super::differs::hold;
use super::made_by::MadeBy;
use super::measure::{MeasureTrack, overall};
use super::measured::Measured;
use super::mix::Factors;
use super::options::{LEAST_CALLS, Options};
use super::pairs::{Pair, pairs};
use super::pooled;
use super::series::series;

/// The calls of one profile and engine.
#[derive(Debug)]
pub(super) struct Part {
    made_by: MadeBy,
    /// What calls were adjusted for.
    pub(super) adjusted_for: Vec<String>,
    measures: Vec<Measured>,
    pub(super) agents: Vec<AgentTrack>,
    /// Of each agent, the measures that it has.
    has: Vec<Vec<usize>>,
}

impl Part {
    /// Of calls by agent and time; `None` of none.
    pub(super) fn of(calls: &[&TrackedCall], options: &Options) -> Option<Self> {
        let made_by = calls.first()?.evidence.made_by.clone();
        let groups: Vec<&[&TrackedCall]> = calls.chunk_by(|a, b| a.agent == b.agent).collect();
        let mut agents: Vec<AgentTrack> = groups.iter().map(|calls| AgentTrack::of(calls, &made_by)).collect();
        let factors = Factors::of(calls, &options.adjust);
        let series = series(&groups, options);
        let mut measures: Vec<Measured> =
            series.into_iter().filter_map(|series| Measured::of(series, &factors)).collect();
        hold(measures.iter_mut().map(|measured| &mut measured.differs));
        let mut has = vec![Vec::new(); agents.len()];
        for (at, measured) in measures.iter().enumerate() {
            for (k, agent) in agents.iter_mut().enumerate() {
                if !measured.series.agents[k].is_empty() {
                    agent.measures.push(own(measured, k, options));
                    has[k].push(at);
                }
            }
        }
        Some(Self { made_by, adjusted_for: factors.names(), measures, agents, has })
    }

    /// How many agents it has.
    pub(super) const fn size(&self) -> usize {
        self.has.len()
    }

    /// Finds the habit of each agent, once it is known what moved.
    pub(super) fn find_habits(&mut self, options: &Options) {
        let alone = self.agents.len() == 1;
        for (k, agent) in self.agents.iter_mut().enumerate() {
            let differing = |measured: &Measured| alone || measured.differs.is_some_and(|differs| differs.holds);
            let measures = self.has[k].iter().enumerate();
            let found: Vec<Now> = measures
                .filter(|(_, at)| differing(&self.measures[**at]))
                .map(|(measure, at)| now(&self.measures[*at], k, measure, agent, options))
                .collect();
            agent.find_habit(&found);
        }
    }

    /// Each measure over all agents.
    pub(super) fn overall(&self, options: &Options) -> Vec<MeasureTrack> {
        self.measures.iter().map(|measured| overall(measured, &self.made_by, options)).collect()
    }

    /// The differences of all pairs of agents.
    pub(super) fn pairs(&self) -> Vec<Pair> {
        let names: Vec<String> = self.agents.iter().map(|agent| agent.agent.clone()).collect();
        let of = |measured: &Measured| {
            let adjusted = measured.adjusted.as_ref();
            pairs(&measured.series, measured.points(), adjusted, &measured.components, &names, &self.made_by)
        };
        self.measures.iter().flat_map(of).collect()
    }
}

/// How an agent is now: by the calls after a change that holds, by the later half of a trend that does, else by all.
fn now(measured: &Measured, agent: usize, measure: usize, track: &AgentTrack, options: &Options) -> Now {
    let points = &measured.points()[agent];
    let own = &track.measures[measure];
    let later = if own.change.is_some_and(|change| change.stands) {
        sides(points, options).1
    } else if own.trend.is_some_and(|trend| trend.stands) {
        &points[points.len() / 2..]
    } else {
        &points[..]
    };
    let later = if later.len() < LEAST_CALLS { &points[..] } else { later };
    Now {
        measure,
        pooled: pooled::estimate(later, measured.series.kind, &measured.components),
        shrunken: measured.shrink(later),
        since: later.first().filter(|_| later.len() < points.len()).map(|point| point.time),
    }
}
