//! Where one level ends and the next begins.
//!
//! For each level the share of calls that got it or better is made never-falling over the index, by isotonic regression; the
//! level begins where that share passes one half. So the level of a call is the median of what the raters give
//! such calls. This is isotonic distributional regression (Henzi, Ziegel & Gneiting 2021) read at its median: it assumes
//! no shape, and the thresholds cannot cross, since whoever gives Outstanding gives Above Average or better too.

use super::isotonic::isotonic;
use super::rating::LEVELS;
use crate::report::rounded;

/// The least index of each level but the lowest, best first; `None` for a level that is never given, 0 for one that every
/// call reaches. `calls` are index and level (0 the lowest).
pub(super) fn thresholds(calls: &[(f64, usize)]) -> [Option<f64>; LEVELS - 1] {
    std::array::from_fn(|best| {
        let level = LEVELS - 1 - best;
        let reached: Vec<_> = calls.iter().map(|&(index, got)| (index, f64::from(u8::from(got >= level)))).collect();
        let share = isotonic(&reached);
        let first = share.partition_point(|point| point.1 < 0.5);
        match (first.checked_sub(1), share.get(first)) {
            (_, None) => None,
            (None, Some(_)) => Some(0.0),
            // Half way between the two calls that it separates.
            (Some(below), Some(above)) => Some(rounded::to_thousandth(f64::midpoint(share[below].0, above.0))),
        }
    })
}

/// The level of an index, 0 the lowest.
pub(super) fn level(thresholds: &[Option<f64>; LEVELS - 1], index: f64) -> usize {
    let reached = thresholds.iter().position(|from| from.is_some_and(|from| index >= from));
    reached.map_or(0, |best| LEVELS - 1 - best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_stand_where_half_of_the_calls_reach_the_level() {
        let calls: Vec<_> = (0..100).map(|k| (f64::from(k), (k / 20) as usize)).collect();
        let found = thresholds(&calls);
        assert_eq!(found, [Some(79.5), Some(59.5), Some(39.5), Some(19.5)]);
        for (index, got) in calls {
            assert_eq!(level(&found, index), got);
        }
    }

    #[test]
    fn they_match_scikit_learn() {
        // scikit-learn 1.9.1: f = IsotonicRegression().fit(x, y >= k).predict(x) for k = 4, 3, 2, 1; the threshold is
        // half way between the x before and at the first f >= .5.
        let levels = [0, 1, 0, 2, 1, 3, 2, 1, 3, 3, 2, 4, 3, 4, 3, 4];
        let calls: Vec<_> = levels.iter().enumerate().map(|(k, &level)| (k as f64 * 5.0, level)).collect();
        assert_eq!(thresholds(&calls), [Some(52.5), Some(37.5), Some(12.5), Some(2.5)]);
    }

    #[test]
    fn a_level_that_never_occurs_is_never_given() {
        let found = thresholds(&[(10.0, 2), (20.0, 2), (30.0, 3)]);
        assert_eq!(found, [None, Some(25.0), Some(0.0), Some(0.0)]);
        assert_eq!([0.0, 24.9, 25.0, 100.0].map(|index| level(&found, index)), [2, 2, 3, 3]);
        // No Average among them: the two thresholds meet.
        let found = thresholds(&[(10.0, 1), (20.0, 3)]);
        assert_eq!(found, [None, Some(15.0), Some(15.0), Some(0.0)]);
    }
}
