//! Factors that multiply a rate.

use std::collections::BTreeMap;

use super::super::series::Point;
use super::Standard;
use super::factors::Factors;
use super::fit::{Beforehand, Fit, Likelihood, step};

/// Standard deviation beforehand of the logarithm of a ratio: from a fifth to five times as much, mostly.
const BEFOREHAND: f64 = 1.0;
/// No step of the search is longer.
const LONGEST_STEP: f64 = 1.0;
/// Steps are few: the likelihood has one top.
const STEPS: usize = 60;

/// The logarithms of the ratios that fit best; `None` where there is not one event.
pub(super) fn fit(agents: &[Vec<Point>], factors: &Factors, dispersion: f64) -> Option<Fit> {
    let columns = factors.columns.len();
    let events: f64 = agents.iter().flatten().map(|point| point.count).sum();
    if events <= 0.0 || dispersion <= 0.0 {
        return None;
    }
    let said = |effects: &[f64]| -> Vec<Likelihood> {
        agents.iter().map(|points| likelihood(points, factors, effects, dispersion)).collect()
    };
    let mut effects = vec![0.0; columns];
    let mut covariance = Vec::new();
    for _ in 0..STEPS {
        let all = Likelihood::sum(&said(&effects), columns);
        let (by, found) = step(&all, &effects, 1.0 / (BEFOREHAND * BEFOREHAND))?;
        covariance = found;
        let longest = by.iter().fold(0.0_f64, |longest, by| longest.max(by.abs()));
        let scale = if longest > LONGEST_STEP { LONGEST_STEP / longest } else { 1.0 };
        effects.iter_mut().zip(&by).for_each(|(effect, by)| *effect += scale * by);
        if longest < 1e-9 {
            break;
        }
    }
    let agents = said(&effects);
    Fit::of((&effects, covariance), &agents, Beforehand { precision: None, spread: 0.0 })
}

/// How an agent's events lie among its own calls, whatever its rate.
fn likelihood(points: &[Point], factors: &Factors, effects: &[f64], dispersion: f64) -> Likelihood {
    let mut found = Likelihood::flat(factors.columns.len());
    let events: f64 = points.iter().map(|point| point.count).sum();
    if events <= 0.0 {
        return found;
    }
    let weight = |point: &Point| point.exposure * factors.effect(point.call, effects).exp();
    let (expected, total) = factors.means(points, weight);
    for point in points {
        let share = weight(point) / total;
        let columns = factors.of_call(point.call);
        for a in columns {
            found.slope[*a] += point.count / dispersion;
            for b in columns {
                found.information[*a][*b] += events * share / dispersion;
            }
        }
    }
    for (a, mean) in expected.iter().enumerate() {
        found.slope[a] -= events * mean / dispersion;
        for (b, other) in expected.iter().enumerate() {
            found.information[a][b] -= events * mean * other / dispersion;
        }
    }
    found
}

/// The calls with the exposure that they would have in the mix of all, and by how much each agent's rate moves with each
/// logarithm.
pub(super) fn standardised(agents: &[Vec<Point>], factors: &Factors, fit: &Fit) -> Vec<Standard> {
    let kinds = kinds(agents, factors);
    let exposure: f64 = kinds.values().sum();
    let moved = agents.iter().zip(&fit.agents).map(|(points, own)| {
        let times = |columns: &[usize]| columns.iter().map(|column| own.effects[*column]).sum::<f64>().exp();
        // All calls of the centre, as this agent would have them.
        let usual = kinds.iter().map(|(columns, exposure)| exposure * times(columns)).sum::<f64>() / exposure;
        let mut mix = vec![0.0; factors.columns.len()];
        for (columns, own) in &kinds {
            columns.iter().for_each(|column| mix[*column] += own * times(columns) / (usual * exposure));
        }
        let weight = |point: &Point| point.exposure * times(factors.of_call(point.call)) / usual;
        let (had, total) = factors.means(points, weight);
        let events: f64 = points.iter().map(|point| point.count).sum();
        let rate = if total > 0.0 { events / total } else { 0.0 };
        let standard: Vec<Point> = points.iter().map(|point| Point { exposure: weight(point), ..*point }).collect();
        Standard {
            points: standard,
            gradient: had.iter().zip(&mix).map(|(had, mix)| rate * (mix - had)).collect(),
            // Conditioned on its total, an agent's rate says nothing of the effects.
            lean: vec![0.0; had.len()],
        }
    });
    moved.collect()
}

/// The exposure of all calls of each kind.
fn kinds<'f>(agents: &[Vec<Point>], factors: &'f Factors) -> BTreeMap<&'f [usize], f64> {
    let mut kinds: BTreeMap<&[usize], f64> = BTreeMap::new();
    for point in agents.iter().flatten() {
        *kinds.entry(factors.of_call(point.call)).or_default() += point.exposure;
    }
    kinds
}
