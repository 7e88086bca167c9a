//! Each preset on hand-made calls, every number worked out beside it.

#[path = "../../listening-core/tests/common/mod.rs"]
mod common;

use listening_core::{Config, Floor, Party, Report, analyze};
use listening_review::presets::{Basis, Row};
use listening_review::{Comparison, Preset};
use proptest::prelude::*;
use serde_json::{Value, json};

fn call(agent: &[(f64, f64)], customer: &[(f64, f64)], duration: f64) -> Report {
    let mut floor = Floor::new();
    for (party, spurts) in [(Party::Agent, agent), (Party::Customer, customer)] {
        for &(start, end) in spurts {
            floor.push(party, start, end).unwrap();
        }
    }
    floor.finish(Some(duration)).unwrap()
}

/// The old number of that name: the same in each of its rows.
fn old(comparison: &Comparison, name: &str, party: Option<Party>) -> Option<f64> {
    let mut rows = comparison.rows.iter().filter(|row| row.name == name && row.party == party);
    let value = rows.next().unwrap_or_else(|| panic!("no row {name} of {party:?}")).value;
    assert!(rows.all(|row| row.value == value));
    value
}

fn close(got: Option<f64>, expected: f64) {
    assert!((got.unwrap() - expected).abs() < 1e-9, "{got:?}, not {expected}");
}

#[test]
fn verint_counts_runs_of_more_than_3_s() {
    // The agent talks into the customer's 0-20 from 2.0 to 4.9 (2.9 s), from 8.0 to 11.1 (3.1 s), and from 15.0 to
    // 18.0 (3.0 s, which does not exceed 3): one run counts, 3.1 s long.
    let report = call(&[(2.0, 4.9), (8.0, 11.1), (15.0, 18.0)], &[(0.0, 20.0)], 20.0);
    let comparison = Preset::Verint3s.count(&report);
    assert_eq!(old(&comparison, "Interruption", None), Some(1.0));
    close(old(&comparison, "Interruption, length", None), 3.1);
}

#[test]
fn a_pause_of_either_party_ends_a_run() {
    // Both talk from 1.0 to 3.0 and, after a pause of the agent of 0.3 s, from 3.3 to 5.3: two runs of 2.0 s.
    let paused = call(&[(1.0, 3.0), (3.3, 5.3)], &[(0.0, 9.0)], 9.0);
    assert_eq!(old(&Preset::Verint3s.count(&paused), "Interruption", None), Some(0.0));
    // A pause of 0.15 s is part of speech: one run from 1.0 to 5.15, 4.15 s.
    let bridged = call(&[(1.0, 3.0), (3.15, 5.15)], &[(0.0, 9.0)], 9.0);
    close(old(&Preset::Verint3s.count(&bridged), "Interruption, length", None), 4.15);
}

#[test]
fn cisco_counts_runs_from_10_s_on() {
    // Runs of 9.9 s (1.0 to 10.9) and of 10.0 s (20.0 to 30.0): "equal to or greater than" 10 s is the second.
    let report = call(&[(1.0, 10.9), (20.0, 30.0)], &[(0.0, 40.0)], 40.0);
    let comparison = Preset::Cisco10s.count(&report);
    assert_eq!(old(&comparison, "TalkOver Events", None), Some(1.0));
    close(old(&comparison, "TalkOver Events, length", None), 10.0);
}

#[test]
fn google_counts_silences_of_more_than_5_s() {
    // Silences: 0 (nobody waits at the start), 30.0 to 34.9 (4.9 s), 60.0 to 65.1 (5.1 s), 95.0 to 100.0 (5.0 s, not
    // more than 5). 5.1 s of 100 s are 5.1 %.
    let report = call(&[(0.0, 30.0), (65.1, 95.0)], &[(34.9, 60.0)], 100.0);
    let comparison = Preset::Google5s.count(&report);
    close(old(&comparison, "silence_percentage", None), 5.1);
    close(old(&comparison, "silence_duration", None), 5.1);
}

#[test]
fn google_counts_the_edges_of_the_call() {
    // Silent from 0 to 6 and from 10 to 20: 16 s of 20 s are 80 %.
    let report = call(&[(6.0, 10.0)], &[], 20.0);
    close(old(&Preset::Google5s.count(&report), "silence_percentage", None), 80.0);
}

#[test]
fn medallia_divides_overtalk_turns_by_turns() {
    // The agent's turns: 0.0-2.0; 5.0-5.4 into the customer's 2.5-9.0; 8.0-12.0 into it too, with a pause of 0.5 s
    // inside that does not end it; 20.0-21.0, which begins with the customer's and is nobody's. 2 of 4.
    // The customer's: 2.5-9.0; 20.0-23.0. 0 of 2.
    let agent = [(0.0, 2.0), (5.0, 5.4), (8.0, 10.0), (10.5, 12.0), (20.0, 21.0)];
    let report = call(&agent, &[(2.5, 9.0), (20.0, 23.0)], 30.0);
    let comparison = Preset::Medallia.count(&report);
    let of = |name, party| old(&comparison, name, Some(party));
    assert_eq!(of("turns", Party::Agent), Some(4.0));
    assert_eq!(of("overtalk turns", Party::Agent), Some(2.0));
    assert_eq!(of("overtalk", Party::Agent), Some(0.5));
    assert_eq!(of("overtalk", Party::Customer), Some(0.0));
}

#[test]
fn medallia_has_no_share_of_no_turns() {
    let comparison = Preset::Medallia.count(&call(&[], &[(0.0, 5.0)], 5.0));
    assert_eq!(old(&comparison, "overtalk", Some(Party::Agent)), None);
    assert_eq!(old(&comparison, "overtalk turns", Some(Party::Agent)), Some(0.0));
    assert_eq!(old(&comparison, "overtalk", Some(Party::Customer)), Some(0.0));
    assert!(comparison.to_json().contains(r#""name":"overtalk","party":"agent","value":null"#));
}

#[test]
fn miitel_adds_up_its_parts() {
    // 2 minutes. Agent 0-30 and 58.8-90: 61.2 s. Customer 33-60: 27 s. Ratio 61.2 / 88.2 = 69.39 %.
    // Overlaps: 58.8-60.0 (1.2 s > 1 s): 1, 0.5 per minute. Silences: 30-33 (3.0 s) and 90-120: 2, 1 per minute.
    // Under 5 minutes: 0 points. Agent: 50 + 0 - 29.388 - 5 - 10 = 5.612.
    // Customer: ratio 30.612, 50 + 0 + 9.388 - 5 - 10 = 44.388.
    let report = call(&[(0.0, 30.0), (58.8, 90.0)], &[(33.0, 60.0)], 120.0);
    let comparison = Preset::MiiTel.count(&report);
    let ratio = 61.2 / 88.2 * 100.0;
    close(old(&comparison, "Talk ratio", Some(Party::Agent)), ratio);
    close(old(&comparison, "Talk ratio", Some(Party::Customer)), 100.0 - ratio);
    assert_eq!(old(&comparison, "Number of overlaps per minute", None), Some(0.5));
    assert_eq!(old(&comparison, "Number of silences per minute", None), Some(1.0));
    assert_eq!(old(&comparison, "Call duration", None), Some(0.0));
    close(old(&comparison, "Overall", Some(Party::Agent)), 75.0 - ratio);
    close(old(&comparison, "Overall", Some(Party::Customer)), ratio - 25.0);
}

#[test]
fn miitel_leaves_short_overlaps_and_silences_out() {
    // An overlap of exactly 1.0 s (9-10) does not exceed 1 s; a silence of 2.9 s (20.0-22.9) is under 3 s.
    let comparison = Preset::MiiTel.count(&call(&[(0.0, 10.0), (22.9, 60.0)], &[(9.0, 20.0)], 60.0));
    assert_eq!(old(&comparison, "Number of overlaps per minute", None), Some(0.0));
    assert_eq!(old(&comparison, "Number of silences per minute", None), Some(0.0));
}

#[test]
fn miitel_gives_points_for_length() {
    let minutes = [4.99, 5.0, 9.99, 10.0, 29.99, 30.0, 39.99, 40.0, 49.99, 50.0, 59.99, 60.0];
    let points = [0.0, 30.0, 30.0, 50.0, 50.0, 30.0, 30.0, 0.0, 0.0, -10.0, -10.0, -20.0];
    for (minutes, points) in minutes.into_iter().zip(points) {
        let comparison = Preset::MiiTel.count(&call(&[(0.0, 1.0)], &[], minutes * 60.0));
        assert_eq!(old(&comparison, "Call duration", None), Some(points), "{minutes} min");
    }
    // 10 minutes of one voice each, by halves and without a silence: 50 + 50 - (50 - 40) = 90.
    let even = call(&[(0.0, 300.0)], &[(300.0, 600.0)], 600.0);
    close(old(&Preset::MiiTel.count(&even), "Overall", Some(Party::Agent)), 90.0);
    // The agent alone: 50 + 0 - 60 = -10, held to 0. The customer, who says nothing: 50 + 40 = 90.
    let alone = Preset::MiiTel.count(&call(&[(0.0, 60.0)], &[], 60.0));
    assert_eq!(old(&alone, "Overall", Some(Party::Agent)), Some(0.0));
    assert_eq!(old(&alone, "Overall", Some(Party::Customer)), Some(90.0));
}

#[test]
fn amazon_has_the_shape_and_the_events_of_the_report() {
    // The agent talks into the customer's 3-12 from 6 to 9 and stops: a butting-in, 2.3 s of which are waited for.
    // From 12 to 16 nobody talks: dead air of 4.0 s.
    let report = call(&[(0.0, 2.5), (6.0, 9.0), (16.0, 18.0)], &[(3.0, 12.0)], 20.0);
    let listed = report.events.iter().filter(|event| event.kind == listening_core::EventKind::ButtingIn);
    assert_eq!(listed.map(|event| event.id.as_str()).collect::<Vec<_>>(), ["a6000"]);
    let json: Value = serde_json::from_str(&Preset::Amazon.count(&report).to_json()).unwrap();
    // Talk: 2.5 + 3 + 2 = 7.5 s and 9 s, 16.5 s together.
    let expected = json!({"ConversationCharacteristics": {
        "Interruptions": {
            "TotalCount": 1,
            "TotalTimeMillis": 2300,
            "InterruptionsByInterrupter": {
                "AGENT": [{"BeginOffsetMillis": 6000, "EndOffsetMillis": 8300, "DurationMillis": 2300}],
            },
        },
        "NonTalkTime": {
            "TotalTimeMillis": 4000,
            "Instances": [{"BeginOffsetMillis": 12000, "EndOffsetMillis": 16000, "DurationMillis": 4000}],
        },
        "TalkTime": {
            "TotalTimeMillis": 16500,
            "DetailsByParticipant": {
                "AGENT": {"TotalTimeMillis": 7500},
                "CUSTOMER": {"TotalTimeMillis": 9000},
            },
        },
        "TotalConversationDurationMillis": 20000,
    }});
    assert_eq!(json["document"], expected);
}

#[test]
fn amazon_knows_a_speed_where_words_are_given() {
    let report = call(&[(0.0, 6.0)], &[(7.0, 10.0)], 10.0);
    let speed = |comparison: &Comparison, party| old(comparison, "AverageWordsPerMinute", Some(party));
    let without = Preset::Amazon.count(&report);
    assert_eq!(speed(&without, Party::Agent), None);
    assert!(!without.to_json().contains("TalkSpeed\":"));
    assert!(without.to_json().contains("no words were given"));
    // The agent: 3 + 1 words in 0.1 min, 40 a minute; laughter is no word. The customer: 1 in 0.05 min, 20 a minute.
    let words = [
        (Party::Agent, "how are you"),
        (Party::Agent, "fine-"),
        (Party::Agent, "[laughter]"),
        (Party::Customer, "good"),
    ];
    let with = Preset::Amazon.count_basis(&Basis::of(&report).with_words(words));
    close(speed(&with, Party::Agent), 40.0);
    close(speed(&with, Party::Customer), 20.0);
    let json: Value = serde_json::from_str(&with.to_json()).unwrap();
    let details = &json["document"]["ConversationCharacteristics"]["TalkSpeed"]["DetailsByParticipant"];
    assert_eq!(details, &json!({"AGENT": {"AverageWordsPerMinute": 40}, "CUSTOMER": {"AverageWordsPerMinute": 20}}));
    // Who does not talk has no speed.
    let mute = Preset::Amazon.count_basis(&Basis::of(&call(&[(0.0, 6.0)], &[], 6.0)).with_words([]));
    assert_eq!((speed(&mute, Party::Agent), speed(&mute, Party::Customer)), (Some(0.0), None));
}

#[test]
fn ours_stand_beside_with_their_intervals() {
    let report = analyze(&common::demo_floats(), &Config::default()).unwrap();
    for preset in Preset::ALL {
        let comparison = preset.count(&report);
        assert!(comparison.rows.iter().any(|row| row.ours.is_some()), "{}", preset.name());
        for row in comparison.rows.iter().filter(|row| row.ours.is_some()) {
            let same = |m: &&listening_core::report::Measure| {
                row.ours.is_some_and(|id| m.id == id) && Some(m.party) == row.ours_party
            };
            let ours = report.measures.iter().find(same).unwrap_or_else(|| panic!("no such measure: {row:?}"));
            assert_eq!((row.ours_value, row.ours_low, row.ours_high), (ours.value, ours.low, ours.high));
            assert_eq!(row.ours_unit.as_ref(), Some(&ours.unit));
            assert!(row.party.is_none() || row.party == row.ours_party);
        }
    }
}

#[test]
fn a_stored_report_counts_the_same_to_the_byte() {
    let reports = [
        analyze(&common::demo_floats(), &Config::default()).unwrap(),
        // Microseconds that no report writes: both ways count what is written.
        call(&[(0.000_4, 3.100_6), (9.0, 9.999_51)], &[(0.1, 6.000_49)], 20.000_49),
        call(&[], &[], 0.0),
    ];
    for report in &reports {
        let stored = Basis::from_json(&report.to_json()).unwrap();
        for preset in Preset::ALL {
            assert_eq!(preset.count_basis(&stored).to_json(), preset.count(report).to_json());
        }
    }
}

#[test]
fn an_empty_call_has_counts_of_zero_and_no_rates() {
    let nothing = call(&[], &[], 0.0);
    for preset in Preset::ALL {
        let json = preset.count(&nothing).to_json();
        assert!(!json.contains("NaN") && !json.contains("inf"), "{json}");
    }
    assert_eq!(old(&Preset::Verint3s.count(&nothing), "Interruption", None), Some(0.0));
    assert_eq!(old(&Preset::Google5s.count(&nothing), "silence_percentage", None), None);
    let miitel = Preset::MiiTel.count(&nothing);
    assert_eq!(old(&miitel, "Overall", Some(Party::Agent)), None);
    assert_eq!(old(&miitel, "Number of overlaps per minute", None), None);
    // A minute of silence has one silence, and still no talk to have a ratio of.
    let silent = call(&[], &[], 60.0);
    assert_eq!(old(&Preset::Google5s.count(&silent), "silence_percentage", None), Some(100.0));
    let miitel = Preset::MiiTel.count(&silent);
    assert_eq!(old(&miitel, "Number of silences per minute", None), Some(1.0));
    assert_eq!(old(&miitel, "Talk ratio", Some(Party::Agent)), None);
    assert_eq!(old(&miitel, "Overall", Some(Party::Agent)), None);
}

#[test]
fn names_lead_to_presets_and_others_are_refused() {
    for preset in Preset::ALL {
        assert_eq!(Preset::from_name(preset.name()).unwrap(), preset);
        assert!(preset.definition().contains("Source: "));
        assert!(!preset.definition().contains(['\n', '—']) && !preset.definition().contains("  "));
    }
    for name in ["verint", "Verint_3s", "", "all"] {
        let error = Preset::from_name(name).unwrap_err();
        assert!(error.is_config());
        assert!(error.to_string().contains("verint_3s, miitel, google_5s, medallia, cisco_10s, amazon"), "{error}");
    }
}

#[test]
fn what_is_no_report_is_refused() {
    let report = call(&[(0.0, 1.0)], &[], 2.0).to_json();
    let cases = [
        ("", "an object was expected"),
        ("{}", "schema"),
        ("[1, 2]", "an object was expected"),
        (&report.replace("report/1", "report/9"), "listening.report/9"),
        (&report.replace(r#""end":1.0"#, r#""end":-1.0"#), "talkspurts[0].end: invalid value"),
        (&report.replace(r#""end":1.0"#, r#""end":1e300"#), "talkspurts[0].end: invalid value"),
        (&report.replace(r#""duration":2.0"#, r#""duration":-2.0"#), "duration: invalid value"),
        (&report.replace(r#""party":"agent""#, r#""party":"bot""#), "bot"),
    ];
    for (text, expected) in cases {
        let error = Basis::from_json(text).unwrap_err();
        assert!(error.is_report(), "{error}");
        assert!(error.to_string().contains(expected) && error.to_string().contains("listening.report/1"), "{error}");
    }
}

#[test]
fn the_keys_stand_in_order() {
    let json = Preset::Google5s.count(&call(&[(0.0, 1.0)], &[], 2.0)).to_json();
    let start = r#"{"schema":"listening.comparison/1","preset":"google_5s","definition":"#;
    assert!(json.starts_with(start), "{json}");
    let row = r#""rows":[{"name":"silence_percentage","party":null,"value":0.0,"unit":"%","ours":"dead_air_rate","ours_party":"agent","ours_value":0.0,"ours_unit":"1/min","ours_low":0.0,"#;
    assert!(json.contains(row), "{json}");
    assert!(json.ends_with(r#""document":null}"#), "{json}");
}

/// Talkspurts from lengths of silence and talk in steps of 2 ms, from `first` ms on: one party's even and the other's
/// odd, for at a tie the agent goes first.
fn spurts(first: u32, lengths: &[(u32, u32)]) -> Vec<(f64, f64)> {
    let mut at = first;
    let mut place = |silence: u32, talk: u32| {
        let start = at + 2 * silence;
        at = start + 2 * talk;
        (f64::from(start) / 1000.0, f64::from(at) / 1000.0)
    };
    lengths.iter().map(|&(silence, talk)| place(silence, talk)).collect()
}

/// A row with its party exchanged, as text.
fn exchanged(row: &Row) -> String {
    let mut row = row.clone();
    row.party = row.party.map(Party::other);
    row.ours_party = row.ours_party.map(Party::other);
    format!("{row:?}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn parties_swapped_gives_rows_swapped(
        agent in prop::collection::vec((100_u32..3000, 50_u32..4500), 0..12),
        customer in prop::collection::vec((100_u32..3000, 50_u32..4500), 0..12),
    ) {
        let (agent, customer) = (spurts(0, &agent), spurts(1, &customer));
        let (straight, crossed) = (call(&agent, &customer, 200.0), call(&customer, &agent, 200.0));
        for preset in Preset::ALL {
            let mut expected: Vec<String> = preset.count(&straight).rows.iter().map(exchanged).collect();
            let mut got: Vec<String> = preset.count(&crossed).rows.iter().map(|row| format!("{row:?}")).collect();
            expected.sort();
            got.sort();
            prop_assert_eq!(expected, got, "{}", preset.name());
        }
    }

    #[test]
    fn a_higher_threshold_counts_no_more(
        agent in prop::collection::vec((100_u32..3000, 50_u32..10_000), 0..12),
        customer in prop::collection::vec((100_u32..3000, 50_u32..10_000), 0..12),
    ) {
        let report = call(&spurts(0, &agent), &spurts(1, &customer), 400.0);
        let verint = old(&Preset::Verint3s.count(&report), "Interruption", None);
        let cisco = old(&Preset::Cisco10s.count(&report), "TalkOver Events", None);
        prop_assert!(cisco <= verint);
        let google = old(&Preset::Google5s.count(&report), "silence_percentage", None).unwrap();
        prop_assert!((0.0..=100.0).contains(&google));
    }
}

#[test]
fn the_documentation_has_every_definition() {
    let plain = |text: &str| text.replace("\n> ", " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let page = plain(include_str!("../../docs/migrating.md"));
    for preset in Preset::ALL {
        let section = format!("## `{}` {}", preset.name(), plain(preset.definition()));
        assert!(page.contains(&section), "docs/migrating.md has not: {section}");
    }
}
