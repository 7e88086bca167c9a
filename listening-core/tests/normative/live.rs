//! What is said while a call goes on: when questions of live decisions are open, and how late events are.

use std::sync::LazyLock;

use listening_core::internals::asked;
use listening_core::{Config, Event, EventKind, PerParty, Session, Status};

use crate::made::{Agent, Customer, span};
use crate::norm::{Norm, near, norm};
use crate::source::{self, constant};

/// The moments, in seconds after the start, at which a question about the agent is open: whether a turn that ended at 4 s is
/// over, or whether the floor is taken by an entry at 4 s.
fn open(turn_end: bool) -> Vec<f64> {
    let (agent, customer) =
        if turn_end { (span(1.0, 4.0), span(0.2, 0.8)) } else { (span(4.0, 10.0), span(0.2, 12.0)) };
    let mut all = Vec::new();
    asked(&PerParty { agent: vec![agent], customer: vec![customer] }, |question, _| {
        if question.turn_end == turn_end && question.party == Agent && question.start.seconds() == 4.0 {
            all.push((question.end - question.start).seconds());
        }
    });
    assert!(all.len() > 10, "{all:?}");
    all
}

fn open_from_to(turn_end: bool, from: f64, to: f64) {
    let all = open(turn_end);
    near(all[0], from, 1e-9);
    near(*all.last().unwrap(), to, 1e-9);
}

/// How late each event of 30 s of the demo call was announced, and how late it was final, by onsets.
static DELAYS: LazyLock<[Vec<f64>; 2]> = LazyLock::new(|| {
    let mut session = Session::new(Config::default()).unwrap();
    let mut late = [Vec::new(), Vec::new()];
    let onset = |event: &&Event| {
        let other = matches!(event.kind, EventKind::Tone | EventKind::UnansweredTurn | EventKind::Bid);
        !event.kind.is_silence() && !other
    };
    for (k, packet) in crate::sound::demo(10.0, 40.0).chunks(160).enumerate() {
        let now = (k + 1) as f64 / 100.0;
        for event in session.push_interleaved(packet).unwrap().iter().filter(onset) {
            late[usize::from(event.status != Status::Provisional)].push(now - event.span.start.seconds());
        }
    }
    late
});

/// All are in time, and some need nearly all of it.
fn in_time(which: usize, limit: f64, nearly: f64) {
    let late = &DELAYS[which];
    assert!(late.len() > 3 && late.iter().all(|late| *late <= limit + 1e-9), "{late:?}");
    assert!(late.iter().any(|late| *late > nearly), "{late:?}");
}

pub(crate) const DECISIONS: &[Norm] = &[
    norm!(
        Events,
        "turn_end",
        "its probability is updated every {} ms: for an entry from {} to {} s after its onset, for a silence from {} to {} s after",
        |n| {
            let step = n[0] / 1000.0;
            assert!(open(true).windows(2).all(|pair| (pair[1] - pair[0] - step).abs() < 1e-9));
            open_from_to(false, n[1], n[2]);
            open_from_to(true, n[3], n[4]);
        }
    ),
    norm!(Events, "turn_end", "`end` is the last audio that was used, up to {} ms before the decision", |n| {
        // The resampler's delay, which is known to the session a little later.
        assert!(n[0] <= constant("session/decided.rs", "RESAMPLED", 0));
    }),
];

pub(crate) const DELAYED: &[Norm] = &[
    norm!(
        Events,
        "From the first sound to the final event",
        "the likeliest kind from what precedes the onset, its `confidence` and `kinds` | at most {} s |",
        |n| in_time(0, n[0], n[0] - 0.15)
    ),
    norm!(
        Events,
        "From the first sound to the final event",
        "its kind, `confidence`, `kinds`, `reasons` | at most {} s |",
        |n| in_time(1, n[0], n[0] - 0.7)
    ),
    norm!(
        Events,
        "From the first sound to the final event",
        "it turned out not to be an event | at most {} s |",
        |n| in_time(1, n[0], n[0] - 0.7)
    ),
    norm!(
        Events,
        "From the first sound to the final event",
        "the time limit of an event: {} a second after everything it needs was heard",
        |n| {
            source::is(n[0], "session/pair.rs", "PATIENCE", 1e-3);
        }
    ),
    norm!(Events, "Decided live", "A desktop display or a voice agent cannot wait {} s for", |n| source::is(
        n[0],
        "floor/placement.rs",
        "WINDOW",
        1e-3
    )),
    norm!(Events, "From the first sound to the final event", "judged from the first {} s:", |n| source::is(
        n[0],
        "floor/placement.rs",
        "WINDOW",
        1e-3
    )),
    norm!(Events, "From the first sound to the final event", "the reason \"holder went on for {} ms or more\"", |n| {
        let report = crate::made::report(&[(Agent, 0.0, 2.0), (Customer, 2.4, 22.0), (Agent, 8.0, 9.0)]);
        let reasons = &crate::made::entry(&report, Agent, 8.0).unwrap().reasons;
        assert!(reasons.contains(&format!("holder went on for {} ms or more", n[0])), "{reasons:?}");
    }),
    norm!(
        Events,
        "From the first sound to the final event",
        "if that was feedback, or the last {} ms of its talk, the event is still a switch",
        |n| {
            let overlap = n[0] / 1000.0;
            let report = crate::made::report(&[(Agent, 0.0, 2.0), (Customer, 2.4, 8.0 + overlap), (Agent, 8.0, 14.0)]);
            let event = crate::made::entry(&report, Agent, 8.0).unwrap();
            assert!(event.in_overlap && event.kind == EventKind::SmoothSwitch, "{event:?}");
            let report = crate::made::report(&[(Agent, 0.0, 2.0), (Customer, 2.4, 8.3 + overlap), (Agent, 8.0, 14.0)]);
            assert_ne!(crate::made::entry(&report, Agent, 8.0).unwrap().kind, EventKind::SmoothSwitch);
        }
    ),
];

pub(crate) const TABLES: &[&[Norm]] = &[DECISIONS, DELAYED];

#[test]
fn live() {
    crate::norm::check_all(TABLES);
}
