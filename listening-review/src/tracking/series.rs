//! The calls as series: of each measure and agent, what each call gives.

use super::calls::TrackedCall;
use super::evidence::{Measured, WHOLE};
use super::family::{self, Kind, Over};
use super::options::Options;

/// Counts are taken back from values that were written with three decimals.
const WRITTEN: f64 = 0.0006;

/// What a call gives to a measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) time: f64,
    /// Events, hits, or the value itself.
    pub(super) count: f64,
    /// Minutes, trials, or 1.
    pub(super) exposure: f64,
    /// The position of the call among all of its part.
    pub(super) call: usize,
}

impl Point {
    pub(super) fn value(&self) -> f64 {
        self.count / self.exposure
    }
}

/// Count and exposure of all of them together.
pub(super) fn sums(points: &[Point]) -> (f64, f64) {
    let sum = |of: fn(&Point) -> f64| points.iter().map(of).sum::<f64>();
    (sum(|point| point.count), sum(|point| point.exposure))
}

/// A measure with the points of each agent, in order of time.
#[derive(Clone, Debug)]
pub(super) struct Series {
    pub(super) id: String,
    pub(super) unit: String,
    pub(super) kind: Kind,
    /// In the order of the agents; empty where an agent's calls give nothing.
    pub(super) agents: Vec<Vec<Point>>,
}

/// The series of all measures, scores first, from calls sorted by agent and time.
pub(super) fn series(agents: &[&[&TrackedCall]], options: &Options) -> Vec<Series> {
    let mut all: Vec<Series> = Vec::new();
    let mut add = |id: &str, unit: &str, kind, agent: usize, point| {
        let at = all.iter().position(|series| series.id == id).unwrap_or_else(|| {
            all.push(Series { id: id.into(), unit: unit.into(), kind, agents: vec![Vec::new(); agents.len()] });
            all.len() - 1
        });
        all[at].agents[agent].push(point);
    };
    let of_agents =
        || agents.iter().enumerate().flat_map(|(agent, calls)| calls.iter().map(move |call| (agent, *call)));
    let calls = || of_agents().enumerate().map(|(at, (agent, call))| (at, agent, call));
    for (at, agent, call) in calls().filter(|(.., call)| call.evidence.assessed == options.assessed) {
        for (id, value) in &call.evidence.scores {
            add(id, "points", Kind::Value, agent, Point { time: call.time, count: *value, exposure: 1.0, call: at });
        }
    }
    for (at, agent, call) in calls() {
        for measured in call.evidence.measures.iter().filter(|measured| measured.party == options.assessed) {
            if let Some((kind, point)) = point(at, call, measured) {
                add(measured.id().as_str(), measured.unit().as_str(), kind, agent, point);
            }
        }
    }
    // The whole before its dimensions, also where a first call had only these.
    if let Some(whole) = all.iter().position(|series| series.id == WHOLE) {
        all[..=whole].rotate_right(1);
    }
    all
}

/// What a measure cost of the whole in each scored call of these agents, in points: nothing in a call that has no case of it.
pub(super) fn costs(agents: &[&[&TrackedCall]], measure: &str, options: &Options) -> Series {
    let mut series = Series { id: measure.into(), unit: "points".into(), kind: Kind::Value, agents: Vec::new() };
    let mut at = 0;
    for calls in agents {
        let numbered = (at..).zip(*calls);
        let scored =
            numbered.filter(|(_, call)| call.evidence.sufficient && call.evidence.assessed == options.assessed);
        let point = |(at, call): (usize, &&TrackedCall)| Point {
            time: call.time,
            count: call.evidence.cost(measure),
            exposure: 1.0,
            call: at,
        };
        series.agents.push(scored.map(point).collect());
        at += calls.len();
    }
    series
}

/// What `call` gives to a measure; `None` where it has nothing to say.
fn point(at: usize, call: &TrackedCall, measured: &Measured) -> Option<(Kind, Point)> {
    let (kind, over) = family::of_measure(measured.id().known());
    let value = measured.value;
    let exposure = match (kind, over) {
        (Kind::Rate, Some(Over::Call)) => call.evidence.minutes,
        (Kind::Rate, _) => call.evidence.speech(measured.party.other()),
        (Kind::Share, _) => f64::from(measured.n),
        // One number of a call that was too short to say anything would weigh as much as one of a long call.
        (Kind::Value, _) if call.evidence.sufficient => 1.0,
        (Kind::Value, _) => 0.0,
    };
    let plausible = match kind {
        Kind::Rate => value >= 0.0,
        Kind::Share => (0.0..=1.0).contains(&value),
        Kind::Value => true,
    };
    if exposure <= 0.0 || !plausible {
        return None;
    }
    let count = value * exposure;
    let whole = count.round();
    let counted = kind != Kind::Value && (count - whole).abs() <= WRITTEN * exposure;
    Some((kind, Point { time: call.time, count: if counted { whole } else { count }, exposure, call: at }))
}
