//! How calls spread: a call lies somewhere among its centre's.

use serde::Serialize;

use super::estimate::fine;
use super::series::Point;

/// Fewer calls than this say little of a tenth of them.
const LEAST: usize = 20;

/// Below which value a share of the calls lies: a tenth, a quarter, half, three quarters, nine tenths (type 7 of Hyndman & Fan
/// 1996). Calls count alike, however long.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Distribution {
    /// A tenth of the calls is below.
    #[serde(serialize_with = "fine::plain")]
    pub p10: f64,
    /// A quarter.
    #[serde(serialize_with = "fine::plain")]
    pub p25: f64,
    /// Half.
    #[serde(serialize_with = "fine::plain")]
    pub p50: f64,
    /// Three quarters.
    #[serde(serialize_with = "fine::plain")]
    pub p75: f64,
    /// Nine tenths.
    #[serde(serialize_with = "fine::plain")]
    pub p90: f64,
}

/// Of the calls of all agents; `None` under twenty.
pub(super) fn distribution(agents: &[Vec<Point>]) -> Option<Distribution> {
    let mut values: Vec<f64> = agents.iter().flatten().map(Point::value).collect();
    if values.len() < LEAST {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = share * (values.len() - 1) as f64;
        let (below, part) = (place.floor() as usize, place.fract());
        let above = (below + 1).min(values.len() - 1);
        values[below] + part * (values[above] - values[below])
    };
    Some(Distribution { p10: at(0.1), p25: at(0.25), p50: at(0.5), p75: at(0.75), p90: at(0.9) })
}

#[cfg(test)]
mod tests {
    use super::super::made_reports::close;
    use super::*;

    #[test]
    fn quantiles_are_those_of_numpy() {
        let point = |k: usize| Point { time: 0.0, count: 2.0 * ((k * 37) % 21) as f64, exposure: 2.0, call: k };
        let calls = |n: usize| vec![(0..n / 2).map(point).collect::<Vec<_>>(), (n / 2..n).map(point).collect()];
        // numpy 2.4: quantile(range(21), [.1, .25, .5, .75, .9])
        let found = distribution(&calls(21)).unwrap();
        for (found, expected) in
            [found.p10, found.p25, found.p50, found.p75, found.p90].into_iter().zip([2.0, 5.0, 10.0, 15.0, 18.0])
        {
            close(found, expected, 1e-12);
        }
        assert!(distribution(&calls(20)).is_some());
        assert!(distribution(&calls(19)).is_none());
    }
}
