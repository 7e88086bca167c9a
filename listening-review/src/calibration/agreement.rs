//! How far two raters, or a rater and a model, agree.

use super::rating::LEVELS;
use listening_core::stats::rank_correlation;

/// Cohen's kappa with quadratic weights (Cohen 1968) over pairs of levels, each 0 to 4: 1 is full agreement, 0 what
/// chance brings. A difference of two levels costs four times that of one. `None` where it is not defined: no pairs, or
/// both always the same level.
pub fn quadratic_kappa(pairs: impl IntoIterator<Item = (usize, usize)>) -> Option<f64> {
    let mut table = [[0.0_f64; LEVELS]; LEVELS];
    for (a, b) in pairs {
        table[a.min(LEVELS - 1)][b.min(LEVELS - 1)] += 1.0;
    }
    let rows = table.map(|row| row.iter().sum::<f64>());
    let columns: [f64; LEVELS] = std::array::from_fn(|b| table.iter().map(|row| row[b]).sum());
    let n: f64 = rows.iter().sum();
    let (mut seen, mut chance) = (0.0, 0.0);
    for a in 0..LEVELS {
        for b in 0..LEVELS {
            let cost = a.abs_diff(b).pow(2) as f64;
            seen += cost * table[a][b];
            chance += cost * rows[a] * columns[b] / n;
        }
    }
    (chance > 0.0).then(|| 1.0 - seen / chance)
}

/// Spearman's rank correlation, -1 to 1, ties at their mean rank (Spearman 1904). `None` where either does not vary.
///
/// # Panics
/// Where the two differ in length.
pub fn spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    assert_eq!(a.len(), b.len(), "pairs");
    rank_correlation(a.iter().copied().zip(b.iter().copied()))
}

/// Mean of the differences without their sign, in the unit of the values. `None` for no pairs.
///
/// # Panics
/// Where the two differ in length.
pub fn mean_absolute_error(a: &[f64], b: &[f64]) -> Option<f64> {
    assert_eq!(a.len(), b.len(), "pairs");
    let sum: f64 = a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum();
    (!a.is_empty()).then(|| sum / a.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibration::close::close;

    #[test]
    fn kappa_matches_scikit_learn() {
        // scikit-learn 1.9.1: cohen_kappa_score(a, b, weights="quadratic", labels=range(5))
        let a = [0, 1, 2, 2, 3, 4, 4, 3, 2, 1, 0, 2, 3, 3, 1];
        let b = [0, 2, 2, 3, 3, 4, 3, 2, 2, 0, 1, 2, 4, 3, 1];
        close(quadratic_kappa(a.into_iter().zip(b)), 0.843_517_138_599_105_8);
        close(quadratic_kappa(a.into_iter().zip(a)), 1.0);
        // One always the same: cohen_kappa_score gives 0.
        close(quadratic_kappa(a.map(|level| (level, 2))), 0.0);
        assert_eq!(quadratic_kappa([(2, 2), (2, 2)]), None);
        assert_eq!(quadratic_kappa([]), None);
        // A level over the highest is the highest.
        let capped = [(0, 0), (2, 3), (4, 4), (1, 4)];
        let over = [(0, 0), (2, 3), (9, 5), (1, 7)];
        assert_eq!(quadratic_kappa(over), quadratic_kappa(capped));
    }

    #[test]
    fn spearman_matches_scipy() {
        // scipy 1.17.1: scipy.stats.spearmanr(a, b).statistic
        let a = [10.0, 20.0, 20.0, 35.5, 50.0, 50.0, 50.0, 70.0];
        let b = [1.0, 3.0, 2.0, 2.0, 5.0, 4.0, 8.0, 7.0];
        close(spearman(&a, &b), 0.870_635_808_122_918_4);
        assert_eq!(spearman(&a, &[1.0; 8]), None);
        assert_eq!(spearman(&[], &[]), None);
    }

    #[test]
    fn errors_are_averaged_without_their_sign() {
        // scikit-learn 1.9.1: mean_absolute_error([1, 2, 4], [2, 0, 4])
        close(mean_absolute_error(&[1.0, 2.0, 4.0], &[2.0, 0.0, 4.0]), 1.0);
        assert_eq!(mean_absolute_error(&[], &[]), None);
    }
}
