//! The other party's voice in a channel: how a copy is known, and what is suspected for it.

use std::sync::LazyLock;

use listening_core::internals::{EchoGuard, History, Print};
use listening_core::{Config, EventKind, MeasureId, Party, Report, Session};

use crate::made::{Chance, span};
use crate::norm::{Norm, flips, near, norm};
use crate::source::{self, constant};

const LAG: usize = 20;

/// Measures of how turns and waits are spread.
const OF_TURNS: [MeasureId; 2] = [MeasureId::TalkShare, MeasureId::LongestMonologueS];

/// 12 s of a channel with the other party's echo, 200 ms late and 20 dB softer. Of the last second so large a share is echo, and
/// the rest louder. Whether an event over it is suspected.
fn suspects(share: f64) -> bool {
    let (mut own, mut other, mut guard) = (History::default(), History::default(), EchoGuard::default());
    let mut chance = Chance::new(5);
    let source: Vec<f32> =
        (0..1200).map(|k| if k % 100 < 70 { -26.0 + chance.between(-8.0, 8.0) as f32 } else { -70.0 }).collect();
    let last = 1125..1165;
    for k in 0..1165_usize {
        let talks = source[k] > -60.0;
        let echo = if k >= LAG && source[k - LAG] > -60.0 { source[k - LAG] - 20.0 } else { -70.0 };
        let own_talk = last.contains(&k) && (k - last.start) as f64 >= share * 40.0;
        own.push(
            if own_talk { -15.0 } else { echo.max(if last.contains(&k) { -50.0 } else { -70.0 }) },
            if own_talk { 0.9 } else { 0.3 },
            Print::default(),
        );
        other.push(source[k], if talks { 0.9 } else { 0.0 }, Print::default());
        guard.excess_db(&own, &other);
    }
    guard.suspects(&own, &other, span(11.25, 11.65))
}

/// A part of the demo call in which pieces of `talker` come back on the other channel, louder than an echo, 0.4 s later.
fn bursts(talker: Party) -> Report {
    let clean = crate::sound::demo(0.0, 60.0);
    let mut call = clean.clone();
    let (from_channel, to_channel) = (talker as usize, 1 - talker as usize);
    let spurts = session(&clean).talkspurts;
    for spurt in spurts.iter().filter(|spurt| spurt.party == talker && spurt.span.length().seconds() >= 0.85) {
        let from = ((spurt.span.start.seconds() + 0.7) * 8000.0) as usize;
        for k in (from..from + 1200).filter(|k| 2 * (k + 3200) + 1 < clean.len()) {
            call[2 * (k + 3200) + to_channel] += 0.7 * clean[2 * k + from_channel];
        }
    }
    session(&call)
}

fn session(samples: &[f32]) -> Report {
    let mut session = Session::new(Config::default()).unwrap();
    session.push_interleaved(samples).unwrap();
    session.finish()
}

/// By whom an event is that is suspected because a party's voice came back, and charged to nobody.
fn suspected_of(talker: Party) -> Vec<Party> {
    let report = bursts(talker);
    let suspected = report.events.iter().filter(|event| event.leak_suspect && event.kind != EventKind::Bid);
    let by = |event: &listening_core::ReportEvent| {
        assert!(event.charged.is_none(), "{event:?}");
        // Measures of turns name the turn that begins there; no count, no rate and no wait names it.
        let named = report.measures.iter().filter(|measure| measure.events.contains(&event.id));
        let counts: Vec<&str> = named
            .filter(|measure| !OF_TURNS.iter().any(|id| measure.id == *id))
            .map(|measure| measure.id.as_str())
            .collect();
        assert!(counts.is_empty(), "{counts:?} count {event:?}");
        event.by
    };
    suspected.map(by).collect()
}

/// It is suspected of the party on whose channel it comes back.
fn suspected_party() {
    static SUSPECTED: LazyLock<[Vec<Party>; 2]> = LazyLock::new(|| Party::BOTH.map(suspected_of));
    for (talker, by) in Party::BOTH.into_iter().zip(SUSPECTED.iter()) {
        let other = by.iter().filter(|by| **by != talker).count();
        assert!(other > 0 && 2 * other > by.len(), "of {talker:?}'s voice, events by {by:?} are suspected");
    }
    assert!(SUSPECTED[0].iter().all(|by| *by == Party::Customer), "{:?}", SUSPECTED[0]);
}

pub(crate) const ECHO: &[Norm] = &[
    norm!(Hearing, "The stages", "is counted for every lag of {} to {} ms", |n| {
        near(n[0], 0.0, 0.0);
        near(n[1], 10.0 * (constant("activity/echo.rs", "LAGS", 0) - 1.0), 0.0);
    }),
    norm!(
        Hearing,
        "The stages",
        "if the three most frequent {} dB bins of a lag contain {} % of its counts, that lag and gain are the leak's path (accepted until they contain less than {} %; counts are halved above {},",
        |n| {
            assert_eq!(n[0], 1.0);
            source::is(n[1], "activity/echo.rs", "BELIEVED", 100.0);
            source::is(n[2], "activity/echo.rs", "DOUBTED", 100.0);
            source::is(n[3], "activity/echo.rs", "MOST", 1.0);
        }
    ),
    norm!(
        Hearing,
        "The stages",
        "frames no more than {} dB above it are explained by it. Until a party has talked for {} a second while the other was silent, sound {} dB or more below",
        |n| {
            flips(n[0], n[0] + 0.01, |db| EchoGuard::explains(db as f32));
            near(n[1], constant("activity/echo.rs", "ALONE", 0) / 100.0, 1e-9);
            // What is so far below is explained.
            let below = |db: f64| {
                let (mut own, mut other, mut guard) = (History::default(), History::default(), EchoGuard::default());
                let mut excess = 0.0;
                for _ in 0..30 {
                    own.push(-20.0 - db as f32, 0.9, Print::default());
                    other.push(-20.0, 0.9, Print::default());
                    excess = guard.excess_db(&own, &other);
                }
                EchoGuard::explains(excess)
            };
            flips(n[2] + 0.1, n[2] - 0.1, below);
        }
    ),
    norm!(
        Hearing,
        "The stages",
        "An overlap in which the path explains {} of the audible frames is marked `leak_suspect` and enters no count or rate of events, and the reply that it starts has no latency; if the path is later than {} ms",
        |n| {
            flips(n[0] + 0.05, n[0] - 0.1, suspects);
            near(n[1], 10.0 * (constant("activity/echo.rs", "LAGS", 0) - 1.0), 0.0);
            suspected_party();
        }
    ),
    norm!(
        Hearing,
        "The stages",
        "A copy louder than {} dB must contain {} % and exceed the usual lag {} times (others: {})",
        |n| {
            source::is(n[0], "activity/leak.rs", "LOUD_DB", 1.0);
            source::is(n[1], "activity/echo.rs", "LOUD_BELIEVED", 100.0);
            source::is(n[2], "activity/echo.rs", "LOUD_CONTRAST", 1.0);
            source::is(n[3], "activity/echo.rs", "CONTRAST", 1.0);
        }
    ),
    norm!(Hearing, "The stages", "Under {} ms late it has the finding `duplicated`", |n| source::is(
        n[0],
        "health/leak_findings.rs",
        "ROUND_TRIP",
        1.0
    )),
    norm!(
        Hearing,
        "The stages",
        "if {} or more of it was heard and if both halves of it agree on the lag: at that lag, {} % of the bits",
        |n| {
            source::is(n[0], "activity/leak.rs", "LEAK_LEAST", 0.01);
            source::is(n[1], "activity/halves.rs", "SAME", 100.0);
        }
    ),
    norm!(
        Hearing,
        "The stages",
        "If it changes by more than {} dB or {} ms it is reported again, up to {} times",
        |n| {
            source::is(n[0], "activity/leak.rs", "OTHER_DB", 1.0);
            source::is(n[1], "activity/leak.rs", "OTHER_LAG", 10.0);
            source::is(n[2], "activity/echo.rs", "LEAKS", 1.0);
        }
    ),
    norm!(Hearing, "Findings about a channel", "A path of {} ms or more is a round trip", |n| source::is(
        n[0],
        "health/leak_findings.rs",
        "ROUND_TRIP",
        1.0
    )),
    norm!(Hearing, "Findings about a channel", "across silences of the other party of up to {} s. The gain", |n| {
        source::is(n[0], "health/leak_findings.rs", "NEAR", 1e-3);
    }),
    norm!(Hearing, "Findings about a channel", "not followed as an echo, {} to {} ms late, or later", |n| {
        source::is(n[0], "health/leak_findings.rs", "ROUND_TRIP", 1.0);
        source::is(n[1], "health/leak_findings.rs", "LATE", 1.0);
    }),
];

pub(crate) const COPIES: &[Norm] = &[
    norm!(
        Hearing,
        "The stages",
        "Every frame has a fingerprint of {} bits: for each pair of neighbouring bands of {} Hz",
        |n| {
            near(n[0], constant("activity/print.rs", "BANDS", 0) - 1.0, 0.0);
            let lines = constant("activity/print.rs", "LINES", 1) - constant("activity/print.rs", "LINES", 0);
            near(n[1], lines / constant("activity/print.rs", "BANDS", 0) * 8000.0 / 256.0, 1e-9);
        }
    ),
    norm!(Hearing, "The stages", "at every lag from {} ms to {} s, averaged", |n| {
        source::is(n[0], "activity/copies.rs", "SOONEST", 10.0);
        // The best of all lags has one on each side of it.
        near(n[1], (constant("activity/history.rs", "REACH", 0) - 2.0) / 100.0, 1e-9);
    }),
    norm!(
        Hearing,
        "The stages",
        "A match of {} % or more is a piece of the other party's voice, as long as it stays at {} %. Three pieces of {} % at one lag, one of them of {} %, and {} s in total, establish a path by which copies come: on it {} % is enough",
        |n| {
            source::is(n[0], "activity/copies.rs", "COPY", 1.0);
            source::is(n[1], "activity/copies.rs", "STAYS", 1.0);
            source::is(n[2], "activity/copies.rs", "HINT", 1.0);
            source::is(n[3], "activity/copies.rs", "COPY", 1.0);
            source::is(n[4], "activity/copies.rs", "FRAMES", 0.01);
            source::is(n[5], "activity/copies.rs", "KNOWN", 1.0);
            assert_eq!(constant("activity/copies.rs", "PIECES", 0), 3.0);
        }
    ),
    norm!(Hearing, "The stages", "if copies are {} of the sound in its first {} s or in all of it", |n| {
        source::is(n[0], "activity/history.rs", "MOSTLY", 1.0);
        source::is(n[1], "activity/history.rs", "OPENING", 0.01);
        suspected_party();
    }),
    norm!(Hearing, "The stages", "so that an echo up to {} s late is followed", |n| near(
        n[0],
        (constant("activity/history.rs", "REACH", 0) - 2.0) / 100.0,
        1e-9
    )),
    norm!(Hearing, "Findings about a channel", "Nothing later than {} s is detected", |n| near(
        n[0],
        (constant("activity/history.rs", "REACH", 0) - 2.0) / 100.0,
        1e-9
    )),
    norm!(Hearing, "The stages", "While the other party talks, {} dB louder or more", |n| source::is(
        n[0],
        "activity/crosstalk.rs",
        "UNDER_DB",
        -1.0
    )),
    norm!(
        Hearing,
        "The stages",
        "follows the other ({} % of its power at least) is no less than {} of the remainder",
        |n| {
            source::is(n[0], "activity/crosstalk.rs", "FOLLOWS", 100.0);
            near(n[1], 1.0 / constant("activity/crosstalk.rs", "LEFT", 0), 1e-9);
        }
    ),
    norm!(Hearing, "The stages", "As long as {} of such frames are copies, the channel is mixed", |n| source::is(
        n[0],
        "activity/crosstalk.rs",
        "SHARE",
        1.0
    )),
    norm!(Hearing, "Findings about a channel", "from the first to the last copy; {} a second or more on both", |n| {
        source::is(n[0], "activity/crosstalk.rs", "FEWEST", 0.01);
    }),
];

pub(crate) const TABLES: &[&[Norm]] = &[ECHO, COPIES];

#[test]
fn leaks() {
    crate::norm::check_all(TABLES);
}
