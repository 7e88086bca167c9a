//! Isotonic regression: the never-falling step that is nearest in squares.

/// Isotonic least squares by pooling adjacent violators (Ayer et al. 1955; Barlow et al. 1972): of all never-falling
/// sequences the one nearest to `y`. Points with the same `x` get the same value. Gives (x, value) for each different `x`,
/// in order.
pub fn isotonic(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut sorted = points.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    // Sum, count, and how many different x: a block of what must be equal.
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    let mut at = Vec::new();
    for tied in sorted.chunk_by(|a, b| a.0 == b.0) {
        at.push(tied[0].0);
        let mut block = (tied.iter().map(|point| point.1).sum::<f64>(), tied.len() as f64, 1);
        while let Some(before) = blocks.pop_if(|before| before.0 / before.1 >= block.0 / block.1) {
            block = (before.0 + block.0, before.1 + block.1, before.2 + block.2);
        }
        blocks.push(block);
    }
    let values = blocks.iter().flat_map(|&(sum, n, count)| std::iter::repeat_n(sum / n, count));
    at.into_iter().zip(values).collect()
}

/// The corners of a fit: the first and last point of each step.
pub(super) fn corners(fit: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut corners = Vec::new();
    for step in fit.chunk_by(|a, b| a.1 == b.1) {
        corners.push(step[0]);
        corners.extend((step.len() > 1).then(|| step[step.len() - 1]));
    }
    corners
}

/// Straight between the corners, flat outside. 0 for no corners.
pub(super) fn between(corners: &[(f64, f64)], x: f64) -> f64 {
    let right = corners.partition_point(|corner| corner.0 <= x);
    let (Some(left), Some(&(x1, y1))) = (right.checked_sub(1), corners.get(right)) else {
        let nearest = if right == 0 { corners.first() } else { corners.last() };
        return nearest.map_or(0.0, |corner| corner.1);
    };
    let (x0, y0) = corners[left];
    // Not beyond its ends by rounding: what is monotone stays so.
    (y0 + (y1 - y0) * (x - x0) / (x1 - x0)).clamp(y0, y1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibration::close::close;

    #[test]
    fn steps_match_scikit_learn() {
        // scikit-learn 1.9.1: IsotonicRegression(out_of_bounds="clip").fit(x, y)
        let x = [1.0, 2.0, 2.0, 3.0, 4.5, 5.0, 6.0, 7.0, 8.0, 9.0];
        let y = [10.0, 30.0, 20.0, 15.0, 40.0, 35.0, 36.0, 60.0, 58.0, 90.0];
        let points: Vec<_> = x.into_iter().zip(y).collect();
        let fit = isotonic(&points);
        let expected = [10.0, 21.666_666_666_666_668, 21.666_666_666_666_668, 37.0, 37.0, 37.0, 59.0, 59.0, 90.0];
        assert_eq!(fit.len(), expected.len());
        for (got, want) in fit.iter().zip(expected) {
            close(Some(got.1), want);
        }
        // .predict([0.0, 1.5, 3.7, 6.5, 8.25, 20.0])
        let corners = corners(&fit);
        for (x, want) in [0.0, 1.5, 3.7, 6.5, 8.25, 20.0].into_iter().zip([
            10.0,
            15.833_333_333_333_334,
            28.822_222_222_222_223,
            48.0,
            66.75,
            90.0,
        ]) {
            close(Some(between(&corners, x)), want);
        }
    }

    #[test]
    fn nothing_gives_nothing_and_one_gives_itself() {
        assert!(isotonic(&[]).is_empty());
        assert_eq!(between(&[], 3.0), 0.0);
        let one = corners(&isotonic(&[(2.0, 7.0)]));
        assert_eq!([-9.0, 2.0, 9.0].map(|x| between(&one, x)), [7.0; 3]);
    }
}
