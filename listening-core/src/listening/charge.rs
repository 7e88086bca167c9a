//! How much each event counts: weights of 0 to 1 that move with the times and probabilities they are made of.
//!
//! The thresholds of docs/events.md decide what is listed. What is scored runs through them in straight lines, so that a
//! talkspurt that begins 10 ms sooner moves a weight by a few hundredths and never turns it over. Each ramp reaches half at
//! the threshold that it replaces; where none is named, its ends are judgements.

use crate::floor::{Event, EventKind, Ramp};
use crate::time::{Span, Time};

/// An event that counts less than this is counted, but not named as the reason of anything.
pub(crate) const NAMED: f64 = 0.1;

/// A try that fails leaves the other the floor, and part of what looks like one is feedback: it counts a fifth of one that
/// succeeds, a judgement.
const FAILED: f64 = 0.2;
/// A silence of this length is dead air (docs/events.md: 3 s).
const DEAD: Ramp = Ramp::of(2500, 3500);
/// A reply that waits less than this is immediate (docs/methods.md: 200 ms).
const CALM: Ramp = Ramp::of(0, 400);

fn probability(event: &Event, kind: EventKind) -> f64 {
    event.force.counts() * f64::from(event.kinds.of_kind(kind))
}

/// Weight of an entry as a floor taken by force, a try that failed counting less.
pub(crate) fn forced(event: &Event) -> f64 {
    event.force.counts() * (event.force.cut_off() + FAILED * event.force.tried())
}

/// The part of [`forced`] that ended what the other was saying.
pub(crate) fn cut_off(event: &Event) -> f64 {
    event.force.counts() * event.force.cut_off()
}

/// Weight of an entry as one into a pause of the other, who had not finished.
pub(crate) fn broke_pause(event: &Event) -> f64 {
    probability(event, EventKind::PauseInterruption)
}

/// Weight of an entry as feedback.
pub(crate) fn feedback(event: &Event) -> f64 {
    probability(event, EventKind::Backchannel)
}

/// Weights of an entry as a try for the floor that the other yielded to, and as one that it ignored.
pub(crate) fn bid(event: &Event) -> [f64; 2] {
    [event.force.yielded(), event.force.ignored()].map(|weight| event.force.counts() * weight)
}

/// Weight of a silence as dead air.
pub(crate) fn dead(silence: Span) -> f64 {
    DEAD.at(silence.length())
}

/// Weight of a reply after this many seconds of silence as an immediate one; an overlap is a negative silence.
pub(crate) fn immediate(wait: f64) -> f64 {
    1.0 - CALM.at(Time::from_seconds(wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ramps_are_half_way_at_the_threshold_that_is_listed() {
        let at = |ms| Span::new(Time::ZERO, Time::from_millis(ms));
        for (ms, weight) in [(2500, 0.0), (2990, 0.49), (3000, 0.5), (3010, 0.51), (3500, 1.0)] {
            assert!((dead(at(ms)) - weight).abs() < 1e-9, "{ms}");
        }
        for (ms, weight) in [(-300_i32, 1.0), (0, 1.0), (190, 0.525), (200, 0.5), (210, 0.475), (400, 0.0)] {
            assert!((immediate(f64::from(ms) / 1000.0) - weight).abs() < 1e-9, "{ms}");
        }
    }
}
