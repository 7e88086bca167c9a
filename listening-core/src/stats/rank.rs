//! What the ranks of values say: it does not depend on their distribution.

use super::quantile::quantile;
use super::{Estimate, Z};
use crate::sorting;

/// Rank of each value, from 1 on, in the order of the values; equal values share the mean of their ranks.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    sorting::by(&mut order, |&i, &j| values[i].total_cmp(&values[j]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    for tied in order.chunk_by(|&i, &j| values[i] == values[j]) {
        let rank = from as f64 + f64::midpoint(tied.len() as f64, 1.0);
        tied.iter().for_each(|&i| ranks[i] = rank);
        from += tied.len();
    }
    ranks
}

/// Rank correlation of pairs, -1 to 1 (Spearman 1904), ties sharing their rank.
///
/// `None` where one side is all the same, or there are no pairs.
///
/// ```
/// use listening_core::stats::rank_correlation;
/// assert_eq!(rank_correlation([(1.0, 9.0), (2.0, 4.0), (3.0, 1.0)]), Some(-1.0));
/// assert_eq!(rank_correlation([(1.0, 2.0), (3.0, 2.0)]), None);
/// ```
pub fn rank_correlation(pairs: impl IntoIterator<Item = (f64, f64)>) -> Option<f64> {
    let (first, second): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
    let (first, second) = (ranks(&first), ranks(&second));
    let middle = f64::midpoint(first.len() as f64, 1.0);
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum::<f64>();
    let scale = (product(&first, &first) * product(&second, &second)).sqrt();
    (scale > 0.0).then(|| (product(&first, &second) / scale).clamp(-1.0, 1.0))
}

/// The [`rank_correlation`] of pairs; its interval by Fisher's transformation with
/// the variance of Bonett & Wright (2000).
///
/// `None` under eight pairs, or where one side is all the same.
///
/// ```
/// let pairs: Vec<(f64, f64)> = (0..12).map(|k| (f64::from(k), f64::from(k * k))).collect();
/// let found = listening_core::stats::spearman(&pairs).unwrap();
/// assert!((found.value - 1.0).abs() < 1e-12);
/// assert_eq!(listening_core::stats::spearman(&pairs[..7]), None);
/// ```
pub fn spearman(pairs: &[(f64, f64)]) -> Option<Estimate> {
    if pairs.len() < 8 {
        return None;
    }
    let n = pairs.len() as f64;
    let r = rank_correlation(pairs.iter().copied())?;
    let half = Z * ((1.0 + r * r / 2.0) / (n - 3.0)).sqrt();
    let z = libm::atanh(r.clamp(-0.999_999, 0.999_999));
    Some(Estimate { value: r, low: libm::tanh(z - half).min(r), high: libm::tanh(z + half).max(r) })
}

/// How far `after` lies above `before`, in their unit: the median of all differences (Hodges & Lehmann 1963), its interval by
/// the ranks of Mann & Whitney's U. Takes time and memory by the product of their numbers.
///
/// `None` where either is empty.
///
/// ```
/// let raised = listening_core::stats::hodges_lehmann(&[1.0, 2.0, 3.0], &[4.0, 6.0]).unwrap();
/// assert_eq!(raised.value, 3.0);
/// ```
pub fn hodges_lehmann(before: &[f64], after: &[f64]) -> Option<Estimate> {
    let mut all: Vec<f64> = after.iter().flat_map(|b| before.iter().map(move |a| b - a)).collect();
    all.sort_by(f64::total_cmp);
    let value = quantile(&all, 0.5)?.value;
    let pairs = all.len() as f64;
    let spread = (pairs * (before.len() + after.len() + 1) as f64 / 12.0).sqrt();
    let outside = (pairs / 2.0 - Z * spread).floor().max(0.0) as usize;
    Some(Estimate { value, low: all[outside].min(value), high: all[all.len() - 1 - outside].max(value) })
}

#[cfg(test)]
mod tests {
    use super::super::{Random, close};
    use super::*;

    #[test]
    fn a_shift_holds_the_truth_nine_times_in_ten() {
        let mut random = Random::new(1);
        let mut draw = |n: usize, by: f64| (0..n).map(|_| by + random.below(1000) as f64).collect::<Vec<_>>();
        let mut held = 0;
        for _ in 0..400 {
            let found = hodges_lehmann(&draw(7, 0.0), &draw(9, 500.0)).unwrap();
            held += usize::from(found.low <= 500.0 && 500.0 <= found.high);
        }
        assert!((345..=390).contains(&held), "{held} of 400");
        assert_eq!(hodges_lehmann(&[], &[1.0]), None);
        assert_eq!(hodges_lehmann(&[1.0], &[3.0]).unwrap().value, 2.0);
    }

    #[test]
    fn equal_values_share_their_ranks() {
        assert_eq!(ranks(&[5.0, 1.0, 5.0]), [2.5, 1.0, 2.5]);
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
}
