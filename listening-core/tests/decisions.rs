//! Promise: a live decision comes once, counts from the last audio that was heard for it, changes no report and is the same for
//! every cut of the input.

mod common;

use std::collections::HashSet;

use listening_core::{Config, Event, EventKind, OperatingPoint, Party, Session, Status};

const RATE: usize = 8000;
/// Frames of a packet: 10 ms.
const PACKET: usize = 80;

fn config(point: OperatingPoint) -> Config {
    Config { decisions: Some(point), ..Config::default() }
}

/// What was committed, with the position of the session when it came; pushed in packets of `packet` frames.
fn committed(samples: &[f32], point: OperatingPoint, packet: usize) -> Vec<(Event, f64)> {
    let mut session = Session::new(config(point)).unwrap();
    let mut all = Vec::new();
    for (k, packet_of) in samples.chunks(2 * packet).enumerate() {
        let now = ((k + 1) * packet) as f64 / RATE as f64;
        let events = session.push_interleaved(packet_of).unwrap();
        all.extend(events.iter().filter(|event| event.status == Status::Committed).map(|event| (*event, now)));
    }
    all
}

/// At another rate, straight between the samples.
fn at_rate(samples: &[f32], rate: usize) -> Vec<f32> {
    let frames = samples.len() / 2;
    let value = |frame: usize, channel: usize| {
        let place = frame as f64 * RATE as f64 / rate as f64;
        let (at, part) = (place as usize, place.fract() as f32);
        let next = (at + 1).min(frames - 1);
        samples[2 * at + channel] * (1.0 - part) + samples[2 * next + channel] * part
    };
    (0..frames * rate / RATE).flat_map(|frame| [value(frame, 0), value(frame, 1)]).collect()
}

#[test]
fn a_decision_counts_from_the_last_audio_that_was_heard_for_it() {
    let samples = common::demo_floats();
    for rate in [8000, 16_000, 44_100, 48_000] {
        let resampled = at_rate(&samples, rate);
        let config = Config { sample_rate: rate as u32, ..config(OperatingPoint::TwentyPercent) };
        let mut session = Session::new(config).unwrap();
        let mut count = 0;
        // A millisecond at a time.
        for packet in resampled.chunks(2 * (rate / 1000)) {
            let committed: Vec<Event> = session.push_interleaved(packet).unwrap().to_vec();
            let now = session.position().seconds();
            for event in committed.iter().filter(|event| event.status == Status::Committed) {
                let heard = event.span.end.seconds();
                assert!((0.0..0.0025).contains(&(now - heard + 1e-4)), "at {now} of {rate} Hz: {}", event.to_json());
                // An entry is asked about from 0.1 s on, a silence from 0.18 s on.
                let least = if event.kind == EventKind::FloorTaken { 0.1 } else { 0.18 };
                assert!(heard - event.span.start.seconds() > least, "{}", event.to_json());
                assert!(event.confidence.is_some_and(|p| (0.0..=1.0).contains(&p)), "{}", event.to_json());
                count += 1;
            }
        }
        assert!(count > 20, "{count} at {rate} Hz");
    }
}

#[test]
fn a_probability_is_open_before_a_decision_and_passes_its_point() {
    let samples = common::demo_floats();
    let mut session = Session::new(config(OperatingPoint::TenPercent)).unwrap();
    let (mut open, mut decided) = (0, 0);
    for packet in samples.chunks(2 * PACKET) {
        let events = session.push_interleaved(packet).unwrap();
        let commits: Vec<Event> = events.iter().filter(|event| event.status == Status::Committed).copied().collect();
        for commit in &commits {
            assert_eq!(session.probability(commit.kind, commit.by), commit.confidence, "{}", commit.to_json());
        }
        decided += commits.len();
        for party in Party::BOTH {
            open += usize::from(session.probability(EventKind::TurnEnd, party).is_some());
            assert_eq!(session.probability(EventKind::Overlap, party), None);
        }
    }
    assert!(decided > 0 && open > 10 * decided, "{open} open, {decided} decided");
    let plain = Session::new(Config::default()).unwrap();
    assert_eq!(plain.probability(EventKind::TurnEnd, Party::Agent), None);
}

#[test]
fn each_is_decided_once() {
    let samples = common::demo_floats();
    for point in OperatingPoint::ALL {
        let mut seen = HashSet::new();
        for (event, _) in committed(&samples, point, PACKET) {
            assert!(matches!(event.kind, EventKind::FloorTaken | EventKind::TurnEnd), "{}", event.to_json());
            assert!(seen.insert(event.id()), "again: {}", event.to_json());
        }
    }
}

#[test]
fn decisions_are_the_same_for_every_cut_and_change_no_report() {
    let samples = common::demo_floats();
    let mut plain = Session::new(Config::default()).unwrap();
    let without: Vec<Event> = plain.push_interleaved(&samples).unwrap().to_vec();
    let report = plain.finish();
    let whole = committed(&samples, OperatingPoint::TenPercent, samples.len() / 2);
    for packet in [1, 77, 160, 4001] {
        let cut = committed(&samples, OperatingPoint::TenPercent, packet);
        assert!(cut.iter().map(|(event, _)| event).eq(whole.iter().map(|(event, _)| event)), "packets of {packet}");
    }
    let mut deciding = Session::new(config(OperatingPoint::TenPercent)).unwrap();
    let with: Vec<Event> = deciding.push_interleaved(&samples).unwrap().to_vec();
    let others: Vec<Event> = with.into_iter().filter(|event| event.status != Status::Committed).collect();
    assert_eq!(others, without);
    let (decided, last) = deciding.finish_with_events();
    assert_eq!(decided.to_json(), report.to_json());
    assert!(last.iter().all(|event| event.status != Status::Committed));
}

#[test]
fn a_stricter_point_decides_less() {
    let samples = common::demo_floats();
    let [five, ten, twenty] = OperatingPoint::ALL.map(|point| committed(&samples, point, PACKET).len());
    assert!(five <= ten && ten <= twenty && five < twenty, "{five}, {ten}, {twenty}");
}

/// The demo call's agent cuts in at 39.25 s, and gives feedback elsewhere.
#[test]
fn the_demo_calls_entries_are_told_from_its_feedback() {
    let samples = common::demo_floats();
    let mut session = Session::new(Config::default()).unwrap();
    session.push_interleaved(&samples).unwrap();
    let report = session.finish();
    let of = |kind: EventKind| {
        let here = report.events.iter().filter(move |event| event.kind.known() == Some(kind) && event.in_overlap);
        here.map(|event| (event.by, event.span.start.seconds())).collect::<Vec<_>>()
    };
    let all = committed(&samples, OperatingPoint::TenPercent, PACKET);
    let entered = |by: Party, start: f64| {
        all.iter().find(|(event, _)| {
            event.kind == EventKind::FloorTaken && event.by == by && (event.span.start.seconds() - start).abs() < 0.1
        })
    };
    let taken: Vec<_> = of(EventKind::Interruption);
    assert!(!taken.is_empty());
    for (by, start) in taken {
        let (event, _) = entered(by, start).unwrap_or_else(|| panic!("no decision on the entry at {start} s"));
        assert!(event.span.end.seconds() - event.span.start.seconds() < 1.0, "{}", event.to_json());
    }
    for (by, start) in of(EventKind::Backchannel) {
        assert!(entered(by, start).is_none(), "feedback at {start} s was taken for an entry");
    }
}

#[test]
fn other_rates_of_false_decisions_are_refused() {
    for rate in [0.05, 0.1, 0.2] {
        assert_eq!(OperatingPoint::from_rate(rate).unwrap().rate(), rate);
    }
    for rate in [0.0, 0.049, 0.11, 1.0, f64::NAN, f64::INFINITY, -0.1] {
        let error = OperatingPoint::from_rate(rate).unwrap_err();
        assert!(error.is_config() && error.to_string().contains("0.05, 0.1 or 0.2"), "{error}");
    }
}
