//! The demo call: its screenplay is the truth, its report is kept.

mod common;

use listening_core::{Config, EventKind, MeasureId, Party, Report, ReportEvent, Session};
use serde_json::Value;

fn demo() -> Report {
    let mut session = Session::new(Config::default()).unwrap();
    session.push_mulaw(&common::demo_mulaw()).unwrap();
    session.finish()
}

fn truth() -> Value {
    let text = std::fs::read_to_string(format!("{}demo_call.truth.json", common::DEMO)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// A stated event's (kind, party, start, end).
fn stated(event: &Value) -> (&str, &str, f64, f64) {
    let text = |key: &str| event[key].as_str().unwrap();
    let time = |key: &str| event[key].as_f64().unwrap();
    (text("kind"), text("by"), time("start"), time("end"))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "a filter's predicate")]
fn entry(event: &&ReportEvent) -> bool {
    !event.kind.is_silence() && event.kind != EventKind::Bid && event.kind != EventKind::UnansweredTurn
}

#[test]
fn the_report_holds_every_event_of_the_screenplay_and_no_other() {
    let (report, truth) = (demo(), truth());
    let mut heard: Vec<&ReportEvent> = report.events.iter().filter(entry).collect();
    for event in truth["events"].as_array().unwrap() {
        let (kind, by, start, _) = stated(event);
        if kind == "start" {
            continue;
        }
        let found = heard.iter().position(|e| {
            e.kind.as_str() == kind && e.by.name() == by && (e.span.start.seconds() - start).abs() <= 0.3
        });
        let found = found.unwrap_or_else(|| panic!("{by}'s {kind} at {start} s was not heard: {heard:#?}"));
        heard.remove(found);
    }
    assert!(heard.is_empty(), "not in the screenplay: {heard:#?}");
}

#[test]
fn dead_air_and_hold_stand_where_the_screenplay_has_them() {
    let (report, truth) = (demo(), truth());
    let mut silences: Vec<&ReportEvent> =
        report.events.iter().filter(|e| e.kind == EventKind::DeadAir || e.kind == EventKind::Hold).collect();
    for (kind, by, start, end) in truth["silences"].as_array().unwrap().iter().map(|silence| {
        let text = |key: &str| silence[key].as_str().unwrap();
        (text("kind"), "customer", silence["start"].as_f64().unwrap(), silence["end"].as_f64().unwrap())
    }) {
        let found = silences.iter().position(|e| {
            let near = |a: f64, b: f64| (a - b).abs() <= 0.35;
            e.kind.as_str() == kind
                && e.by.name() == by
                && near(e.span.start.seconds(), start)
                && near(e.span.end.seconds(), end)
        });
        silences.remove(found.unwrap_or_else(|| panic!("{kind} at {start} s: {silences:#?}")));
    }
    assert!(silences.is_empty(), "{silences:#?}");
}

#[test]
fn talk_is_measured_to_a_few_per_cent() {
    let (report, truth) = (demo(), truth());
    for party in Party::BOTH {
        let spurts = truth["talkspurts"].as_array().unwrap().iter().filter(|s| s["party"] == party.name());
        let stated: f64 = spurts.map(|s| s["end"].as_f64().unwrap() - s["start"].as_f64().unwrap()).sum();
        let heard = report.parties[party].speech_seconds.seconds();
        // Two words of the synthetic voice hold a silence of 190 ms, which is no talk.
        assert!((heard / stated - 1.0).abs() < 0.06, "{}: {heard} s, not {stated}", party.name());
    }
}

#[test]
fn every_lost_point_names_its_measure_and_what_can_be_heard_is_named() {
    let report = demo();
    let ids: Vec<String> = report.events.iter().map(|event| event.id.clone()).collect();
    let deductions: Vec<_> = report.score.dimensions.iter().flat_map(|d| &d.deductions).collect();
    let cost = |measure: MeasureId| deductions.iter().find(|d| d.measure == measure);
    assert!(cost(MeasureId::InterruptionRate).is_some_and(|d| d.events == ["a39950"]));
    assert!(cost(MeasureId::DeadAirRate).is_some_and(|d| d.events.len() == 1));
    for deduction in deductions {
        assert!(deduction.events.iter().all(|id| ids.contains(id)), "{deduction:?}");
    }
    for dimension in &report.score.dimensions {
        let lost: f64 = dimension.deductions.iter().map(|d| d.points).sum();
        assert!((100.0 - lost - dimension.value.unwrap()).abs() < 0.3, "{dimension:?}");
    }
}

#[test]
fn every_measure_is_documented_and_what_can_be_scored_is_measured() {
    let page = include_str!("../../docs/methods.md");
    let report = demo();
    for measure in &report.measures {
        let tail = measure.id.as_str().rsplit_once('_').map_or("", |(_, tail)| tail);
        let listed = page.contains(&format!("`{}`", measure.id)) || page.contains(&format!("`_{tail}`"));
        assert!(listed, "docs/methods.md says nothing of {}", measure.id);
        if let (Some(low), Some(value), Some(high)) = (measure.low, measure.value, measure.high) {
            assert!(low <= value && value <= high, "{measure:?}");
        }
    }
    for id in listening_core::profile::SCORABLE {
        assert!(report.measures.iter().any(|measure| measure.id == id), "{id} is never measured");
    }
}

/// Equal but for the last digits of measured numbers, which may differ between processors.
fn close(a: &Value, b: &Value, at: &str) {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            assert!((a - b).abs() <= 2e-3_f64.max(b.abs() * 1e-3), "{at}: {a}, not {b}");
        }
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len(), "{at}");
            a.iter().zip(b).enumerate().for_each(|(k, (a, b))| close(a, b, &format!("{at}[{k}]")));
        }
        (Value::Object(a), Value::Object(b)) => {
            assert!(a.len() == b.len() && a.keys().all(|key| b.contains_key(key)), "{at}");
            a.iter().for_each(|(key, value)| close(value, &b[key], &format!("{at}.{key}")));
        }
        _ => assert_eq!(a, b, "{at}"),
    }
}

/// After a wanted change: `LISTENING_UPDATE_GOLDEN=1 cargo test --test golden`, then read the diff.
#[test]
fn the_demo_report_is_as_kept() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/demo_report.json");
    let report: Value = serde_json::from_str(&demo().to_json()).unwrap();
    if std::env::var_os("LISTENING_UPDATE_GOLDEN").is_some() {
        std::fs::write(path, format!("{report:#}\n")).unwrap();
    }
    let kept: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    close(&report, &kept, "report");
}

#[test]
fn keys_stand_in_the_contracts_order() {
    let json = demo().to_json();
    let order = |keys: &[&str]| {
        let mut at = 0;
        for key in keys {
            let found = json[at..].find(&format!("\"{key}\":"));
            at += found.unwrap_or_else(|| panic!("{key} after {}", &json[at..(at + 80).min(json.len())])) + 1;
        }
    };
    order(&[
        "schema",
        "engine",
        "version",
        "network",
        "profile",
        "duration",
        "parties",
        "agent",
        "channel",
        "speech_seconds",
        "active_level_dbov",
        "snr_db",
        "health",
        "customer",
        "talkspurts",
        "party",
        "start",
        "end",
        "turns",
        "events",
        "id",
        "kind",
        "by",
        "start",
        "end",
        "in_overlap",
        "confidence",
        "status",
        "reasons",
        "leak_suspect",
        "measures",
        "id",
        "party",
        "value",
        "unit",
        "low",
        "high",
        "n",
        "events",
        "assessed",
        "score",
        "observable_listening",
        "low",
        "high",
        "rating",
        "rating_low",
        "rating_high",
        "dimensions",
        "id",
        "value",
        "low",
        "high",
        "deductions",
        "measure",
        "points",
        "events",
        "coverage",
        "status",
        "traits",
        "effective",
        "ineffective",
        "value",
        "basis",
        "measures",
        "characteristics",
        "not_measured",
        "id",
        "reason",
        "needs",
        "notice",
    ]);
    assert!(json.is_ascii() && !json.contains('\n'));
}
