//! All calls of an agent as one.

use super::estimate::Estimate;
use super::family::{Cell, Kind, Pool};
use super::reliability::Components;
use super::series::{Point, sums};

/// Events and exposure of `points`, in effective numbers: divided by how much more calls differ than chance makes them (the
/// dispersion of a quasi-likelihood, `McCullagh` & Nelder 1989), so that intervals keep their level where calls differ.
pub(super) fn cell(points: &[Point], kind: Kind, components: &Components) -> Option<Cell> {
    let (count, exposure) = sums(points);
    let by = match kind {
        Kind::Value => components.noise()?,
        Kind::Rate | Kind::Share => components.dispersion(),
    };
    (exposure > 0.0 && by > 0.0).then_some(Cell { count: count / by, exposure: exposure / by })
}

/// Those calls, ready to be pooled.
pub(super) fn pool(points: &[Point], kind: Kind, components: &Components) -> Pool {
    Pool { cell: cell(points, kind, components), values: points.iter().map(Point::value).collect() }
}

/// The pooled value with its 90 % interval; no interval for a single value of a call.
pub(super) fn estimate(points: &[Point], kind: Kind, components: &Components) -> Estimate {
    let found = kind.family().interval(&pool(points, kind, components));
    found.unwrap_or_else(|| {
        let (count, exposure) = sums(points);
        Estimate { value: count / exposure, low: f64::NAN, high: f64::NAN }
    })
}
