//! How much of what differs between calls is the agent: one-way analysis of variance.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, FisherSnedecor};

use super::estimate::{Estimate, fine};
use super::family::{Kind, TAIL};
use super::series::Point;

/// The reliability for which a number of calls is reported.
const WANTED: f64 = 0.8;
/// Calls of an agent beyond which nobody waits for a number.
const MOST_CALLS: f64 = 10_000.0;
/// A number of calls is given where the upper end of its interval is at most this many times the number.
const MOST_TIMES: f64 = 10.0;

/// What the calls differ by, between agents and within each; calls weigh as their exposure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Components {
    kind: Kind,
    mean: f64,
    agents: usize,
    calls: usize,
    exposure: f64,
    /// Mean square between agents.
    between: f64,
    /// Mean square within agents; `None` where no agent has two calls.
    within: Option<f64>,
    /// Exposure of an agent, corrected for unequal ones.
    typical: f64,
}

impl Components {
    /// Of a measure's points, agent by agent. `None` without any.
    pub(super) fn of(kind: Kind, agents: &[Vec<Point>]) -> Option<Self> {
        let sum = |points: &[Point], of: fn(&Point) -> f64| points.iter().map(of).sum::<f64>();
        let seen: Vec<&Vec<Point>> = agents.iter().filter(|points| !points.is_empty()).collect();
        let exposures: Vec<f64> = seen.iter().map(|points| sum(points, |point| point.exposure)).collect();
        let counts: Vec<f64> = seen.iter().map(|points| sum(points, |point| point.count)).collect();
        let exposure: f64 = exposures.iter().sum();
        if exposure <= 0.0 {
            return None;
        }
        let mean = counts.iter().sum::<f64>() / exposure;
        let (mut between, mut within) = (0.0, 0.0);
        for ((points, own), count) in seen.iter().zip(&exposures).zip(&counts) {
            let middle = count / own;
            between += own * (middle - mean).powi(2);
            within += points.iter().map(|point| point.exposure * (point.value() - middle).powi(2)).sum::<f64>();
        }
        let calls: usize = seen.iter().map(|points| points.len()).sum();
        let (k, free) = (seen.len(), calls - seen.len());
        let squares: f64 = exposures.iter().map(|own| own * own).sum();
        Some(Self {
            kind,
            mean,
            agents: k,
            calls,
            exposure,
            between: if k > 1 { between / (k as f64 - 1.0) } else { 0.0 },
            within: (free > 0).then(|| within / free as f64),
            typical: if k > 1 { (exposure - squares / exposure) / (k as f64 - 1.0) } else { exposure },
        })
    }

    /// Mean over all calls.
    pub(super) const fn mean(&self) -> f64 {
        self.mean
    }

    /// Variance of a call's value times its exposure, within an agent; not less than chance alone makes it.
    pub(super) fn noise(&self) -> Option<f64> {
        let chance = self.kind.family().chance(self.mean);
        match (self.kind, self.within) {
            (Kind::Value, within) => within,
            (_, within) => Some(within.unwrap_or(chance).max(chance)),
        }
    }

    /// How many times the variance within an agent is what chance alone makes it; 1 for values, and at least 1.
    pub(super) fn dispersion(&self) -> f64 {
        let chance = self.kind.family().chance(self.mean);
        match self.noise() {
            Some(noise) if chance > 0.0 => noise / chance,
            _ => 1.0,
        }
    }

    /// Exposure of a call, on average.
    pub(super) fn exposure_per_call(&self) -> f64 {
        self.exposure / self.calls as f64
    }

    /// Intraclass correlation and the calls that it takes. `None` for one agent, or where no agent's calls differ.
    pub(super) fn reliability(&self) -> Option<Reliability> {
        let within = self.within.filter(|within| *within > 0.0 && self.agents > 1)?;
        let calls = self.typical / self.exposure_per_call();
        let ratio = self.between / within;
        let spread = FisherSnedecor::new(self.agents as f64 - 1.0, (self.calls - self.agents) as f64).ok()?;
        let icc = |ratio: f64| ((ratio - 1.0) / (ratio + calls - 1.0)).clamp(0.0, 1.0);
        let at = |p: f64| icc(ratio / spread.inverse_cdf(p));
        let estimate = Estimate { value: icc(ratio), low: at(1.0 - TAIL), high: at(TAIL) };
        let sure = is_usable(estimate.value, estimate.low);
        Some(Reliability {
            icc: estimate,
            calls_needed: needed(estimate.value).filter(|_| sure),
            calls_needed_low: needed(estimate.high).filter(|_| sure),
            calls_needed_high: needed(estimate.low).filter(|_| sure),
            needs_about: if sure { None } else { self.needs_about(estimate.value) },
        })
    }

    /// Calls of all agents together that are needed for a usable number, where the correlation is of this size.
    fn needs_about(&self, icc: f64) -> Option<f64> {
        let agents = self.agents as f64;
        let shows = |calls: f64| {
            let expected = 1.0 + calls * icc / (1.0 - icc);
            let spread = FisherSnedecor::new(agents - 1.0, agents * (calls - 1.0)).ok()?;
            let ratio = expected / spread.inverse_cdf(1.0 - TAIL);
            Some(is_usable(icc, ((ratio - 1.0) / (ratio + calls - 1.0)).max(0.0)))
        };
        // Steps of a tenth are near enough to say `about`.
        let mut calls = 2.0_f64;
        while calls < MOST_CALLS {
            if shows(calls)? {
                return Some(calls * agents);
            }
            calls = (calls * 1.1).ceil();
        }
        None
    }

    /// Probability of mean squares this far apart where agents do not differ, by F.
    pub(super) fn chance_of_ratio(&self) -> Option<f64> {
        let within = self.within.filter(|_| self.agents > 1)?;
        if within <= 0.0 {
            return Some(if self.between > 0.0 { 0.0 } else { 1.0 });
        }
        let spread = FisherSnedecor::new(self.agents as f64 - 1.0, (self.calls - self.agents) as f64).ok()?;
        Some(spread.sf(self.between / within))
    }
}

/// Whether a number of calls can be given for a correlation with this lower end: what may as well be nothing, or takes ten
/// times as many calls as its value, or more than anybody waits for, gives none.
fn is_usable(icc: f64, low: f64) -> bool {
    needed(icc).zip(needed(low)).is_some_and(|(calls, most)| most <= MOST_CALLS.min(MOST_TIMES * calls))
}

/// Calls whose mean has the reliability wanted, by Spearman and Brown (1910); `None` where no number has.
fn needed(icc: f64) -> Option<f64> {
    (icc > 0.0).then(|| (WANTED / (1.0 - WANTED) * (1.0 - icc) / icc - 1e-9).ceil().max(1.0))
}

/// How well a call distinguishes agents.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Reliability {
    /// ICC(1) of one call of average exposure, 0 to 1 (Shrout & Fleiss 1979; unequal numbers of calls after Donner 1986),
    /// with its 90 % interval by F. Below zero is written as 0.
    pub icc: Estimate,
    /// Calls of an agent whose pooled value has a reliability of .8. `None` where these calls cannot say it: the correlation may
    /// be zero, or the upper end of the interval is more than ten times this number, or more than 10,000.
    #[serde(serialize_with = "fine::option")]
    pub calls_needed: Option<f64>,
    /// For the upper end of the correlation.
    #[serde(serialize_with = "fine::option")]
    pub calls_needed_low: Option<f64>,
    /// For the lower end of the correlation.
    #[serde(serialize_with = "fine::option")]
    pub calls_needed_high: Option<f64>,
    /// Where these calls cannot say it: about how many calls of all agents together could, if the correlation is what it
    /// seems to be. `None` where they can, and where agents do not seem to differ at all, or so little that it takes more than
    /// 10,000 calls of each.
    #[serde(serialize_with = "fine::option")]
    pub needs_about: Option<f64>,
}

#[cfg(test)]
mod tests {
    use super::super::made_reports::close;
    use super::*;

    fn points(of: &[(f64, f64)]) -> Vec<Point> {
        of.iter().map(|&(count, exposure)| Point { time: 0.0, count, exposure, call: 0 }).collect()
    }

    #[test]
    fn the_correlation_is_that_of_shrout_and_fleiss() {
        // Shrout & Fleiss 1979, tables 2 to 4: mean squares 11.24 and 6.26, ICC(1,1) = .17. Interval by scipy 1.17:
        // F / f.ppf([0.95, 0.05], 5, 18), below zero as 0.
        let targets = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
        let agents: Vec<_> = targets.iter().map(|t| points(&t.map(|value| (f64::from(value), 1.0)))).collect();
        let components = Components::of(Kind::Value, &agents).unwrap();
        close(components.between, 11.241_667, 1e-6);
        close(components.within.unwrap(), 6.263_889, 1e-6);
        let found = components.reliability().unwrap();
        close(found.icc.value, 0.165_742, 1e-6);
        assert_eq!(found.icc.low, 0.0);
        close(found.icc.high, 0.643_398, 1e-6);
        // The correlation may be zero. With k calls each the ratio of mean squares is 1 + k icc / (1 - icc), and scipy 1.17 gives
        // by f.ppf(0.95, 5, 6 (k - 1)) a lower end of .0172 for 9, which takes 229 calls, and .0246 for 10, which takes 159; 21
        // are needed.
        assert_eq!((found.calls_needed, found.calls_needed_low, found.calls_needed_high), (None, None, None));
        assert_eq!(found.needs_about, Some(60.0));
    }

    #[test]
    fn a_number_of_calls_has_an_interval_that_says_something() {
        // Spearman and Brown: 4 calls for .5, 36 for .1 and 40 for 1 / 11.
        assert!(is_usable(0.5, 0.1) && is_usable(0.5, 0.091));
        assert!(!is_usable(0.5, 0.09) && !is_usable(0.5, 0.0) && !is_usable(0.0, 0.0));
        // 3,996 calls, and up to 13,330.
        assert!(!is_usable(0.001, 0.0003));
        // 1,133 calls with an upper end beyond all of them.
        assert!(!is_usable(0.003_52, 0.000_01));
    }

    #[test]
    fn calls_weigh_as_their_exposure() {
        // numpy and scipy 1.17, the same sums written out with weights; n0 = (E - sum(E_i^2) / E) / (k - 1), in calls of the
        // mean exposure.
        let agents = [
            points(&[(3.0, 6.0), (1.0, 4.0), (2.0, 5.0)]),
            points(&[(0.0, 3.0), (1.0, 8.0)]),
            points(&[(6.0, 5.0), (4.0, 6.0), (7.0, 9.0), (2.0, 2.0)]),
        ];
        let components = Components::of(Kind::Rate, &agents).unwrap();
        close(components.mean(), 0.541_667, 1e-6);
        close(components.between, 2.408_333, 1e-6);
        close(components.within.unwrap(), 0.181_018_5, 1e-6);
        close(components.typical, 15.354_167, 1e-6);
        // Calls differ less than chance makes them: by chance.
        assert_eq!(components.dispersion(), 1.0);
        let icc = components.reliability().unwrap().icc;
        close(icc.value, 0.810_389, 1e-6);
        close(icc.low, 0.355_324, 1e-6);
        close(icc.high, 0.988_886, 1e-6);
        // Spearman-Brown: .8 / .2 * (1 - icc) / icc = .936, 7.26 and .045.
        let found = components.reliability().unwrap();
        assert_eq!(
            (found.calls_needed, found.calls_needed_low, found.calls_needed_high),
            (Some(1.0), Some(1.0), Some(8.0))
        );
        assert_eq!(found.needs_about, None);
        // scipy 1.17: f.sf(2.408333 / .1810185, 2, 6)
        close(components.chance_of_ratio().unwrap(), 0.006_229_5, 1e-6);
    }

    #[test]
    fn a_reliability_needs_two_agents_and_two_calls() {
        let one = [points(&[(1.0, 2.0), (2.0, 2.0)])];
        assert_eq!(Components::of(Kind::Rate, &one).unwrap().reliability(), None);
        let single = [points(&[(1.0, 2.0)]), points(&[(2.0, 2.0)])];
        assert_eq!(Components::of(Kind::Rate, &single).unwrap().reliability(), None);
        assert!(Components::of(Kind::Rate, &[]).is_none());
    }
}
