//! Intervals, all at 90 %: what the same behaviour could have shown in another call of this length.

#![allow(missing_docs, unreachable_pub)]

use statrs::distribution::{Binomial, ContinuousCDF, DiscreteCDF, Gamma};

/// Quantile of the standard normal distribution that leaves 5 % above.
pub const Z: f64 = 1.644_853_626_951_472_7;
/// Probability outside, on each side.
const TAIL: f64 = 0.05;
/// Repetitions of a bootstrap.
const REPEATS: usize = 200;

/// A value with its interval; the value always lies inside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// A share: `hits` of `n`. Wilson 1927. `None` for no trials.
pub fn share(hits: usize, n: usize) -> Option<Estimate> {
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
pub fn rate(count: usize, exposure: f64) -> Option<Estimate> {
    weighed_rate(count as f64, exposure)
}

/// The same for a sum of probabilities or weights in place of a count: the gamma quantiles of Garwood's interval, between
/// the whole numbers.
pub fn weighed_rate(sum: f64, exposure: f64) -> Option<Estimate> {
    if exposure <= 0.0 {
        return None;
    }
    let quantile = |shape: f64, p: f64| Gamma::new(shape, 1.0).map_or(0.0, |gamma| gamma.inverse_cdf(p));
    // Under a hundredth the lower end is nothing that could be told.
    let low = if sum < 0.01 { 0.0 } else { quantile(sum, TAIL).min(sum) };
    Some(Estimate { value: sum / exposure, low: low / exposure, high: quantile(sum + 1.0, 1.0 - TAIL) / exposure })
}

/// The value at `q` (0..1) of `values`, by linear interpolation; its interval by order statistics, free
/// of any assumption on their distribution. `None` for no values.
pub fn quantile(values: &[f64], q: f64) -> Option<Estimate> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let value = interpolated(&sorted, q)?;
    let below = Binomial::new(q, sorted.len() as u64).ok()?;
    let rank = |p: f64| {
        let (mut low, mut high) = (0, last);
        while low < high {
            let middle = usize::midpoint(low, high);
            if below.cdf(middle as u64) >= p { high = middle } else { low = middle + 1 }
        }
        low
    };
    Some(Estimate {
        value,
        low: sorted[rank(TAIL).saturating_sub(1)].min(value),
        high: sorted[(rank(1.0 - TAIL) + 1).min(last)].max(value),
    })
}

/// The value at `q` of `sorted` values; `None` for none.
fn interpolated(sorted: &[f64], q: f64) -> Option<f64> {
    let at = q * sorted.len().checked_sub(1)? as f64;
    let (left, right) = (at.floor() as usize, at.ceil() as usize);
    Some(sorted[left] + (sorted[right] - sorted[left]) * (at - left as f64))
}

/// Distance of the first and third quartile of `values`, with a bootstrap over blocks of neighbours as long as the cube root
/// of their number (Künsch 1989), as neighbours in a call are alike. `None` under four values.
pub fn spread(values: &[f64]) -> Option<Estimate> {
    let of = |values: &[f64]| {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        Some(interpolated(&sorted, 0.75)? - interpolated(&sorted, 0.25)?)
    };
    let value = of(values).filter(|_| values.len() >= 4)?;
    let block = (values.len() as f64).cbrt().round() as usize;
    let mut random = Random::new(values.len() as u64);
    let mut drawn = Vec::with_capacity(values.len() + block);
    let repeated = (0..REPEATS).filter_map(|_| {
        drawn.clear();
        while drawn.len() < values.len() {
            let from = random.below(values.len() - block + 1);
            drawn.extend_from_slice(&values[from..from + block]);
        }
        of(&drawn[..values.len()])
    });
    bounded(value, repeated.collect())
}

/// Sum of the first of each pair over sum of the second, with a bootstrap over the pairs (Efron 1979),
/// seeded by nothing but their number. `None` where the second sums to zero.
pub fn ratio(pairs: &[(f64, f64)]) -> Option<Estimate> {
    let value = over(pairs.iter().copied())?;
    let mut random = Random::new(pairs.len() as u64);
    bounded(value, (0..REPEATS).filter_map(|_| again(pairs, &mut random)).collect())
}

/// One such ratio over another, both drawn anew. `None` where either is none or the second is zero.
pub fn quotient(above: &[(f64, f64)], below: &[(f64, f64)]) -> Option<Estimate> {
    let over_both = |above: Option<f64>, below: Option<f64>| Some(above? / below.filter(|below| *below > 0.0)?);
    let value = over_both(over(above.iter().copied()), over(below.iter().copied()))?;
    let mut random = Random::new((above.len() * 31 + below.len()) as u64);
    let repeated = (0..REPEATS).filter_map(|_| over_both(again(above, &mut random), again(below, &mut random)));
    bounded(value, repeated.collect())
}

/// Sum of firsts over sum of seconds.
fn over(pairs: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let sum = pairs.fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
    (sum.1 > 0.0).then(|| sum.0 / sum.1)
}

/// The same of as many pairs, drawn with replacement.
fn again(pairs: &[(f64, f64)], random: &mut Random) -> Option<f64> {
    over((0..pairs.len()).map(|_| pairs[random.below(pairs.len())]))
}

/// A value with the middle 90 % of what a bootstrap gave.
fn bounded(value: f64, mut repeated: Vec<f64>) -> Option<Estimate> {
    repeated.sort_by(f64::total_cmp);
    let last = repeated.len().checked_sub(1)?;
    let at = |p: f64| repeated[(last as f64 * p).round() as usize];
    Some(Estimate { value, low: at(TAIL).min(value), high: at(1.0 - TAIL).max(value) })
}

/// Rank correlation of pairs (Spearman 1904), ties sharing their rank; its interval by Fisher's transformation with the
/// variance of Bonett & Wright 2000. `None` under eight pairs, or where one side is all the same.
pub fn spearman(pairs: &[(f64, f64)]) -> Option<Estimate> {
    if pairs.len() < 8 {
        return None;
    }
    let first = ranks(pairs.iter().map(|pair| pair.0));
    let second = ranks(pairs.iter().map(|pair| pair.1));
    let n = pairs.len() as f64;
    let middle = f64::midpoint(n, 1.0);
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum::<f64>();
    let scale = (product(&first, &first) * product(&second, &second)).sqrt();
    let r = (scale > 0.0).then(|| (product(&first, &second) / scale).clamp(-1.0, 1.0))?;
    let half = Z * ((1.0 + r * r / 2.0) / (n - 3.0)).sqrt();
    let z = r.clamp(-0.999_999, 0.999_999).atanh();
    Some(Estimate { value: r, low: (z - half).tanh().min(r), high: (z + half).tanh().max(r) })
}

/// Rank of each value from one on; equal values share the mean of theirs.
pub fn ranks(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let values: Vec<f64> = values.collect();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&i, &j| values[i].total_cmp(&values[j]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    for tied in order.chunk_by(|&i, &j| values[i] == values[j]) {
        let rank = from as f64 + f64::midpoint(tied.len() as f64, 1.0);
        tied.iter().for_each(|&i| ranks[i] = rank);
        from += tied.len();
    }
    ranks
}

/// How far `after` lies above `before`: the median of all differences (Hodges & Lehmann 1963), its interval by the ranks of
/// Mann & Whitney's U. `None` where either is empty.
pub fn shift(before: &[f64], after: &[f64]) -> Option<Estimate> {
    let mut all: Vec<f64> = after.iter().flat_map(|b| before.iter().map(move |a| b - a)).collect();
    all.sort_by(f64::total_cmp);
    let value = quantile(&all, 0.5)?.value;
    let pairs = all.len() as f64;
    let spread = (pairs * (before.len() + after.len() + 1) as f64 / 12.0).sqrt();
    let outside = (pairs / 2.0 - Z * spread).floor().max(0.0) as usize;
    Some(Estimate { value, low: all[outside].min(value), high: all[all.len() - 1 - outside].max(value) })
}

/// splitmix64 (Steele, Lea & Flood 2014): small, and the same everywhere.
pub struct Random(u64);

impl Random {
    pub const fn new(seed: u64) -> Self {
        Self(0x9E37_79B9_7F4A_7C15 ^ seed)
    }

    /// In another order (Fisher & Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for k in (1..items.len()).rev() {
            items.swap(k, self.below(k + 1));
        }
    }

    /// A standard normal, nearly: the sum of twelve uniforms, which is the same on every machine.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }

    /// From 0 to 1.
    pub fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
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
    fn a_sum_of_probabilities_lies_between_the_counts() {
        // scipy 1.17: gamma.ppf(0.05, 1.5), gamma.ppf(0.95, 2.5)
        let some = weighed_rate(1.5, 1.0).unwrap();
        close(some.low, 0.175_923);
        close(some.high, 5.535_249);
        assert_eq!(weighed_rate(1.0, 3.0), rate(1, 3.0));
    }

    #[test]
    fn spearman_matches_scipy() {
        // scipy 1.17: spearmanr([1,2,3,4,5,6,7,8,9,10], [2,1,4,3,3,7,6,9,8,10])
        let y = [2.0, 1.0, 4.0, 3.0, 3.0, 7.0, 6.0, 9.0, 8.0, 10.0];
        let pairs: Vec<(f64, f64)> = (1..=10).map(f64::from).zip(y).collect();
        let rho = spearman(&pairs).unwrap();
        close(rho.value, 0.924_016);
        assert!(rho.low < 0.85 && rho.high > 0.97, "{rho:?}");
        assert_eq!(spearman(&pairs[..7]), None);
        assert_eq!(spearman(&[(1.0, 2.0); 9]), None);
    }

    #[test]
    fn quartiles_stand_inside_their_interval() {
        let values: Vec<f64> = (0..40).map(|k| f64::from(k * 7 % 40)).collect();
        let iqr = spread(&values).unwrap();
        close(iqr.value, 19.5);
        assert!(iqr.low < 19.5 && iqr.high > 19.5 && iqr.high < 30.0, "{iqr:?}");
        assert_eq!(spread(&values[..3]), None);
    }

    #[test]
    fn one_pace_over_another() {
        let twice: Vec<(f64, f64)> = (0..20).map(|k| (10.0 + f64::from(k % 3), 2.0)).collect();
        let once: Vec<(f64, f64)> = (0..20).map(|k| (5.0 + f64::from(k % 2), 2.0)).collect();
        let estimate = quotient(&twice, &once).unwrap();
        assert!(estimate.low < estimate.value && estimate.value < estimate.high);
        assert!((estimate.value - 10.95 / 5.5).abs() < 1e-9, "{estimate:?}");
        assert_eq!(quotient(&twice, &[]), None);
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
