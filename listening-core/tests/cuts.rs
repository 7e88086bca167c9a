//! Promise: the final events and the report are the same bytes for every way of cutting the input.

mod common;

use listening_core::{Config, Event, EventKind, ReportEvent, Session, analyze};
use proptest::prelude::*;

/// Report and the whole sequence of events, final and provisional, of a call pushed in pieces of these
/// many frames, over and over.
fn in_pieces(samples: &[f32], config: &Config, cuts: &[usize]) -> (String, Vec<String>) {
    let mut session = Session::new(config.clone()).unwrap();
    let mut emitted = Vec::new();
    let mut rest = samples;
    for cut in cuts.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (now, later) = rest.split_at((2 * cut).min(rest.len()));
        emitted.extend(session.push_interleaved(now).unwrap().iter().map(listening_core::Event::to_json));
        rest = later;
    }
    let (report, last) = session.finish_with_events();
    emitted.extend(last.iter().map(listening_core::Event::to_json));
    (report.to_json(), emitted)
}

/// The call stretched to another rate by linear interpolation: crude, and enough to be heard.
fn at_rate(samples: &[f32], rate: u32) -> Vec<f32> {
    let frames = samples.len() / 2;
    let count = frames * rate as usize / 8000;
    (0..count)
        .flat_map(|n| {
            let at = n as f64 * 8000.0 / f64::from(rate);
            let (k, share) = (at as usize, at.fract() as f32);
            let next = (k + 1).min(frames - 1);
            [0, 1].map(|c| samples[2 * k + c] * (1.0 - share) + samples[2 * next + c] * share)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn chunked_equals_whole(
        cuts in proptest::collection::vec(prop_oneof![1_usize..200, 1_usize..8000, Just(160)], 1..20),
        from in 0_usize..60,
        agent_channel in 0_u8..2,
    ) {
        let samples = common::part(from, from + 25);
        let config = Config { agent_channel, ..Config::default() };
        let whole = in_pieces(&samples, &config, &[usize::MAX / 2]);
        prop_assert_eq!(&whole, &in_pieces(&samples, &config, &cuts));
        prop_assert_eq!(whole.0, analyze(&samples, &config).unwrap().to_json());
    }

    #[test]
    fn chunked_equals_whole_at_every_rate(
        rate in proptest::sample::select(vec![4000, 8000, 11_025, 16_000, 44_100, 48_000, 96_000]),
        cuts in proptest::collection::vec(1_usize..3000, 1..20),
    ) {
        let samples = at_rate(&common::part(34, 50), rate);
        let config = Config { sample_rate: rate, ..Config::default() };
        prop_assert_eq!(in_pieces(&samples, &config, &[usize::MAX / 2]), in_pieces(&samples, &config, &cuts));
    }
}

#[test]
fn one_frame_at_a_time_equals_whole() {
    let samples = common::part(34, 44);
    let config = Config::default();
    assert_eq!(in_pieces(&samples, &config, &[1]), in_pieces(&samples, &config, &[usize::MAX / 2]));
}

#[test]
fn every_final_of_a_session_is_in_the_report_and_none_other() {
    let samples = common::demo_floats();
    let (report, emitted) = in_pieces(&samples, &Config::default(), &[160]);
    let finals: Vec<&String> = emitted.iter().filter(|event| event.contains("\"status\":\"final\"")).collect();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let events = report["events"].as_array().unwrap().iter().cloned().map(|mut event| {
        // What an event did to the score is known at the end.
        let fields = event.as_object_mut().unwrap();
        fields.remove("charged");
        fields.remove("measures");
        event
    });
    let mut reported: Vec<String> = events.map(|event| event.to_string()).collect();
    let mut parsed: Vec<String> =
        finals.iter().map(|event| serde_json::from_str::<serde_json::Value>(event).unwrap().to_string()).collect();
    reported.sort();
    parsed.sort();
    assert!(parsed.len() > 40);
    assert_eq!(parsed, reported);
}

#[test]
fn events_come_in_time() {
    // Provisional within 300 ms of the onset, final within 3 s; where music has just ended 0.8 s and 5 s.
    let samples = common::demo_floats();
    let mut session = Session::new(Config::default()).unwrap();
    let mut emitted = Vec::new();
    for packet in samples.chunks(320) {
        let events = session.push_interleaved(packet).unwrap().to_vec();
        let now = session.position().seconds();
        emitted.extend(events.into_iter().map(|event| (event, now)));
    }
    let report = session.finish();
    let ends_hold = |event: &Event| {
        let near = |hold: &&ReportEvent| (hold.span.end - event.span.start).seconds().abs() < 0.1;
        report.events.iter().filter(|hold| hold.kind == EventKind::Hold).any(|hold| near(&hold))
    };
    let (mut provisional, mut finals) = (0, 0);
    for (event, now) in emitted {
        let late = now - event.span.start.seconds();
        let entry = event.confidence.is_some();
        if event.status == listening_core::Status::Provisional && !event.kind.is_silence() {
            provisional += 1;
            assert!(late <= if ends_hold(&event) { 0.82 } else { 0.32 }, "{event:?} at {now}");
        } else if entry {
            finals += 1;
            assert!(late <= if ends_hold(&event) { 5.02 } else { 3.02 }, "{event:?} at {now}");
        }
    }
    assert!(provisional >= 15 && finals >= 15, "{provisional} {finals}");
}
