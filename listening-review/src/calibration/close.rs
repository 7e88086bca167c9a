//! What the tests of calibration share.

/// To eight decimals.
#[track_caller]
pub(super) fn close(got: Option<f64>, expected: f64) {
    let got = got.expect("a number");
    assert!((got - expected).abs() < 1e-8, "{got}, not {expected}");
}
