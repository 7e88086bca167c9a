//! Rates: events over exposure, gamma-Poisson.

use statrs::distribution::{ContinuousCDF, Gamma};
use statrs::function::gamma::ln_gamma;

use super::super::estimate::Estimate;
use super::distribution::{Cell, Family, Moments, Pool, TAIL, mover};
use listening_core::stats::Z;

/// Shapes from here on are large.
const LARGE: f64 = 1e5;
/// The least shape of a distribution that quantiles are taken of.
pub(super) const LEAST_SHAPE: f64 = 1e-3;

/// Events over minutes.
pub(super) struct Rate;

impl Family for Rate {
    /// Poisson.
    fn chance(&self, mean: f64) -> f64 {
        mean
    }

    fn interval(&self, pool: &Pool) -> Option<Estimate> {
        pool.cell.and_then(interval)
    }

    /// MOVER (Zou & Donner 2008) on Jeffreys' intervals.
    fn difference(&self, before: &Pool, after: &Pool) -> Option<Estimate> {
        Some(mover(interval(before.cell?)?, interval(after.cell?)?))
    }

    /// Rates are gamma distributed over agents, counts then negative binomial.
    fn ln_marginal(&self, cell: Cell, mean: f64, sd: f64) -> f64 {
        let (shape, rate) = (mean * mean / (sd * sd), mean / (sd * sd));
        let (count, exposure) = (cell.count, cell.exposure);
        ln_gamma(count + shape) - ln_gamma(shape) - ln_gamma(count + 1.0)
            + shape * (rate / (rate + exposure)).ln()
            + count * (exposure / (rate + exposure)).ln()
    }

    fn posterior(&self, cell: Cell, mean: f64, sd: f64) -> Moments {
        let rate = mean / (sd * sd);
        let total = rate + cell.exposure;
        let own = (mean * rate + cell.count) / total;
        Moments { mean: own, variance: own / total, prior_weight: rate / total }
    }

    /// Gamma.
    fn matched(&self, mean: f64, variance: f64) -> Option<Estimate> {
        let at = |p| quantile(mean * mean / variance, mean / variance, p);
        Some(Estimate { value: mean, low: at(TAIL)?, high: at(1.0 - TAIL)? }.around())
    }

    fn widest(&self, _: &[Cell], pooled: f64) -> Option<f64> {
        Some(2.0 * pooled).filter(|widest| *widest > 0.0)
    }

    fn held(&self, low: f64, high: f64) -> (f64, f64) {
        (low.max(0.0), high)
    }
}

/// Jeffreys' 90 % interval of a rate: close to its level on average, where the exact one is wider (Brown, Cai & `DasGupta`
/// 2003). `None` without exposure.
fn interval(cell: Cell) -> Option<Estimate> {
    let Cell { count, exposure } = cell;
    if exposure <= 0.0 {
        return None;
    }
    let at = |p| quantile(count + 0.5, exposure, p);
    let low = if count > 0.0 { at(TAIL)? } else { 0.0 };
    Some(Estimate { value: count / exposure, low, high: at(1.0 - TAIL)? }.around())
}

/// Quantile of a gamma distribution. Of a large shape by Wilson & Hilferty (1931), which is near to seven digits there and
/// takes no time; a shape near zero is replaced by one that can be distinguished from it.
fn quantile(shape: f64, rate: f64, p: f64) -> Option<f64> {
    if !(shape.is_finite() && rate.is_finite() && rate > 0.0) {
        return None;
    }
    let shape = shape.max(LEAST_SHAPE);
    if shape > LARGE {
        let z = if p < 0.5 { -Z } else { Z };
        let ninth = 1.0 / (9.0 * shape);
        return Some(shape * (1.0 - ninth + z * ninth.sqrt()).powi(3) / rate);
    }
    Gamma::new(shape, 1.0).ok().map(|gamma| gamma.inverse_cdf(p) / rate)
}

#[cfg(test)]
mod tests {
    use super::super::super::made_reports::close;
    use super::*;

    #[test]
    fn the_interval_is_that_of_statsmodels() {
        // statsmodels 0.15: confint_poisson(7, 12.5, method="jeff", alpha=0.1)
        let interval = |count, exposure| interval(Cell { count, exposure });
        let found = interval(7.0, 12.5).unwrap();
        close(found.value, 0.56, 1e-12);
        close(found.low, 0.290_437_757, 1e-8);
        close(found.high, 0.999_831_606, 1e-8);
        // scipy 1.17: gamma.ppf(0.95, 0.5, scale=1/12.5); gamma.ppf([0.05, 0.95], 400.5, scale=1/900)
        let none = interval(0.0, 12.5).unwrap();
        assert_eq!((none.value, none.low), (0.0, 0.0));
        close(none.high, 0.153_658_353, 1e-8);
        let many = interval(400.0, 900.0).unwrap();
        close(many.low, 0.409_067_35, 1e-7);
        close(many.high, 0.482_195_85, 1e-7);
        assert_eq!(interval(0.0, 0.0), None);
        // scipy 1.17: gamma.ppf([0.05, 0.95], 200000.5)
        let most = interval(200_000.0, 1.0).unwrap();
        close(most.low, 199_265.467, 1e-3);
        close(most.high, 200_736.670, 1e-3);
    }

    #[test]
    fn the_difference_is_that_of_statsmodels() {
        // statsmodels 0.15, first less second: confint_poisson_2indep(4, 20, 12, 25, method="mover", compare="diff",
        // method_mover="jeff", alpha=0.1) = (-0.5770104971, 0.0115062050)
        let pool = |count, exposure| Pool { cell: Some(Cell { count, exposure }), values: Vec::new() };
        let found = Rate.difference(&pool(4.0, 20.0), &pool(12.0, 25.0)).unwrap();
        close(found.value, 0.28, 1e-12);
        close(found.low, -0.011_506_205, 1e-8);
        close(found.high, 0.577_010_497, 1e-8);
    }

    #[test]
    fn the_marginal_is_that_of_scipy() {
        // scipy 1.17, m, s, e = .8, .3, 4: nbinom.logpmf(5, m*m/s/s, (m/s/s)/(m/s/s + e))
        close(Rate.ln_marginal(Cell { count: 5.0, exposure: 4.0 }, 0.8, 0.3), -2.294_109_163, 1e-8);
    }

    #[test]
    fn the_posterior_is_conjugate() {
        // Gamma(4, 5) and 6 events in 10: Gamma(10, 15).
        let found = Rate.posterior(Cell { count: 6.0, exposure: 10.0 }, 0.8, 0.4);
        close(found.mean, 10.0 / 15.0, 1e-12);
        close(found.variance, 10.0 / 225.0, 1e-12);
        close(found.prior_weight, 1.0 / 3.0, 1e-12);
        // scipy 1.17: gamma.ppf([0.05, 0.95], .6**2/.02, scale=.02/.6)
        let matched = Rate.matched(0.6, 0.02).unwrap();
        close(matched.low, 0.387_810_15, 1e-7);
        close(matched.high, 0.849_974_34, 1e-7);
    }
}
