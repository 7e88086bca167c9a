//! A known rater is recovered from simulated ratings, and what is refused is refused.

use listening_core::calibration::{Calibration, Rated, Rating, Seen, SeenDimension, Target, quadratic_kappa};
use listening_core::{Config, Error, Floor, Party, Report, Session, analyze};
use proptest::prelude::*;

/// A rater who weighs the dimensions in a way of their own.
struct Rater {
    weights: [f64; 4],
    /// Standard deviation of what the rater sees besides, in points.
    noise: f64,
    /// Least points of each level, best first.
    levels: [f64; 4],
}

const RATER: Rater = Rater { weights: [0.15, 0.45, 0.35, 0.05], noise: 6.0, levels: [86.0, 74.0, 60.0, 46.0] };

/// splitmix64.
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) as f64 / 2.0_f64.powi(64)
    }

    /// A standard normal number, nearly: twelve uniform ones.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

impl Rater {
    fn points(&self, dimensions: [f64; 4]) -> f64 {
        self.weights.iter().zip(dimensions).map(|(weight, points)| weight * points).sum()
    }

    fn level(&self, points: f64) -> usize {
        4 - self.levels.iter().position(|&from| points >= from).unwrap_or(4)
    }
}

/// Calls of agents who differ, by one who would rate the same each time and as the rater rates.
fn simulated(seed: u64, agents: usize, calls: usize) -> (Vec<Rated>, Vec<usize>) {
    let mut random = Random(seed);
    let (mut rated, mut true_levels) = (Vec::new(), Vec::new());
    for agent in 0..agents {
        let habit: [f64; 4] = std::array::from_fn(|_| 68.0 + 12.0 * random.normal());
        for _ in 0..calls {
            let dimensions = habit.map(|habit| (habit + 15.0 * random.normal()).clamp(0.0, 100.0));
            let [a, b, c, d] = dimensions;
            let points = RATER.points(dimensions);
            let mut seen = || RATER.level(points + RATER.noise * random.normal());
            let (rating, second) = (Rating::Level(seen()), Some(Rating::Level(seen())));
            let whole = 0.35 * a + 0.30 * b + 0.25 * c + 0.10 * d;
            let report = Seen::of_points(dimensions.map(Some), whole).unwrap();
            rated.push(Rated { agent: format!("agent {agent}"), report, rating, second });
            true_levels.push(RATER.level(points));
        }
    }
    (rated, true_levels)
}

/// Kappa of levels with the ratings.
fn kappa(rated: &[Rated], levels: impl IntoIterator<Item = usize>) -> f64 {
    quadratic_kappa(levels.into_iter().zip(rated.iter().map(|rated| rated.rating.level()))).unwrap()
}

fn level(calibration: &Calibration, report: &Seen) -> usize {
    let calibrated = calibration.rate(report).unwrap().unwrap();
    Rating::from_name(calibrated.rating).unwrap().level()
}

/// `cargo test -p listening-core --test calibration -- --nocapture`: the table of docs/validation.md.
#[test]
fn a_known_rater_is_recovered() {
    println!("300 calls of 20 agents, kappa with the rater's levels");
    println!("seed  ceiling  cross-validated  profile | 3,000 new calls: ceiling  calibrated  profile | weights");
    let (mut worst, mut sum) = (0.0_f64, [0.0; 6]);
    for seed in 1..=20 {
        let (rated, truth) = simulated(seed, 20, 15);
        let calibration = Calibration::fit(&rated, Target::QualityRating).unwrap();
        let figures = calibration.figures();
        let ceiling = kappa(&rated, truth);
        let (ours, before) = (figures.kappa.value.unwrap(), figures.uncalibrated.kappa.value.unwrap());

        let (fresh, truth) = simulated(1000 + seed, 200, 15);
        let new_ceiling = kappa(&fresh, truth);
        let new = kappa(&fresh, fresh.iter().map(|rated| level(&calibration, &rated.report)));
        let whole = |rated: &Rated| Rating::Points(rated.report.whole.unwrap()).level();
        let new_before = kappa(&fresh, fresh.iter().map(whole));
        let weights: Vec<String> = calibration.dimensions().iter().map(|d| format!("{:.2}", d.weight)).collect();
        let row = [ceiling, ours, before, new_ceiling, new, new_before];
        println!(
            "{seed:4}  {ceiling:7.3}  {ours:15.3}  {before:7.3} | {new_ceiling:24.3}  {new:10.3}  {new_before:7.3} | {} ({:?})",
            weights.join(" "),
            calibration.shrinkage(),
        );
        sum.iter_mut().zip(row).for_each(|(sum, figure)| *sum += figure);
        worst = worst.max(new_ceiling - new);
        assert!(new > new_ceiling - 0.05, "seed {seed}: {new} under {new_ceiling}");
        assert!(new > new_before, "seed {seed}");
    }
    let mean = sum.map(|sum| sum / 20.0);
    println!("mean  {mean:.3?}, worst gap {worst:.3}");
    assert!(mean[1] > mean[0] - 0.05, "cross-validated: {} under {}", mean[1], mean[0]);
    assert!((mean[1] - mean[4]).abs() < 0.03, "the figures of the fit tell of new calls: {} and {}", mean[1], mean[4]);
}
