//! Intervals of shares and of rates.

use statrs::distribution::{ContinuousCDF, Gamma};

use super::{Estimate, TAIL, Z};

/// A share, 0 to 1: `hits` of `trials`, neither of which need be whole, with the score interval of Wilson (1927).
///
/// Hits outside 0 to `trials` count as the nearer end. `None` unless `trials` is above zero and both are numbers.
///
/// ```
/// let share = listening_core::stats::wilson(3.0, 10.0).unwrap();
/// assert_eq!(share.value, 0.3);
/// assert!((share.low - 0.127).abs() < 0.001 && (share.high - 0.558).abs() < 0.001);
/// assert_eq!(listening_core::stats::wilson(0.0, 0.0), None);
/// ```
pub fn wilson(hits: f64, trials: f64) -> Option<Estimate> {
    if trials <= 0.0 {
        return None;
    }
    let p = (hits / trials).clamp(0.0, 1.0);
    if p.is_nan() {
        return None;
    }
    let middle = (p + Z * Z / (2.0 * trials)) / (1.0 + Z * Z / trials);
    let half = Z / (1.0 + Z * Z / trials) * (p * (1.0 - p) / trials + Z * Z / (4.0 * trials * trials)).sqrt();
    Some(Estimate { value: p, low: (middle - half).clamp(0.0, p), high: (middle + half).clamp(p, 1.0) })
}

/// A rate: `count` over `exposure`, in events for each unit of exposure, with the exact interval of a Poisson count
/// (Garwood 1936).
///
/// The count may be a sum of probabilities or weights: its ends are the gamma quantiles of Garwood's interval, between the
/// whole numbers. `None` unless `exposure` is above zero and `count` is not below.
///
/// ```
/// let per_minute = listening_core::stats::poisson(1.0, 3.0).unwrap();
/// assert!((per_minute.value - 0.333).abs() < 0.001);
/// assert!((per_minute.low - 0.017).abs() < 0.001 && (per_minute.high - 1.581).abs() < 0.001);
/// assert_eq!(listening_core::stats::poisson(1.0, 0.0), None);
/// ```
pub fn poisson(count: f64, exposure: f64) -> Option<Estimate> {
    if exposure.is_nan() || exposure <= 0.0 || count.is_nan() || count < 0.0 {
        return None;
    }
    // Under a hundredth the lower end is zero to every decimal that is written.
    let low = if count < 0.01 { 0.0 } else { gamma_ends(count)?.0.min(count) };
    Some(Estimate { value: count / exposure, low: low / exposure, high: gamma_ends(count + 1.0)?.1 / exposure })
}

/// A gamma distribution by its shape, above 0, and its mean, not below 0: the mean with its middle 90 %.
///
/// ```
/// let exponential = listening_core::stats::gamma(1.0, 2.0).unwrap();
/// assert!((exponential.low - 0.103).abs() < 0.001 && (exponential.high - 5.991).abs() < 0.001);
/// assert_eq!(listening_core::stats::gamma(0.0, 2.0), None);
/// ```
pub fn gamma(shape: f64, mean: f64) -> Option<Estimate> {
    if mean.is_nan() || mean < 0.0 {
        return None;
    }
    let (low, high) = gamma_ends(shape)?;
    let at = |end: f64| end / shape * mean;
    Some(Estimate { value: mean, low: at(low).min(mean), high: at(high).max(mean) })
}

/// From this shape on a gamma distribution's ends are taken from the normal one: exact ones take steps by the root of the shape.
const LARGE: f64 = 1e6;

/// The ends of the middle 90 % of a gamma distribution by its shape, with a scale of 1; of a large shape by the cube root of
/// Wilson and Hilferty (PNAS 17, 1931), which is right to a millionth there.
fn gamma_ends(shape: f64) -> Option<(f64, f64)> {
    let gamma = Gamma::new(shape, 1.0).ok()?;
    if shape < LARGE {
        return Some((gamma.inverse_cdf(TAIL), gamma.inverse_cdf(1.0 - TAIL)));
    }
    let ninth = 1.0 / (9.0 * shape);
    let end = |z: f64| shape * (1.0 - ninth + z * ninth.sqrt()).powi(3);
    Some((end(-Z), end(Z)))
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    #[test]
    fn a_large_gamma_is_as_near_and_takes_no_longer() {
        let exact = |shape: f64, p: f64| Gamma::new(shape, 1.0).unwrap().inverse_cdf(p);
        for shape in [LARGE - 1.0, LARGE, LARGE + 1.0, 1e8] {
            let (low, high) = gamma_ends(shape).unwrap();
            let off = [low / exact(shape, TAIL) - 1.0, high / exact(shape, 1.0 - TAIL) - 1.0];
            assert!(off.iter().all(|off| off.abs() < 1e-6), "{shape}: {off:?}");
        }
        // The exact ends of this one would take minutes.
        let wide = gamma(1e24, 2.0).unwrap();
        assert!(wide.low <= 2.0 && wide.high >= 2.0 && wide.high - wide.low < 1e-9, "{wide:?}");
        assert_eq!(gamma_ends(f64::NAN), None);
    }

    #[test]
    fn wilson_matches_statsmodels() {
        // statsmodels 0.14: proportion_confint(3, 10, alpha=0.1, method="wilson")
        let estimate = wilson(3.0, 10.0).unwrap();
        close(estimate.value, 0.3);
        close(estimate.low, 0.126_930);
        close(estimate.high, 0.558_262);
        // statsmodels 0.15: proportion_confint(7.5, 22.4, alpha=0.1, method="wilson")
        let parts = wilson(7.5, 22.4).unwrap();
        close(parts.low, 0.196_679);
        close(parts.high, 0.508_565);
        assert_eq!(wilson(0.0, 5.0).unwrap().low, 0.0);
        assert_eq!(wilson(5.0, 5.0).unwrap().high, 1.0);
        assert_eq!(wilson(0.0, 0.0), None);
    }

    #[test]
    fn a_share_outside_its_range_is_at_the_nearer_end_and_no_number_is_none() {
        assert_eq!(wilson(6.0, 5.0), wilson(5.0, 5.0));
        assert_eq!(wilson(-1.0, 5.0), wilson(0.0, 5.0));
        for (hits, trials) in [(f64::NAN, 5.0), (1.0, f64::NAN), (1.0, -1.0), (f64::INFINITY, f64::INFINITY)] {
            assert_eq!(wilson(hits, trials), None, "{hits} of {trials}");
        }
    }

    #[test]
    fn garwood_matches_the_chi_square_tables() {
        // R: qchisq(0.05, 2)/2 = 0.051293, qchisq(0.95, 4)/2 = 4.743865; for zero qchisq(0.95, 2)/2 = 2.995732.
        let one = poisson(1.0, 3.0).unwrap();
        close(one.low, 0.051_293 / 3.0);
        close(one.high, 4.743_865 / 3.0);
        let none = poisson(0.0, 1.0).unwrap();
        close(none.low, 0.0);
        close(none.high, 2.995_732);
        for (count, exposure) in [(1.0, 0.0), (1.0, f64::NAN), (f64::NAN, 1.0), (-1.0, 1.0)] {
            assert_eq!(poisson(count, exposure), None, "{count} over {exposure}");
        }
    }

    #[test]
    fn a_sum_of_probabilities_lies_between_the_counts() {
        // scipy 1.17: gamma.ppf(0.05, 1.5), gamma.ppf(0.95, 2.5)
        let some = poisson(1.5, 1.0).unwrap();
        close(some.low, 0.175_923);
        close(some.high, 5.535_249);
    }
}
