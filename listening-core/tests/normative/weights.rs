//! The ends of the ramps of an entry's weight. Each weight is a mean over the places that the edges may have, up to 0.2 s off.

use listening_core::Event;

use crate::made::{Agent, Customer, tracked};

/// Edges are shifted by so much, together.
const BLUR: f64 = 0.2;

/// The agent comes in at 8 s for `lasts` s; the customer, who has talked for `talked` s by then, goes on for `stop` s.
fn entry(talked: f64, stop: f64, lasts: f64) -> Event {
    let talk = [(Agent, 0.0, 1.0), (Customer, 8.0 - talked, 8.0 + stop), (Agent, 8.0, 8.0 + lasts)];
    let events = tracked(&talk, &[]);
    *events.iter().find(|event| event.by == Agent && event.in_overlap).expect("an entry in overlap")
}

/// The share of the probability that counts.
fn cut_off(talked: f64, stop: f64, lasts: f64) -> f64 {
    let event = entry(talked, stop, lasts);
    event.force.cut_off() / f64::from(event.kinds.of_kind(listening_core::EventKind::Interruption))
}

/// Nothing up to `none` s together and `short` s of entry, all from `all` and `long` s on, and from `begun` s of the other's talk.
pub(crate) fn edges(none: f64, all: f64, short: f64, long: f64, begun: f64) {
    let off = |found: f64, expected: f64| assert!((found - expected).abs() < 0.03, "{found}, not {expected}");
    off(cut_off(5.0, none - BLUR, long + 3.0), 0.0);
    off(cut_off(5.0, all + BLUR, long + 3.0), 1.0);
    off(cut_off(5.0, f64::midpoint(none, all), long + 3.0), 0.5);
    // An entry is looked at for 2.3 s.
    off(cut_off(5.0, short - BLUR - 0.1, short - BLUR), 0.0);
    assert!(cut_off(5.0, all + BLUR, f64::midpoint(short, long)) < 0.7);
    assert!(cut_off(begun + 0.4, all + BLUR, long + 3.0) > 0.9);
}

/// A failed attempt counts by how long it was kept up.
pub(crate) fn kept_up(from: f64, to: f64) {
    let tried = |lasts: f64| {
        let event = entry(5.0, 12.0, lasts);
        event.force.tried() / f64::from(event.kinds.of_kind(listening_core::EventKind::ButtingIn))
    };
    assert!(tried(from - BLUR) < 0.01, "{}", tried(from - BLUR));
    let middle = from + 0.8;
    let expected = 0.8 / (to - from);
    assert!((tried(middle) - expected).abs() < 0.05, "{}, not {expected}", tried(middle));
}
