//! The scale that a value is on.

use super::estimate::Estimate;

/// The most that a value in `unit` can be, where it has a top; the least is then 0.
pub(super) fn top(unit: &str) -> Option<f64> {
    match unit {
        "points" => Some(100.0),
        "share" => Some(1.0),
        _ => None,
    }
}

/// An interval does not leave the scale that the value is on.
pub(super) fn bounded(estimate: Estimate, unit: &str) -> Estimate {
    top(unit).map_or(estimate, |top| held(estimate, 0.0, top))
}

/// The same for what is added to such a value.
pub(super) fn bounded_difference(estimate: Estimate, unit: &str) -> Estimate {
    top(unit).map_or(estimate, |top| held(estimate, -top, top))
}

fn held(estimate: Estimate, bottom: f64, top: f64) -> Estimate {
    // Written so that no interval stays none.
    let low = if estimate.low < bottom { bottom } else { estimate.low };
    let high = if estimate.high > top { top } else { estimate.high };
    Estimate { value: estimate.value, low, high }
}
