//! How far calls of each kind lie from what is usual: on a hard queue further than on an easy one.

use super::super::series::Point;
use super::factors::Factors;
use super::fit::{Likelihood, step};

/// One over the variance beforehand of the logarithm of how many times the variance is: from a seventh to seven times as much,
/// mostly.
const PRECISION: f64 = 1.0;
/// No step of the search is longer.
const LONGEST_STEP: f64 = 1.0;
const STEPS: usize = 60;
/// No kind of calls is taken as more than this many times as sure as all together.
const SUREST: f64 = 100.0;

/// The variance of a call of each kind, times its exposure: multiplicative in the factors (Harvey 1976).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spread {
    level: f64,
    /// Logarithm of how many times as much the calls of each column have.
    effects: Vec<f64>,
}

impl Spread {
    /// The same of all calls.
    pub(super) const fn even(variance: f64) -> Self {
        Self { level: variance, effects: Vec::new() }
    }

    /// From how far the calls lie from their agent's mean and these effects; `None` where they do not, or cannot say it. `noise`
    /// is the variance of all within agents before the effects, and no level is under `chance`.
    pub(super) fn of(
        agents: &[Vec<Point>],
        factors: &Factors,
        effects: &[f64],
        noise: f64,
        chance: f64,
    ) -> Option<Self> {
        let mut rests: Vec<(usize, f64)> = Vec::new();
        let mut seen = 0;
        for points in agents.iter().filter(|points| !points.is_empty()) {
            let rest = |point: &Point| point.value() - factors.effect(point.call, effects);
            let exposure: f64 = points.iter().map(|point| point.exposure).sum();
            let middle = points.iter().map(|point| point.exposure * rest(point)).sum::<f64>() / exposure;
            rests.extend(
                points.iter().map(|point| (point.call, point.exposure * (rest(point) - middle).powi(2) / noise)),
            );
            seen += 1;
        }
        let columns = factors.columns.len();
        let free = rests.len().checked_sub(seen + columns).filter(|free| *free > 0)? as f64;
        let level = rests.iter().map(|(_, square)| square).sum::<f64>() / free;
        if level <= 0.0 {
            return None;
        }
        let times = rests.len() as f64 / free;
        rests.iter_mut().for_each(|(_, square)| *square *= times / level);
        let effects = ratios(&rests, factors)?;
        let mean =
            rests.iter().map(|(call, _)| factors.effect(*call, &effects).exp()).sum::<f64>() / rests.len() as f64;
        Some(Self { level: (level * noise).max(chance) / mean, effects })
    }

    /// Of a call, times its exposure.
    pub(super) fn variance(&self, factors: &Factors, call: usize) -> f64 {
        if self.effects.is_empty() {
            return self.level;
        }
        self.level * factors.effect(call, &self.effects).exp().max(1.0 / SUREST)
    }
}

/// The logarithms of the ratios of the columns that fit these squares best; the level of all is about 1.
fn ratios(squares: &[(usize, f64)], factors: &Factors) -> Option<Vec<f64>> {
    let columns = factors.columns.len();
    // The last is the logarithm of the level, of which nothing is thought beforehand.
    let mut found = vec![0.0; columns + 1];
    for _ in 0..STEPS {
        let mut all = Likelihood::flat(columns + 1);
        for (call, square) in squares {
            let usual = (factors.effect(*call, &found[..columns]) + found[columns]).exp();
            let own = || factors.of_call(*call).iter().copied().chain([columns]);
            for a in own() {
                all.slope[a] += 0.5 * (square / usual - 1.0);
                own().for_each(|b| all.information[a][b] += 0.5);
            }
        }
        // The level has as good as no precision beforehand.
        all.slope[columns] += PRECISION * found[columns];
        all.information[columns][columns] -= PRECISION * (1.0 - 1e-9);
        let (by, _) = step(&all, &found, PRECISION)?;
        let longest = by.iter().fold(0.0_f64, |longest, by| longest.max(by.abs()));
        let scale = if longest > LONGEST_STEP { LONGEST_STEP / longest } else { 1.0 };
        found.iter_mut().zip(&by).for_each(|(found, by)| *found += scale * by);
        if longest < 1e-9 {
            break;
        }
    }
    found.truncate(columns);
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::super::super::{calls::Calls, made_reports::Made};
    use super::*;

    const AGENTS: usize = 4;
    const CALLS: usize = 24;

    /// Calls of each agent on two queues in turn: values lie 1 to either side of 50, and `hard` on every second call.
    fn spread(hard: f64, chance: f64) -> (Factors, Option<Spread>) {
        let mut calls = Calls::new();
        for call in 0..AGENTS * CALLS {
            let (agent, queue) = ((b'a' + (call / CALLS) as u8) as char, ["easy", "hard"][call % 2]);
            let made = Made::scored(50.0).json();
            calls.push_json_labelled(&agent.to_string(), call as f64, &made, [("queue", queue)]).unwrap();
        }
        let factors = Factors::of(&calls.sorted(), &["queue".into()]);
        let point = |call: usize| {
            let away = if call.is_multiple_of(2) { 1.0 } else { hard };
            let count = if call % 4 < 2 { 50.0 + away } else { 50.0 - away };
            Point { time: call as f64, count, exposure: 1.0, call }
        };
        let agents: Vec<Vec<Point>> =
            (0..AGENTS).map(|agent| (agent * CALLS..(agent + 1) * CALLS).map(point).collect()).collect();
        let found = Spread::of(&agents, &factors, &[0.0], 2.0, chance);
        (factors, found)
    }

    #[test]
    fn calls_that_lie_further_apart_have_more_variance() {
        for hard in [0.5_f64, 1.0, 2.0, 3.0] {
            let (factors, found) = spread(hard, 0.0);
            let found = found.unwrap();
            let (of_easy, of_hard) = (found.variance(&factors, 0), found.variance(&factors, 1));
            // Drawn to none a little, as if by one more call of each.
            let (ratio, full) = ((of_hard / of_easy).ln(), 2.0 * hard.ln());
            assert!((ratio - 0.93 * full).abs() <= 0.07 * full.abs() + 1e-9, "{hard}: {ratio}, not {full}");
            // A mean for each agent and an effect are taken from these calls.
            let (all, free) = ((AGENTS * CALLS) as f64, (AGENTS * CALLS - AGENTS - 1) as f64);
            let mean = f64::midpoint(of_easy, of_hard);
            let usual = f64::midpoint(1.0, hard * hard) * all / free;
            assert!((mean / usual - 1.0).abs() < 1e-9, "{hard}: {mean}, not {usual}");
        }
    }

    #[test]
    fn no_call_varies_less_than_by_chance() {
        let (factors, found) = spread(1.0, 7.0);
        assert!((found.unwrap().variance(&factors, 0) - 7.0).abs() < 1e-9);
        assert_eq!(Spread::even(3.0).variance(&factors, 1), 3.0);
    }
}
