//! Promise: what happens in a span that the telephone system marked is charged to nobody, and leaves the exposure; a transfer
//! that names an agent begins a leg with a score of its own.

mod common;

use listening_core::{
    Config, Event, EventKind, Floor, HealthCode, MarkKind, Party, Report, Session, Span, Status, Time,
};
use proptest::prelude::*;

type Given = (MarkKind, f64, Option<f64>, Option<Party>, Option<&'static str>);

const fn mark(kind: MarkKind, start: f64, end: f64) -> Given {
    (kind, start, Some(end), None, None)
}

/// Turn about: the customer asks for 6 s, the agent answers after 0.5 s for 3 s, and so on, from `from` to `until`.
fn talk(floor: &mut Floor, from: f64, until: f64) {
    let mut at = from;
    while at + 11.0 <= until {
        floor.push(Party::Customer, at, at + 6.0).unwrap();
        floor.push(Party::Agent, at + 6.5, at + 9.5).unwrap();
        at += 10.2;
    }
}

/// A minute of talk, a silence up to 100 s, and another minute; with these marks.
fn call_with_silence(marks: &[Given]) -> Report {
    let mut floor = Floor::new();
    talk(&mut floor, 0.0, 62.0);
    talk(&mut floor, 100.0, 162.0);
    for &(kind, start, end, party, agent) in marks {
        floor.push_mark(kind, start, end, party, agent).unwrap();
    }
    floor.finish(Some(170.0)).unwrap()
}

fn value(report: &Report, id: &str) -> f64 {
    let own = |measure: &&listening_core::report::Measure| measure.party == Party::Agent && measure.id.as_str() == id;
    report.measures.iter().find(own).unwrap().value.unwrap_or(f64::NAN)
}

fn charged(report: &Report) -> Vec<(&str, Span)> {
    report.events.iter().filter(|event| event.charged.is_some()).map(|event| (event.id.as_str(), event.span)).collect()
}

#[test]
fn a_silence_that_is_marked_is_nobodys_whatever_the_kind() {
    let plain = call_with_silence(&[]);
    // The agent's last word is at 60.5 s, and the customer begins at 100.
    let dead = |report: &Report| -> Vec<Span> {
        report.events.iter().filter(|event| event.kind == EventKind::DeadAir).map(|event| event.span).collect()
    };
    assert_eq!(dead(&plain).len(), 1);
    assert!(plain.marks.is_empty() && !plain.to_json().contains("\"marks\""));
    for kind in MarkKind::ALL {
        let marked = call_with_silence(&[mark(kind, 61.0, 99.0)]);
        assert_eq!(dead(&marked), [], "{kind:?}");
        assert!(charged(&marked).is_empty());
        assert_eq!(marked.marks.len(), 1);
        assert!(marked.legs.is_empty());
        assert!(marked.score.observable_listening >= plain.score.observable_listening);
    }
    // What is left of it on either side of the mark is judged by its own length.
    let (first, last) = (dead(&call_with_silence(&[mark(MarkKind::Hold, 64.0, 97.1)])), Time::from_millis(100_000));
    assert_eq!(first.len(), 1, "3.5 s before the mark");
    let late = dead(&call_with_silence(&[mark(MarkKind::Hold, 60.6, 97.0)]));
    assert_eq!(late, [Span::new(Time::from_millis(97_000), last)]);
    assert_eq!(dead(&call_with_silence(&[mark(MarkKind::Hold, 60.6, 97.001)])), []);
}

#[test]
fn a_marked_span_leaves_the_exposure() {
    let (plain, marked) = (call_with_silence(&[]), call_with_silence(&[mark(MarkKind::Pause, 61.0, 99.0)]));
    // 170 s without 38 s of them.
    let turns = value(&plain, "turns_per_min") * 170.0 / 60.0;
    assert!((value(&marked, "turns_per_min") - turns / (132.0 / 60.0)).abs() < 1e-9);
    assert!(value(&marked, "listening_share") > value(&plain, "listening_share"));
    // Talk in a mark is in no share: a machine that speaks for the agent.
    let spoken = |marks: &[Given]| {
        let mut floor = Floor::new();
        floor.push(Party::Agent, 0.0, 30.0).unwrap();
        talk(&mut floor, 31.0, 152.0);
        for &(kind, start, end, party, agent) in marks {
            floor.push_mark(kind, start, end, party, agent).unwrap();
        }
        floor.finish(Some(152.0)).unwrap()
    };
    let (plain, marked) = (spoken(&[]), spoken(&[mark(MarkKind::Ivr, 0.0, 30.5)]));
    assert!(value(&plain, "talk_share") > 0.45 && (value(&marked, "talk_share") - 1.0 / 3.0).abs() < 1e-9);
    assert!((value(&plain, "longest_monologue_s") - 30.0).abs() < 1e-9);
    assert!((value(&marked, "longest_monologue_s") - 3.0).abs() < 1e-9);
    // It is still reported as it was heard.
    assert_eq!(marked.talkspurts, plain.talkspurts);
    assert_eq!(marked.parties.agent.speech_seconds, plain.parties.agent.speech_seconds);
}

#[test]
fn a_reply_after_a_mark_has_not_waited() {
    let call = |marks: &[Given]| {
        let mut floor = Floor::new();
        talk(&mut floor, 0.0, 62.0);
        floor.push(Party::Customer, 70.0, 74.0).unwrap();
        floor.push(Party::Agent, 94.0, 97.0).unwrap();
        talk(&mut floor, 100.0, 162.0);
        for &(kind, start, end, party, agent) in marks {
            floor.push_mark(kind, start, end, party, agent).unwrap();
        }
        floor.finish(Some(165.0)).unwrap()
    };
    let (plain, marked) = (call(&[]), call(&[mark(MarkKind::Hold, 75.0, 93.5)]));
    let replies = |report: &Report| {
        let own = |measure: &&listening_core::report::Measure| {
            measure.party == Party::Agent && measure.id.as_str() == "response_latency_p90"
        };
        report.measures.iter().find(own).unwrap().n
    };
    assert_eq!(replies(&marked), replies(&plain) - 1);
    let longest = |report: &Report| {
        let own = |measure: &&listening_core::report::Measure| {
            measure.party == Party::Agent && measure.id.as_str() == "response_latency_p90"
        };
        report.measures.iter().find(own).unwrap().high.unwrap()
    };
    assert!(longest(&plain) > 19.0 && longest(&marked) < 0.6);
    assert!(!charged(&plain).is_empty() && charged(&marked).is_empty());
}

#[test]
fn each_agent_has_a_leg_and_a_score() {
    // The first agent lets the customer wait for 5 s time and again, the second answers at once.
    let mut floor = Floor::new();
    let mut at = 30.0;
    while at < 140.0 {
        floor.push(Party::Customer, at, at + 6.0).unwrap();
        floor.push(Party::Agent, at + 11.0, at + 14.0).unwrap();
        at += 15.0;
    }
    talk(&mut floor, 179.5, 299.5);
    floor.push_mark(MarkKind::Queue, 0.0, Some(29.0), None, None).unwrap();
    floor.push_mark(MarkKind::Transfer, 29.0, Some(29.5), None, Some("anna")).unwrap();
    floor.push_mark(MarkKind::Transfer, 155.0, Some(179.0), None, Some("ben")).unwrap();
    let report = floor.finish(Some(300.0)).unwrap();
    let legs: Vec<_> = report.legs.iter().map(|leg| (leg.agent.as_deref().unwrap(), leg.span.start.millis())).collect();
    assert_eq!(legs, [("anna", 29_500), ("ben", 179_000)]);
    let [anna, ben] = [0, 1].map(|leg| report.legs[leg].score.observable_listening.unwrap());
    assert!(anna + 10.0 < ben, "{anna} and {ben}");
    let whole = report.score.observable_listening.unwrap();
    assert!(anna < whole && whole < ben);
    // The second leg is as if the call had begun with it.
    let mut alone = Floor::new();
    talk(&mut alone, 0.5, 120.5);
    let alone = alone.finish(Some(121.0)).unwrap();
    assert_eq!(report.legs[1].score.observable_listening, alone.score.observable_listening);
    let values = |measures: &[listening_core::report::Measure]| -> Vec<_> {
        measures.iter().map(|each| (each.party, each.id.clone(), each.value, each.n, each.scored)).collect()
    };
    for (leg, alone) in values(&report.legs[1].measures).iter().zip(values(&alone.measures)) {
        assert_eq!(*leg, alone);
    }
    assert_eq!(report.legs[1].measures.len(), alone.measures.len());
    // One that is marked throughout is none, and one without an agent's name is no transfer to anybody.
    assert_eq!(Report::from_json(&report.to_json()).unwrap().to_json(), report.to_json());
    let json = report.to_json();
    let at = |key: &str| json.find(key).unwrap_or_else(|| panic!("no {key}"));
    let keys = [r#""measures":[{"#, r#""marks":[{"#, r#""legs":[{"#, r#""assessed":""#].map(at);
    assert!(keys.is_sorted(), "{keys:?}");
}

/// The demo call with marks, each pushed when so much audio has been taken, in pieces of these many frames.
fn heard(given: &[(usize, Given)], cuts: &[usize]) -> (Report, Vec<Event>) {
    let samples = common::demo_floats();
    let mut session = Session::new(Config::default()).unwrap();
    let mut events = Vec::new();
    let (mut cuts, mut at, mut next) = (cuts.iter().cycle(), 0, 0);
    while at < samples.len() / 2 {
        while let Some((_, (kind, start, end, party, agent))) = given.get(next).filter(|(when, _)| *when <= at) {
            session.push_mark(*kind, *start, *end, *party, *agent).unwrap();
            next += 1;
        }
        let due = given.get(next).map_or(usize::MAX, |(when, _)| *when);
        let until = (at + cuts.next().unwrap()).min(due).min(samples.len() / 2);
        events.extend_from_slice(session.push_interleaved(&samples[2 * at..2 * until]).unwrap());
        at = until;
    }
    for (_, (kind, start, end, party, agent)) in &given[next..] {
        session.push_mark(*kind, *start, *end, *party, *agent).unwrap();
    }
    let (report, last) = session.finish_with_events();
    events.extend(last);
    (report, events)
}

fn finals(events: &[Event]) -> Vec<Event> {
    events.iter().filter(|event| event.status == Status::Final).copied().collect()
}

/// Each announcement has one answer.
fn settled(events: &[Event]) {
    for (at, event) in events.iter().enumerate().filter(|(_, event)| event.status == Status::Provisional) {
        let same = |other: &&Event| other.id() == event.id() && other.status != Status::Provisional;
        assert_eq!(events[at..].iter().filter(same).count(), 1, "{event:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn however_the_call_is_cut_and_in_time_whenever_they_come_marks_say_the_same(
        spans in proptest::collection::vec((0_usize..8, 0_usize..90_000, 1_usize..15_000), 1..4),
        cuts in proptest::collection::vec(1_usize..9000, 1..6),
    ) {
        let given: Vec<Given> = spans
            .iter()
            .map(|&(kind, start, length)| {
                let (start, end) = (start as f64 / 1000.0, (start + length) as f64 / 1000.0);
                (MarkKind::ALL[kind], start, Some(end), None, None)
            })
            .collect();
        let at_first: Vec<(usize, Given)> = given.iter().map(|&mark| (0, mark)).collect();
        // When each begins, and it is not known how long it goes on; and again when it ends.
        let mut live: Vec<(usize, Given)> = given
            .iter()
            .flat_map(|&(kind, start, end, party, agent)| {
                let when = |seconds: f64| (seconds * 8000.0) as usize;
                [(when(start), (kind, start, None, party, agent)), (when(end.unwrap()), (kind, start, end, party, agent))]
            })
            .collect();
        live.sort_by_key(|(when, _)| *when);
        let (first, first_events) = heard(&at_first, &[usize::MAX / 4]);
        let (second, second_events) = heard(&live, &cuts);
        settled(&first_events);
        settled(&second_events);
        let (a, b) = (first.to_json(), second.to_json());
        // The same mark twice is one that goes on.
        prop_assume!(first.marks.len() == given.len() && second.marks.len() == given.len());
        prop_assert_eq!(a, b);
        let sorted = |events: &[Event]| {
            let mut all = finals(events);
            all.sort_by_key(|event| (event.span.start, event.span.end, event.id()));
            all
        };
        prop_assert_eq!(sorted(&first_events), sorted(&second_events));
        let (third, third_events) = heard(&live, &[320]);
        prop_assert_eq!(third.to_json(), second.to_json());
        prop_assert_eq!(third_events, second_events);
        // Nobody is charged in them, and what is charged without them elsewhere still is.
        for mark in &first.marks {
            let inside = first.events.iter().filter(|event| event.charged.is_some() && event.span.overlap(mark.span) > Time::ZERO);
            prop_assert_eq!(inside.count(), 0);
        }
    }
}

#[test]
fn a_mark_that_comes_after_the_end_charges_nobody_and_changes_no_final() {
    let (plain, plain_events) = heard(&[], &[160]);
    let dead = plain.events.iter().find(|event| event.kind == EventKind::DeadAir).unwrap().span;
    let hold = mark(MarkKind::Hold, dead.start.seconds() + 0.2, dead.end.seconds() - 0.2);
    let (late, late_events) = heard(&[(usize::MAX, hold)], &[160]);
    assert_eq!(finals(&late_events), finals(&plain_events));
    assert!(late.events.iter().any(|event| event.span == dead && event.charged.is_none()));
    assert!(plain.events.iter().any(|event| event.span == dead && event.charged.is_some()));
    let (early, early_events) = heard(&[(0, hold)], &[160]);
    settled(&early_events);
    assert!(early.events.iter().all(|event| event.kind != EventKind::DeadAir));
    assert_eq!(early.score.observable_listening, late.score.observable_listening);
    assert!(early.score.observable_listening > plain.score.observable_listening);
    // Live, no dead air is shown in it.
    let there = |event: &&Event| event.kind == EventKind::DeadAir && event.span.overlap(dead) > Time::ZERO;
    let shown = |events: &[Event]| events.iter().filter(there).count();
    assert!(shown(&plain_events) >= 2 && shown(&early_events) == 0);
}

#[test]
fn a_snapshot_says_that_a_mark_runs_and_shows_no_dead_air_in_it() {
    let samples = common::demo_floats();
    let mut session = Session::new(Config::default()).unwrap();
    session.push_mark(MarkKind::Hold, 48.6, None, None, None).unwrap();
    session.push_interleaved(&samples[..52 * 16_000]).unwrap();
    let now = session.snapshot();
    assert_eq!((now.mark, now.silence), (Some(MarkKind::Hold), None));
    assert!(now.to_json().contains(r#""mark":"hold""#));
    session.push_mark(MarkKind::Hold, 48.6, Some(49.0), None, None).unwrap();
    let now = session.snapshot();
    assert_eq!((now.mark, now.silence.unwrap().since.millis()), (None, 49_000));
    assert_eq!(session.finish().marks[0].span.end.millis(), 49_000);
}

#[test]
fn who_talks_while_muted_is_found() {
    let report = |start: f64, end: f64, party: Option<Party>| {
        let mut floor = Floor::new();
        talk(&mut floor, 0.0, 62.0);
        floor.push_mark(MarkKind::Mute, start, Some(end), party, None).unwrap();
        floor.finish(Some(70.0)).unwrap()
    };
    let found = |report: &Report, party: Party| -> Vec<Option<f64>> {
        let health = report.parties[party].health.iter();
        health.filter(|found| found.code == HealthCode::MutedSpeech).map(|found| found.value).collect()
    };
    // The agent talks from 6.5 to 9.5 s.
    let muted = report(7.0, 20.0, None);
    assert_eq!((found(&muted, Party::Agent), found(&muted, Party::Customer)), (vec![Some(5.5)], vec![]));
    assert_eq!(found(&report(9.2, 10.0, None), Party::Agent), [Some(0.3)]);
    assert_eq!(found(&report(9.201, 10.0, None), Party::Agent), []);
    assert_eq!(found(&report(1.0, 5.0, Some(Party::Customer)), Party::Customer), [Some(4.0)]);
    assert_eq!(found(&report(1.0, 5.0, None), Party::Agent), []);
}

#[test]
fn what_is_no_mark_is_refused_and_takes_nothing() {
    let mut session = Session::new(Config::default()).unwrap();
    let year = listening_core::LATEST_S;
    let long = "x".repeat(257);
    let name = "x".repeat(256);
    for (given, good) in [
        ((MarkKind::Hold, 0.0, Some(0.0), None), true),
        ((MarkKind::Hold, year, Some(year), None), true),
        ((MarkKind::Hold, 1.0, Some(0.999), None), false),
        ((MarkKind::Hold, -0.001, Some(1.0), None), false),
        ((MarkKind::Hold, f64::NAN, None, None), false),
        ((MarkKind::Hold, 0.0, Some(f64::NAN), None), false),
        ((MarkKind::Hold, f64::INFINITY, None, None), false),
        ((MarkKind::Hold, 0.0, Some(year + 1.0), None), false),
        ((MarkKind::Hold, year + 1.0, None, None), false),
        ((MarkKind::Hold, 0.0, None, Some("anna")), false),
        ((MarkKind::Transfer, 0.0, None, Some(" ")), false),
        ((MarkKind::Transfer, 0.0, None, Some("a\nb")), false),
        ((MarkKind::Transfer, 0.0, None, Some(long.as_str())), false),
        ((MarkKind::Transfer, 0.0, None, Some(name.as_str())), true),
    ] {
        let (kind, start, end, agent) = given;
        let taken = session.push_mark(kind, start, end, None, agent);
        assert_eq!(taken.is_ok(), good, "{given:?}");
        if let Err(error) = taken {
            assert!(
                error.is_mark() && error.is_input() && error.to_string().contains("expected") || agent == Some("anna")
            );
        }
    }
    let mut floor = Floor::new();
    for k in 0..1000 {
        floor.push_mark(MarkKind::Mute, f64::from(k), Some(f64::from(k) + 0.5), None, None).unwrap();
    }
    let refused = floor.push_mark(MarkKind::Mute, 0.0, Some(1.0), None, None).unwrap_err();
    assert!(refused.is_mark() && refused.to_string().contains("1000"), "{refused}");
    // A line that stays open forgets those that are older than its history.
    let history = Some(Time::from_millis(120_000));
    let mut open = Session::new(Config { history, ..Config::default() }).unwrap();
    for k in 0..1500_u32 {
        open.push_gap(8000).unwrap();
        open.push_mark(MarkKind::Mute, f64::from(k), Some(f64::from(k) + 0.5), None, None).unwrap();
    }
    assert!(open.finish().marks.len() <= 122);
}
