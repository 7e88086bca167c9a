//! Speech that is cut off at full scale.

use super::moment::Moment;
use super::spans::Spans;
use crate::finding::Health;
use crate::names::HealthCode;
use crate::signal::FRAME;
use crate::time::{Span, Time};

/// A second is affected from this share of its talk's samples on; loud speech touches full scale less often.
const SHARE: f32 = 0.002;
/// And with this much talk in it, in frames.
const TALK: u32 = 20;
/// Affected seconds no further apart are one span.
const NEAR: Time = Time::from_millis(5000);

/// Counts samples at full scale, second by second.
#[derive(Clone, Debug)]
pub(super) struct Clipping {
    spans: Spans,
    talk: u32,
    clipped: u32,
}

impl Default for Clipping {
    fn default() -> Self {
        Self { spans: Spans::new(NEAR), talk: 0, clipped: 0 }
    }
}

impl Clipping {
    pub(super) fn push(&mut self, moment: &Moment) {
        if moment.talk {
            self.talk += 1;
            self.clipped += u32::from(moment.block.clipped);
        }
    }

    pub(super) fn second(&mut self, span: Span) {
        let (clipped, samples) = (self.clipped as f32, (self.talk * FRAME as u32) as f32);
        if self.talk >= TALK && clipped >= SHARE * samples {
            self.spans.add(span, clipped, samples);
        } else {
            self.spans.pass(clipped, samples);
        }
        (self.talk, self.clipped) = (0, 0);
    }

    pub(super) fn findings(&self) -> impl Iterator<Item = Health> {
        self.spans.iter().map(|found| found.health(HealthCode::Clipping, Some(found.share().min(1.0))))
    }
}

#[cfg(test)]
mod tests {
    use super::super::made_channels::{heard, spans_of, speech};
    use crate::names::HealthCode;

    #[test]
    fn the_seconds_that_clip_are_found() {
        // Speech of 40 s that is far too loud from 10 to 13 s and from 30 to 31 s.
        let gain = |s: f64| if (10.0..13.0).contains(&s) || (30.0..31.0).contains(&s) { 12.0 } else { 1.0 };
        let samples = speech(40.0, |s, x| (x * gain(s)).clamp(-1.0, 1.0));
        let found = heard(&samples, HealthCode::Clipping);
        assert_eq!(spans_of(&found), [(10.0, 13.0), (30.0, 31.0)]);
        assert!(found.iter().all(|health| (0.01..0.6).contains(&health.value.unwrap())), "{found:?}");
    }

    #[test]
    fn loud_speech_that_touches_full_scale_is_not_clipped() {
        let plain = speech(40.0, |_, x| x);
        let peak = plain.iter().fold(0.0_f32, |peak, x| peak.max(x.abs()));
        let loud: Vec<f32> = plain.iter().map(|x| x / peak).collect();
        assert!(heard(&loud, HealthCode::Clipping).is_empty());
    }
}
