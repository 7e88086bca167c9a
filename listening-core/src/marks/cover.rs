//! Spans that are left out of a call.

use crate::sorting;
use crate::time::{Span, Time};

/// Spans in order; none touches the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cover(Vec<Span>);

impl Cover {
    /// Nothing is covered.
    #[cfg(test)]
    pub(crate) const fn none() -> Self {
        Self(Vec::new())
    }

    /// What any of the spans covers.
    pub(crate) fn of(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut all: Vec<Span> = spans.into_iter().filter(|span| span.end > span.start).collect();
        sorting::ascending(&mut all);
        let mut whole: Vec<Span> = Vec::with_capacity(all.len());
        for span in all {
            match whole.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => whole.push(span),
            }
        }
        Self(whole)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those that reach into `span`.
    fn near(&self, span: Span) -> &[Span] {
        let first = self.0.partition_point(|covered| covered.end <= span.start);
        let last = self.0.partition_point(|covered| covered.start < span.end);
        &self.0[first..last.max(first)]
    }

    /// How much of `span` is covered.
    pub(crate) fn inside(&self, span: Span) -> Time {
        self.near(span).iter().map(|covered| covered.overlap(span)).sum()
    }

    /// Whether that moment is covered.
    pub(crate) fn holds(&self, time: Time) -> bool {
        let after = self.0.partition_point(|covered| covered.start <= time);
        after.checked_sub(1).is_some_and(|index| time < self.0[index].end)
    }

    /// Whether any of `span` is covered, or the moment that it is.
    pub(crate) fn touches(&self, span: Span) -> bool {
        self.holds(span.start) || !self.near(span).is_empty()
    }

    /// What of `span` is not covered, in order; all of it where nothing is.
    pub(crate) fn outside(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let near = self.near(span);
        let begins = std::iter::once(span.start).chain(near.iter().map(|covered| covered.end));
        let ends = near.iter().map(|covered| covered.start).chain(std::iter::once(span.end));
        let pieces = begins.zip(ends).map(|(start, end)| Span::new(start, end));
        pieces.filter(move |piece| piece.end > piece.start || near.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Random;

    fn span(start: i64, end: i64) -> Span {
        Span::new(Time::from_millis(start), Time::from_millis(end))
    }

    #[test]
    fn what_is_covered_and_what_is_not_make_the_whole() {
        let mut random = Random::new(5);
        for _ in 0..300 {
            let spans: Vec<Span> = (0..random.below(6))
                .map(|_| {
                    let start = random.below(100) as i64;
                    span(start, start + random.below(30) as i64)
                })
                .collect();
            let cover = Cover::of(spans.clone());
            let start = random.below(90) as i64;
            let asked = span(start, start + 1 + random.below(40) as i64);
            let covered = |ms: i64| spans.iter().any(|span| span.start.millis() <= ms && ms < span.end.millis());
            let inside = (asked.start.millis()..asked.end.millis()).filter(|&ms| covered(ms)).count();
            assert_eq!(cover.inside(asked), Time::from_millis(inside as i64));
            assert_eq!(cover.touches(asked), inside > 0);
            assert_eq!(cover.holds(asked.start), covered(start));
            let pieces: Vec<Span> = cover.outside(asked).collect();
            assert!(pieces.windows(2).all(|pair| pair[0].end < pair[1].start));
            assert!(pieces.iter().all(|piece| cover.inside(*piece) == Time::ZERO));
            let outside: Time = pieces.iter().map(|piece| piece.length()).sum();
            assert_eq!(outside + cover.inside(asked), asked.length());
        }
    }

    #[test]
    fn edges_that_meet_are_one_and_a_moment_may_be_covered() {
        let cover = Cover::of([span(10, 20), span(20, 30), span(40, 40)]);
        assert_eq!(cover, Cover::of([span(10, 30)]));
        assert!(cover.touches(span(10, 10)) && !cover.touches(span(30, 30)) && !cover.touches(span(5, 10)));
        assert_eq!(Cover::default().outside(span(3, 3)).count(), 1);
    }
}
