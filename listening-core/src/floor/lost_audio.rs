//! Where audio was lost, and which events must not be reported because of it.

use std::collections::VecDeque;

use crate::party::{Party, PerParty};
use crate::time::{Span, Time};

/// A shorter loss is bridged by what is put in its place.
const LEAST: Time = Time::from_millis(100);
/// A silence of which more than this share was lost is not reported.
const SHARE: f64 = 0.1;
/// Nor is one in which a single loss was longer: a word fits in.
const WORD: Time = Time::from_millis(1000);

/// Each party's losses, as far back as they can matter.
#[derive(Clone, Debug, Default)]
pub(super) struct LostAudio(PerParty<Losses>);

/// The losses of one party. Those of a long silence are only summed: a line that is down all day loses packets all day.
#[derive(Clone, Debug, Default)]
struct Losses {
    latest: VecDeque<Span>,
    /// When the silence began of which the older ones are.
    since: Time,
    /// How much those are from there on.
    older: Time,
    /// The longest of those.
    longest: Time,
}

impl Losses {
    fn forget(&mut self, time: Time, silent_since: Time) {
        if self.since != silent_since {
            (self.since, self.older, self.longest) = (silent_since, Time::ZERO, Time::ZERO);
        }
        while let Some(&loss) = self.latest.front().filter(|loss| loss.end < time) {
            self.latest.pop_front();
            let lost = counted(loss, Span::new(silent_since, Time::MAX));
            (self.older, self.longest) = (self.older + lost, self.longest.max(lost));
        }
    }

    fn inside(&self, span: Span) -> Time {
        let latest = self.latest.iter().map(|loss| counted(*loss, span)).sum();
        if span.start == self.since { self.older + latest } else { latest }
    }

    fn longest(&self, span: Span) -> Time {
        let latest = self.latest.iter().map(|loss| counted(*loss, span)).max().unwrap_or(Time::ZERO);
        if span.start == self.since { latest.max(self.longest) } else { latest }
    }
}

/// What counts of a loss inside `span`.
fn counted(loss: Span, span: Span) -> Time {
    Some(loss.overlap(span)).filter(|&lost| lost >= LEAST).unwrap_or(Time::ZERO)
}

impl LostAudio {
    /// Audio of `party` was lost; spans come in order.
    pub(super) fn add(&mut self, party: Party, span: Span) {
        let latest = &mut self.0[party].latest;
        match latest.back_mut() {
            Some(last) if last.end >= span.start => {
                *last = Span::new(last.start.min(span.start), last.end.max(span.end));
            }
            // What is bridged is not kept: a bad line loses packets all day.
            Some(last) if last.length() < LEAST => *last = span,
            _ => latest.push_back(span),
        }
    }

    /// Nothing before `time` will be asked for, but for all that has been lost since `silent_since`.
    pub(super) fn forget(&mut self, time: Time, silent_since: Time) {
        Party::BOTH.into_iter().for_each(|party| self.0[party].forget(time, silent_since));
    }

    /// How much was lost inside `span`, of the party that lost more; losses that are bridged do not count.
    pub(super) fn inside(&self, span: Span) -> Time {
        self.0.agent.inside(span).max(self.0.customer.inside(span))
    }

    /// Whether too much was lost inside `span` to say that it was silent.
    pub(super) fn hide(&self, span: Span) -> bool {
        let longest = self.0.agent.longest(span).max(self.0.customer.longest(span));
        longest > WORD || self.inside(span).seconds() > SHARE * span.length().seconds()
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
        losses.forget(Time::from_millis(1201), Time::MAX);
        assert_eq!(losses.inside(span(0, 5000)), Time::ZERO);
    }

    #[test]
    fn a_loss_that_may_hide_a_word_hides_a_silence() {
        for (length, hides) in [(1000, false), (1001, true)] {
            let mut losses = LostAudio::default();
            losses.add(Party::Customer, span(2000, 2000 + length));
            assert_eq!(losses.hide(span(0, 60_000)), hides);
            losses.forget(Time::from_millis(9000), Time::ZERO);
            assert_eq!(losses.hide(span(0, 60_000)), hides);
            assert!(!losses.hide(span(5000, 60_000)));
        }
    }

    #[test]
    fn a_long_silence_keeps_the_sum_of_its_losses() {
        let mut losses = LostAudio::default();
        for second in 0..36_000 {
            let at = 1000 * second;
            losses.add(Party::Customer, span(at, at + 150));
            losses.forget(Time::from_millis(at - 4000), Time::from_millis(2050));
        }
        assert!(losses.0.customer.latest.len() < 8);
        let silence = span(2050, 36_000_000);
        assert_eq!(losses.inside(silence), Time::from_millis(100 + 35_997 * 150));
        assert!(losses.hide(silence));
        losses.forget(Time::MAX, Time::from_millis(36_000_000));
        assert_eq!(losses.inside(silence), Time::ZERO);
    }
}
