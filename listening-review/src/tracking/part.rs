//! The calls that one profile and engine made: each measure, then each agent.

use listening_core::Profile;

use super::agent::{AgentTrack, own};
use super::calls::TrackedCall;
use super::current::current;
use super::differs::hold;
use super::habit::{Habit, LEAST_COST};
use super::made_by::MadeBy;
use super::measure::{MeasureTrack, overall};
use super::measured::Measured;
use super::mix::Factors;
use super::options::Options;
use super::pairs::{Pair, pairs};
use super::series::{costs, series};

/// Beyond this probability a measure in which agents seem to differ holds among none.
const LARGEST_P: f64 = 0.1;

/// The calls of one profile and engine.
#[derive(Debug)]
pub(super) struct Part {
    /// What calls are adjusted for.
    pub(super) factors: Factors,
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
        let mut part = Self { factors, measures, pairs, agents, differing };
        // One after the other: of many calls each measure is large.
        for series in series(&groups, options) {
            if let Some(measured) = Measured::of(series, &part.factors) {
                part.add(measured.compared(), &made_by, options);
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

    /// Finds the habit of each agent in `calls`, those of the part, once it is known what moved.
    pub(super) fn find_habits(&mut self, calls: &[&TrackedCall], options: &Options) {
        let profile = calls.first().and_then(|call| Profile::built_in(&call.evidence.made_by.profile));
        let groups: Vec<&[&TrackedCall]> = calls.chunk_by(|a, b| a.agent == b.agent).collect();
        for dimension in profile.iter().flat_map(|profile| profile.dimensions()) {
            for scored in &dimension.scored {
                self.find_habit(scored.measure.name(), dimension.id.name(), &groups, options);
            }
        }
    }

    /// Makes a measure the habit of each agent whom it costs more than those before it.
    fn find_habit(&mut self, measure: &str, dimension: &str, groups: &[&[&TrackedCall]], options: &Options) {
        let alone = self.agents.len() == 1;
        let Some(differing) = self.differing.iter().find(|each| each.measured.series.id == measure) else { return };
        if !alone && self.measures[differing.measure].differs.is_none_or(|differs| !differs.holds) {
            return;
        }
        let Some(costs) = Measured::of(costs(groups, measure, options), &self.factors) else { return };
        for (k, agent) in self.agents.iter_mut().enumerate() {
            let own = differing.own[k].and_then(|own| agent.measures.get(own));
            let current = own.and_then(|own| current(&differing.measured.points()[k], own, options));
            let Some((points, basis)) = current.and_then(|current| current.cost(&costs, k)) else { continue };
            let dearer = agent.habit.as_ref().is_none_or(|known| points.value > known.points.value);
            if points.low >= LEAST_COST && dearer {
                let since = current.and_then(|current| current.since);
                agent.habit =
                    Some(Habit { measure: measure.into(), dimension: dimension.into(), points, basis, since });
            }
        }
    }
}
