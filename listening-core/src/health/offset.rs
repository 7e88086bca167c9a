//! A channel that is not centred on zero.

use super::moment::Moment;
use super::spans::Spans;
use crate::finding::Health;
use crate::names::HealthCode;
use crate::time::{Span, Time};

/// Mean from this share of full scale on.
const OFFSET: f64 = 0.01;
/// A second belongs to an offset from this part of it on: a span may not break where it wavers.
const NEARLY: f64 = 0.8;
/// Shorter than this it is a rumble.
const SHORTEST: Time = Time::from_millis(3000);
const NEAR: Time = Time::from_millis(5000);

/// Follows the mean, second by second.
#[derive(Clone, Debug)]
pub(super) struct Offset {
    spans: Spans,
    sum: f64,
    frames: u32,
    /// Seconds off to one side, up to now: their span, sum of means and count.
    open: Option<(Span, f64, u32)>,
}

impl Default for Offset {
    fn default() -> Self {
        Self { spans: Spans::new(NEAR), sum: 0.0, frames: 0, open: None }
    }
}

impl Offset {
    pub(super) fn push(&mut self, moment: &Moment) {
        self.sum += f64::from(moment.block.mean);
        self.frames += 1;
    }

    pub(super) fn second(&mut self, span: Span) {
        let mean = self.sum / f64::from(self.frames.max(1));
        (self.sum, self.frames) = (0.0, 0);
        let off = mean.abs() >= NEARLY * OFFSET;
        match &mut self.open {
            Some((known, sum, count)) if off && mean * *sum > 0.0 => {
                known.end = span.end;
                *sum += mean;
                *count += 1;
            }
            _ => {
                self.close(SHORTEST);
                self.open = off.then_some((span, mean, 1));
            }
        }
    }

    fn close(&mut self, shortest: Time) {
        let Some((span, sum, count)) = self.open.take() else { return };
        if sum.abs() >= OFFSET * f64::from(count) && span.length() >= shortest {
            self.spans.add(span, sum as f32, count as f32);
        }
    }

    /// Ends the call; one that is shorter than the shortest is judged as a whole.
    pub(super) fn finish(&mut self, duration: Time) {
        self.close(SHORTEST.min(duration));
    }

    pub(super) fn findings(&self) -> impl Iterator<Item = Health> {
        self.spans.iter().map(|found| found.health(HealthCode::DcOffset, Some(found.share())))
    }
}

#[cfg(test)]
mod tests {
    use super::super::made_channels::{heard, spans_of, speech};
    use crate::names::HealthCode;

    #[test]
    fn the_part_that_is_off_is_found_with_its_sign() {
        let samples = speech(40.0, |s, x| if (15.0..25.0).contains(&s) { x - 0.02 } else { x });
        let found = heard(&samples, HealthCode::DcOffset);
        assert_eq!(spans_of(&found), [(15.0, 25.0)]);
        assert!((found[0].value.unwrap() + 0.02).abs() < 0.001, "{found:?}");
        let whole = heard(&speech(20.0, |_, x| x + 0.011), HealthCode::DcOffset);
        assert_eq!(spans_of(&whole), [(0.0, 20.0)]);
    }

    #[test]
    fn speech_a_thump_and_a_small_offset_are_not() {
        assert!(heard(&speech(20.0, |_, x| x * 4.0), HealthCode::DcOffset).is_empty());
        assert!(heard(&speech(20.0, |_, x| x + 0.005), HealthCode::DcOffset).is_empty());
        assert!(heard(&speech(20.0, |s, x| if s < 1.5 { x + 0.1 } else { x }), HealthCode::DcOffset).is_empty());
    }
}
