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

    /// At common effects that lie further by this.
    fn moved(&self, by: &[f64]) -> Self {
        let slope = self.slope.iter().zip(&self.information).map(|(slope, row)| slope - dot(row, by)).collect();
        Self { slope, information: self.information.clone() }
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
    /// Where the common ones are known.
    pub(super) covariance: Vec<Vec<f64>>,
    /// By how much its own move with the common ones: by all where its calls say nothing, by nothing where they say all.
    pub(super) pull: Vec<Vec<f64>>,
}

/// The effects of all factors on a measure: of rates the logarithm of a ratio, else a difference.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fit {
    pub(super) common: Vec<f64>,
    /// With the doubt of how far the few agents that were seen are from all.
    pub(super) covariance: Vec<Vec<f64>>,
    pub(super) agents: Vec<Own>,
}

/// What is thought of effects beforehand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beforehand {
    /// Of the common ones about none: one over the variance. `None` leaves them as they are where all agents are alike.
    pub(super) precision: Option<f64>,
    /// Variance of agents' own about the common ones, however small these are.
    pub(super) spread: f64,
}

impl Fit {
    /// From the common effects where all agents are alike, with their covariance, and what each agent's calls say at them.
    pub(super) fn of(
        (alike, sure): (&[f64], Vec<Vec<f64>>),
        agents: &[Likelihood],
        beforehand: Beforehand,
    ) -> Option<Self> {
        let columns = alike.len();
        let learned = |spread: &[f64]| match beforehand.precision {
            Some(precision) => common(alike, agents, spread, precision),
            None => Some((vec![0.0; columns], sure.clone())),
        };
        let usual: Vec<f64> = alike.iter().map(|effect| (SHARE * effect).powi(2) + beforehand.spread + LEAST).collect();
        let mut spread = usual.clone();
        let (mut by, mut covariance) = learned(&spread)?;
        let mut found = Vec::new();
        for _ in 0..ROUNDS {
            let moved = agents.iter().map(|own| own.moved(&by));
            found = moved.map(|own| posterior(&own, &spread)).collect::<Option<Vec<(Vec<f64>, Vec<Vec<f64>>)>>>()?;
            for k in 0..columns {
                let squares: f64 = found.iter().map(|(own, covariance)| own[k] * own[k] + covariance[k][k]).sum();
                spread[k] = (squares + BEFOREHAND * usual[k]) / (found.len() as f64 + BEFOREHAND);
            }
            (by, covariance) = learned(&spread)?;
        }
        let common: Vec<f64> = alike.iter().zip(&by).map(|(alike, by)| alike + by).collect();
        let agents = agents.iter().zip(found).map(|(said, (own, covariance))| Own {
            effects: own.iter().zip(&common).map(|(own, common)| own + common).collect(),
            pull: match beforehand.precision {
                Some(_) => less(&covariance, &said.information),
                // As if its calls said nothing: the common ones are taken as surer than they are.
                None => less(&covariance, &Likelihood::flat(columns).information),
            },
            covariance,
        });
        let agents = agents.collect();
        Some(Self { common, covariance, agents })
    }
}

/// How far the common effects are from those of agents who are all alike, where agents spread as this, and how sure that is: by
/// generalised least squares, in which no agent says more of all than one agent can.
fn common(alike: &[f64], agents: &[Likelihood], spread: &[f64], precision: f64) -> Option<(Vec<f64>, Vec<Vec<f64>>)> {
    let columns = alike.len();
    let mut all = Vec::with_capacity(agents.len());
    for own in agents {
        // (1 + information spread)^-1 = 1 - information covariance
        let (_, covariance) = posterior(own, spread)?;
        let share = transposed(&less(&covariance, &own.information));
        let information = (0..columns).map(|a| {
            let column = |b: usize| own.information.iter().map(|row| row[b]).collect::<Vec<f64>>();
            (0..columns).map(|b| dot(&share[a], &column(b))).collect()
        });
        all.push(Likelihood { slope: times(&share, &own.slope), information: information.collect() });
    }
    step(&Likelihood::sum(&all, columns), alike, precision)
}

/// One less the product of two symmetric matrices.
fn less(a: &[Vec<f64>], b: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let row = |(k, row): (usize, &Vec<f64>)| {
        b.iter().enumerate().map(|(n, column)| f64::from(u8::from(k == n)) - dot(row, column)).collect()
    };
    a.iter().enumerate().map(row).collect()
}

/// Rows as columns.
pub(super) fn transposed(matrix: &[Vec<f64>]) -> Vec<Vec<f64>> {
    (0..matrix.len()).map(|k| matrix.iter().map(|row| row[k]).collect()).collect()
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

    const VAGUE: Beforehand = Beforehand { precision: Some(1e-9), spread: 0.0 };

    #[test]
    fn an_agent_whose_calls_say_much_has_effects_of_its_own() {
        // Three agents whose calls say -1, 0 and 1 about the common effect, surely, and one whose calls say nothing.
        let agents = [said(-1.0, 1e4), said(0.0, 1e4), said(1.0, 1e4), Likelihood::flat(1)];
        let found = Fit::of((&[3.0], Vec::new()), &agents, VAGUE).unwrap();
        for (own, expected) in found.agents.iter().zip([2.0, 3.0, 4.0, 3.0]) {
            close(own.effects[0], expected, 1e-3);
        }
        // By hand: (1 + 0 + 1 + s + 2 * 1.5^2) / 6 = s where the last is not known: s = 6.5 / 5.
        close(found.agents[3].covariance[0][0], 1.3, 1e-3);
        assert!(found.agents[0].covariance[0][0] < 1.01e-4);
        close(found.agents[0].pull[0][0], 0.0, 1e-3);
        close(found.agents[3].pull[0][0], 1.0, 1e-12);
        let given = Beforehand { precision: None, spread: 0.0 };
        let given = Fit::of((&[3.0], vec![vec![0.01]]), &agents, given).unwrap();
        assert_eq!((given.common, given.covariance), (vec![3.0], vec![vec![0.01]]));
        // Three agents were seen, each as far from all as agents spread.
        close(found.covariance[0][0], 1.3 / 3.0, 1e-3);
    }

    #[test]
    fn an_agent_with_more_calls_says_no_more_of_all_than_agents_are_alike() {
        // By hand, where effects spread by 1 beforehand and hundreds of agents would be needed to say otherwise: weights are
        // 1 / (1 + 1 / information), 1000/1001 of the first and 1/2 of the second, so that the common effect is two thirds of
        // the way to the first, and not all of it.
        let (by, covariance) = common(&[0.0], &[said(3.0, 1e3), said(0.0, 1.0)], &[1.0], 1e-12).unwrap();
        close(by[0], 3.0 * (1000.0 / 1001.0) / (1000.0 / 1001.0 + 0.5), 1e-9);
        close(covariance[0][0], 1.0 / (1000.0 / 1001.0 + 0.5), 1e-9);
    }

    #[test]
    fn where_calls_say_little_effects_are_the_common_ones() {
        let agents = [said(-1.0, 1e-3), said(1.0, 1e-3)];
        let found = Fit::of((&[0.0], Vec::new()), &agents, VAGUE).unwrap();
        assert!(found.agents.iter().all(|own| own.effects[0].abs() < 1e-3));
        let (by, covariance) = step(&said(0.5, 4.0), &[0.0], 1.0).unwrap();
        close(by[0], 2.0 / 5.0, 1e-12);
        close(covariance[0][0], 0.2, 1e-12);
    }
}
