//! The floor: contributions, turns, and what two onsets close together are.

use listening_core::EventKind::{Backchannel, Bid, Interruption, Overlap, SimultaneousStart};
use listening_core::internals::FloorInput;
use listening_core::{Event, EventKind, Time};

use crate::made::{Agent, Customer, Talk, entry, report, tracked};
use crate::norm::{Norm, flips, near, norm, under};
use crate::source::constant;

/// The customer has the floor for 20 s, and the agent says something at 8 s.
fn into_talk(entry: &[(f64, f64)]) -> Vec<Talk> {
    let own = entry.iter().map(|&(from, to)| (Agent, from, to));
    [(Agent, 0.0, 2.0), (Customer, 2.4, 22.0)].into_iter().chain(own).collect()
}

/// The agent comes in at 8 s and goes on; the customer, who has had the floor, stops so long after that.
fn taken(stop: f64) -> Vec<Talk> {
    vec![(Agent, 0.0, 2.0), (Customer, 2.4, 8.0 + stop), (Agent, 8.0, 14.0), (Customer, 14.3, 16.0)]
}

/// Both begin, the customer so much later, after the agent had the floor.
fn together(apart: f64) -> Vec<Talk> {
    vec![(Agent, 0.0, 2.0), (Agent, 4.8, 6.8), (Customer, 4.8 + apart, 10.4)]
}

fn is_simultaneous(apart: f64) -> bool {
    let report = report(&together(apart));
    let event = entry(&report, Customer, 4.8 + apart).expect("an entry of the customer");
    assert_ne!(event.kind, Backchannel);
    event.kind == SimultaneousStart
}

/// The agent comes in at 8 s into talk that ends at 8.6 s as `shape` makes it; without it as nothing is known of it.
#[expect(clippy::default_trait_access, reason = "the type has no public name")]
fn breaks_off(end_db: Option<f32>, lengthening: Option<f32>) -> Event {
    let FloorInput::Ending(party, mut ending) = FloorInput::Ending(Customer, Default::default()) else {
        unreachable!()
    };
    (ending.end_db, ending.lengthening) = (end_db, lengthening);
    let events = tracked(&taken(0.6), &[(8.601, FloorInput::Ending(party, ending))]);
    *events.iter().find(|event| event.by == Agent && event.kind.takes_floor() && event.in_overlap).expect("taken")
}

/// The odds of an interruption against those of an overlap, over what they are where nothing is known of the voice.
fn odds(end_db: Option<f32>, lengthening: Option<f32>) -> f64 {
    let of = |event: Event| {
        let p = |kind| f64::from(event.kinds.of_kind(kind));
        p(Interruption) / p(Overlap)
    };
    of(breaks_off(end_db, lengthening)) / of(breaks_off(None, None))
}

/// Whether an entry so much louder and higher than its speaker's norm competes.
#[expect(clippy::default_trait_access, reason = "the type has no public name")]
fn competes(db: f64, semitones: f64) -> bool {
    let FloorInput::Opening(party, mut opening) = FloorInput::Opening(Agent, Default::default()) else {
        unreachable!()
    };
    (opening.raised_db, opening.raised_semitones) = (Some(db as f32), Some(semitones as f32));
    let events = tracked(&taken(0.6), &[(8.001, FloorInput::Opening(party, opening))]);
    let event = events.iter().find(|event| event.by == Agent && event.in_overlap).expect("an entry");
    event.reasons.iter().any(|reason| reason.to_string() == "came in louder and higher than usual")
}

/// Whether an event of that kind by the agent begins at 8 s.
fn has(talk: &[Talk], kind: EventKind) -> bool {
    report(talk)
        .events
        .iter()
        .any(|event| event.kind == kind && event.by == Agent && event.span.start == Time::from_seconds(8.0))
}

pub(crate) const ONSETS: &[Norm] = &[
    norm!(Methods, "The floor", "talkspurts with inner silences under {} s.", |n| {
        under(n[0], 0.001, |gap| {
            let report = report(&into_talk(&[(8.0, 8.4), (8.4 + gap, 8.4 + gap + 0.5)]));
            entry(&report, Agent, 8.0).expect("an entry").span.end.seconds() > 8.5
        });
    }),
    norm!(Methods, "The floor", "Nothing later than {} s after the onset is used.", |n| {
        // The holder stops a little later than that, or never.
        let read = |stop: f64| {
            let report =
                report(&[(Agent, 0.0, 2.0), (Customer, 2.4, 8.0 + stop), (Agent, 8.0, 14.0), (Customer, 20.0, 30.0)]);
            entry(&report, Agent, 8.0).cloned()
        };
        assert_eq!(read(n[0] + 0.3), read(n[0] + 3.0));
        flips(n[0] - 0.01, n[0] + 0.01, |stop| {
            read(stop).unwrap().reasons[0] == format!("holder stopped {} ms after onset", (stop * 1000.0).round())
        });
    }),
    norm!(Methods, "The floor", "or for the {} s after which it is final, whichever is shorter", |n| {
        let length =
            |of: f64| entry(&report(&into_talk(&[(8.0, 8.0 + of)])), Agent, 8.0).unwrap().span.length().seconds();
        near(length(n[0] - 0.01), n[0] - 0.01, 1e-9);
        near(length(n[0] + 0.5), n[0], 1e-9);
    }),
    norm!(Methods, "The floor", "at {} places from {} ms before to {} ms after it, {} ms apart", |n| {
        let (side, step) = (constant("floor/about.rs", "SIDE", 0), constant("floor/about.rs", "STEP", 0) / 1000.0);
        near(n[0], 2.0 * side + 1.0, 0.0);
        near(n[1], side * step, 0.5);
        near(n[2], side * step, 0.5);
        near(n[3], step, 0.5);
    }),
    norm!(Methods, "The floor", "a standard deviation of {} ms", |n| {
        let (side, step) = (constant("floor/about.rs", "SIDE", 0), constant("floor/about.rs", "STEP", 0) / 1000.0);
        // Of weights that fall linearly to nothing one place beyond the last.
        near(n[0], step * (((side + 1.0).powi(2) - 1.0) / 6.0).sqrt(), 0.5);
    }),
    norm!(Methods, "The floor", "by up to {} ms from where they were heard", |n| {
        near(n[0], constant("floor/about.rs", "SIDE", 0) * constant("floor/about.rs", "AROUND", 0), 0.0);
    }),
    norm!(Methods, "The floor", "if both parties start within {} s, it is a", |n| under(n[0], 0.001, is_simultaneous)),
    norm!(Events, "simultaneous_start", "Both start within {} s of each other.", |n| under(
        n[0],
        0.001,
        is_simultaneous
    )),
];

pub(crate) const ENTRIES: &[Norm] = &[
    norm!(Methods, "The floor", "probability of {}, to 1 at {}. Listed events have the same ramp.", |n| {
        near(n[0], constant("floor/force.rs", "ENTERS", 0), 1e-9);
        near(n[1], constant("floor/force.rs", "ENTERS", 1), 1e-9);
        crate::charges::ramp_of_entries(n[0], n[1]);
    }),
    norm!(Methods, "The floor", "overlap of the last {} s of a turn is benign", |n| {
        crate::norm::up_to(n[0], 0.001, |stop| {
            assert!(has(&taken(stop), Overlap), "an overlap of {stop} s is read as something else");
            !has(&taken(stop), Bid)
        });
    }),
    norm!(Methods, "The floor", "talked on for more than {} s against the entrant and then stopped", |n| {
        flips(n[0] + 0.001, n[0], |stop| has(&taken(stop), Bid));
    }),
    norm!(Events, "overlap", "If it was longer than {} s, there is also a `bid`", |n| {
        flips(n[0] + 0.001, n[0], |stop| has(&taken(stop), Bid));
    }),
    norm!(Events, "overlap", "length of the overlap (\"holder stopped {} ms after onset\")", |n| {
        let report = report(&taken(n[0] / 1000.0));
        let reason = &entry(&report, Agent, 8.0).unwrap().reasons[0];
        assert_eq!(*reason, format!("holder stopped {} ms after onset", n[0]));
    }),
    norm!(
        Methods,
        "The floor",
        "by {} % for each dB that its last {} s are above or below {} dB under its loud level",
        |n| {
            let (each, even) = (1.0 + n[0] / 100.0, -n[2] as f32);
            near(n[1], constant("voice/norm.rs", "ENDING", 0) / 100.0, 1e-9);
            near(odds(Some(even), None), 1.0, 0.03);
            near(odds(Some(even + 6.0), None), each.powi(6), 0.1);
            near(odds(Some(even - 6.0), None), each.powi(-6), 0.05);
        }
    ),
    norm!(Methods, "The floor", "above or below {} times the usual", |n| {
        let even = n[0] as f32;
        near(odds(None, Some(even)), 1.0, 0.03);
        near(odds(None, Some(0.7 * even)), 2.0_f64.powf(-0.7_f64.log2()), 0.1);
    }),
    norm!(Methods, "The floor", "comes in is {} dB louder and {} higher than its own norm", |n| {
        crate::norm::from(n[0], 0.01, |db| competes(db, n[1]));
        crate::norm::from(n[1], 0.01, |semitones| competes(n[0], semitones));
    }),
    norm!(Methods, "The floor", "the odds by at most a factor of {} (`floor/manner.rs`", |n| {
        // Averaged over the places that the onset may have, a little less.
        near(odds(Some(0.0), Some(0.1)), n[0], 0.2);
        near(odds(Some(-60.0), Some(6.0)), 1.0 / n[0], 0.05);
        near(odds(Some(0.0), Some(0.01)), odds(Some(0.0), Some(0.1)), 1e-6);
    }),
];

pub(crate) const TURNS: &[Norm] = &[
    norm!(Methods, "The floor", "failed attempts, sounds), and ends with {} s of the party's own silence", |n| {
        under(n[0], 0.001, |silence| {
            report(&[(Agent, 0.0, 5.0), (Agent, 5.0 + silence, 9.0 + silence)]).turns.len() == 1
        });
    }),
    norm!(
        Events,
        "From the first sound to the final event",
        "A silence longer than {} s ends the turn but not the floor",
        |n| {
            under(n[0], 0.001, |silence| {
                report(&[(Agent, 0.0, 5.0), (Agent, 5.0 + silence, 9.0 + silence)]).turns.len() == 1
            });
        }
    ),
];

pub(crate) const TABLES: &[&[Norm]] = &[ONSETS, ENTRIES, TURNS];

#[test]
fn floor() {
    crate::norm::check_all(TABLES);
}
