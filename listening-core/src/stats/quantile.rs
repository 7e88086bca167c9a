//! Quantiles.

use statrs::distribution::{Binomial, DiscreteCDF};

use super::{Estimate, TAIL};

/// The value at `q` (0 to 1) of `values`, in their unit, by linear interpolation; its interval by order statistics, free of
/// any assumption on their distribution.
///
/// `None` for no values, or for `q` outside 0 to 1.
///
/// ```
/// let latencies = [0.2, 0.9, 0.4, 0.3, 1.6];
/// let median = listening_core::stats::quantile(&latencies, 0.5).unwrap();
/// assert_eq!((median.value, median.low, median.high), (0.4, 0.2, 1.6));
/// ```
pub fn quantile(values: &[f64], q: f64) -> Option<Estimate> {
    if !(0.0..=1.0).contains(&q) {
        return None;
    }
    let sorted = sorted(values);
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

/// The value at `q`, 0 to 1, of `values`, without its interval; `None` for none.
pub(crate) fn at_share(values: &[f64], q: f64) -> Option<f64> {
    let at = q * values.len().checked_sub(1)? as f64;
    let mut values = values.to_vec();
    let (_, &mut left, above) = values.select_nth_unstable_by(at.floor() as usize, f64::total_cmp);
    let right = above.iter().copied().min_by(f64::total_cmp).filter(|_| at.fract() > 0.0).unwrap_or(left);
    Some(left + (right - left) * at.fract())
}

/// The values in rising order.
pub(super) fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// The value at `q`, 0 to 1, of sorted values; `None` for none.
pub(super) fn interpolated(sorted: &[f64], q: f64) -> Option<f64> {
    let at = q * sorted.len().checked_sub(1)? as f64;
    let (left, right) = (at.floor() as usize, at.ceil() as usize);
    Some(sorted[left] + (sorted[right] - sorted[left]) * (at - left as f64))
}

/// Median of sorted values, the mean of the middle two where their number is even; 0 of none.
pub(super) fn middle(sorted: &[f64]) -> f64 {
    let half = sorted.len() / 2;
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 1 => sorted[half],
        _ => f64::midpoint(sorted[half - 1], sorted[half]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

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
    fn no_quantile_lies_outside_the_values() {
        let ends = [0.0, 1.0].map(|q| quantile(&[3.0, 1.0, 2.0], q).unwrap().value);
        assert_eq!(ends, [1.0, 3.0]);
        assert_eq!([-0.1, 1.1, f64::NAN].map(|q| quantile(&[3.0, 1.0, 2.0], q)), [None; 3]);
    }
}
