//! All calls of an agent as one.

use super::kinds::Kind;
use super::prior::Cell;
use super::reliability::Components;
use super::result::Estimate;
use super::series::Point;
use super::{rates, shares, values};

/// Probability outside an interval, on each side.
pub(super) const TAIL: f64 = 0.05;

/// Events and exposure of `points`, in effective numbers: divided by how much more calls differ than chance makes them (the
/// dispersion of a quasi-likelihood, `McCullagh` & Nelder 1989), so that intervals keep their level where calls differ.
pub(super) fn cell(points: &[Point], kind: Kind, components: &Components) -> Option<Cell> {
    let sum = |of: fn(&Point) -> f64| points.iter().map(of).sum::<f64>();
    let (count, exposure) = (sum(|point| point.count), sum(|point| point.exposure));
    let by = match kind {
        Kind::Value => components.noise()?,
        Kind::Rate | Kind::Share => components.dispersion(),
    };
    (exposure > 0.0 && by > 0.0).then_some(Cell { count: count / by, exposure: exposure / by })
}

/// The pooled value with its 90 % interval; no interval for a single value of a call.
pub(super) fn estimate(points: &[Point], kind: Kind, components: &Components) -> Estimate {
    let alone = || {
        let sum = |of: fn(&Point) -> f64| points.iter().map(of).sum::<f64>();
        let value = sum(|point| point.count) / sum(|point| point.exposure);
        Estimate { value, low: f64::NAN, high: f64::NAN }
    };
    let cell = cell(points, kind, components);
    let found = match kind {
        Kind::Rate => cell.and_then(|cell| rates::interval(cell.count, cell.exposure)),
        Kind::Share => cell.and_then(|cell| shares::interval(cell.count, cell.exposure)),
        Kind::Value => values::interval(&of(points)),
    };
    found.unwrap_or_else(alone)
}

/// The value of each point.
pub(super) fn of(points: &[Point]) -> Vec<f64> {
    points.iter().map(Point::value).collect()
}
