//! Reports that were stored before they said what made them and whose listening was scored: still read everywhere, taken as
//! the agent's, with one warning.

use listening_core::{Party, Report};
use listening_review::Explanation;
use listening_review::calibration::{Calibration, Rated, Target};
use listening_review::presets::Basis;
use listening_review::tracking::{Calls, Options, track};

const STORED: [&str; 3] = [
    include_str!("../../listening-core/tests/data/stored/demo.json"),
    include_str!("../../listening-core/tests/data/stored/words.json"),
    include_str!("../../listening-core/tests/data/stored/customer.json"),
];

#[test]
fn each_is_explained_as_the_agents_with_one_warning() {
    for json in STORED {
        let explained = Explanation::by_built_in(&Report::from_json(json).unwrap()).unwrap();
        assert_eq!((explained.party, explained.warnings.len()), (Party::Agent, 1));
        assert!(explained.warnings[0].starts_with("the report does not say whose"), "{:?}", explained.warnings);
        assert!(Basis::from_json(json).is_ok());
    }
}

#[test]
fn they_are_tracked_as_the_agents_with_one_warning_for_all() {
    let track = |reports: &[&str], assessed| {
        let mut calls = Calls::new();
        reports.iter().enumerate().for_each(|(day, json)| calls.push_json("ann", day as f64, json).unwrap());
        track(&calls, &Options { assessed, ..Options::default() }).unwrap()
    };
    let tracking = track(&STORED, Party::Agent);
    assert_eq!(tracking.warnings.len(), 1);
    assert!(tracking.warnings[0].starts_with("3 of 3 reports do not say whose"), "{:?}", tracking.warnings);
    assert!(tracking.measure("observable_listening").is_some());
    assert!(tracking.to_json().contains("\"warnings\":[\"3 of 3"));

    // Tracked for the customer they keep their measures, not a score that may be the agent's.
    let other = track(&STORED, Party::Customer);
    assert_eq!(other.warnings.len(), 2);
    assert!(other.measure("observable_listening").is_none() && other.measure("interruption_rate").is_some());

    // One of today says it.
    let mut today = Report::from_json(STORED[0]).unwrap();
    let made = listening_core::Floor::new().finish(None).unwrap();
    today.engine = made.engine;
    let today = today.to_json();
    assert!(track(&[&today], Party::Agent).warnings.is_empty());
}

#[test]
fn they_are_calibrated_on_with_one_warning() {
    let line = |k: usize| {
        let points = 30.0 + k as f64;
        // The stored score, moved so that ratings have something to follow.
        let mut report = Report::from_json(STORED[0]).unwrap();
        for dimension in &mut report.score.dimensions {
            (dimension.value, dimension.low, dimension.high) = (Some(points), None, None);
        }
        report.score.observable_listening = Some(points);
        format!(r#"{{"agent":"a{}","rating":{points},"report":{}}}"#, k % 6, report.to_json())
    };
    let lines: Vec<String> = (0..60).map(line).collect();
    let rated = Rated::from_json_lines(&lines.join("\n")).unwrap();
    let calibration = Calibration::fit(&rated, Target::QualityRating).unwrap();
    assert_eq!(calibration.profile(), "contact_center/1");
    let warnings = calibration.warnings().to_vec();
    let dated: Vec<&String> =
        warnings.iter().filter(|warning| warning.contains("whose listening was scored")).collect();
    assert_eq!(dated.len(), 1, "{warnings:?}");
    assert!(dated[0].starts_with("60 of 60 reports do not say"), "{dated:?}");
}
