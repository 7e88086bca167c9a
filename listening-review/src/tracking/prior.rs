//! Shrinkage: what the agents have in common, and what it says of one of them.
//!
//! An agent's own value is drawn from a distribution over agents (gamma for rates, beta for shares, normal for values) with
//! a mean and a standard deviation that are learned from all agents: their marginal likelihood (negative binomial,
//! beta-binomial, normal) is integrated over the standard deviation, even beforehand (Gelman 2006), with the mean at its
//! weighted estimate (Gelman et al. 2013, equations 5.20 and 5.21). Taking one best standard deviation in its place would
//! give intervals that are too narrow, without any width where it is zero (Laird & Louis 1987; Morris 1983).

use super::estimate::Estimate;
use super::family::{Cell, Kind, Moments};
use super::options::LEAST_AGENTS;

/// Steps of the standard deviation.
const STEPS: usize = 64;

/// One standard deviation over agents that may be.
#[derive(Clone, Copy, Debug)]
struct Step {
    weight: f64,
    sd: f64,
    mean: f64,
    /// How unsure the mean is, as a variance.
    unsure: f64,
}

/// What the agents have in common.
#[derive(Clone, Debug)]
pub(super) struct Prior {
    kind: Kind,
    steps: Vec<Step>,
}

impl Prior {
    /// Learned from all agents; `None` for too few of them, or where they show nothing to learn from.
    pub(super) fn learn(kind: Kind, cells: &[Cell]) -> Option<Self> {
        let cells: Vec<Cell> = cells.iter().copied().filter(|cell| cell.exposure > 0.0).collect();
        if cells.len() < LEAST_AGENTS {
            return None;
        }
        let exposure: f64 = cells.iter().map(|cell| cell.exposure).sum();
        let pooled = cells.iter().map(|cell| cell.count).sum::<f64>() / exposure;
        let family = kind.family();
        let noise = family.noise(pooled);
        let widest = family.widest(&cells, pooled)?;
        if noise <= 0.0 {
            return None;
        }
        let steps = (0..STEPS).map(|k| {
            // Finer near zero; the weight takes that back.
            let part = (k as f64 + 0.5) / STEPS as f64;
            let sd = widest * part * part;
            let weights = || cells.iter().map(|cell| 1.0 / (noise / cell.exposure + sd * sd));
            let unsure = 1.0 / weights().sum::<f64>();
            let mean = weights().zip(&cells).map(|(weight, cell)| weight * cell.value()).sum::<f64>() * unsure;
            let likelihood: f64 = cells.iter().map(|cell| family.ln_marginal(*cell, mean, sd)).sum();
            Step { weight: likelihood + 0.5 * unsure.ln() + part.ln(), sd, mean, unsure }
        });
        let mut steps: Vec<Step> = steps.collect();
        let most = steps.iter().map(|step| step.weight).fold(f64::NEG_INFINITY, f64::max);
        if !most.is_finite() {
            return None;
        }
        steps.iter_mut().for_each(|step| step.weight = (step.weight - most).exp());
        let total: f64 = steps.iter().map(|step| step.weight).sum();
        steps.iter_mut().for_each(|step| step.weight /= total);
        steps.retain(|step| step.weight > 1e-9);
        Some(Self { kind, steps })
    }

    /// Mean over agents.
    pub(super) fn mean(&self) -> f64 {
        self.steps.iter().map(|step| step.weight * step.mean).sum()
    }

    /// Standard deviation over agents.
    pub(super) fn sd(&self) -> f64 {
        self.steps.iter().map(|step| step.weight * step.sd).sum()
    }

    /// What is to be thought of an agent: the estimate with its 90 % interval, by the distribution of the kind that has the
    /// mean and the variance over all steps.
    pub(super) fn shrink(&self, cell: Cell) -> Option<Estimate> {
        if cell.exposure <= 0.0 {
            return None;
        }
        let family = self.kind.family();
        let known = |step: &Step| family.posterior(cell, step.mean, step.sd);
        let over = |of: &dyn Fn(&Step, Moments) -> f64| -> f64 {
            self.steps.iter().map(|step| step.weight * of(step, known(step))).sum()
        };
        let mean = over(&|_, own| own.mean);
        let variance =
            over(&|step, own| own.variance + own.prior_weight.powi(2) * step.unsure + (own.mean - mean).powi(2));
        family.matched(mean, variance)
    }
}

#[cfg(test)]
mod tests {
    use super::super::made_reports::close;
    use super::*;

    fn cells(counts: &[f64], exposures: &[f64]) -> Vec<Cell> {
        counts.iter().zip(exposures).map(|(&count, &exposure)| Cell { count, exposure }).collect()
    }

    /// Standard deviation behind a normal 90 % interval.
    fn sd(estimate: Estimate) -> f64 {
        (estimate.high - estimate.low) / 2.0 / listening_core::stats::Z
    }

    #[test]
    fn eight_schools_are_shrunken_as_in_the_book() {
        // The eight schools of Gelman et al. 2013, section 5.5 (there, by simulation: school A 11 +- 8). Here by scipy 1.17:
        // integrate.quad over tau in 0..3 sd(y) of equations 5.17, 5.20 and 5.21.
        let y = [28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0];
        let s = [15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0_f64];
        let information: Vec<f64> = s.iter().map(|s| 1.0 / (s * s)).collect();
        let counts: Vec<f64> = y.iter().zip(&information).map(|(y, i)| y * i).collect();
        let cells = cells(&counts, &information);
        let prior = Prior::learn(Kind::Value, &cells).unwrap();
        close(prior.sd(), 6.4436, 0.02);
        for (k, mean, spread) in [(0, 11.3435, 8.2621), (2, 6.1607, 7.7085), (7, 8.4449, 7.8320)] {
            let found = prior.shrink(cells[k]).unwrap();
            close(found.value, mean, 0.02);
            close(sd(found), spread, 0.02);
        }
    }

    #[test]
    fn rates_are_near_the_full_integral() {
        // scipy 1.17: nbinom over an even grid of 400 means (.05 to 3) by 400 standard deviations (0 to twice the pooled rate);
        // here the mean is integrated by its variance alone.
        let counts = [0.0, 1.0, 2.0, 2.0, 3.0, 4.0, 5.0, 9.0];
        let exposures = [5.0, 4.0, 6.0, 3.0, 5.0, 4.0, 6.0, 5.0];
        let cells = cells(&counts, &exposures);
        let prior = Prior::learn(Kind::Rate, &cells).unwrap();
        for (k, mean) in [(0, 0.3120), (3, 0.7322), (7, 1.4007)] {
            let found = prior.shrink(cells[k]).unwrap();
            println!("{k}: {found:?}, {mean}");
            close(found.value, mean, 0.08);
        }
    }

    #[test]
    fn shares_are_near_the_full_integral() {
        // scipy 1.17: betabinom over an even grid of 300 means (.02 to .8) by 300 standard deviations.
        let hits = [1.0, 2.0, 3.0, 4.0, 4.0, 6.0, 8.0, 15.0];
        let trials = [20.0, 20.0, 25.0, 22.0, 20.0, 24.0, 20.0, 30.0];
        let cells = cells(&hits, &trials);
        let prior = Prior::learn(Kind::Share, &cells).unwrap();
        for (k, mean) in [(0, 0.1175), (3, 0.2023), (7, 0.4303)] {
            let found = prior.shrink(cells[k]).unwrap();
            println!("{k}: {found:?}, {mean}");
            close(found.value, mean, 0.02);
        }
    }

    #[test]
    fn nothing_is_learned_from_few_or_from_nothing() {
        assert!(Prior::learn(Kind::Rate, &cells(&[1.0; 4], &[5.0; 4])).is_none());
        assert!(Prior::learn(Kind::Rate, &cells(&[0.0; 9], &[5.0; 9])).is_none());
        assert!(Prior::learn(Kind::Share, &cells(&[5.0; 9], &[5.0; 9])).is_none());
        assert!(Prior::learn(Kind::Rate, &cells(&[0.0; 9], &[0.0; 9])).is_none());
        // All alike: nothing is certain for that.
        let alike = cells(&[3.0; 9], &[5.0; 9]);
        let found = Prior::learn(Kind::Rate, &alike).unwrap().shrink(alike[0]).unwrap();
        assert!(found.low < 0.55 && found.high > 0.65, "{found:?}");
    }
}
