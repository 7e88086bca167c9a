//! The mix of calls: what an agent's calls would give if they were of the same queues and lengths as everybody's.
//!
//! The effect of each factor is estimated within agents, so that who works where is not taken for what the queue does:
//! of rates as a ratio (Poisson with a mean for each agent, which conditioning takes out: Hausman, Hall & Griliches 1984), of
//! shares and values as a difference (least squares within agents). Effects are drawn a little to none, a normal prior
//! with a standard deviation of 1 for the logarithm of a ratio and of the calls' own for a difference; so queues that no agent
//! shares, which cannot be distinguished from the agents, widen the interval. A hard queue is not as hard for everybody: each agent
//! has effects of its own about the common ones (random slopes: Laird & Ware 1982), drawn to these where its calls say little.
//! Calls are then standardised to the mix of all.

mod factors;
mod fit;
mod ratio;
mod shift;
mod solve;

use listening_core::stats::Z;
use serde::Serialize;

use super::estimate::Estimate;
use super::family::{Kind, student};
use super::reliability::Components;
use super::series::{Point, Series};
pub(super) use factors::Factors;
use fit::Fit;
use solve::{dot, times};

/// How calls of one kind differ from the commonest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MixEffect {
    /// The factor: the name of a label, or `length`.
    pub factor: String,
    /// The calls: a value of the label; `short`, `middling` or `long`; `none` of those without it, `other` of the rarest.
    pub level: String,
    /// The calls that they are compared with: the commonest.
    pub reference: String,
    /// Times as much (rates: 1 is no difference), or more by (everything else, in the measure's unit), with a 90 % interval.
    pub effect: Estimate,
}

/// A measure's calls, standardised to the mix of all.
#[derive(Clone, Debug)]
pub(super) struct Adjusted {
    /// Of each agent.
    pub(super) agents: Vec<Vec<Point>>,
    /// By how much an agent's value moves with each effect.
    gradients: Vec<Vec<f64>>,
    fit: Fit,
    pub(super) effects: Vec<MixEffect>,
}

/// Standardises; `None` where no factor differs, or nothing can be learned.
pub(super) fn adjust(series: &Series, factors: &Factors, components: &Components) -> Option<Adjusted> {
    if factors.columns.is_empty() {
        return None;
    }
    let noise = components.noise()?;
    let rate = series.kind == Kind::Rate;
    let fit = if rate {
        ratio::fit(&series.agents, factors, components.dispersion())
    } else {
        shift::fit(&series.agents, factors, noise)
    }?;
    let (agents, gradients) = if rate {
        ratio::standardised(&series.agents, factors, &fit)
    } else {
        shift::standardised(&series.agents, factors, &fit, series.kind)
    };
    let effects = factors.columns.iter().zip(&fit.common).enumerate().map(|(k, (column, effect))| {
        let half = Z * fit.covariance[k][k].max(0.0).sqrt();
        let at = |value: f64| if rate { value.exp() } else { value };
        let effect = Estimate { value: at(*effect), low: at(effect - half), high: at(effect + half) };
        let (factor, level, reference) = (column.factor.clone(), column.level.clone(), column.reference.clone());
        MixEffect { factor, level, reference, effect }
    });
    let effects = effects.collect();
    Some(Adjusted { agents, gradients, fit, effects })
}

impl Adjusted {
    /// The estimate of an agent, with the doubt about the effects added to its own.
    pub(super) fn widened(&self, estimate: Estimate, agent: usize) -> Estimate {
        self.wider(estimate, self.common(&self.gradients[agent]) + self.own(agent))
    }

    /// The difference of two agents, `b` less `a`, in the same way.
    pub(super) fn widened_difference(&self, difference: Estimate, a: usize, b: usize) -> Estimate {
        let gradient: Vec<f64> = self.gradients[b].iter().zip(&self.gradients[a]).map(|(b, a)| b - a).collect();
        self.wider(difference, self.common(&gradient) + self.own(a) + self.own(b))
    }

    /// Variance by the doubt about the common effects.
    fn common(&self, gradient: &[f64]) -> f64 {
        dot(gradient, &times(&self.fit.covariance, gradient)).max(0.0)
    }

    /// Variance by the doubt about an agent's own.
    fn own(&self, agent: usize) -> f64 {
        let gradient = &self.gradients[agent];
        dot(gradient, &times(&self.fit.agents[agent].covariance, gradient)).max(0.0)
    }

    /// Wider by a variance that was learned from as many agents as there are: of few of them it may be more.
    fn wider(&self, estimate: Estimate, variance: f64) -> Estimate {
        let seen = self.agents.iter().filter(|points| !points.is_empty()).count();
        let reach = |half: f64| (half * half + student(seen as f64 - 1.0).powi(2) * variance).sqrt();
        let Estimate { value, low, high } = estimate;
        Estimate { value, low: value - reach(value - low), high: value + reach(high - value) }
    }
}
