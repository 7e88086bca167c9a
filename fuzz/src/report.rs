//! Reports from anywhere: read, written again, and given to all that reads reports.

use listening_core::{Profile, Report};
use listening_review::calibration::Seen;
use listening_review::tracking::{Calls, Options, track};
use listening_review::{Explanation, Preset};

use crate::{holds, text};

pub fn run(input: &[u8]) {
    let Some(json) = text(input) else { return };
    let _ = Seen::from_json(json).map_err(|error| error.to_string());
    let report = match Report::from_json(json) {
        Ok(report) => report,
        Err(error) => return assert!(error.is_report() && error.to_string().len() < 4096, "{error}"),
    };
    holds::read_again(&report);
    // What another program wrote may not fit together: it is refused, or what is said of it is finite.
    let mut calls = Calls::new();
    if (0..6).all(|call| calls.push("agent", f64::from(call), &report).is_ok()) {
        holds::finite(&track(&calls, &Options::default()).expect("calls that were taken").to_json());
    }
    for explained in [Explanation::by_built_in(&report), Explanation::of(&report, &Profile::contact_center())] {
        match explained {
            Ok(explanation) => holds::finite(&explanation.to_json()),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    for name in holds::PRESETS {
        holds::finite(&Preset::from_name(name).expect("a preset of the list").count(&report).to_json());
    }
}
