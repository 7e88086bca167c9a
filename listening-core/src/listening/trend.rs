//! Whether a series rises or falls, and where it changes.

#![allow(missing_docs, unreachable_pub)]

use super::intervals::{Estimate, Z};

/// Fewest points that a trend is told of.
const LEAST: usize = 6;
/// Fewest points of a level stretch.
const STRETCH: usize = 3;
/// A change point must save this many times the noise's variance and the logarithm of the number of points.
const PENALTY: f64 = 4.0;
/// Median absolute deviation to standard deviation, of normal values.
const NORMAL: f64 = 1.482_602_218_505_602;

/// Slope of `points` (x, y), in y per x: the median of the slopes of all pairs (Theil 1950, Sen 1968), which up to 29 % of
/// wild points do not move; its interval by the variance of Kendall's S, ties counted. `None` under six points, or where
/// all x are the same.
pub fn theil_sen(points: &[(f64, f64)]) -> Option<Estimate> {
    let mut slopes = slopes(points);
    if points.len() < LEAST || slopes.is_empty() {
        return None;
    }
    slopes.sort_by(f64::total_cmp);
    let half = Z * kendall_variance(points).sqrt();
    let count = slopes.len() as f64;
    let rank = |at: f64| slopes[at.clamp(0.0, count - 1.0) as usize];
    let value = middle(&slopes);
    let low = rank(((count - half) / 2.0).round() - 1.0).min(value);
    let high = rank(f64::midpoint(count, half).round()).max(value);
    Some(Estimate { value, low, high })
}

/// Whether `points` rise (towards 1) or fall (towards -1): Kendall's tau-a, and the probability that a series without
/// trend has one as far from zero (Mann 1945, Kendall 1975; normal, with continuity correction). `None` under six
/// points.
pub fn mann_kendall(points: &[(f64, f64)]) -> Option<(f64, f64)> {
    if points.len() < LEAST {
        return None;
    }
    let slopes = slopes(points);
    let s: f64 = slopes.iter().map(|slope| if *slope == 0.0 { 0.0 } else { slope.signum() }).sum();
    let variance = kendall_variance(points);
    let pairs = (points.len() * (points.len() - 1)) as f64 / 2.0;
    let z = if variance > 0.0 { (s.abs() - 1.0).max(0.0) / variance.sqrt() } else { 0.0 };
    Some((s / pairs, statrs::function::erf::erfc(z / std::f64::consts::SQRT_2)))
}

fn slopes(points: &[(f64, f64)]) -> Vec<f64> {
    let pairs = points.iter().enumerate().flat_map(|(k, a)| points[k + 1..].iter().map(move |b| (a, b)));
    pairs.filter(|(a, b)| a.0 != b.0).map(|(a, b)| (b.1 - a.1) / (b.0 - a.0)).collect()
}

/// Variance of Kendall's S where nothing rises or falls; tied y take from it.
fn kendall_variance(points: &[(f64, f64)]) -> f64 {
    let term = |n: usize| (n * n.saturating_sub(1) * (2 * n + 5)) as f64;
    let mut ys: Vec<f64> = points.iter().map(|point| point.1).collect();
    ys.sort_by(f64::total_cmp);
    let ties: f64 = ys.chunk_by(|a, b| a == b).map(|same| term(same.len())).sum();
    (term(points.len()) - ties) / 18.0
}

/// Where the level of `values` changes: the index of the first value of each stretch but the first.
///
/// Of all ways to cut the series into level stretches of three values or more, the one with the least sum of squares
/// plus a penalty for each cut (optimal partitioning: Jackson et al. 2005). The noise's variance is taken from the
/// differences of neighbours, which a step hardly moves.
pub fn change_points(values: &[f64]) -> Vec<usize> {
    let n = values.len();
    let noise = neighbour_spread(values).unwrap_or(0.0);
    if n < 2 * STRETCH || noise <= 0.0 {
        return Vec::new();
    }
    let penalty = PENALTY * noise * noise * (n as f64).ln();
    let mut sums = vec![(0.0, 0.0)];
    for (k, value) in values.iter().enumerate() {
        sums.push((sums[k].0 + value, sums[k].1 + value * value));
    }
    let cost = |from: usize, to: usize| {
        let (sum, squares) = (sums[to].0 - sums[from].0, sums[to].1 - sums[from].1);
        squares - sum * sum / (to - from) as f64
    };
    // The least cost of the first `to` values, and where their last stretch begins.
    let mut best = vec![(f64::INFINITY, 0); n + 1];
    best[0].0 = -penalty;
    for to in STRETCH..=n {
        for from in 0..=to - STRETCH {
            let whole = best[from].0 + penalty + cost(from, to);
            if whole < best[to].0 {
                best[to] = (whole, from);
            }
        }
    }
    let mut cuts = Vec::new();
    let mut at = best[n].1;
    while at > 0 {
        cuts.push(at);
        at = best[at].1;
    }
    cuts.reverse();
    cuts
}

/// Standard deviation of what is left when the slow part of a series is taken away: from the median absolute difference
/// of neighbours. A step in the series moves one difference, where it would move half of all distances from the
/// median. `None` for fewer than two values.
pub fn neighbour_spread(values: &[f64]) -> Option<f64> {
    let mut steps: Vec<f64> = values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    steps.sort_by(f64::total_cmp);
    (!steps.is_empty()).then(|| NORMAL * middle(&steps) / std::f64::consts::SQRT_2)
}

/// Median of sorted values; 0 of none.
fn middle(sorted: &[f64]) -> f64 {
    let half = sorted.len() / 2;
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 1 => sorted[half],
        _ => f64::midpoint(sorted[half - 1], sorted[half]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::intervals::Random;
    use super::*;

    /// About normal: the sum of twelve even ones.
    fn noise(random: &mut Random) -> f64 {
        (0..12).map(|_| random.below(1_000_000) as f64 / 1e6).sum::<f64>() - 6.0
    }

    fn series(seed: u64, n: usize, level: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut random = Random::new(seed);
        (0..n).map(|k| level(k) + noise(&mut random)).collect()
    }

    fn numbered(values: &[f64]) -> Vec<(f64, f64)> {
        values.iter().enumerate().map(|(k, value)| (k as f64, *value)).collect()
    }

    #[test]
    fn slopes_and_intervals_are_those_of_scipy() {
        // scipy 1.16: theilslopes(y, x, alpha=0.9)
        let y = [1.0, 2.5, 2.0, 4.0, 3.5, 6.0, 5.5, 7.0, 9.0, 8.0];
        let slope = theil_sen(&numbered(&y)).unwrap();
        assert!((slope.value - 0.857_143).abs() < 1e-6, "{slope:?}");
        assert!((slope.low - 0.666_667).abs() < 1e-6 && (slope.high - 1.0).abs() < 1e-6, "{slope:?}");
    }

    #[test]
    fn few_points_and_level_ones_have_no_trend() {
        assert_eq!(theil_sen(&numbered(&[1.0, 2.0, 3.0, 4.0, 5.0])), None);
        assert_eq!(theil_sen(&[(1.0, 2.0); 10]), None);
        assert_eq!(mann_kendall(&numbered(&[1.0; 3])), None);
        let level = theil_sen(&numbered(&[2.0; 10])).unwrap();
        assert_eq!((level.value, level.low, level.high), (0.0, 0.0, 0.0));
        assert_eq!(mann_kendall(&numbered(&[2.0; 10])), Some((0.0, 1.0)));
    }

    #[test]
    fn a_slope_of_noise_alone_holds_zero_nine_times_in_ten() {
        let holds = |seed| {
            let slope = theil_sen(&numbered(&series(seed, 20, |_| 0.0))).unwrap();
            slope.low <= 0.0 && 0.0 <= slope.high
        };
        let held = (0..400).filter(|seed| holds(*seed)).count();
        assert!((345..=385).contains(&held), "{held} of 400");
        let likely =
            (0..400).filter(|&seed| mann_kendall(&numbered(&series(seed, 20, |_| 0.0))).unwrap().1 < 0.1).count();
        assert!((20..=55).contains(&likely), "{likely} of 400");
    }

    #[test]
    fn what_falls_is_told_to_fall() {
        let found = theil_sen(&numbered(&series(3, 25, |k| -0.2 * k as f64))).unwrap();
        assert!(found.high < 0.0, "{found:?}");
        let (tau, p) = mann_kendall(&numbered(&series(3, 25, |k| -0.2 * k as f64))).unwrap();
        assert!(tau < -0.4 && p < 0.01, "{tau} {p}");
    }

    #[test]
    fn a_step_is_found_where_it_is() {
        for seed in 0..20 {
            let found = change_points(&series(seed, 30, |k| if k < 12 { 0.0 } else { 4.0 }));
            assert!(found.len() == 1 && found[0].abs_diff(12) <= 1, "seed {seed}: {found:?}");
        }
    }

    #[test]
    fn noise_alone_has_no_steps() {
        for n in [6, 8, 12, 20, 40, 80] {
            let wrong = (0..300).filter(|seed| !change_points(&series(*seed, n, |_| 0.0)).is_empty()).count();
            println!("{n}: {wrong} of 300");
            assert!(wrong <= 30, "{n}: {wrong} of 300");
        }
        assert!(change_points(&[1.0; 40]).is_empty());
        assert!(change_points(&[]).is_empty());
    }
}
