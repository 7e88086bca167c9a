//! The effects that are common to all agents, and each agent's own.

use super::solve::{dot, inverse, times};

/// Rounds of expectation and maximisation for the spread of effects over agents.
const ROUNDS: usize = 30;
/// The spread is taken as half of the effect, as sure as this many agents would say it.
const BEFOREHAND: f64 = 2.0;
const SHARE: f64 = 0.5;
/// No spread is less: of effects that are nothing, so that it can be divided by.
const LEAST: f64 = 1e-8;

/// What an agent's calls say of the effects: the slope of their log-likelihood at the common ones, and its curvature.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Likelihood {
    pub(super) slope: Vec<f64>,
    pub(super) information: Vec<Vec<f64>>,
}

impl Likelihood {
    pub(super) fn flat(columns: usize) -> Self {
        Self { slope: vec![0.0; columns], information: vec![vec![0.0; columns]; columns] }
    }

    /// Of all agents together.
    pub(super) fn sum(all: &[Self], columns: usize) -> Self {
        let mut sum = Self::flat(columns);
        for own in all {
            for a in 0..columns {
                sum.slope[a] += own.slope[a];
                for b in 0..columns {
                    sum.information[a][b] += own.information[a][b];
                }
            }
        }
        sum
    }
}

/// An agent's own effects.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Own {
    pub(super) effects: Vec<f64>,
    pub(super) covariance: Vec<Vec<f64>>,
}

/// The effects of all factors on a measure: of rates the logarithm of a ratio, else a difference.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fit {
    pub(super) common: Vec<f64>,
    pub(super) covariance: Vec<Vec<f64>>,
    pub(super) agents: Vec<Own>,
}

impl Fit {
    /// From the common effects and what each agent's calls say at them.
    pub(super) fn of(common: Vec<f64>, covariance: Vec<Vec<f64>>, agents: &[Likelihood]) -> Option<Self> {
        let columns = common.len();
        let usual: Vec<f64> = common.iter().map(|effect| (SHARE * effect).powi(2) + LEAST).collect();
        let mut spread = usual.clone();
        let mut found = Vec::new();
        for _ in 0..ROUNDS {
            found =
                agents.iter().map(|own| posterior(own, &spread)).collect::<Option<Vec<(Vec<f64>, Vec<Vec<f64>>)>>>()?;
            for k in 0..columns {
                let squares: f64 = found.iter().map(|(own, covariance)| own[k] * own[k] + covariance[k][k]).sum();
                spread[k] = (squares + BEFOREHAND * usual[k]) / (found.len() as f64 + BEFOREHAND);
            }
        }
        let agents = found.into_iter().map(|(own, covariance)| Own {
            effects: own.iter().zip(&common).map(|(own, common)| own + common).collect(),
            covariance,
        });
        let agents = agents.collect();
        Some(Self { common, covariance, agents })
    }
}

/// How far an agent's effects are from the common ones, where they are spread as this, and how sure that is.
fn posterior(own: &Likelihood, spread: &[f64]) -> Option<(Vec<f64>, Vec<Vec<f64>>)> {
    let mut precision = own.information.clone();
    for (k, spread) in spread.iter().enumerate() {
        precision[k][k] += 1.0 / spread;
    }
    let covariance = inverse(&precision)?;
    let effects = covariance.iter().map(|row| dot(row, &own.slope)).collect();
    Some((effects, covariance))
}

/// One step of Newton towards the common effects, with a normal prior of this precision about none.
pub(super) fn step(all: &Likelihood, effects: &[f64], precision: f64) -> Option<(Vec<f64>, Vec<Vec<f64>>)> {
    let mut information = all.information.clone();
    let mut slope = all.slope.clone();
    for k in 0..effects.len() {
        slope[k] -= precision * effects[k];
        information[k][k] += precision;
    }
    let covariance = inverse(&information)?;
    Some((times(&covariance, &slope), covariance))
}

#[cfg(test)]
mod tests {
    use super::super::super::made_reports::close;
    use super::*;

    fn said(effect: f64, information: f64) -> Likelihood {
        Likelihood { slope: vec![effect * information], information: vec![vec![information]] }
    }

    #[test]
    fn an_agent_whose_calls_say_much_has_effects_of_its_own() {
        // Three agents whose calls say -1, 0 and 1 about the common effect, surely, and one whose calls say nothing.
        let agents = [said(-1.0, 1e4), said(0.0, 1e4), said(1.0, 1e4), Likelihood::flat(1)];
        let found = Fit::of(vec![3.0], vec![vec![0.01]], &agents).unwrap();
        for (own, expected) in found.agents.iter().zip([2.0, 3.0, 4.0, 3.0]) {
            close(own.effects[0], expected, 1e-3);
        }
        // By hand: (1 + 0 + 1 + s + 2 * 1.5^2) / 6 = s where the last is not known: s = 6.5 / 5.
        close(found.agents[3].covariance[0][0], 1.3, 1e-3);
        assert!(found.agents[0].covariance[0][0] < 1.01e-4);
    }

    #[test]
    fn where_calls_say_little_effects_are_the_common_ones() {
        let agents = [said(-1.0, 1e-3), said(1.0, 1e-3)];
        let found = Fit::of(vec![0.0], vec![vec![0.01]], &agents).unwrap();
        assert!(found.agents.iter().all(|own| own.effects[0].abs() < 1e-3));
        let (by, covariance) = step(&said(0.5, 4.0), &[0.0], 1.0).unwrap();
        close(by[0], 2.0 / 5.0, 1e-12);
        close(covariance[0][0], 0.2, 1e-12);
    }
}
