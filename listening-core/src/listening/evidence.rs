//! What was seen of a measure, and what is to be believed of it under a prior.
//!
//! A rate in events per minute has a gamma prior, a share a beta prior, a mean a normal one: each says what is usual, and how
//! much seen evidence that is worth (Gelman et al., *Bayesian Data Analysis*, 2013, chapter 2). One event in a short call then
//! moves the score by what it is worth, and none at all is no proof of anything.

use crate::stats::{Estimate, Z, gamma, poisson, wilson};

/// What is usual, from a profile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior {
    /// Mean, in the measure's unit.
    pub mean: f64,
    /// How much evidence it is worth, above 0: in minutes of exposure for a rate, in things counted for all else.
    pub weight: f64,
}

/// What a call shows of a measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Evidence {
    /// Weights of events over minutes of exposure: their sum, and the sum of their squares, which is its variance as events come
    /// by chance (a compound Poisson process). The doubt about an event is in it: of two events that are each as likely as not,
    /// the sum varies by half as much as of a certain one.
    Rate { sum: f64, squares: f64, minutes: f64 },
    /// Summed weights of `n` things, with the variance for the doubt about them.
    Share { sum: f64, variance: f64, n: f64 },
    /// A value of `n` things with its 90 % interval and the variance for the doubt about the readings that it rests on.
    Mean { value: f64, interval: Option<(f64, f64)>, variance: f64, n: f64 },
}

impl Evidence {
    /// The posterior mean with its 90 % interval; without a prior, the estimate from this call alone. `None` where nothing
    /// was seen and nothing is usual.
    pub(crate) fn under(self, prior: Option<Prior>) -> Option<Estimate> {
        let Prior { mean, weight } = prior.unwrap_or(Prior { mean: 0.0, weight: 0.0 });
        match self {
            Self::Rate { sum, squares, minutes } => {
                if prior.is_none() {
                    return poisson(sum, minutes);
                }
                let (events, minutes) = (mean * weight + sum, weight + minutes);
                // Each case of the prior counts as much as an observed one.
                let each = if sum > 0.0 { squares / sum } else { 1.0 };
                // A gamma of the same mean and variance.
                gamma(events / each, events / minutes)
            }
            Self::Share { sum, variance, n } => {
                let seen = weight + n;
                if seen <= 0.0 {
                    return None;
                }
                let share = ((mean * weight + sum) / seen).clamp(0.0, 1.0);
                let spread = share * (1.0 - share);
                let doubt = variance / (seen * seen);
                // As many sure things as have the same variance.
                let worth = if spread > 0.0 { spread / (spread / seen + doubt) } else { seen };
                wilson(share * worth, worth)
            }
            Self::Mean { value, interval, variance, n } => {
                let part = if n + weight > 0.0 { n / (n + weight) } else { 1.0 };
                let middle = mean + part * (value - mean);
                let half = |half: f64| part * (half * half + Z * Z * variance).sqrt();
                let (low, high) = interval.unwrap_or((value, value));
                Some(Estimate { value: middle, low: middle - half(value - low), high: middle + half(high - value) })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Option<Prior> = Some(Prior { mean: 0.5, weight: 2.0 });

    #[test]
    fn a_rate_moves_from_the_usual_to_what_was_seen() {
        let rate = |sum, minutes| Evidence::Rate { sum, squares: sum, minutes }.under(USUAL).unwrap().value;
        assert!((rate(0.0, 0.0) - 0.5).abs() < 1e-12);
        assert!((rate(3.0, 2.0) - 1.0).abs() < 1e-12);
        assert!((rate(300.0, 200.0) - 1.5).abs() < 0.02);
    }

    #[test]
    fn many_small_weights_are_surer_than_a_few_large_ones() {
        let width = |squares| {
            let rate = Evidence::Rate { sum: 3.0, squares, minutes: 2.0 }.under(USUAL).unwrap();
            assert!((rate.value - 1.0).abs() < 1e-12 && rate.low < 1.0 && 1.0 < rate.high);
            rate.high - rate.low
        };
        assert!(width(0.6) < 0.6 * width(3.0));
    }

    #[test]
    fn doubt_about_the_events_widens_the_interval_and_leaves_the_value() {
        for of in [
            |variance| Evidence::Share { sum: 3.0, variance, n: 8.0 },
            |variance| Evidence::Mean { value: 3.0, interval: Some((2.0, 5.0)), variance, n: 8.0 },
        ] {
            for prior in [USUAL, Some(Prior { mean: 0.2, weight: 5.0 })] {
                let [sure, unsure] = [0.0, 0.8].map(|variance| of(variance).under(prior).unwrap());
                assert!((sure.value - unsure.value).abs() < 1e-12);
                assert!(unsure.high - unsure.low > sure.high - sure.low, "{sure:?}, {unsure:?}");
                assert!(unsure.low <= unsure.value && unsure.value <= unsure.high);
            }
        }
    }

    #[test]
    fn without_a_prior_it_is_this_call_alone() {
        let rate = Evidence::Rate { sum: 2.0, squares: 1.3, minutes: 4.0 };
        assert_eq!(rate.under(None), poisson(2.0, 4.0));
        assert_eq!(Evidence::Share { sum: 2.0, variance: 0.0, n: 4.0 }.under(None), wilson(2.0, 4.0));
        assert_eq!(Evidence::Share { sum: 0.0, variance: 0.0, n: 0.0 }.under(None), None);
        let mean = Evidence::Mean { value: 3.0, interval: Some((2.0, 5.0)), variance: 0.0, n: 4.0 };
        assert_eq!(mean.under(None), Some(Estimate { value: 3.0, low: 2.0, high: 5.0 }));
    }

    #[test]
    fn a_share_of_nothing_is_the_usual_one() {
        let none = Evidence::Share { sum: 0.0, variance: 0.0, n: 0.0 }.under(USUAL).unwrap();
        assert!((none.value - 0.5).abs() < 1e-12);
    }
}
