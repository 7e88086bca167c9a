//! The mix of calls: what an agent's calls would give if they were of the same queues and lengths as everybody's.
//!
//! The effect of each factor is estimated within agents, so that who works where is not taken for what the queue does:
//! of rates as a ratio (Poisson with a mean for each agent, which conditioning takes out: Hausman, Hall & Griliches 1984), of
//! shares and values as a difference (least squares within agents, in which calls of a queue weigh as they vary: Harvey 1976). Effects are drawn a little to none, a normal prior
//! with a standard deviation of 1 for the logarithm of a ratio and of the calls' own for a difference; so queues that no agent
//! shares, which cannot be distinguished from the agents, widen the interval. A hard queue is not as hard for everybody: each agent
//! has effects of its own about the common ones (random slopes: Laird & Ware 1982), drawn to these where its calls say little.
//! Calls are then standardised to the mix of all.

mod factors;
mod fit;
mod ratio;
mod shift;
mod solve;
mod spread;

use listening_core::stats::Z;
use serde::Serialize;

use super::estimate::Estimate;
use super::family::{Kind, student};
use super::reliability::Components;
use super::series::{Point, Series};
pub(super) use factors::Factors;
use fit::{Fit, transposed};
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
    /// How far an agent's mean of each factor lies from that of its surest calls.
    leans: Vec<Vec<f64>>,
    fit: Fit,
    pub(super) effects: Vec<MixEffect>,
}

/// An agent's calls, standardised.
struct Standard {
    points: Vec<Point>,
    gradient: Vec<f64>,
    lean: Vec<f64>,
}

/// Standardises; `None` where no factor differs, or nothing can be learned.
pub(super) fn adjust(series: &Series, factors: &Factors, components: &Components) -> Option<Adjusted> {
    if factors.columns.is_empty() {
        return None;
    }
    let noise = components.noise()?;
    let rate = series.kind == Kind::Rate;
    let (fit, standard) = if rate {
        let fit = ratio::fit(&series.agents, factors, components.dispersion())?;
        let standard = ratio::standardised(&series.agents, factors, &fit);
        (fit, standard)
    } else {
        let chance = series.kind.family().chance(components.mean());
        let (fit, spread) = shift::fit(&series.agents, factors, noise, chance)?;
        let standard = shift::standardised(&series.agents, factors, (&fit, &spread), series.kind);
        (fit, standard)
    };
    let (mut agents, mut gradients, mut leans) = (Vec::new(), Vec::new(), Vec::new());
    for own in standard {
        agents.push(own.points);
        gradients.push(own.gradient);
        leans.push(own.lean);
    }
    let effects = factors.columns.iter().zip(&fit.common).enumerate().map(|(k, (column, effect))| {
        let half = Z * fit.covariance[k][k].max(0.0).sqrt();
        let at = |value: f64| if rate { value.exp() } else { value };
        let effect = Estimate { value: at(*effect), low: at(effect - half), high: at(effect + half) };
        let (factor, level, reference) = (column.factor.clone(), column.level.clone(), column.reference.clone());
        MixEffect { factor, level, reference, effect }
    });
    let effects = effects.collect();
    Some(Adjusted { agents, gradients, leans, fit, effects })
}

impl Adjusted {
    /// The estimate of an agent, with the doubt about the effects added to its own.
    pub(super) fn widened(&self, estimate: Estimate, agent: usize) -> Estimate {
        self.wider(estimate, self.common(&self.pulled(agent)) + self.own(agent))
    }

    /// The difference of two agents, `b` less `a`, in the same way.
    pub(super) fn widened_difference(&self, difference: Estimate, a: usize, b: usize) -> Estimate {
        let gradient: Vec<f64> = self.pulled(b).iter().zip(self.pulled(a)).map(|(b, a)| b - a).collect();
        self.wider(difference, self.common(&gradient) + self.own(a) + self.own(b))
    }

    /// Variance by the doubt about the common effects.
    fn common(&self, gradient: &[f64]) -> f64 {
        dot(gradient, &times(&self.fit.covariance, gradient)).max(0.0)
    }

    /// By how much an agent's value moves with the common effects: less than with its own, where its calls say what these are.
    fn pulled(&self, agent: usize) -> Vec<f64> {
        times(&transposed(&self.fit.agents[agent].pull), &self.gradients[agent])
    }

    /// Variance by the doubt about an agent's own. Where calls of one kind are surer than others, what chance does to its mean it
    /// does to its effects too, one way or the other.
    fn own(&self, agent: usize) -> f64 {
        let (gradient, lean) = (&self.gradients[agent], &self.leans[agent]);
        let both: Vec<f64> = gradient.iter().zip(lean).map(|(gradient, lean)| gradient + 2.0 * lean).collect();
        dot(gradient, &times(&self.fit.agents[agent].covariance, &both))
    }

    /// Wider by a variance that was learned from as many agents as there are: of few of them it may be more.
    fn wider(&self, estimate: Estimate, variance: f64) -> Estimate {
        let seen = self.agents.iter().filter(|points| !points.is_empty()).count();
        let reach = |half: f64| (half * half + student(seen as f64 - 1.0).powi(2) * variance).max(0.0).sqrt();
        let Estimate { value, low, high } = estimate;
        Estimate { value, low: value - reach(value - low), high: value + reach(high - value) }
    }
}
