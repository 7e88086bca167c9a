//! Intervals, all at 90 %: what the same behaviour could have shown in another call of this length.

use statrs::distribution::{Binomial, ContinuousCDF, DiscreteCDF, Gamma};

/// Quantile of the standard normal distribution that leaves 5 % above.
pub(super) const Z: f64 = 1.644_853_626_951_472_7;
/// Probability outside, on each side.
const TAIL: f64 = 0.05;
/// Repetitions of a bootstrap.
const REPEATS: usize = 200;

/// A value with its interval; the value always lies inside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Estimate {
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// A share: `hits` of `n`. Wilson 1927. `None` for no trials.
pub(super) fn share(hits: usize, n: usize) -> Option<Estimate> {
    if n == 0 {
        return None;
    }
    let (k, n) = (hits as f64, n as f64);
    let p = k / n;
    let middle = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    Some(Estimate { value: p, low: (middle - half).clamp(0.0, p), high: (middle + half).clamp(p, 1.0) })
}

/// A rate: `count` over `exposure`. Exact for a Poisson count: Garwood 1936. `None` without exposure.
pub(super) fn rate(count: usize, exposure: f64) -> Option<Estimate> {
    if exposure <= 0.0 {
        return None;
    }
    let quantile = |shape: usize, p: f64| Gamma::new(shape as f64, 1.0).map_or(0.0, |gamma| gamma.inverse_cdf(p));
    let low = if count == 0 { 0.0 } else { quantile(count, TAIL) };
    Some(Estimate {
        value: count as f64 / exposure,
        low: low / exposure,
        high: quantile(count + 1, 1.0 - TAIL) / exposure,
    })
}

/// The value at `q` (0..1) of `values`, by linear interpolation; its interval by order statistics, free
/// of any assumption on their distribution. `None` for no values.
pub(super) fn quantile(values: &[f64], q: f64) -> Option<Estimate> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let at = q * last as f64;
    let (left, right) = (at.floor() as usize, at.ceil() as usize);
    let value = sorted[left] + (sorted[right] - sorted[left]) * (at - left as f64);
    let below = Binomial::new(q, sorted.len() as u64).ok()?;
    let rank = |p: f64| (0..=last as u64).find(|&k| below.cdf(k) >= p).unwrap_or(last as u64) as usize;
    Some(Estimate {
        value,
        low: sorted[rank(TAIL).saturating_sub(1)].min(value),
        high: sorted[(rank(1.0 - TAIL) + 1).min(last)].max(value),
    })
}

/// Sum of the first of each pair over sum of the second, with a bootstrap over the pairs (Efron 1979),
/// seeded by nothing but their number. `None` where the second sums to zero.
pub(super) fn ratio(pairs: &[(f64, f64)]) -> Option<Estimate> {
    let of = |sum: (f64, f64)| (sum.1 > 0.0).then(|| sum.0 / sum.1);
    let add = |a: (f64, f64), b: (f64, f64)| (a.0 + b.0, a.1 + b.1);
    let value = of(pairs.iter().copied().fold((0.0, 0.0), add))?;
    let mut random = Random::new(pairs.len() as u64);
    let mut repeated: Vec<f64> = (0..REPEATS)
        .filter_map(|_| {
            let drawn = (0..pairs.len()).map(|_| pairs[random.below(pairs.len())]);
            of(drawn.fold((0.0, 0.0), add))
        })
        .collect();
    repeated.sort_by(f64::total_cmp);
    let at = |p: f64| repeated[((repeated.len() - 1) as f64 * p).round() as usize];
    if repeated.is_empty() {
        return None;
    }
    Some(Estimate { value, low: at(TAIL).min(value), high: at(1.0 - TAIL).max(value) })
}

/// How far `after` lies above `before`: the median of all differences (Hodges & Lehmann 1963), its interval by the ranks of
/// Mann & Whitney's U. `None` where either is empty.
pub(super) fn shift(before: &[f64], after: &[f64]) -> Option<Estimate> {
    let mut all: Vec<f64> = after.iter().flat_map(|b| before.iter().map(move |a| b - a)).collect();
    all.sort_by(f64::total_cmp);
    let value = quantile(&all, 0.5)?.value;
    let pairs = all.len() as f64;
    let spread = (pairs * (before.len() + after.len() + 1) as f64 / 12.0).sqrt();
    let outside = (pairs / 2.0 - Z * spread).floor().max(0.0) as usize;
    Some(Estimate { value, low: all[outside].min(value), high: all[all.len() - 1 - outside].max(value) })
}

/// splitmix64 (Steele, Lea & Flood 2014): small, and the same everywhere.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(0x9E37_79B9_7F4A_7C15 ^ seed)
    }

    /// In another order (Fisher & Yates).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for k in (1..items.len()).rev() {
            items.swap(k, self.below(k + 1));
        }
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, expected: f64) {
        assert!((got - expected).abs() < 1e-4, "{got}, not {expected}");
    }

    #[test]
    fn wilson_matches_statsmodels() {
        // statsmodels 0.14: proportion_confint(3, 10, alpha=0.1, method="wilson")
        let estimate = share(3, 10).unwrap();
        close(estimate.value, 0.3);
        close(estimate.low, 0.126_930);
        close(estimate.high, 0.558_262);
        assert_eq!(share(0, 5).unwrap().low, 0.0);
        assert_eq!(share(5, 5).unwrap().high, 1.0);
        assert_eq!(share(0, 0), None);
    }

    #[test]
    fn garwood_matches_the_chi_square_tables() {
        // R: qchisq(0.05, 2)/2 = 0.051293, qchisq(0.95, 4)/2 = 4.743865; for zero qchisq(0.95, 2)/2 = 2.995732.
        let one = rate(1, 3.0).unwrap();
        close(one.low, 0.051_293 / 3.0);
        close(one.high, 4.743_865 / 3.0);
        let none = rate(0, 1.0).unwrap();
        close(none.low, 0.0);
        close(none.high, 2.995_732);
        assert_eq!(rate(1, 0.0), None);
    }

    #[test]
    fn a_median_stands_inside_its_order_statistics() {
        let values: Vec<f64> = (1..=21).map(f64::from).collect();
        let median = quantile(&values, 0.5).unwrap();
        close(median.value, 11.0);
        // Binomial(21, 1/2): ranks 7 and 15 hold 90 %.
        assert!(median.low >= 6.0 && median.low <= 8.0, "{median:?}");
        assert!(median.high >= 14.0 && median.high <= 16.0, "{median:?}");
        assert_eq!(quantile(&[2.0], 0.5).unwrap(), Estimate { value: 2.0, low: 2.0, high: 2.0 });
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn a_shift_holds_the_truth_nine_times_in_ten() {
        let mut random = Random::new(1);
        let mut draw = |n: usize, by: f64| (0..n).map(|_| by + random.below(1000) as f64).collect::<Vec<_>>();
        let mut held = 0;
        for _ in 0..400 {
            let found = shift(&draw(7, 0.0), &draw(9, 500.0)).unwrap();
            held += usize::from(found.low <= 500.0 && 500.0 <= found.high);
        }
        assert!((345..=390).contains(&held), "{held} of 400");
        assert_eq!(shift(&[], &[1.0]), None);
        assert_eq!(shift(&[1.0], &[3.0]).unwrap().value, 2.0);
    }

    #[test]
    fn a_bootstrap_is_repeatable_and_holds_the_value() {
        let pairs: Vec<(f64, f64)> = (0..40).map(|k| (f64::from(k % 7), 10.0)).collect();
        let first = ratio(&pairs).unwrap();
        assert_eq!(first, ratio(&pairs).unwrap());
        assert!(first.low < first.value && first.value < first.high);
        assert_eq!(ratio(&[(1.0, 0.0)]), None);
        assert_eq!(ratio(&[]), None);
    }
}
