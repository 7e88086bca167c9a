//! Whether a series rises or falls.

use super::slopes::Slopes;
use super::{Estimate, Z};

/// Fewest points with a trend.
const LEAST: usize = 6;

/// Slope of `points` (x, y), in y per x: the median of the slopes of all pairs (Theil 1950, Sen 1968), which up to 29 % of
/// wild points do not move; its interval by the variance of Kendall's S, ties counted. No more than a few
/// times as slow as sorting them.
///
/// `None` under six points, where all x are the same, and where a number is not finite.
///
/// ```
/// let score_by_week = [60.0, 62.0, 61.0, 65.0, 66.0, 20.0, 70.0];
/// let points: Vec<(f64, f64)> = (0..7).map(f64::from).zip(score_by_week).collect();
/// // The fall in one week moves it little.
/// assert_eq!(listening_core::stats::theil_sen(&points).unwrap().value, 1.5);
/// ```
pub fn theil_sen(points: &[(f64, f64)]) -> Option<Estimate> {
    let slopes = Slopes::of(points)?;
    if points.len() < LEAST || slopes.len() == 0 {
        return None;
    }
    let half = Z * kendall_variance(points).sqrt();
    let (pairs, count) = (slopes.len(), slopes.len() as f64);
    let rank = |at: f64| slopes.ranked(at.clamp(0.0, count - 1.0) as usize);
    let upper = slopes.ranked(pairs / 2);
    let value = if pairs % 2 == 1 { upper } else { f64::midpoint(slopes.ranked(pairs / 2 - 1), upper) };
    let low = rank(((count - half) / 2.0).round() - 1.0).min(value);
    let high = rank(f64::midpoint(count, half).round()).max(value);
    Some(Estimate { value, low, high })
}

/// Whether `points` (x, y) rise (towards 1) or fall (towards -1): Kendall's tau-a, and the two-sided probability that a
/// series without trend has one as far from zero (Mann 1945, Kendall 1975; normal, with continuity correction).
///
/// `None` under six points, and where a number is not finite.
///
/// ```
/// let points: Vec<(f64, f64)> = (0..10).map(|k| (f64::from(k), f64::from(2 * k))).collect();
/// let (tau, p) = listening_core::stats::mann_kendall(&points).unwrap();
/// assert_eq!(tau, 1.0);
/// assert!(p < 0.001);
/// ```
pub fn mann_kendall(points: &[(f64, f64)]) -> Option<(f64, f64)> {
    if points.len() < LEAST {
        return None;
    }
    let s = Slopes::of(points)?.rising();
    let variance = kendall_variance(points);
    let pairs = (points.len() * (points.len() - 1)) as f64 / 2.0;
    let z = if variance > 0.0 { (s.abs() - 1.0).max(0.0) / variance.sqrt() } else { 0.0 };
    Some((s / pairs, statrs::function::erf::erfc(z / std::f64::consts::SQRT_2)))
}

/// Variance of Kendall's S where nothing rises or falls; tied y take from it.
fn kendall_variance(points: &[(f64, f64)]) -> f64 {
    let term = |n: usize| (n * n.saturating_sub(1) * (2 * n + 5)) as f64;
    let mut ys: Vec<f64> = points.iter().map(|point| point.1).collect();
    ys.sort_by(f64::total_cmp);
    let ties: f64 = ys.chunk_by(|a, b| a == b).map(|same| term(same.len())).sum();
    (term(points.len()) - ties) / 18.0
}

#[cfg(test)]
mod tests {
    use super::super::random::noise;
    use super::*;

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
            let slope = theil_sen(&numbered(&noise(seed, 20, |_| 0.0))).unwrap();
            slope.low <= 0.0 && 0.0 <= slope.high
        };
        let held = (0..400).filter(|seed| holds(*seed)).count();
        assert!((345..=385).contains(&held), "{held} of 400");
        let likely =
            (0..400).filter(|&seed| mann_kendall(&numbered(&noise(seed, 20, |_| 0.0))).unwrap().1 < 0.1).count();
        assert!((20..=55).contains(&likely), "{likely} of 400");
    }

    #[test]
    fn what_falls_has_a_falling_trend() {
        let found = theil_sen(&numbered(&noise(3, 25, |k| -0.2 * k as f64))).unwrap();
        assert!(found.high < 0.0, "{found:?}");
        let (tau, p) = mann_kendall(&numbered(&noise(3, 25, |k| -0.2 * k as f64))).unwrap();
        assert!(tau < -0.4 && p < 0.01, "{tau} {p}");
    }
}
