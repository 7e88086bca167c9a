//! A report is read as it is written, whoever wrote it, and what is no report is refused with what was expected and where.

mod common;

use listening_core::report::{NOTICE, SCHEMA};
use listening_core::{Config, Floor, HealthCode, Id, MeasureId, Party, PerParty, Report, Session, Time, analyze};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Reads what was written; it is written the same again.
#[track_caller]
fn round(json: &str) -> Report {
    let report = Report::from_json(json).unwrap_or_else(|error| panic!("{error}"));
    let again = report.to_json();
    let differs = json.bytes().zip(again.bytes()).position(|(a, b)| a != b).unwrap_or(json.len());
    assert!(json == again, "from byte {differs} on: {}", &json[differs..(differs + 60).min(json.len())]);
    assert_eq!(Report::from_json(&again).unwrap(), report);
    report
}

fn refused(json: &str) -> String {
    let error = Report::from_json(json).expect_err("no report").to_string();
    assert!(error.len() < 500, "{error}");
    error
}

/// Reports of the version before they had `engine` and `assessed`.
const STORED: [(&str, &str); 6] = [
    ("demo", include_str!("data/stored/demo.json")),
    ("prosody", include_str!("data/stored/prosody.json")),
    ("faults", include_str!("data/stored/faults.json")),
    ("words", include_str!("data/stored/words.json")),
    ("customer", include_str!("data/stored/customer.json")),
    ("mono", include_str!("data/stored/mono.json")),
];

#[test]
fn stored_reports_are_read_and_written_again_and_say_that_they_are_dated() {
    for (name, json) in STORED {
        let report = round(json.trim_end());
        assert!(report.is_dated() && report.engine.is_none(), "{name}");
        assert_eq!(report.assessed, Party::Agent, "{name}");
        assert_eq!(report.notice, NOTICE);
    }
}

#[test]
fn a_mono_recording_has_one_channel() {
    let report = round(STORED[5].1.trim_end());
    assert!(report.parties.agent.is_there() && !report.parties.customer.is_there());
    assert_eq!(report.parties.customer.speech_seconds, Time::ZERO);
    let none = STORED[5].1.replace("\"agent\":{", "\"caller\":{");
    assert!(refused(&none).contains("parties: no channel"), "{}", refused(&none));
}

#[test]
fn reports_of_audio() {
    let samples = common::demo_floats();
    let reports = [
        analyze(&samples, &Config::default()).unwrap(),
        analyze(&samples, &Config { talker_prosody: true, assessed: Party::Customer, ..Config::default() }).unwrap(),
        analyze(&vec![0.0_f32; 16_000], &Config { agent_channel: 1, ..Config::default() }).unwrap(),
        analyze(&Vec::<f32>::new(), &Config::default()).unwrap(),
    ];
    for report in reports {
        let json = report.to_json();
        let read = round(&json);
        let network = read.engine.as_ref().and_then(|engine| engine.network.as_deref());
        assert_eq!(network, report.engine.as_ref().unwrap().network.as_deref());
        assert!(!read.is_dated() && network.is_some());
        assert_eq!(read.assessed, report.assessed);
        round(&json.replace("contact_center/2", "contact_center/2+calibration:0123456789abcdef"));
    }
}

#[test]
fn reports_of_bad_lines() {
    let mut samples = common::part(0, 60);
    for (k, sample) in samples.iter_mut().enumerate() {
        let at = (k / 2) as f64 / 8000.0;
        *sample = match k % 2 {
            0 if at < 12.0 => (*sample * 20.0).clamp(-1.0, 1.0),
            0 if (20.0..26.0).contains(&at) => *sample + 0.03,
            0 if (40.0..40.1).contains(&at) => 1.2,
            1 if at >= 45.0 => 0.0,
            1 => *sample + 0.02 * (at * 425.0 * std::f64::consts::TAU).sin() as f32 * f32::from(u8::from(at < 1.0)),
            _ => *sample,
        };
    }
    let mut session = Session::new(Config::default()).unwrap();
    session.push_lost(1600, Party::Customer);
    session.push_interleaved(&samples).unwrap();
    session.push_gap(4000).unwrap();
    session.note_truncated();
    let report = session.finish();
    for code in [HealthCode::Clipping, HealthCode::DcOffset, HealthCode::OutOfRange, HealthCode::Truncated] {
        assert!(report.parties.agent.health.iter().any(|found| found.code == code), "{code} was not found");
    }
    assert!(report.parties.customer.health.iter().any(|found| found.code == HealthCode::LostAudio));
    assert_eq!(round(&report.to_json()).parties, Report::from_json(&report.to_json()).unwrap().parties);
}

#[test]
fn a_report_says_what_made_it_and_whose_listening_was_scored() {
    let mut floor = Floor::assessing(Party::Customer);
    for (party, start, end) in [(Party::Agent, 0.0, 12.0), (Party::Customer, 12.3, 24.0), (Party::Agent, 24.3, 30.0)] {
        floor.push(party, start, end).unwrap();
    }
    let json = floor.finish(None).unwrap().to_json();
    let version = env!("CARGO_PKG_VERSION");
    let start = format!(r#"{{"schema":"{SCHEMA}","engine":{{"version":"{version}"}},"profile":"contact_center/2","#);
    assert!(json.starts_with(&start), "{json}");
    assert!(json.contains(r#"}],"assessed":"customer","score":{"#));
    assert_eq!(round(&json).assessed, Party::Customer);
    let heard = analyze(&vec![0.0_f32; 1600], &Config::default()).unwrap().to_json();
    assert!(heard.contains(r#","network":"vad8k/"#), "{heard}");
}

#[test]
fn what_a_later_version_adds_is_kept_or_passed_over() {
    let json = STORED[0].1.trim_end();
    let later = json
        .replacen("\"id\":\"interruption_rate\"", "\"id\":\"smile_rate\"", 1)
        .replacen("\"unit\":\"1/min\"", "\"unit\":\"smiles\"", 1)
        .replacen("\"code\":\"music\"", "\"code\":\"opus_loss\"", 1)
        .replacen("\"kind\":\"backchannel\"", "\"kind\":\"nod\"", 1)
        .replacen("\"status\":\"final\"", "\"status\":\"amended\"", 1)
        .replacen("\"rating\":\"", "\"rating\":\"Almost ", 1)
        .replacen("\"status\":\"ok\"", "\"status\":\"postponed\"", 1)
        .replacen("\"id\":\"patience\"", "\"id\":\"calm\"", 1)
        .replacen("\"basis\":\"audio\"", "\"basis\":\"video\"", 1)
        .replacen("\"id\":\"emotion\"", "\"id\":\"mood\"", 1);
    let report = round(&later);
    assert_eq!(report.measures[0].id, Id::<MeasureId>::Other("smile_rate".into()));
    assert_eq!(report.measures[0].unit.known(), None);
    assert_eq!(report.score.dimensions[0].id.as_str(), "calm");
    let more =
        later.replacen("{\"schema\"", "{\"id\":\"17\",\"agent\":\"ann\",\"moods\":[{\"kind\":\"calm\"}],\"schema\"", 1);
    let more = more.replacen("\"in_overlap\"", "\"remark\":0.5,\"in_overlap\"", 1);
    assert_eq!(Report::from_json(&more).unwrap(), report);
    let sure = json.replacen("\"start\":", "\"start_sd\":0.012,\"end_sd\":0.02,\"start\":", 1);
    let spurt =
        |json: &str| Report::from_json(json).unwrap().talkspurts.first().map(|spurt| (spurt.start_sd, spurt.end_sd));
    // The first start of the text is that of a finding.
    assert_eq!(spurt(&sure), Some((None, None)));
    let sure = json.replacen("\"talkspurts\":[{", "\"talkspurts\":[{\"start_sd\":0.0123,\"end_sd\":0.02,", 1);
    assert_eq!(spurt(&sure), Some((Some(0.0123), Some(0.02))));
    let written = Report::from_json(&sure).unwrap().to_json();
    assert!(written.contains(",\"start_sd\":0.012,\"end_sd\":0.02}"), "{written}");
}

#[test]
fn what_is_no_report_is_refused_with_what_was_expected_and_where() {
    let json = STORED[0].1.trim_end();
    let changed = |from: &str, to: &str| {
        assert!(json.contains(from), "{from}");
        json.replacen(from, to, 1)
    };
    for (text, said) in [
        (String::new(), "an object was expected"),
        ("[]".to_owned(), "an object was expected"),
        ("{".to_owned(), "ends too early"),
        ("{]".to_owned(), "line 1, column 2"),
        (format!("{json}x"), "it is not JSON"),
        (json[..json.len() - 9].to_owned(), "ends too early"),
        ("{}".to_owned(), "it names no schema"),
        (r#"{"schema":7}"#.to_owned(), "its schema is 7"),
        (changed("listening.report/1", "listening.report/2"), "its schema is 'listening.report/2'"),
        (format!("{{\"schema\":\"{SCHEMA}\"}}"), "it has no profile"),
        (format!("{{\"schema\":\"{SCHEMA}\",\"schema\":\"{SCHEMA}\"}}"), "duplicate field `schema`"),
        (changed("\"duration\":", "\"duration\":-"), "duration: "),
        (changed("\"duration\":", "\"duration\":1e300,\"was\":"), "seconds from 0 to 31536000"),
        (changed("\"duration\":", "\"duration\":\"NaN\",\"was\":"), "string \"NaN\", expected seconds"),
        (changed("\"talkspurts\":[{", "\"talkspurts\":[7,{"), "talkspurts[0]: "),
        (
            changed("\"talkspurts\":[{\"party\":\"agent\"", "\"talkspurts\":[{\"party\":\"caller\""),
            "expected a party: agent, customer",
        ),
        (changed("\"turns\":[{\"party\":\"agent\",", "\"turns\":[{"), "turns[0] has no party"),
        (
            changed("\"turns\":[{\"party\":\"agent\",\"start\":", "\"turns\":[{\"party\":\"agent\",\"start\":90"),
            "turns[0]: it runs from",
        ),
        (
            changed("\"events\":[{\"id\":\"", "\"events\":[{\"id\":7,\"was\":\""),
            "events[0].id: invalid type: integer `7`",
        ),
        (changed("\"in_overlap\":false", "\"in_overlap\":0"), "in_overlap: "),
        (changed("\"confidence\":0.", "\"confidence\":1."), "a number from 0 to 1, or null"),
        (changed("\"n\":", "\"n\":-"), "measures[0].n: "),
        (changed("\"coverage\":", "\"coverage\":null,\"was\":"), "score.coverage: "),
        (changed("\"points\":", "\"points\":4"), "points from 0 to 100"),
        (changed("\"channel\":0", "\"channel\":300"), "parties.agent.channel: "),
        (changed("\"channel\":0", "\"channel\":2"), "parties.agent.channel: "),
    ] {
        let error = refused(&text);
        assert!(error.contains(said), "{said} was expected, not {error}");
        assert!(error.contains(SCHEMA), "{error}");
    }
    let book = changed("\"kind\":\"", &format!("\"kind\":{{\"{}\":1}},\"was\":\"", "x".repeat(100_000)));
    refused(&book);
    let deep = format!("{{\"schema\":\"{SCHEMA}\",\"x\":{}", "[".repeat(1_000_000));
    refused(&deep);
    let deep = changed("\"reasons\":[", &format!("\"reasons\":[{}", "[".repeat(1_000_000)));
    refused(&deep);
}

/// Talk of both parties in order, from the lengths of silence and talk in milliseconds, with a word in some of it.
fn call(steps: &[(bool, u16, u16, u8)], overlap: bool) -> Floor {
    const WORDS: [&str; 8] = ["yeah", "the router is", "what do you", "[laughter]", "because th-", "no", "uh", "bill?"];
    let mut floor = Floor::assessing(if overlap { Party::Customer } else { Party::Agent });
    let mut ends = PerParty { agent: 0.0, customer: 0.0 };
    for &(agent, silence, talk, word) in steps {
        let party = if agent { Party::Agent } else { Party::Customer };
        let latest: f64 = if overlap { ends[party] } else { f64::max(ends.agent, ends.customer) };
        let start = latest + f64::from(silence) / 1000.0;
        let end = start + f64::from(talk + 1) / 1000.0;
        floor.push(party, start, end).unwrap();
        ends[party] = end;
        if let Some(text) = WORDS.get(usize::from(word)) {
            floor.push_word(party, start, end, text).unwrap();
        }
    }
    floor
}

fn hostile() -> impl Strategy<Value = Value> {
    let numbers = prop_oneof![
        Just(json!(-1)),
        Just(json!(1e300)),
        Just(json!(-1e300)),
        Just(json!(1e-300)),
        Just(json!(u64::MAX)),
        Just(json!(i64::MIN)),
        Just(json!(31_536_001)),
        Just(json!(0.1 + 0.2)),
        Just(json!(99_999.999_95)),
    ];
    let others = prop_oneof![
        Just(Value::Null),
        Just(json!(true)),
        Just(json!([])),
        Just(json!({})),
        Just(json!([[[]]])),
        Just(json!({"start": {"end": []}})),
        Just(json!("NaN")),
        Just(json!("")),
        Just(json!("a\u{0}\u{1f600}\"")),
        Just(json!("interruption_rate")),
    ];
    prop_oneof![numbers, others]
}

/// The `at`th value in the tree, counted in depth.
fn nth<'v>(value: &'v mut Value, at: &mut usize) -> Option<&'v mut Value> {
    if *at == 0 {
        return Some(value);
    }
    *at -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, at)),
        Value::Object(items) => items.values_mut().find_map(|item| nth(item, at)),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_report_of_talkspurts_and_words(
        steps in proptest::collection::vec((any::<bool>(), 0_u16..5000, 0_u16..8000, 0_u8..16), 0..60),
        overlap in any::<bool>(),
    ) {
        let report = call(&steps, overlap).finish(None).unwrap();
        let read = round(&report.to_json());
        prop_assert_eq!(&read.engine, &report.engine);
        prop_assert_eq!(read.assessed, report.assessed);
        // Times that are not written to the microsecond apart, it is the report.
        prop_assert_eq!(&read.traits.len(), &report.traits.len());
        for (read, made) in read.measures.iter().zip(&report.measures) {
            prop_assert_eq!((&read.id, &read.unit, read.n, &read.events), (&made.id, &made.unit, made.n, &made.events));
        }
    }

    #[test]
    fn what_is_put_in_a_report_is_refused_or_makes_a_report(at in 0_usize..6000, value in hostile(), which in 0..STORED.len()) {
        let mut tree: Value = serde_json::from_str(STORED[which].1).unwrap();
        let mut place = at;
        if let Some(found) = nth(&mut tree, &mut place) {
            *found = value;
        }
        match Report::from_json(&tree.to_string()) {
            Err(error) => prop_assert!(error.to_string().len() < 500, "{}", error),
            Ok(report) => {
                let json = report.to_json();
                let again = Report::from_json(&json).map(|report| report.to_json());
                prop_assert_eq!(again, Ok(json));
            }
        }
    }

    #[test]
    fn a_cut_or_changed_text_does_not_panic(at in 0_usize..15_000, byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = STORED[3].1.as_bytes().to_vec();
        let at = at % bytes.len();
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        if let Ok(text) = String::from_utf8(bytes) {
            drop(Report::from_json(&text));
        }
    }
}
