//! Control charts: calls that do not fit an agent's own others.

use serde::Serialize;

use super::estimate::fine;
use super::family::Kind;
use super::reliability::Components;
use super::scale::top;
use super::series::{Point, sums};

/// Distance of the limits from the centre, in standard errors (Shewhart 1931).
const SIGMAS: f64 = 3.0;
/// Mean moving range to three standard deviations, 3 / 1.128 (`XmR` chart: Wheeler & Chambers 1992).
const RANGES: f64 = 2.66;
/// Calls on a chart.
const MOST: usize = 200;

/// A control chart of an agent's calls.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chart {
    /// `u` (rates), `p` (shares) or `XmR` (values); the limits of `u` and `p` are widened by the dispersion (Laney 2002).
    pub kind: &'static str,
    /// The agent's own pooled value.
    #[serde(serialize_with = "fine::plain")]
    pub centre: f64,
    /// Each call, in order of time.
    pub points: Vec<ChartPoint>,
    /// Times of the calls outside their limits.
    #[serde(serialize_with = "fine::all")]
    pub outside: Vec<f64>,
}

/// A call on a chart.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ChartPoint {
    /// When.
    #[serde(serialize_with = "fine::plain")]
    pub time: f64,
    /// The measure in this call.
    #[serde(serialize_with = "fine::plain")]
    pub value: f64,
    /// Lower limit for a call of this exposure.
    #[serde(serialize_with = "fine::plain")]
    pub low: f64,
    /// Upper limit.
    #[serde(serialize_with = "fine::plain")]
    pub high: f64,
}

/// The chart of `points`, in order of time; of two calls or more.
///
/// Of more than 200, the last, about a centre of their own.
pub(super) fn chart(points: &[Point], kind: Kind, components: &Components, unit: &str) -> Option<Chart> {
    let points = &points[points.len().saturating_sub(MOST)..];
    let (count, exposure) = sums(points);
    let centre = count / exposure;
    let values: Vec<f64> = points.iter().map(Point::value).collect();
    let steps = values.windows(2).map(|pair| (pair[1] - pair[0]).abs());
    let range = steps.sum::<f64>() / (values.len().checked_sub(1).filter(|steps| *steps > 0)? as f64);
    let half = |point: &Point| match kind {
        Kind::Value => RANGES * range,
        _ => SIGMAS * (components.dispersion() * kind.family().chance(centre) / point.exposure).sqrt(),
    };
    let limits = |point: &Point| {
        let (low, high) = kind.family().held(centre - half(point), centre + half(point));
        // A limit beyond what can be is none.
        top(unit).map_or((low, high), |top| (low.max(0.0), high.min(top)))
    };
    let points: Vec<ChartPoint> = points
        .iter()
        .map(|point| {
            let (low, high) = limits(point);
            ChartPoint { time: point.time, value: point.value(), low, high }
        })
        .collect();
    // A level series has limits of no width, which rounding must not cross.
    let beyond = |point: &&ChartPoint| point.value < point.low - 1e-9 || point.value > point.high + 1e-9;
    let outside = points.iter().filter(beyond).map(|point| point.time).collect();
    let kind = match kind {
        Kind::Rate => "u",
        Kind::Share => "p",
        Kind::Value => "XmR",
    };
    Some(Chart { kind, centre, points, outside })
}

#[cfg(test)]
mod tests {
    use super::super::made_reports::close;
    use super::*;

    fn points(of: &[(f64, f64)]) -> Vec<Point> {
        of.iter()
            .enumerate()
            .map(|(k, &(count, exposure))| Point { time: k as f64, count, exposure, call: 0 })
            .collect()
    }

    fn charted(kind: Kind, points: &[Point]) -> Chart {
        chart(points, kind, &Components::of(kind, &[points.to_vec()]).unwrap(), "points").unwrap()
    }

    #[test]
    fn limits_are_three_standard_errors_of_the_exposure() {
        // By hand: centre 10 / 40 = .25 per minute, dispersion 1 as calls differ less than by chance; 3 sqrt(.25 / 10).
        let found = charted(Kind::Rate, &points(&[(2.0, 10.0), (3.0, 10.0), (2.0, 10.0), (3.0, 10.0)]));
        assert_eq!((found.kind, found.centre), ("u", 0.25));
        close(found.points[0].high, 0.724_342, 1e-6);
        assert_eq!(found.points[0].low, 0.0);
        assert!(found.outside.is_empty());
        // 20 / 80 = .25; 3 sqrt(.25 * .75 / 20) = .290 474.
        let found = charted(Kind::Share, &points(&[(5.0, 20.0), (4.0, 20.0), (6.0, 20.0), (5.0, 20.0)]));
        assert_eq!(found.kind, "p");
        close(found.points[2].high, 0.540_474, 1e-6);
    }

    #[test]
    fn a_call_that_does_not_fit_is_outside() {
        // Mean 74.3, moving ranges 7 times 2 and twice 11, 4 on average: limits 63.66 and 84.94.
        let scores = [72.0, 74.0, 72.0, 74.0, 72.0, 74.0, 72.0, 74.0, 85.0, 74.0];
        let found = charted(Kind::Value, &points(&scores.map(|score| (score, 1.0))));
        assert_eq!(found.kind, "XmR");
        close(found.points[0].high, 84.94, 1e-9);
        close(found.points[0].low, 63.66, 1e-9);
        assert_eq!(found.outside, [8.0]);
        let calm = [72.0, 73.0, 72.0, 73.0, 72.0, 73.0, 72.0, 73.0, 72.0, 73.0, 72.0, 73.0, 90.0, 72.0];
        assert_eq!(charted(Kind::Value, &points(&calm.map(|score| (score, 1.0)))).outside, [12.0]);
        // Mean moving range 20: limits 90 -+ 53.2, of which 100 is the most that can be.
        let high = charted(Kind::Value, &points(&[80.0, 100.0, 80.0, 100.0].map(|score| (score, 1.0))));
        close(high.points[0].low, 36.8, 1e-9);
        assert_eq!(high.points[0].high, 100.0);
        let long: Vec<(f64, f64)> = (0..201).map(|k| (f64::from(60 + k % 2), 1.0)).collect();
        assert_eq!(charted(Kind::Value, &points(&long[..200])).points.len(), 200);
        assert_eq!(charted(Kind::Value, &points(&long)).points[0].time, 1.0);
        let level = charted(Kind::Value, &points(&[(70.1, 1.0); 7]));
        assert!(level.outside.is_empty());
    }
}
