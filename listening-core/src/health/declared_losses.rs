//! Audio that was lost, as whoever pushed it declared, or as the line shows.

use super::spans::MOST;
use crate::finding::Health;
use crate::names::HealthCode;
use crate::time::{Span, Time};

/// Losses no further apart are one span, as those that are found by ear.
const NEAR: Time = Time::from_millis(10_000);

/// What was lost of one channel: spans, and how much in each. To the microsecond, since how a loss is cut into pushes must
/// not be seen in the sum.
#[derive(Clone, Debug, Default)]
pub(crate) struct DeclaredLosses(Vec<(Span, Time)>);

impl DeclaredLosses {
    /// A loss. One that was found out later begins after all that had been known by then.
    pub(crate) fn add(&mut self, loss: Span) {
        self.add_part(loss, loss.length());
    }

    /// A loss of which only so much was not known.
    pub(crate) fn add_part(&mut self, loss: Span, new: Time) {
        let full = self.0.len() >= MOST;
        match self.0.last_mut() {
            Some((span, sum)) if full || loss.start - span.end <= NEAR => {
                span.start = span.start.min(loss.start);
                span.end = span.end.max(loss.end);
                *sum = *sum + new;
            }
            _ => self.0.push((loss, new)),
        }
    }

    /// Every span with the seconds that are lost in it.
    pub(crate) fn findings(&self) -> impl Iterator<Item = Health> {
        self.0.iter().map(|(span, sum)| Health::new(HealthCode::LostAudio, *span, Some(sum.seconds())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_that_are_near_are_one_span_and_none_is_forgotten() {
        let mut lost = DeclaredLosses::default();
        let packet = |ms: i64| Span::new(Time::from_millis(ms), Time::from_millis(ms + 20));
        (0..1000).for_each(|k| lost.add(packet(if k < 10 { 100 * k } else { 15_000 * k })));
        let found: Vec<Health> = lost.findings().collect();
        assert_eq!((found[0].start, found[0].end), (Time::ZERO, Time::from_millis(920)));
        assert_eq!(found[0].value, Some(0.2));
        assert!((found.iter().filter_map(|found| found.value).sum::<f64>() - 20.0).abs() < 1e-9);
        assert!(found.len() <= 16 && found.iter().all(|found| found.code == HealthCode::LostAudio));
    }
}
