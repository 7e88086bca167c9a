//! Silences: how long each kind is, and when lost audio hides one.

use listening_core::EventKind::{self, DeadAir, Hold, Pause, UnansweredTurn};
use listening_core::internals::{FloorInput, FloorTracker};
use listening_core::{Event, Lexicon, Status, Time};

use crate::made::{Agent, Customer, Talk, report, span, tracked};
use crate::norm::{Norm, flips, from, norm, under, up_to};

/// The agent talks, nobody does for `silence` s, and the agent goes on.
fn goes_on(silence: f64) -> Vec<Talk> {
    vec![(Customer, 0.0, 3.0), (Agent, 3.5, 8.0), (Agent, 8.0 + silence, 12.0 + silence)]
}

/// The same where the customer goes on.
fn changes(silence: f64) -> Vec<Talk> {
    vec![(Customer, 0.0, 3.0), (Agent, 3.5, 8.0), (Customer, 8.0 + silence, 12.0 + silence)]
}

fn has(talk: &[Talk], kind: EventKind) -> bool {
    report(talk).events.iter().any(|event| event.kind == kind && event.span.start == Time::from_seconds(8.0))
}

fn silence_of(events: &[Event]) -> Option<EventKind> {
    events
        .iter()
        .find(|event| event.kind.is_silence() && event.span.start == Time::from_seconds(8.0))
        .map(|event| event.kind)
}

/// What a silence of 10 s is with music in so much of it.
fn with_music(share: f64) -> Option<EventKind> {
    silence_of(&tracked(&changes(10.0), &[(18.0, FloorInput::Music(Agent, span(8.0, 8.0 + 10.0 * share)))]))
}

/// Whether a silence of so many seconds is an event, of which these spans are lost.
fn with_losses(silence: f64, lost: &[(f64, f64)]) -> bool {
    let lost: Vec<_> = lost.iter().map(|&(start, end)| (end, FloorInput::Lost(Agent, span(start, end)))).collect();
    silence_of(&tracked(&changes(silence), &lost)).is_some()
}

/// Losses of 0.5 s that make so large a share of 10 s.
fn lost_share(share: f64) -> bool {
    let half = 5.0 * share;
    with_losses(10.0, &[(9.0, 9.0 + half), (14.0, 14.0 + half)])
}

/// Whether an entry at 8 s says that audio was lost, of which this was.
fn doubtful(start: f64, end: f64) -> bool {
    let talk = [(Agent, 0.0, 2.0), (Customer, 2.4, 8.6), (Agent, 8.0, 14.0)];
    let events = tracked(&talk, &[(end.max(8.001), FloorInput::Lost(Customer, span(start, end)))]);
    let entry = events.iter().find(|event| event.by == Agent && event.in_overlap).expect("an entry");
    entry.reasons.iter().next().is_some_and(|reason| reason.to_string().ends_with("of audio were lost around it"))
}

/// Whether dead air is announced once so much silence is known.
fn announced(known: f64) -> bool {
    let (mut floor, mut events) = (FloorTracker::new(true, Lexicon::default()), Vec::new());
    floor.push(FloorInput::Start(Agent, Time::ZERO), &mut events);
    floor.push(FloorInput::End(Agent, Time::from_seconds(2.0)), &mut events);
    floor.push(FloorInput::Known(Time::from_seconds(2.0 + known)), &mut events);
    events.iter().any(|event| event.kind == DeadAir && event.status == Status::Provisional)
}

pub(crate) const KINDS: &[Norm] = &[
    norm!(Events, "pause and gap", "A silence of {} ms or more: inside a turn", |n| {
        from(n[0] / 1000.0, 0.001, |silence| has(&goes_on(silence), Pause));
        from(n[0] / 1000.0, 0.001, |silence| has(&changes(silence), EventKind::Gap));
    }),
    norm!(Methods, "Voice", "including silences under {} ms; *speech rate*", |n| {
        under(n[0] / 1000.0, 0.001, |silence| !has(&goes_on(silence), Pause));
    }),
    norm!(Methods, "Voice", "a pause is a silence of {} ms or more inside a turn", |n| {
        from(n[0] / 1000.0, 0.001, |silence| has(&goes_on(silence), Pause));
    }),
    norm!(Methods, "Voice", "A talkspurt contains no silence of {} ms or more", |n| {
        from(n[0] / 1000.0, 0.001, |silence| report(&goes_on(silence)).talkspurts.len() == 3);
    }),
    norm!(Methods, "Measures of words", "own talk, including silences under {} ms, so", |n| {
        under(n[0] / 1000.0, 0.001, |silence| report(&goes_on(silence)).talkspurts.len() == 2);
    }),
    norm!(Events, "dead_air", "No one talks for {} s or more;", |n| {
        from(n[0], 0.001, |silence| has(&changes(silence), DeadAir));
        from(n[0], 0.001, |silence| has(&goes_on(silence), UnansweredTurn));
    }),
    norm!(Events, "From the first sound to the final event", "`dead_air` is announced once it has lasted {} s,", |n| {
        from(n[0], 0.001, announced);
    }),
    norm!(Events, "hold", "with music or a tone in at least {} of it", |n| {
        from(n[0], 0.001, |share| with_music(share) == Some(Hold));
        assert_eq!(with_music(n[0] - 0.001), Some(DeadAir));
    }),
    norm!(
        Hearing,
        "Findings about a channel",
        "A silence of {} s or more that is {} filled with music is a `hold`",
        |n| {
            from(n[1], 0.001, |share| with_music(share) == Some(Hold));
            from(n[0], 0.001, |silence| {
                let music = FloorInput::Music(Agent, span(8.0, 8.0 + silence));
                silence_of(&tracked(&changes(silence), &[(8.0 + silence, music)])) == Some(Hold)
            });
        }
    ),
];

pub(crate) const LOST: &[Norm] = &[
    norm!(
        Events,
        "From the first sound to the final event",
        "A silence of which more than {} was lost is not reported",
        |n| {
            up_to(n[0], 0.001, lost_share);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "more than {} lies in losses of {} s or more, of one party, is not an event",
        |n| {
            up_to(n[0], 0.001, lost_share);
            // Many that are as long hide a silence, many that are shorter do not.
            let many = |length: f64| {
                let lost: Vec<(f64, f64)> =
                    (0..20).map(|k| (8.2 + 0.2 * f64::from(k), 8.2 + 0.2 * f64::from(k) + length)).collect();
                with_losses(6.0, &lost)
            };
            under(n[1], 0.001, many);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "An entry with such a loss from {} s before its onset to {} s after it has",
        |n| {
            flips(8.0 - n[0] + 0.001, 8.0 - n[0] - 0.101, |start| doubtful(start, start + 0.1));
            flips(8.0 + n[1] - 0.101, 8.0 + n[1] + 0.001, |start| doubtful(start, start + 0.1));
        }
    ),
    norm!(Hearing, "Findings about a channel", "a single loss of more than {} s is not an event either", |n| {
        up_to(n[0], 0.001, |length| with_losses(60.0, &[(10.0, 10.0 + length)]));
    }),
    norm!(Hearing, "Findings about a channel", "a turn with {} s or more lost in it is reported as two", |n| {
        // Of lost talk nothing is heard, and a silence of that length ends a turn.
        from(n[0], 0.001, |lost| report(&[(Agent, 0.0, 5.0), (Agent, 5.0 + lost, 9.0 + lost)]).turns.len() == 2);
    }),
];

pub(crate) const TABLES: &[&[Norm]] = &[KINDS, LOST];

#[test]
fn silences() {
    crate::norm::check_all(TABLES);
}
