//! Saved calibrations, and rated calls to make one of.

use listening_review::calibration::{Calibration, Rated, Target};

use crate::{holds, made, text};

pub fn run(input: &[u8]) {
    let Some(json) = text(input) else { return };
    match Calibration::from_json(json) {
        Err(error) => assert!(error.is_calibration() && error.to_string().len() < 4096, "{error}"),
        Ok(calibration) => applied(&calibration),
    }
    match Rated::from_json_lines(json) {
        Err(error) => assert!(error.is_calibration(), "{error}"),
        Ok(rated) => match Calibration::fit(&rated, Target::QualityRating) {
            Err(error) => assert!(error.is_calibration(), "{error}"),
            Ok(calibration) => {
                let figures = calibration.figures();
                for figure in [figures.kappa, figures.spearman, figures.mean_absolute_error] {
                    holds::within(figure.low, figure.value, figure.high, "a figure");
                }
                let mut other = rated;
                other.reverse();
                let same = Calibration::fit(&other, Target::QualityRating).expect("the same calls");
                assert_eq!(same.to_json(), calibration.to_json(), "the order of the calls does not matter");
                applied(&calibration);
            }
        },
    }
}

/// A calibration is read again from its own text, and rates a report or says why not.
fn applied(calibration: &Calibration) {
    let written = calibration.to_json();
    let again = Calibration::from_json(&written).unwrap_or_else(|error| panic!("not read again: {error}\n{written}"));
    assert_eq!(again.to_json(), written);
    let mut report = made::report();
    match calibration.apply(&mut report) {
        Err(error) => assert!(error.is_calibration(), "{error}"),
        Ok(()) => {
            let score = &report.score;
            assert!(score.observable_listening.is_none_or(|points| (0.0..=100.0).contains(&points)), "{score:?}");
            holds::read_again(&report);
        }
    }
}
