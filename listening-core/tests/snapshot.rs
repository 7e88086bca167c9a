//! Promise: a snapshot changes nothing, and says what the end of the call would say there but for what is not final yet.

mod common;

use listening_core::{Config, Event, EventKind, Party, Report, Session, Snapshot, Span, Status, Time};
use proptest::prelude::*;

fn session(config: &Config) -> Session {
    Session::new(config.clone()).unwrap()
}

/// How long `party` talks before `until` as a report has it.
fn talk(report: &Report, party: Party, until: Time) -> Time {
    let own = report.talkspurts.iter().filter(|spurt| spurt.party == party && spurt.span.start < until);
    own.map(|spurt| spurt.span.end.min(until) - spurt.span.start).sum()
}

/// What holds of a snapshot, of the report of a call that ends there, and of the finals up to there.
fn check(now: &Snapshot, report: &Report, finals: &[Event]) {
    assert!(now.known <= now.position && now.position == report.duration);
    let both = talk(report, Party::Agent, now.known) + talk(report, Party::Customer, now.known);
    for party in Party::BOTH {
        let own = now.parties[party];
        assert_eq!(own.talk, talk(report, party, now.known), "{party:?} at {}", now.position);
        let share = (both > Time::ZERO).then(|| own.talk.seconds() / both.seconds());
        assert_eq!(own.talk_share, share);
        for kind in EventKind::ALL {
            let known = finals.iter().filter(|event| event.by == party && event.kind == kind).count();
            assert_eq!(own.count(kind) as usize, known, "{kind:?} of {party:?}");
        }
        // The last talkspurt that all is known of.
        let ended = report.talkspurts.iter().filter(|spurt| spurt.party == party && spurt.span.end <= now.known);
        if let Some(last) = ended.map(|spurt| spurt.span.end).max() {
            assert!(own.silent_for.unwrap() <= now.position - last);
        }
        assert!(!own.talking || own.silent_for == Some(Time::ZERO));
    }
    for event in finals {
        let reported = report.events.iter().find(|other| other.id == event.id()).expect("a final stays");
        assert!(reported.kind == event.kind && reported.by == event.by && reported.span == event.span);
    }
    if let Some(silence) = now.silence {
        assert!(Party::BOTH.into_iter().all(|party| !now.parties[party].talking));
        assert_eq!(silence.length, now.position - silence.since);
        let late = silence.length >= Time::from_millis(3000);
        assert!(late || silence.kind.is_none(), "{silence:?}");
        if silence.since <= now.known {
            let quiet = Span::new(silence.since, now.known);
            assert!(report.talkspurts.iter().all(|spurt| spurt.span.overlap(quiet) == Time::ZERO));
        }
    }
    if let Some(floor) = now.floor.filter(|floor| !floor.provisional) {
        let turn = report.turns.iter().find(|turn| turn.party == floor.by && turn.span.start == floor.since);
        assert!(turn.is_some(), "{floor:?} holds the floor in no turn");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn at_any_sample_it_is_what_the_end_would_say_there(
        from in 0_usize..60,
        stops in proptest::collection::vec(1_usize..200_000, 1..5),
    ) {
        let samples = common::part(from, from + 25);
        let config = Config::default();
        let mut stops = stops;
        stops.sort_unstable();
        let (mut running, mut finals, mut at) = (session(&config), Vec::new(), 0);
        for stop in stops {
            let events = running.push_interleaved(&samples[2 * at..2 * stop]).unwrap();
            finals.extend(events.iter().filter(|event| event.status == Status::Final).copied());
            at = stop;
            let mut ended = session(&config);
            ended.push_interleaved(&samples[..2 * stop]).unwrap();
            prop_assert_eq!(running.snapshot(), ended.snapshot());
            let report = ended.finish();
            prop_assert_eq!(running.report_so_far().to_json(), report.to_json());
            check(&running.snapshot(), &report, &finals);
        }
        // The call goes on as if nobody had asked.
        running.push_interleaved(&samples[2 * at..]).unwrap();
        let mut alone = session(&config);
        alone.push_interleaved(&samples).unwrap();
        prop_assert_eq!(running.finish().to_json(), alone.finish().to_json());
    }
}

/// The demo call, looked at after each packet of 20 ms.
fn pictures() -> Vec<Snapshot> {
    let mut session = session(&Config::default());
    let samples = common::demo_floats();
    let looked = samples.chunks(320).map(|packet| {
        session.push_interleaved(packet).unwrap();
        session.snapshot()
    });
    looked.collect()
}

#[test]
fn the_demo_call_as_a_screen_shows_it() {
    let pictures = pictures();
    let report = listening_core::analyze(&common::demo_floats(), &Config::default()).unwrap();
    let last = pictures.last().unwrap();
    let at = |seconds: f64| pictures.iter().find(|now| now.position.seconds() >= seconds).unwrap_or(last);
    assert_eq!((at(0.1).floor, at(0.1).silence, at(0.1).parties.agent.silent_for), (None, None, None));

    // Dead air shows when it has lasted 3 s, and not before.
    let dead = report.events.iter().find(|event| event.kind == EventKind::DeadAir).unwrap().span;
    let kinds = |now: &Snapshot| now.silence.and_then(|silence| silence.kind);
    assert_eq!(kinds(at(dead.start.seconds() + 2.98)), None);
    let shown = at(dead.start.seconds() + 3.0).silence.unwrap();
    assert_eq!((shown.kind, shown.since), (Some(EventKind::DeadAir), dead.start));
    assert_eq!(shown.length, at(dead.start.seconds() + 3.0).position - dead.start);
    assert_eq!(at(dead.end.seconds() + 0.5).silence, None);

    // Music is a hold.
    let hold = report.events.iter().find(|event| event.kind == EventKind::Hold).unwrap().span;
    assert_eq!(kinds(at(hold.end.seconds() - 1.0)), Some(EventKind::Hold));

    // Who takes the floor is shown within half a second, as provisional, and as final within three.
    let turns: Vec<_> = report.turns.windows(2).filter(|pair| pair[0].party != pair[1].party).collect();
    let (mut quick, mut sure, mut all) = (0, 0, 0);
    for turn in turns.iter().filter(|pair| pair[1].span.start > pair[0].span.end).map(|pair| pair[1]) {
        let start = turn.span.start.seconds();
        if turn.span.length() > Time::from_millis(700) {
            all += 1;
            quick += usize::from(at(start + 0.5).floor.is_some_and(|floor| floor.by == turn.party));
        }
        let later = at(start + 3.0).floor.unwrap();
        sure += usize::from(later.by == turn.party && later.since == turn.span.start && !later.provisional);
    }
    assert!(10 * quick >= 8 * all && all >= 6 && sure >= 5, "{quick} and {sure} of {all}");
}

#[test]
fn the_counts_are_of_the_whole_call_where_history_forgets() {
    let demo = common::demo_floats();
    let mut sessions =
        [None, Some(Time::from_millis(120_000))].map(|history| session(&Config { history, ..Config::default() }));
    for _ in 0..3 {
        for session in &mut sessions {
            session.push_interleaved(&demo).unwrap();
        }
    }
    let [whole, forgetful] = sessions;
    assert_eq!(whole.snapshot(), forgetful.snapshot());
    assert!(forgetful.report_so_far().events.len() < whole.report_so_far().events.len());
}

#[test]
fn as_json_it_has_every_key() {
    let pictures = pictures();
    let json = |now: &Snapshot| serde_json::from_str::<serde_json::Value>(&now.to_json()).unwrap();
    let first = json(&pictures[0]);
    assert_eq!(
        pictures[0].to_json(),
        r#"{"position":0.02,"known":0.0,"floor":null,"silence":null,"parties":{"agent":{"talking":false,"silent_seconds":null,"talk_seconds":0.0,"talk_share":null,"events":{}},"customer":{"talking":false,"silent_seconds":null,"talk_seconds":0.0,"talk_share":null,"events":{}}}}"#
    );
    let last = json(pictures.last().unwrap());
    assert!(first["floor"].is_null() && last["floor"]["by"].is_string());
    assert!(last["parties"]["agent"]["events"]["dead_air"].is_null());
    assert_eq!(last["parties"]["customer"]["events"]["dead_air"], 1);
}

#[test]
fn probabilities_of_open_decisions_are_those_of_the_session() {
    let demo = common::demo_mulaw();
    let config = Config { decisions: Some(listening_core::OperatingPoint::TenPercent), ..Config::default() };
    let (mut session, mut plain) = (session(&config), session(&Config::default()));
    let (mut open, mut written) = ([0, 0], 0);
    for packet in demo.chunks_exact(320) {
        session.push_mulaw(packet).unwrap();
        plain.push_mulaw(packet).unwrap();
        let now = session.snapshot();
        for party in Party::BOTH {
            let own = now.parties[party];
            assert_eq!(own.floor_taken, session.probability(EventKind::FloorTaken, party).map(f64::from));
            assert_eq!(own.turn_end, session.probability(EventKind::TurnEnd, party).map(f64::from));
            open[0] += i32::from(own.floor_taken.is_some());
            open[1] += i32::from(own.turn_end.is_some());
        }
        let json = now.to_json();
        written += i32::from(json.contains(r#""floor_taken":0."#) || json.contains(r#""turn_end":0."#));
        // Without decisions there are none, and all else is the same.
        let other = plain.snapshot();
        assert!(
            Party::BOTH
                .iter()
                .all(|&party| other.parties[party].floor_taken.or(other.parties[party].turn_end).is_none())
        );
        assert_eq!((other.floor, other.silence, other.known), (now.floor, now.silence, now.known));
    }
    assert!(open[0] > 100 && open[1] > 100 && written > 200, "{open:?}, {written}");
}
