//! Promise: a session with a history says the same events, remembers only so much, and reports on that.

mod common;

use listening_core::{Config, Event, Party, Report, ReportEvent, Session, Time};

const HISTORY: Time = Time::from_millis(150_000);

/// Twelve minutes: the demo call over and over, never the same way.
fn long_call() -> Vec<f32> {
    let demo = common::demo_floats();
    let mut call = Vec::new();
    for k in 0..8 {
        // Other cuts and, at each second turn, a long silence of one party.
        let from = 16_000 * (k % 5);
        let quiet = |channel: usize| k % 3 == 1 && channel == 0;
        call.extend(demo[from..].iter().enumerate().map(|(at, &x)| if quiet(at % 2) { 0.0 } else { x }));
    }
    call
}

fn reported(events: &[Event]) -> impl Iterator<Item = String> + '_ {
    events.iter().map(Event::to_json)
}

fn hear(call: &[f32], history: Option<Time>, frames: usize) -> (Vec<String>, Report) {
    let mut session = Session::new(Config { history, ..Config::default() }).unwrap();
    let mut events = Vec::new();
    for piece in call.chunks(2 * frames) {
        events.extend(reported(session.push_interleaved(piece).unwrap()));
    }
    let (report, last) = session.finish_with_events();
    events.extend(reported(&last));
    (events, report)
}

#[test]
fn the_events_are_the_same_and_the_report_is_about_the_last_part() {
    let call = long_call();
    let (all, whole) = hear(&call, None, 8000);
    let (same, part) = hear(&call, Some(HISTORY), 8000);
    assert!(all.len() > 200, "{} events", all.len());
    assert_eq!(all, same);

    let since = whole.duration - HISTORY;
    assert_eq!(part.duration, whole.duration);
    let lately: Vec<_> = whole.talkspurts.iter().filter(|spurt| spurt.span.end > since).copied().collect();
    assert_eq!(part.talkspurts, lately);
    assert!(lately.len() > 20 && lately.len() * 3 < whole.talkspurts.len());
    // What an event did to the score depends on the rest of what is known.
    let bare = |event: &ReportEvent| ReportEvent { charged: None, measures: Vec::new(), ..event.clone() }.to_json();
    let lately: Vec<_> = whole.events.iter().filter(|event| event.span.end > since).map(bare).collect();
    assert_eq!(part.events.iter().map(bare).collect::<Vec<_>>(), lately);
    let lately: Vec<_> = whole.turns.iter().filter(|turn| turn.span.start > since).copied().collect();
    assert!(part.turns.ends_with(&lately) && part.turns.len() <= lately.len() + 1);

    for party in Party::BOTH {
        let forgotten = part.parties[party].health.iter().find(|found| found.code.as_str() == "forgotten").unwrap();
        assert_eq!((forgotten.start, forgotten.end), (Time::ZERO, since));
        let speech: Time =
            part.talkspurts.iter().filter(|spurt| spurt.party == party).map(|spurt| spurt.span.length()).sum();
        assert_eq!(part.parties[party].speech_seconds, speech);
        assert!(whole.parties[party].health.iter().all(|found| found.code.as_str() != "forgotten"));
    }
    let value = |id: &str| part.measures.iter().find(|measure| measure.id.as_str() == id).unwrap().value;
    let turns = part.turns.iter().filter(|turn| turn.party == Party::Agent).count();
    let per_minute = value("turns_per_min").unwrap();
    assert!((per_minute - turns as f64 / 2.5).abs() < 1e-9, "{per_minute} of {turns} turns in 2.5 min");
    // Its beginning is not known.
    assert_eq!(value("opening_uninterrupted_s"), None);
    assert_eq!(value("gathering_time"), None);
}

#[test]
fn what_is_forgotten_does_not_depend_on_the_cut() {
    let call = long_call();
    let whole = hear(&call, Some(HISTORY), call.len());
    for frames in [80, 4321] {
        assert!(hear(&call, Some(HISTORY), frames) == whole, "pieces of {frames} frames");
    }
}

#[test]
fn a_call_that_is_shorter_is_whole() {
    let call = common::demo_floats();
    let (_, whole) = hear(&call, None, 8000);
    let (_, part) = hear(&call, Some(HISTORY), 8000);
    assert_eq!(part.to_json(), whole.to_json());
}

#[test]
fn a_history_of_under_two_minutes_is_refused() {
    let refused = Session::new(Config { history: Some(Time::from_millis(119_999)), ..Config::default() }).unwrap_err();
    assert!(refused.is_config() && refused.to_string().starts_with("setting `history` is"), "{refused}");
    assert!(refused.to_string().contains("119.999 s") && refused.to_string().contains("2 minutes"), "{refused}");
}
