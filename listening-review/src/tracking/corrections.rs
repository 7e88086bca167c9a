//! What holds among many that were looked at.

/// Of this many trends and changes one is called where nothing moves: their intervals are at 90 %.
pub(super) const BY_CHANCE: f64 = 0.1;

/// Probability of these where nothing moves (Simes 1986); 1 of none.
pub(super) fn simes(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    let n = all.len() as f64;
    all.iter().enumerate().map(|(k, p)| n * p / (k as f64 + 1.0)).fold(1.0, f64::min)
}

/// Which of these hold, where in nine of ten cases not one is to be false (Holm 1979).
pub(super) fn holm(all: &[f64]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|a, b| all[*a].total_cmp(&all[*b]));
    let mut holds = vec![false; all.len()];
    for (k, at) in order.into_iter().enumerate() {
        if all[at] > BY_CHANCE / (all.len() - k) as f64 {
            break;
        }
        holds[at] = true;
    }
    holds
}

/// The largest of these probabilities that holds, if no more than a tenth of those that hold may be false
/// (Benjamini & Hochberg 1995); below zero where none does.
pub(super) fn threshold(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    let n = all.len() as f64;
    let stands = |(k, p): &(usize, &f64)| **p <= BY_CHANCE * (*k as f64 + 1.0) / n;
    all.iter().enumerate().rfind(stands).map_or(-1.0, |(_, p)| *p)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_threshold_is_that_of_statsmodels() {
        // statsmodels 0.15: multipletests(p, alpha=0.1, method="fdr_bh")[0] is true up to .059 of these, for none of
        // the second.
        let p = vec![0.001, 0.216, 0.041, 0.205, 0.039, 0.059, 0.212, 0.074, 0.008, 0.042];
        assert_eq!(threshold(p), 0.059);
        assert!(threshold(vec![0.09, 0.2, 0.5]) < 0.0);
        assert!(threshold(Vec::new()) < 0.0);
    }

    #[test]
    fn agents_hold_as_holm_and_simes_have_it() {
        // statsmodels 0.15: multipletests(p, alpha=0.1, method="holm")[0]; by hand: .001 <= .025, .03 <= .0333, .04 <= .05, and
        // .06 > .05 ends the second, also for .09.
        assert_eq!(holm(&[0.04, 0.001, 0.2, 0.03]), [true, true, false, true]);
        assert_eq!(holm(&[0.03, 0.001, 0.06, 0.09]), [true, true, false, false]);
        assert!(holm(&[]).is_empty());
        // By hand: 4 * .02 / 1, 4 * .03 / 2, 4 * .5 / 3, .9.
        assert!((simes(vec![0.5, 0.02, 0.9, 0.03]) - 0.06).abs() < 1e-12);
        assert_eq!(simes(Vec::new()), 1.0);
    }
}
