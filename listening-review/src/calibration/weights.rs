//! How much each dimension counts for these raters.

use listening_core::{DimensionId, Profile};

use super::dimensions::{DIMENSION_IDS, DIMENSIONS};

/// What the fit of the weights needs to know of the calls: it is the same in whatever order they come.
#[derive(Clone, Debug)]
pub(super) struct Moments {
    /// Covariances of the dimensions.
    within: [[f64; DIMENSIONS]; DIMENSIONS],
    /// Covariances of the dimensions with the rating.
    with: [f64; DIMENSIONS],
}

impl Moments {
    pub(super) fn of(calls: &[([f64; DIMENSIONS], f64)]) -> Self {
        let n = calls.len().max(1) as f64;
        let mean: [f64; DIMENSIONS] = std::array::from_fn(|d| calls.iter().map(|call| call.0[d]).sum::<f64>() / n);
        let rating = calls.iter().map(|call| call.1).sum::<f64>() / n;
        let mut moments = Self { within: [[0.0; DIMENSIONS]; DIMENSIONS], with: [0.0; DIMENSIONS] };
        for (values, rated) in calls {
            let off: [f64; DIMENSIONS] = std::array::from_fn(|d| values[d] - mean[d]);
            for a in 0..DIMENSIONS {
                moments.with[a] += off[a] * (rated - rating) / n;
                for b in 0..DIMENSIONS {
                    moments.within[a][b] += off[a] * off[b] / n;
                }
            }
        }
        moments
    }

    /// Slopes of least squares that are never negative and are drawn to those that `prior` alone would have:
    ///
    /// ```text
    /// min over b >= 0 of  mean (y - a - x b)^2  +  shrinkage v |b - s prior|^2
    /// ```
    ///
    /// with v the dimensions' mean variance, so that the shrinkage has no unit, and s >= 0 the slope of the rating on
    /// the prior's own index. By coordinate descent, which finds the one least point of a convex sum (Tseng 2001).
    fn slopes(&self, prior: [f64; DIMENSIONS], shrinkage: f64) -> [f64; DIMENSIONS] {
        let dot = |a: &[f64; DIMENSIONS], b: &[f64; DIMENSIONS]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let spread = dot(&prior, &self.within.map(|row| dot(&row, &prior)));
        let scale = if spread > 0.0 { (dot(&prior, &self.with) / spread).max(0.0) } else { 0.0 };
        let variance = (0..DIMENSIONS).map(|d| self.within[d][d]).sum::<f64>() / DIMENSIONS as f64;
        let pull = shrinkage * variance;
        let mut slopes = prior.map(|weight| scale * weight);
        for _ in 0..1000 {
            let before = slopes;
            for d in 0..DIMENSIONS {
                let others = dot(&self.within[d], &slopes) - self.within[d][d] * slopes[d];
                let steep = self.within[d][d] + pull;
                let best = (self.with[d] - others + pull * scale * prior[d]) / steep;
                slopes[d] = if steep > 0.0 { best.max(0.0) } else { 0.0 };
            }
            if slopes.iter().zip(before).all(|(now, before)| (now - before).abs() < 1e-12) {
                break;
            }
        }
        slopes
    }

    /// Those slopes as weights, each a whole ten-thousandth, with sum 1. `None` where the rating rises with no dimension.
    pub(super) fn weights(&self, prior: [f64; DIMENSIONS], shrinkage: f64) -> Option<[f64; DIMENSIONS]> {
        let slopes = self.slopes(prior, shrinkage);
        let sum: f64 = slopes.iter().sum();
        (sum > 1e-9).then(|| whole(slopes.map(|slope| slope / sum)))
    }
}

/// In whole ten-thousandths that sum to 1: what is left goes to those that rounding down cost most.
pub(super) fn whole(weights: [f64; DIMENSIONS]) -> [f64; DIMENSIONS] {
    let mut parts = weights.map(|weight| (weight * 1e4).floor());
    let mut order: [usize; DIMENSIONS] = std::array::from_fn(|d| d);
    order.sort_by(|&a, &b| (weights[b] * 1e4 - parts[b]).total_cmp(&(weights[a] * 1e4 - parts[a])));
    let left = (1e4 - parts.iter().sum::<f64>()).round() as usize;
    order.iter().take(left).for_each(|&d| parts[d] += 1.0);
    parts.map(|part| part / 1e4)
}

/// The profile's own weights.
pub(super) fn profile_weights(profile: &Profile) -> [f64; DIMENSIONS] {
    let weight =
        |id: DimensionId| profile.dimensions().iter().find(|dimension| dimension.id == id).map_or(0.0, |d| d.weight);
    whole(DIMENSION_IDS.map(weight))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibration::close::close;

    const CALLS: [([f64; 4], f64); 8] = [
        ([90.0, 40.0, 70.0, 95.0], 75.0),
        ([20.0, 60.0, 50.0, 90.0], 40.0),
        ([50.0, 80.0, 90.0, 60.0], 70.0),
        ([70.0, 30.0, 20.0, 80.0], 45.0),
        ([100.0, 90.0, 60.0, 70.0], 95.0),
        ([10.0, 20.0, 40.0, 100.0], 20.0),
        ([60.0, 70.0, 80.0, 50.0], 80.0),
        ([80.0, 50.0, 30.0, 85.0], 55.0),
    ];
    const PRIOR: [f64; 4] = [0.35, 0.30, 0.25, 0.10];

    #[test]
    fn slopes_match_scipy() {
        // scipy 1.17.1: X, y centred, divided by sqrt(8); s = max(0, p'X'y / p'X'Xp); v = mean(diag(X'X));
        // nnls(vstack([X, sqrt(shrinkage v) I]), concatenate([y, sqrt(shrinkage v) s p])). The last slope is held at 0
        // without shrinkage.
        let moments = Moments::of(&CALLS);
        for (shrinkage, expected) in [
            (0.0, [0.494_505_494_505_494_4, 0.310_909_380_474_597_93, 0.372_081_541_646_758_9, 0.0]),
            (0.1, [0.489_654_920_173_052_5, 0.330_714_686_094_680_13, 0.358_427_080_615_132_5, 0.0]),
            (
                1.0,
                [0.485_880_854_962_818_46, 0.397_979_775_400_259_3, 0.351_991_645_972_973_44, 0.101_069_672_615_346_38],
            ),
        ] {
            for (got, want) in moments.slopes(PRIOR, shrinkage).into_iter().zip(expected) {
                close(Some(got), want);
            }
        }
    }

    #[test]
    fn no_relation_gives_no_weights() {
        let falling: Vec<_> = CALLS.iter().map(|call| (call.0.map(|value| 100.0 - value), call.1)).collect();
        let falling: Vec<_> = falling.iter().map(|(x, y)| ([x[0], x[0], x[0], x[0]], *y)).collect();
        assert_eq!(Moments::of(&falling).weights(PRIOR, 0.1), None);
        assert_eq!(Moments::of(&[]).weights(PRIOR, 0.0), None);
    }

    #[test]
    fn weights_are_whole_and_sum_to_one() {
        let weights = Moments::of(&CALLS).weights(PRIOR, 1.0).unwrap();
        assert!(
            weights.iter().all(|weight| (weight * 1e4).fract().abs() < 1e-9 || (weight * 1e4).fract() > 1.0 - 1e-9)
        );
        close(Some(weights.iter().sum()), 1.0);
        close(Some(whole([1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0, 0.0])[..].iter().sum()), 1.0);
    }
}
