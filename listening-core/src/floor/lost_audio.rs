//! Where audio was lost, and which events must not be reported because of it.

use std::collections::VecDeque;

use crate::party::{Party, PerParty};
use crate::time::{Span, Time};

/// A shorter loss is bridged by what is put in its place.
const LEAST: Time = Time::from_millis(100);
/// A silence of which more than this share was lost is not reported.
const SHARE: f64 = 0.1;

/// Each party's losses, as far back as they can matter.
#[derive(Clone, Debug, Default)]
pub(super) struct LostAudio(PerParty<VecDeque<Span>>);

impl LostAudio {
    /// Audio of `party` was lost; spans come in order.
    pub(super) fn add(&mut self, party: Party, span: Span) {
        match self.0[party].back_mut() {
            Some(last) if last.end >= span.start => last.end = last.end.max(span.end),
            // What is bridged is not kept: a bad line loses packets all day.
            Some(last) if last.length() < LEAST => *last = span,
            _ => self.0[party].push_back(span),
        }
    }

    /// Nothing before `time` will be asked for.
    pub(super) fn forget(&mut self, time: Time) {
        for party in Party::BOTH {
            while self.0[party].front().is_some_and(|span| span.end < time) {
                self.0[party].pop_front();
            }
        }
    }

    /// How much was lost inside `span`, of the party that lost more; losses that are bridged do not count.
    pub(super) fn inside(&self, span: Span) -> Time {
        let lost =
            |party| -> Time { self.0[party].iter().map(|loss| loss.overlap(span)).filter(|&lost| lost >= LEAST).sum() };
        lost(Party::Agent).max(lost(Party::Customer))
    }

    /// Whether too much was lost inside `span` to say that it was silent.
    pub(super) fn hide(&self, span: Span) -> bool {
        self.inside(span).seconds() > SHARE * span.length().seconds()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: i64, end: i64) -> Span {
        Span::new(Time::from_millis(start), Time::from_millis(end))
    }

    #[test]
    fn pieces_are_one_loss_and_packets_apart_are_none() {
        let mut losses = LostAudio::default();
        (0..10).for_each(|k| losses.add(Party::Agent, span(1000 + 20 * k, 1020 + 20 * k)));
        (0..10).for_each(|k| losses.add(Party::Customer, span(3000 + 100 * k, 3020 + 100 * k)));
        assert_eq!(losses.inside(span(0, 5000)), Time::from_millis(200));
        assert_eq!(losses.inside(span(0, 1090)), Time::ZERO);
        assert_eq!(losses.inside(span(0, 1100)), Time::from_millis(100));
        assert!(losses.hide(span(500, 1300)) && !losses.hide(span(0, 5000)) && !losses.hide(span(3000, 3400)));
        losses.forget(Time::from_millis(1201));
        assert_eq!(losses.inside(span(0, 5000)), Time::ZERO);
    }
}
