//! Where the level of a series changes, and how noisy it is between.

use super::quantile::middle;

/// Fewest points of a level stretch.
const STRETCH: usize = 3;
/// A change point must save this many times the noise's variance and the logarithm of the number of points.
const PENALTY: f64 = 4.0;
/// Median absolute deviation to standard deviation, of normal values.
const NORMAL: f64 = 1.482_602_218_505_602;

/// Where the level of `values` changes: the index of the first value of each stretch but the first. Empty for fewer than
/// six values, or where most are as their neighbour.
///
/// Of all ways to cut the series into level stretches of three values or more, the one with the least sum of squares
/// plus a penalty for each cut (optimal partitioning: Jackson et al. 2005), which grows with the noise ([`noise_sd`]).
/// Takes time by the square of their number.
///
/// ```
/// let values = [1.0, 1.1, 0.9, 1.0, 1.1, 5.0, 5.1, 4.9, 5.0, 5.1];
/// assert_eq!(listening_core::stats::change_points(&values), [5]);
/// ```
pub fn change_points(values: &[f64]) -> Vec<usize> {
    let n = values.len();
    let noise = noise_sd(values).unwrap_or(0.0);
    if n < 2 * STRETCH || noise <= 0.0 {
        return Vec::new();
    }
    let penalty = PENALTY * noise * noise * libm::log(n as f64);
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
/// median. In the unit of the values.
///
/// `None` for fewer than two values.
///
/// ```
/// let values = [1.0, 1.1, 0.9, 1.0, 5.0, 5.1, 4.9, 5.0];
/// let sd = listening_core::stats::noise_sd(&values).unwrap();
/// assert!((sd - 0.105).abs() < 0.001);
/// assert_eq!(listening_core::stats::noise_sd(&[1.0]), None);
/// ```
pub fn noise_sd(values: &[f64]) -> Option<f64> {
    let mut steps: Vec<f64> = values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    steps.sort_by(f64::total_cmp);
    (!steps.is_empty()).then(|| NORMAL * middle(&steps) / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::super::random::noise;
    use super::*;

    #[test]
    fn a_step_is_found_where_it_is() {
        for seed in 0..20 {
            let found = change_points(&noise(seed, 30, |k| if k < 12 { 0.0 } else { 4.0 }));
            assert!(found.len() == 1 && found[0].abs_diff(12) <= 1, "seed {seed}: {found:?}");
        }
    }

    #[test]
    fn noise_alone_has_no_steps() {
        for n in [6, 8, 12, 20, 40, 80] {
            let wrong = (0..300).filter(|seed| !change_points(&noise(*seed, n, |_| 0.0)).is_empty()).count();
            println!("{n}: {wrong} of 300");
            assert!(wrong <= 30, "{n}: {wrong} of 300");
        }
        assert!(change_points(&[1.0; 40]).is_empty());
        assert!(change_points(&[]).is_empty());
    }
}
