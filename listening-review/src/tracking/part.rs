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

/// Beyond this probability a measure in which agents seem to differ holds among none.
const LARGEST_P: f64 = 0.1;

/// The calls of one profile and engine.
#[derive(Debug)]
pub(super) struct Part {
    /// What calls were adjusted for.
    pub(super) adjusted_for: Vec<String>,
    /// Each measure over all agents.
    pub(super) measures: Vec<MeasureTrack>,
    /// The differences of all pairs of agents, where they were asked for.
    pub(super) pairs: Vec<Pair>,
    pub(super) agents: Vec<AgentTrack>,
    /// The measures that agents may differ in, and what an agent's track has of each.
    differing: Vec<Differing>,
}

/// A measure that agents may differ in.
#[derive(Debug)]
struct Differing {
    /// Its position among all.
    measure: usize,
    measured: Measured,
    /// Its position among each agent's own; `None` of one that does not have it.
    own: Vec<Option<usize>>,
}

impl Part {
    /// Of calls by agent and time; `None` of none.
    pub(super) fn of(calls: &[&TrackedCall], options: &Options) -> Option<Self> {
        let made_by: MadeBy = MadeBy::clone(&calls.first()?.evidence.made_by);
        let groups: Vec<&[&TrackedCall]> = calls.chunk_by(|a, b| a.agent == b.agent).collect();
        let agents: Vec<AgentTrack> = groups.iter().map(|calls| AgentTrack::of(calls, &made_by)).collect();
        let factors = Factors::of(calls, &options.adjust);
        let (measures, pairs, differing) = (Vec::new(), Vec::new(), Vec::new());
        let mut part = Self { adjusted_for: factors.names(), measures, pairs, agents, differing };
        // One after the other: of many calls each measure is large.
        for series in series(&groups, options) {
            if let Some(measured) = Measured::of(series, &factors) {
                part.add(measured, &made_by, options);
            }
        }
        hold(part.measures.iter_mut().map(|measure| &mut measure.differs));
        Some(part)
    }

    fn add(&mut self, measured: Measured, made_by: &MadeBy, options: &Options) {
        let mut own = Vec::new();
        for (k, agent) in self.agents.iter_mut().enumerate() {
            let has = !measured.series.agents[k].is_empty();
            own.push(has.then_some(agent.measures.len()));
            if has {
                agent.measures.push(self::own(&measured, k, options));
            }
        }
        if options.pairs {
            let names: Vec<&str> = self.agents.iter().map(|agent| agent.agent.as_str()).collect();
            self.pairs.extend(pairs(&measured, &names, made_by));
        }
        let measure = self.measures.len();
        self.measures.push(overall(&measured, made_by, options));
        if self.agents.len() == 1 || measured.differs.is_some_and(|differs| differs.p <= LARGEST_P) {
            self.differing.push(Differing { measure, measured, own });
        }
    }

    /// Finds the habit of each agent, once it is known what moved.
    pub(super) fn find_habits(&mut self, options: &Options) {
        let alone = self.agents.len() == 1;
        let holds =
            |each: &&Differing| alone || self.measures[each.measure].differs.is_some_and(|differs| differs.holds);
        for (k, agent) in self.agents.iter_mut().enumerate() {
            let found = self.differing.iter().filter(holds);
            let found: Vec<Now> =
                found.filter_map(|each| Some(now(&each.measured, k, each.own[k]?, agent, options))).collect();
            agent.find_habit(&found);
        }
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
