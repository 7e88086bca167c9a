//! Music and tones on both channels, as far as the floor asks about them.

use crate::party::{Party, PerParty};
use crate::time::{Span, Time};

/// Each party's spans, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct MusicSpans(PerParty<Line>);

/// The spans of one channel. How much they fill of any stretch is read off two of them, however many lie between: on a line
/// with music all day the floor asks at every frame.
#[derive(Clone, Debug, Default)]
struct Line {
    pieces: Vec<Piece>,
    /// End of the last piece.
    end: Time,
}

/// A span without its end, which is where the next one says how much is filled by then.
#[derive(Clone, Copy, Debug)]
struct Piece {
    start: Time,
    /// What all spans before it fill.
    before: Time,
}

impl Line {
    fn add(&mut self, span: Span) {
        if self.pieces.is_empty() || self.end != span.start {
            let before = self.filled_until(Time::MAX);
            self.pieces.push(Piece { start: span.start, before });
        }
        self.end = span.end;
    }

    fn ends(&self, index: usize) -> Time {
        let piece = self.pieces[index];
        self.pieces.get(index + 1).map_or(self.end, |next| piece.start + (next.before - piece.before))
    }

    /// How much of the line is filled before `time`, from some moment on.
    fn filled_until(&self, time: Time) -> Time {
        let first = self.pieces.first().map_or(Time::ZERO, |piece| piece.before);
        let last = self.pieces.partition_point(|piece| piece.start < time).checked_sub(1);
        last.map_or(first, |last| self.pieces[last].before + (self.ends(last).min(time) - self.pieces[last].start))
    }

    fn filled(&self, span: Span) -> Time {
        self.filled_until(span.end) - self.filled_until(span.start)
    }

    fn forget(&mut self, time: Time) {
        let over = (0..self.pieces.len()).take_while(|&index| self.ends(index) < time).count();
        self.pieces.drain(..over);
    }

    fn into_spans(self) -> Vec<Span> {
        (0..self.pieces.len()).map(|index| Span::new(self.pieces[index].start, self.ends(index))).collect()
    }
}

impl MusicSpans {
    /// Music or a tone on the channel of `party`; spans come in order, and those that touch are one.
    pub(super) fn add(&mut self, party: Party, span: Span) {
        self.0[party].add(span);
    }

    /// Share of `span` that is filled with music on the channel that has more of it.
    pub(super) fn share(&self, span: Span) -> f32 {
        let most = self.0.agent.filled(span).max(self.0.customer.filled(span));
        (most.seconds() / span.length().seconds()) as f32
    }

    /// Drops what ended before `time`.
    pub(super) fn forget(&mut self, time: Time) {
        Party::BOTH.into_iter().for_each(|party| self.0[party].forget(time));
    }

    pub(super) fn into_spans(self) -> PerParty<Vec<Span>> {
        let PerParty { agent, customer } = self.0;
        PerParty { agent: agent.into_spans(), customer: customer.into_spans() }
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
    fn what_is_filled_is_the_sum_over_the_spans_also_when_some_are_forgotten() {
        let mut random = Random::new(7);
        let (mut music, mut spans, mut at) = (MusicSpans::default(), Vec::new(), 0);
        for _ in 0..200 {
            let start = at + 10 * random.below(3) as i64;
            at = start + 10 + 10 * random.below(30) as i64;
            music.add(Party::Agent, span(start, at));
            spans.push(span(start, at));
        }
        for forgotten in [0, 5000] {
            music.forget(Time::from_millis(forgotten));
            for from in (forgotten..at).step_by(370) {
                for length in [10, 130, 2000, 50_000] {
                    let asked = span(from, from + length);
                    let filled: Time = spans.iter().map(|music| music.overlap(asked)).sum();
                    assert_eq!(music.share(asked), (filled.seconds() / asked.length().seconds()) as f32);
                }
            }
        }
        let kept = music.into_spans().agent;
        let sum = |spans: &[Span]| spans.iter().map(|span| span.overlap(Span::new(kept[0].start, Time::MAX))).sum();
        let (ours, theirs): (Time, Time) = (sum(&kept), sum(&spans));
        assert_eq!(ours, theirs);
        assert!(kept.windows(2).all(|pair| pair[0].end < pair[1].start), "those that touch are one");
    }
}
