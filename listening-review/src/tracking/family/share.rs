//! Shares: hits of trials, beta-binomial.

use statrs::distribution::{Beta, ContinuousCDF};
use statrs::function::beta::ln_beta;
use statrs::function::gamma::ln_gamma;

use super::super::estimate::Estimate;
use super::distribution::{Cell, Family, Moments, Pool, TAIL, mover};
use super::rate::LEAST_SHAPE;
use listening_core::stats::{Z, wilson};

/// From this many trials on, a beta distribution is approximated as normal.
const LARGE: f64 = 1e5;

/// Hits of trials.
pub(super) struct Share;

impl Family for Share {
    /// Binomial.
    fn chance(&self, mean: f64) -> f64 {
        mean * (1.0 - mean)
    }

    fn interval(&self, pool: &Pool) -> Option<Estimate> {
        pool.cell.and_then(interval)
    }

    /// Newcombe 1998, method 10: MOVER on Wilson's intervals.
    fn difference(&self, before: &Pool, after: &Pool) -> Option<Estimate> {
        Some(mover(interval(before.cell?)?, interval(after.cell?)?))
    }

    /// Shares are beta distributed over agents, hits then beta-binomial.
    fn ln_marginal(&self, cell: Cell, mean: f64, sd: f64) -> f64 {
        let Some((a, b)) = shapes(mean, sd * sd) else { return f64::NEG_INFINITY };
        let (hits, misses) = (cell.count, (cell.exposure - cell.count).max(0.0));
        let ways = ln_gamma(cell.exposure + 1.0) - ln_gamma(hits + 1.0) - ln_gamma(misses + 1.0);
        ways + ln_beta(hits + a, misses + b) - ln_beta(a, b)
    }

    fn posterior(&self, cell: Cell, mean: f64, sd: f64) -> Moments {
        let Some((a, b)) = shapes(mean, sd * sd) else {
            let p = cell.count / cell.exposure;
            return Moments { mean: p, variance: p * (1.0 - p) / cell.exposure, prior_weight: 0.0 };
        };
        let total = a + b + cell.exposure;
        let own = (a + cell.count) / total;
        Moments { mean: own, variance: own * (1.0 - own) / (total + 1.0), prior_weight: (a + b) / total }
    }

    /// Beta.
    fn matched(&self, mean: f64, variance: f64) -> Option<Estimate> {
        let (a, b) = shapes(mean, variance)?;
        if a + b > LARGE {
            let half = Z * variance.sqrt();
            return Some(Estimate { value: mean, low: (mean - half).max(0.0), high: (mean + half).min(1.0) });
        }
        let beta = Beta::new(a.max(LEAST_SHAPE), b.max(LEAST_SHAPE)).ok()?;
        let at = |p| beta.inverse_cdf(p);
        Some(Estimate { value: mean, low: at(TAIL), high: at(1.0 - TAIL) }.around())
    }

    /// Where half of all agents are at 0 and half at 1 the spread is all of `sqrt(p (1 - p))`.
    fn widest(&self, _: &[Cell], pooled: f64) -> Option<f64> {
        Some(0.95 * (pooled * (1.0 - pooled)).max(0.0).sqrt()).filter(|widest| *widest > 0.0)
    }

    fn held(&self, low: f64, high: f64) -> (f64, f64) {
        (low.max(0.0), high.min(1.0))
    }
}

/// Wilson's 90 % interval of a share (1927). `None` without trials.
fn interval(cell: Cell) -> Option<Estimate> {
    Some(wilson(cell.count, cell.exposure)?.into())
}

/// The shapes of the beta distribution of these moments; `None` where there is none.
fn shapes(mean: f64, variance: f64) -> Option<(f64, f64)> {
    let total = mean * (1.0 - mean) / variance - 1.0;
    (total > 0.0).then_some((mean * total, (1.0 - mean) * total))
}

#[cfg(test)]
mod tests {
    use super::super::super::made_reports::close;
    use super::*;

    #[test]
    fn the_interval_is_that_of_statsmodels() {
        // statsmodels 0.15: proportion_confint(7.5, 22.4, alpha=0.1, method="wilson")
        let interval = |count, exposure| interval(Cell { count, exposure });
        let found = interval(7.5, 22.4).unwrap();
        close(found.low, 0.196_679_071, 1e-8);
        close(found.high, 0.508_565_310, 1e-8);
        assert_eq!(interval(0.0, 9.0).unwrap().low, 0.0);
        assert_eq!(interval(9.0, 9.0).unwrap().high, 1.0);
        assert_eq!(interval(0.0, 0.0), None);
    }

    #[test]
    fn the_difference_is_that_of_statsmodels() {
        // statsmodels 0.15, first less second: confint_proportions_2indep(5, 40, 14, 50, method="newcomb", compare="diff",
        // alpha=0.1) = (-0.2848483671, -0.0119498445)
        let pool = |count, exposure| Pool { cell: Some(Cell { count, exposure }), values: Vec::new() };
        let found = Share.difference(&pool(5.0, 40.0), &pool(14.0, 50.0)).unwrap();
        close(found.value, 0.155, 1e-12);
        close(found.low, 0.011_949_844, 1e-8);
        close(found.high, 0.284_848_367, 1e-8);
    }

    #[test]
    fn the_marginal_is_that_of_scipy() {
        // scipy 1.17, m, s = .3, .1, nu = m*(1-m)/s/s - 1: betabinom.logpmf(4, 20, m*nu, (1-m)*nu)
        close(Share.ln_marginal(Cell { count: 4.0, exposure: 20.0 }, 0.3, 0.1), -2.086_962_698, 1e-8);
        assert_eq!(Share.ln_marginal(Cell { count: 4.0, exposure: 20.0 }, 0.3, 0.5), f64::NEG_INFINITY);
    }

    #[test]
    fn the_posterior_is_conjugate() {
        // Beta(2, 6) has mean 1/4 and variance 1/48; 5 hits of 12: Beta(7, 13).
        let found = Share.posterior(Cell { count: 5.0, exposure: 12.0 }, 0.25, (1.0_f64 / 48.0).sqrt());
        close(found.mean, 0.35, 1e-12);
        close(found.variance, 0.35 * 0.65 / 21.0, 1e-12);
        close(found.prior_weight, 0.4, 1e-12);
        // scipy 1.17, m, v = .12, .002, nu = m*(1-m)/v - 1: beta.ppf([0.05, 0.95], m*nu, (1-m)*nu)
        let matched = Share.matched(0.12, 0.002).unwrap();
        close(matched.low, 0.055_633_74, 1e-7);
        close(matched.high, 0.201_111_35, 1e-7);
    }
}
