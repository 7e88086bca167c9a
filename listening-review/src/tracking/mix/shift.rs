//! Factors that add to a share or a value.

use super::super::family::Kind;
use super::super::series::Point;
use super::Standard;
use super::factors::Factors;
use super::fit::{Beforehand, Fit, Likelihood, step};
use super::spread::Spread;

/// Standard deviation of agents' effects about the common ones beforehand, in that of calls. A handful of agents cannot say
/// how far effects spread, and each has a few calls on the queue where it is seldom.
const APART: f64 = 0.4;

/// The differences that fit best, by weighted least squares within agents, where a call's value has the variance of its kind over
/// its exposure: that is `noise` for all calls together, and not less than `chance`. `None` where all calls are alike.
pub(super) fn fit(agents: &[Vec<Point>], factors: &Factors, noise: f64, chance: f64) -> Option<(Fit, Spread)> {
    let columns = factors.columns.len();
    let all = || agents.iter().flatten();
    let exposure: f64 = all().map(|point| point.exposure).sum();
    let mean = all().map(|point| point.count).sum::<f64>() / exposure;
    let apart = all().map(|point| point.exposure * (point.value() - mean).powi(2)).sum::<f64>() / exposure;
    if !(noise > 0.0 && apart > 0.0) {
        return None;
    }
    let none = vec![0.0; columns];
    let said = |effects: &[f64], spread: &Spread| -> Vec<Likelihood> {
        agents.iter().map(|points| likelihood(points, factors, effects, spread)).collect()
    };
    // Beforehand an effect is as large as calls differ, or less. The likelihood is a parabola: one step is all.
    let best = |spread: &Spread| {
        step(&Likelihood::sum(&said(&none, spread), columns), &none, 1.0 / apart).map(|(effects, _)| effects)
    };
    let even = Spread::even(noise);
    let spread = Spread::of(agents, factors, &best(&even)?, noise, chance).unwrap_or(even);
    let effects = best(&spread)?;
    let beforehand = Beforehand { precision: Some(1.0 / apart), spread: APART * APART * apart };
    Some((Fit::of((&effects, Vec::new()), &said(&effects, &spread), beforehand)?, spread))
}

/// What an agent's calls say, about their own mean.
fn likelihood(points: &[Point], factors: &Factors, effects: &[f64], spread: &Spread) -> Likelihood {
    let mut found = Likelihood::flat(factors.columns.len());
    let weight = |point: &Point| point.exposure / spread.variance(factors, point.call);
    let (had, total) = factors.means(points, weight);
    if total <= 0.0 {
        return found;
    }
    let rest = |point: &Point| point.value() - factors.effect(point.call, effects);
    let middle = points.iter().map(|point| weight(point) * rest(point)).sum::<f64>() / total;
    for point in points {
        let columns = factors.of_call(point.call);
        for a in columns {
            found.slope[*a] += weight(point) * (rest(point) - middle);
            for b in columns {
                found.information[*a][*b] += weight(point);
            }
        }
    }
    for (a, mean) in had.iter().enumerate() {
        for (b, other) in had.iter().enumerate() {
            found.information[a][b] -= total * mean * other;
        }
    }
    found
}

/// The calls with the values that they would have in the mix of all, by how much each agent's moves with each difference, and
/// how far its calls' mean of each factor lies from that of the calls that say most.
pub(super) fn standardised(
    agents: &[Vec<Point>],
    factors: &Factors,
    (fit, spread): (&Fit, &Spread),
    kind: Kind,
) -> Vec<Standard> {
    let all: Vec<Point> = agents.iter().flatten().copied().collect();
    let (mix, _) = factors.means(&all, |point| point.exposure);
    let moved = agents.iter().zip(&fit.agents).map(|(points, own)| {
        let usual: f64 = mix.iter().zip(&own.effects).map(|(mix, effect)| mix * effect).sum();
        let standard = points.iter().map(|point| {
            let count = point.count - point.exposure * (factors.effect(point.call, &own.effects) - usual);
            // A share stays one.
            let count = if kind == Kind::Share { count.clamp(0.0, point.exposure) } else { count };
            Point { count, ..*point }
        });
        let (had, _) = factors.means(points, |point| point.exposure);
        let (sure, _) = factors.means(points, |point| point.exposure / spread.variance(factors, point.call));
        Standard {
            points: standard.collect(),
            gradient: had.iter().zip(&mix).map(|(had, mix)| mix - had).collect(),
            lean: had.iter().zip(&sure).map(|(had, sure)| had - sure).collect(),
        }
    });
    moved.collect()
}
