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

/// Neither a value nor its interval leaves the scale that it is on.
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
    // Both ends and the value: one that is adjusted for the mix of calls can leave the scale too. `clamp` keeps NaN, no interval.
    let Estimate { value, low, high } = estimate;
    Estimate { value: value.clamp(bottom, top), low: low.clamp(bottom, top), high: high.clamp(bottom, top) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_a_value_nor_an_end_of_its_interval_leaves_the_scale() {
        let of = |value, low, high| Estimate { value, low, high };
        assert_eq!(bounded(of(100.4, 100.1, 101.0), "points"), of(100.0, 100.0, 100.0));
        assert_eq!(bounded(of(-0.1, -0.2, 0.3), "share"), of(0.0, 0.0, 0.3));
        assert_eq!(bounded(of(-0.1, -0.2, 7.0), "s"), of(-0.1, -0.2, 7.0));
        assert_eq!(bounded_difference(of(-130.0, -150.0, -90.0), "points"), of(-100.0, -100.0, -90.0));
        assert!(bounded(of(50.0, f64::NAN, f64::NAN), "points").low.is_nan());
    }

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
