//! Factors that add to a share or a value.

use super::super::family::Kind;
use super::super::series::Point;
use super::factors::Factors;
use super::fit::{Fit, Likelihood, step};

/// The differences that fit best, by least squares within agents, where a call's value has the variance `noise` over its
/// exposure; `None` where all calls are alike.
pub(super) fn fit(agents: &[Vec<Point>], factors: &Factors, noise: f64) -> Option<Fit> {
    let columns = factors.columns.len();
    let all = || agents.iter().flatten();
    let exposure: f64 = all().map(|point| point.exposure).sum();
    let mean = all().map(|point| point.count).sum::<f64>() / exposure;
    let spread = all().map(|point| point.exposure * (point.value() - mean).powi(2)).sum::<f64>() / exposure;
    if !(noise > 0.0 && spread > 0.0) {
        return None;
    }
    let said = |effects: &[f64]| -> Vec<Likelihood> {
        agents.iter().map(|points| likelihood(points, factors, effects, noise)).collect()
    };
    let none = vec![0.0; columns];
    // Beforehand an effect is as large as calls differ, or less. The likelihood is a parabola: one step is all.
    let (effects, covariance) = step(&Likelihood::sum(&said(&none), columns), &none, 1.0 / spread)?;
    let agents = said(&effects);
    Fit::of(effects, covariance, &agents)
}

/// What an agent's calls say, about their own mean.
fn likelihood(points: &[Point], factors: &Factors, effects: &[f64], noise: f64) -> Likelihood {
    let mut found = Likelihood::flat(factors.columns.len());
    let (had, total) = factors.means(points, |point| point.exposure);
    if total <= 0.0 {
        return found;
    }
    let rest = |point: &Point| point.value() - factors.effect(point.call, effects);
    let middle = points.iter().map(|point| point.exposure * rest(point)).sum::<f64>() / total;
    for point in points {
        let columns = factors.of_call(point.call);
        for a in columns {
            found.slope[*a] += point.exposure * (rest(point) - middle) / noise;
            for b in columns {
                found.information[*a][*b] += point.exposure / noise;
            }
        }
    }
    for (a, mean) in had.iter().enumerate() {
        for (b, other) in had.iter().enumerate() {
            found.information[a][b] -= total * mean * other / noise;
        }
    }
    found
}

/// The calls with the values that they would have in the mix of all, and by how much each agent's moves with each difference.
pub(super) fn standardised(
    agents: &[Vec<Point>],
    factors: &Factors,
    fit: &Fit,
    kind: Kind,
) -> (Vec<Vec<Point>>, Vec<Vec<f64>>) {
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
        (standard.collect(), had.iter().zip(&mix).map(|(had, mix)| mix - had).collect())
    });
    moved.unzip()
}
