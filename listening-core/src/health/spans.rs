//! Where a fault is: a short list of spans.

use crate::finding::Health;
use crate::names::HealthCode;
use crate::time::{Span, Time};

/// Spans kept of a code on a channel; what comes after them lengthens the last.
pub(crate) const MOST: usize = 16;

/// A stretch of the call with a fault, and how much of it: `amount` out of `of`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) span: Span,
    pub(crate) amount: f32,
    pub(crate) of: f32,
}

impl Found {
    pub(crate) fn share(&self) -> f64 {
        f64::from(self.amount) / f64::from(self.of).max(1e-9)
    }

    pub(crate) fn health(&self, code: HealthCode, value: Option<f64>) -> Health {
        Health::new(code, self.span, value)
    }
}

/// The spans of one code, in order. Those that are near each other are one.
#[derive(Clone, Debug)]
pub(crate) struct Spans {
    near: Time,
    /// Less than this amount is not worth a place.
    least: f32,
    most: usize,
    all: Vec<Found>,
    /// What has passed since the last.
    passed: (f32, f32),
}

impl Spans {
    /// Spans no further apart than `near` are one.
    pub(crate) const fn new(near: Time) -> Self {
        Self { near, least: 0.0, most: MOST, all: Vec::new(), passed: (0.0, 0.0) }
    }

    /// Spans with less than this amount give way to the next.
    pub(crate) fn at_least(self, least: f32) -> Self {
        Self { least, ..self }
    }

    /// For a list that is made at the end of a call: all of them.
    pub(crate) fn without_limit(self) -> Self {
        Self { most: usize::MAX, ..self }
    }

    /// A fault, later than all before.
    pub(crate) fn add(&mut self, span: Span, amount: f32, of: f32) {
        let full = self.all.len() >= self.most;
        match self.all.last_mut() {
            Some(last) if span.start - last.span.end <= self.near || (full && last.amount >= self.least) => {
                last.span.end = span.end;
                last.amount += amount + self.passed.0;
                last.of += of + self.passed.1;
            }
            Some(last) if last.amount < self.least => *last = Found { span, amount, of },
            _ => self.all.push(Found { span, amount, of }),
        }
        self.passed = (0.0, 0.0);
    }

    /// Nothing to complain of; counts only if it turns out to lie inside a span.
    pub(crate) fn pass(&mut self, amount: f32, of: f32) {
        self.passed.0 += amount;
        self.passed.1 += of;
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Found> {
        self.all.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: i64, end: i64) -> Span {
        Span::new(Time::from_millis(start * 1000), Time::from_millis(end * 1000))
    }

    #[test]
    fn near_spans_are_one_and_hold_what_lay_between() {
        let mut spans = Spans::new(Time::from_millis(2000));
        spans.add(span(0, 1), 5.0, 10.0);
        spans.pass(1.0, 10.0);
        spans.add(span(3, 4), 6.0, 10.0);
        spans.pass(0.0, 10.0);
        spans.add(span(7, 8), 10.0, 10.0);
        let all: Vec<_> = spans.iter().copied().collect();
        assert_eq!(all.iter().map(|found| found.span).collect::<Vec<_>>(), [span(0, 4), span(7, 8)]);
        assert!((all[0].share() - 0.4).abs() < 1e-9 && (all[1].share() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_is_too_little_takes_no_place() {
        let mut spans = Spans::new(Time::ZERO).at_least(2.0);
        (0..100).for_each(|k| spans.add(span(10 * k, 10 * k + 1), if k % 50 == 7 { 3.0 } else { 1.0 }, 1.0));
        let all: Vec<_> = spans.iter().filter(|found| found.amount >= 2.0).map(|found| found.span).collect();
        assert_eq!(all, [span(70, 71), span(570, 571)]);
    }

    #[test]
    fn past_the_most_the_last_grows_and_nothing_is_lost() {
        let mut spans = Spans::new(Time::ZERO);
        for k in 0..100 {
            spans.add(span(10 * k, 10 * k + 1), 1.0, 1.0);
            spans.pass(0.0, 9.0);
        }
        let all: Vec<_> = spans.iter().copied().collect();
        assert_eq!(all.len(), MOST);
        assert_eq!(all[MOST - 1].span, span(150, 991));
        assert_eq!(all[MOST - 1].amount, 85.0);
        assert_eq!(all[MOST - 1].of, 841.0);
    }
}
