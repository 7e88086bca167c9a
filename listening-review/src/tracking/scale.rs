//! The scale that a value is on.

use super::estimate::{Estimate, fine};

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

/// Whether readers can tell two values in `unit` apart: shares are shown in whole percent, everything else with one decimal.
/// As the numbers are written in a result, so that every face that shows them finds the same.
pub(super) fn seen_apart(a: f64, b: f64, unit: &str) -> bool {
    let (times, decimals) = if unit == "share" { (100.0, 0) } else { (1.0, 1) };
    // Read back as a number: zero has no sign then.
    let shown = |value: f64| format!("{:.decimals$}", fine::rounded(value) * times).parse().unwrap_or(value);
    (shown(a) - shown(b)).abs() > 0.0
}

fn held(estimate: Estimate, bottom: f64, top: f64) -> Estimate {
    // Written so that no interval stays none.
    let low = if estimate.low < bottom { bottom } else { estimate.low };
    let high = if estimate.high > top { top } else { estimate.high };
    Estimate { value: estimate.value, low, high }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_alike_is_not_seen_apart() {
        assert!(!seen_apart(99.96, 100.0, "points"));
        assert!(seen_apart(99.94, 100.0, "points"));
        assert!(!seen_apart(0.121, 0.124, "share") && seen_apart(0.121, 0.131, "share"));
        assert!(!seen_apart(-0.04, 0.0, "s") && seen_apart(-0.06, 0.0, "s"));
        // Written as .05, which is a little more than that in binary.
        assert!(seen_apart(0.049_999_6, 0.0, "1/min"));
    }
}
