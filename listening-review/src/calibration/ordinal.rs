//! Where one level ends and the next begins.
//!
//! The cumulative logit model with one slope (proportional odds): the log odds that a call gets level k or less are
//! `cut k - slope x index`. A level begins at the index where the odds of reaching it are even, `cut / slope`; so the level of a
//! call is the median of what the raters give such calls. The slope is never negative, so the levels never fall.

use super::rating::LEVELS;
use listening_core::number;

/// Shrinks the slope slightly towards zero: otherwise it is unbounded if the index separates the levels perfectly.
const RIDGE: f64 = 1e-3;
/// The largest step of the fit that is taken at once.
const LONGEST: f64 = 5.0;
/// A step that would gain a smaller part of the sum is the last: what it gains is less than rounding takes from the sum.
const LEAST_GAIN: f64 = 1e-13;

/// Slope, then a cut above each level that occurs but the best.
type Parameters = Vec<f64>;

/// The least index of each level but the lowest, best first; `None` for a level that is never given, 0 for one that every
/// call reaches. `calls` are index and level (0 the lowest).
pub(super) fn thresholds(calls: &[(f64, usize)]) -> [Option<f64>; LEVELS - 1] {
    let n = calls.len().max(1) as f64;
    let mean = calls.iter().map(|call| call.0).sum::<f64>() / n;
    let spread = (calls.iter().map(|call| (call.0 - mean).powi(2)).sum::<f64>() / n).sqrt();
    // Indices that are all the same have no spread to divide by.
    let spread = if spread > 1e-6 { spread } else { 1.0 };
    // The levels that occur, lowest first: between two of them there is a cut.
    let occurring: Vec<usize> = (0..LEVELS).filter(|level| calls.iter().any(|call| call.1 == *level)).collect();
    let rank = |level: usize| occurring.partition_point(|&other| other < level);
    let ranked: Vec<_> = calls.iter().map(|call| ((call.0 - mean) / spread, rank(call.1))).collect();
    let fitted = fit(&ranked, occurring.len());
    std::array::from_fn(|best| match rank(LEVELS - 1 - best) {
        // Whoever is rated at all reaches it; nobody does.
        0 => Some(0.0),
        above if above == occurring.len() => None,
        above => begins(fitted[above], fitted[0]).and_then(|x| inside(mean + spread * x)),
    })
}

/// Where the odds are even; without a slope they are on one side everywhere.
fn begins(cut: f64, slope: f64) -> Option<f64> {
    match (slope > 1e-9, cut <= 0.0) {
        (true, _) => Some(cut / slope),
        (false, true) => Some(f64::NEG_INFINITY),
        (false, false) => None,
    }
}

/// An index that calls can have.
fn inside(index: f64) -> Option<f64> {
    (index <= 100.0).then(|| number::to_thousandth(index.max(0.0)))
}

/// The level of an index, 0 the lowest.
pub(super) fn level(thresholds: &[Option<f64>; LEVELS - 1], index: f64) -> usize {
    let reached = thresholds.iter().position(|from| from.is_some_and(|from| index >= from));
    reached.map_or(0, |best| LEVELS - 1 - best)
}

/// Maximum likelihood by Newton's method; the likelihood has one maximum (Pratt 1981). `calls` are a scaled index and
/// a rank under `ranks`.
fn fit(calls: &[(f64, usize)], ranks: usize) -> Parameters {
    let mut best = vec![0.0; ranks.max(1)];
    // Without a slope the cuts are the log odds of the counts.
    for (cut, odds) in best.iter_mut().enumerate().skip(1) {
        let below = calls.iter().filter(|call| call.1 < cut).count() as f64;
        *odds = (below / (calls.len() as f64 - below)).ln();
    }
    if ranks < 2 {
        return best;
    }
    let mut loss = Sums::of(calls, &best);
    for _ in 0..100 {
        let Some(step) = solved(loss.curvature.clone(), &loss.slope) else { break };
        let longest = step.iter().fold(0.0_f64, |longest, part| longest.max(part.abs()));
        let gain = step.iter().zip(&loss.slope).map(|(part, slope)| part * slope).sum::<f64>() / 2.0;
        if gain <= LEAST_GAIN * loss.loss {
            best.iter_mut().zip(&step).for_each(|(at, part)| *at -= part);
            break;
        }
        let mut share = if longest > LONGEST { LONGEST / longest } else { 1.0 };
        let mut next = None;
        while share > 1e-9 && next.is_none() {
            let tried: Parameters = best.iter().zip(&step).map(|(at, part)| at - share * part).collect();
            let sums = Sums::of(calls, &tried);
            next = (sums.loss <= loss.loss).then_some((tried, sums));
            share /= 2.0;
        }
        let Some(better) = next else { break };
        (best, loss) = better;
    }
    if best[0] < 0.0 {
        // A rating that falls with the index is predicted by its counts alone.
        return fit(&calls.iter().map(|call| (0.0, call.1)).collect::<Vec<_>>(), ranks);
    }
    best
}

/// Minus the log likelihood with its first and second derivatives.
struct Sums {
    loss: f64,
    slope: Vec<f64>,
    curvature: Vec<Vec<f64>>,
}

impl Sums {
    fn of(calls: &[(f64, usize)], at: &Parameters) -> Self {
        let n = at.len();
        let mut sums =
            Self { loss: RIDGE * at[0] * at[0] / 2.0, slope: vec![0.0; n], curvature: vec![vec![0.0; n]; n] };
        sums.slope[0] = RIDGE * at[0];
        sums.curvature[0][0] = RIDGE;
        if at.windows(2).skip(1).any(|cuts| cuts[0] >= cuts[1]) {
            sums.loss = f64::INFINITY;
            return sums;
        }
        for &(x, rank) in calls {
            sums.add(x, rank, at);
        }
        sums
    }

    /// A call lies between the cut under its level and the one above, of which the outermost have none.
    fn add(&mut self, x: f64, rank: usize, at: &Parameters) {
        let ends = [(rank + 1, 1.0), (rank, -1.0)].map(|(cut, sign)| {
            let share = match cut {
                0 => 0.0,
                cut if cut == at.len() => 1.0,
                cut => 1.0 / (1.0 + (at[0] * x - at[cut]).exp()),
            };
            (cut, sign, share)
        });
        let p = (ends[0].2 - ends[1].2).max(1e-300);
        self.loss -= p.ln();
        // The two ends' first and second derivatives of p, over p. A cut moves its end by 1, the slope by -x.
        let moved = ends.map(|(cut, sign, share)| {
            let density = share * (1.0 - share);
            (cut, sign * density / p, sign * density * (1.0 - 2.0 * share) / p)
        });
        let parts = |cut: usize| [(0, -x), (cut, 1.0)];
        for &(cut, first, second) in moved.iter().filter(|end| end.0 != 0 && end.0 != at.len()) {
            for (i, a) in parts(cut) {
                self.slope[i] -= first * a;
                for (j, b) in parts(cut) {
                    self.curvature[i][j] -= second * a * b;
                }
                for &(other, also, _) in moved.iter().filter(|end| end.0 != 0 && end.0 != at.len()) {
                    for (j, b) in parts(other) {
                        self.curvature[i][j] += first * also * a * b;
                    }
                }
            }
        }
    }
}

/// Solves a symmetric positive system by elimination; `None` where it is singular.
fn solved(mut rows: Vec<Vec<f64>>, right: &[f64]) -> Option<Vec<f64>> {
    let n = right.len();
    let mut x = right.to_vec();
    for k in 0..n {
        let pivot = rows[k][k];
        if pivot.is_nan() || pivot <= 1e-14 {
            return None;
        }
        for i in k + 1..n {
            let share = rows[i][k] / pivot;
            let (above, below) = rows.split_at_mut(i);
            below[0].iter_mut().zip(&above[k]).skip(k).for_each(|(to, from)| *to -= share * from);
            x[i] -= share * x[k];
        }
    }
    for k in (0..n).rev() {
        let known: f64 = (k + 1..n).map(|j| rows[k][j] * x[j]).sum();
        x[k] = (x[k] - known) / rows[k][k];
    }
    Some(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVELS_GIVEN: [usize; 24] = [0, 1, 0, 2, 1, 3, 0, 2, 1, 2, 3, 1, 2, 4, 3, 2, 3, 4, 2, 3, 4, 4, 3, 4];

    fn calls() -> Vec<(f64, usize)> {
        LEVELS_GIVEN.iter().enumerate().map(|(k, &level)| (k as f64 * 4.0 + 2.0, level)).collect()
    }

    #[test]
    fn cuts_match_statsmodels() {
        // statsmodels 0.15: OrderedModel(levels, x, distr="logit").fit(method="newton"), x standardised; cuts by
        // model.transform_threshold_params. It has no ridge; scipy 1.17.1, minimize(method="Nelder-Mead") of the same
        // sum with the ridge of .001, gives the second row.
        let n = 24.0_f64;
        let spread = ((n * n - 1.0) / 12.0).sqrt();
        let scaled: Vec<_> =
            LEVELS_GIVEN.iter().enumerate().map(|(k, &level)| ((k as f64 - 11.5) / spread, level)).collect();
        let statsmodels = [2.051_403, -3.171_832, -1.509_988, 0.373_063, 2.341_291];
        let scipy = [2.050_788, -3.171_310, -1.509_716, 0.372_981, 2.340_873];
        for (got, (without, with)) in fit(&scaled, 5).into_iter().zip(statsmodels.into_iter().zip(scipy)) {
            assert!((got - without).abs() < 1e-3, "{got}, not {without}");
            assert!((got - with).abs() < 1e-6, "{got}, not {with}");
        }
    }

    #[test]
    fn thresholds_stand_where_the_odds_are_even() {
        // The cuts above over the slope, on the scale of the index.
        assert_eq!(thresholds(&calls()), [79.605, 53.036, 27.617, 5.183].map(Some));
    }

    #[test]
    fn levels_that_the_index_tells_apart_are_told_apart() {
        let calls: Vec<_> = (0..100).map(|k| (f64::from(k), (k / 20) as usize)).collect();
        let found = thresholds(&calls);
        for (index, got) in calls {
            assert_eq!(level(&found, index), got, "{index} {found:?}");
        }
    }

    #[test]
    fn without_a_relation_all_get_the_median() {
        let calls: Vec<_> = (0..200).map(|k| (f64::from(k % 50), usize::from(k % 3 != 0) + 2)).collect();
        assert_eq!(thresholds(&calls.iter().map(|call| (5.0, call.1)).collect::<Vec<_>>())[..2], [None, Some(0.0)]);
        let falling: Vec<_> = (0..100).map(|k| (f64::from(100 - k), (k / 20) as usize)).collect();
        let found = thresholds(&falling);
        assert_eq!([0.0, 50.0, 100.0].map(|index| level(&found, index)), [2; 3]);
    }

    #[test]
    fn a_level_that_never_occurs_is_never_given() {
        let found = thresholds(&[(10.0, 2), (12.0, 2), (28.0, 3), (30.0, 3)]);
        assert_eq!((found[0], found[2], found[3]), (None, Some(0.0), Some(0.0)));
        assert!(found[1].is_some_and(|from| (12.0..28.0).contains(&from)));
        // No Average among them: its threshold is that of the next better.
        let found = thresholds(&[(10.0, 1), (20.0, 3)]);
        assert_eq!((found[0], found[1], found[3]), (None, found[2], Some(0.0)));
        assert_eq!(thresholds(&[(10.0, 2)]), [None, None, Some(0.0), Some(0.0)]);
    }
}
