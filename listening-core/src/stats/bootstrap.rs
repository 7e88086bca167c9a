//! Intervals by drawing the data again, 200 times, seeded by nothing but how many there are.

use std::borrow::Cow;

use super::quantile::{interpolated, sorted};
use super::{Estimate, Random, TAIL};

/// Repetitions of a bootstrap.
const REPEATS: usize = 200;
/// Fewest values whose quartiles differ by more than chance.
const LEAST: usize = 4;
/// The most pieces that a sum is drawn again from.
const PIECES: usize = 120;

/// Distance of the first and third quartile of `values`, in their unit. `values` are in order of time: its interval is a
/// bootstrap over blocks of neighbours, as long as the cube root of their number (Künsch 1989), as neighbours are alike.
///
/// `None` under four values.
///
/// ```
/// let latencies = [0.2, 0.9, 0.4, 0.3, 1.6];
/// let range = listening_core::stats::interquartile_range(&latencies).unwrap();
/// assert!((range.value - 0.6).abs() < 1e-12 && range.low <= range.value && range.value <= range.high);
/// ```
pub fn interquartile_range(values: &[f64]) -> Option<Estimate> {
    let order = sorted(values);
    let range = |at: [f64; 2]| at[1] - at[0];
    let value = range([interpolated(&order, 0.25)?, interpolated(&order, 0.75)?]);
    if values.len() < LEAST {
        return None;
    }
    // What is drawn is counted by rank, so that it need not be sorted again and again.
    let ranks: Vec<usize> =
        values.iter().map(|value| order.partition_point(|other| other.total_cmp(value).is_lt())).collect();
    let block = libm::cbrt(values.len() as f64).round() as usize;
    let mut random = Random::new(values.len() as u64);
    let mut counts = vec![0_usize; values.len()];
    let repeated = (0..REPEATS).map(|_| {
        counts.fill(0);
        let mut drawn = 0;
        while drawn < values.len() {
            let from = random.below(values.len() - block + 1);
            let taken = block.min(values.len() - drawn);
            ranks[from..from + taken].iter().for_each(|&rank| counts[rank] += 1);
            drawn += taken;
        }
        range(counted_at(&order, &counts, [0.25, 0.75]))
    });
    bounded(value, repeated.collect())
}

/// The values at two shares, the lower first, of sorted values with how often each occurs; by linear interpolation.
fn counted_at(order: &[f64], counts: &[usize], shares: [f64; 2]) -> [f64; 2] {
    let last = (order.len() - 1) as f64;
    let (mut rank, mut before) = (0, 0);
    let mut at = |place: usize| {
        while before + counts[rank] <= place {
            before += counts[rank];
            rank += 1;
        }
        order[rank]
    };
    shares.map(|share| {
        let place = share * last;
        let (left, right) = (at(place.floor() as usize), at(place.ceil() as usize));
        left + (right - left) * (place - place.floor())
    })
}

/// Sum of the first of each pair over the sum of the second, in the first's unit for each of the second's; its interval is a
/// bootstrap over the pairs (Efron 1979), which are in order of time; of more than 120 pairs over 120 stretches of neighbours, which
/// are alike (Carlstein 1986).
///
/// `None` where the second do not sum to more than zero.
///
/// ```
/// let syllables_and_seconds = [(9.0, 2.0), (14.0, 3.0), (3.0, 1.0)];
/// let rate = listening_core::stats::ratio(&syllables_and_seconds).unwrap();
/// assert!((rate.value - 26.0 / 6.0).abs() < 1e-12 && rate.low < rate.value && rate.value < rate.high);
/// assert_eq!(listening_core::stats::ratio(&[(1.0, 0.0)]), None);
/// ```
pub fn ratio(pairs: &[(f64, f64)]) -> Option<Estimate> {
    let value = over(pairs.iter().copied())?;
    let pieces = pieces(pairs);
    let mut random = Random::new(pairs.len() as u64);
    bounded(value, (0..REPEATS).filter_map(|_| again(&pieces, &mut random)).collect())
}

/// One [`ratio`] over another, both drawn again: how many times as high the first is.
///
/// `None` where either is, or where the second is zero.
///
/// ```
/// let (agent, customer) = ([(9.0, 2.0), (14.0, 3.0)], [(4.0, 1.0), (12.0, 4.0)]);
/// let against = listening_core::stats::ratio_of_ratios(&agent, &customer).unwrap();
/// assert!((against.value - (23.0 / 5.0) / (16.0 / 5.0)).abs() < 1e-12);
/// assert_eq!(listening_core::stats::ratio_of_ratios(&agent, &[]), None);
/// ```
pub fn ratio_of_ratios(above: &[(f64, f64)], below: &[(f64, f64)]) -> Option<Estimate> {
    let over_both = |above: Option<f64>, below: Option<f64>| Some(above? / below.filter(|below| *below > 0.0)?);
    let value = over_both(over(above.iter().copied()), over(below.iter().copied()))?;
    let mut random = Random::new((above.len() * 31 + below.len()) as u64);
    let (above, below) = (pieces(above), pieces(below));
    let repeated = (0..REPEATS).filter_map(|_| over_both(again(&above, &mut random), again(&below, &mut random)));
    bounded(value, repeated.collect())
}

/// The pairs themselves, or the sums of as many stretches of neighbours as are drawn from.
fn pieces(pairs: &[(f64, f64)]) -> Cow<'_, [(f64, f64)]> {
    if pairs.len() <= PIECES {
        return Cow::Borrowed(pairs);
    }
    let edge = |k: usize| k * pairs.len() / PIECES;
    let sum = |stretch: &[(f64, f64)]| stretch.iter().fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
    (0..PIECES).map(|k| sum(&pairs[edge(k)..edge(k + 1)])).collect()
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

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    #[test]
    fn quartiles_stand_inside_their_interval() {
        let values: Vec<f64> = (0..40).map(|k| f64::from(k * 7 % 40)).collect();
        let iqr = interquartile_range(&values).unwrap();
        close(iqr.value, 19.5);
        assert!(iqr.low < 19.5 && iqr.high > 19.5 && iqr.high < 30.0, "{iqr:?}");
        assert_eq!(interquartile_range(&values[..3]), None);
    }

    #[test]
    fn one_pace_over_another() {
        let twice: Vec<(f64, f64)> = (0..20).map(|k| (10.0 + f64::from(k % 3), 2.0)).collect();
        let once: Vec<(f64, f64)> = (0..20).map(|k| (5.0 + f64::from(k % 2), 2.0)).collect();
        let estimate = ratio_of_ratios(&twice, &once).unwrap();
        assert!(estimate.low < estimate.value && estimate.value < estimate.high);
        assert!((estimate.value - 10.95 / 5.5).abs() < 1e-9, "{estimate:?}");
        assert_eq!(ratio_of_ratios(&twice, &[]), None);
    }

    #[test]
    fn what_is_counted_by_rank_is_what_is_sorted() {
        let values: Vec<f64> = (0..57).map(|k| f64::from(k * 7 % 19)).collect();
        let order = sorted(&values);
        let mut random = Random::new(5);
        for _ in 0..50 {
            let drawn: Vec<f64> = (0..57).map(|_| values[random.below(57)]).collect();
            let mut counts = vec![0; 57];
            for value in &drawn {
                counts[order.partition_point(|other| other < value)] += 1;
            }
            let again = sorted(&drawn);
            let expected = [0.25, 0.75].map(|share| interpolated(&again, share).unwrap());
            assert_eq!(counted_at(&order, &counts, [0.25, 0.75]), expected);
        }
    }

    #[test]
    fn of_many_pairs_the_interval_is_of_as_many_stretches() {
        let mut random = Random::new(9);
        let mut pairs = |n: usize| -> Vec<(f64, f64)> {
            (0..n).map(|_| (2.0 + 3.0 * random.uniform(), 1.0 + random.uniform())).collect()
        };
        let (few, many) = (pairs(PIECES), pairs(PIECES + 1));
        assert!(matches!(pieces(&few), Cow::Borrowed(_)) && pieces(&many).len() == PIECES);
        let sum = |of: &[(f64, f64)]| of.iter().map(|pair| pair.0).sum::<f64>();
        close(sum(&pieces(&many)), sum(&many));
        // Where neighbours are not alike, it is as wide as over the pairs.
        let pairs = pairs(1200);
        let mut random = Random::new(4);
        let stretches = ratio(&pairs).unwrap();
        let repeated = (0..REPEATS).filter_map(|_| again(&pairs, &mut random)).collect();
        let over_pairs = bounded(stretches.value, repeated).unwrap();
        let width = |of: Estimate| of.high - of.low;
        let times = width(stretches) / width(over_pairs);
        assert!((0.75..1.33).contains(&times), "{times}");
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
