//! One channel, watched by all detectors.

use super::agc::Agc;
use super::clipping::Clipping;
use super::dropouts::Dropouts;
use super::gain::GainStep;
use super::moment::Moment;
use super::offset::Offset;
use super::silent::Silent;
use super::{Health, sort};
use crate::activity::EarFrame;
use crate::names::HealthCode;
use crate::signal::dbov;
use crate::time::{Span, Time};

/// Frames of a second.
const SECOND: u64 = 100;

/// Watches one channel.
#[derive(Clone, Debug)]
pub struct Watch {
    frames: u64,
    /// Frames without speech, music or the other party's leak by level, in dB from -100.
    noise: [u32; 101],
    clipping: Clipping,
    offset: Offset,
    dropouts: Dropouts,
    silent: Silent,
    gain: GainStep,
    agc: Agc,
}

impl Default for Watch {
    fn default() -> Self {
        Self {
            frames: 0,
            noise: [0; 101],
            clipping: Clipping::default(),
            offset: Offset::default(),
            dropouts: Dropouts::default(),
            silent: Silent::default(),
            gain: GainStep::default(),
            agc: Agc::default(),
        }
    }
}

impl Watch {
    /// Takes the next frame, and whether it is the other party's leak.
    pub fn push(&mut self, frame: &EarFrame, explained: bool) {
        let moment = Moment::of(frame, explained);
        if !moment.talk && !moment.foreign {
            let level = dbov(f64::from(frame.block.energy)).clamp(-100.0, 0.0);
            self.noise[(level + 100.0) as usize] += 1;
        }
        self.clipping.push(&moment);
        self.offset.push(&moment);
        self.dropouts.push(&moment);
        self.silent.push(&moment);
        self.gain.push(&moment);
        self.agc.push(&moment);
        self.frames += 1;
        if self.frames.is_multiple_of(SECOND) {
            self.second(Time::MAX);
        }
    }

    /// A second is over, or what there is of the last one.
    fn second(&mut self, duration: Time) {
        let start = Time::from_frame((self.frames - 1) / SECOND * SECOND);
        let span = Span::new(start, Time::from_frame(self.frames).min(duration));
        self.clipping.second(span);
        self.offset.second(span);
        self.silent.second(span);
        self.gain.second();
    }

    /// Median level of what is not speech, dBov; `None` where all is speech.
    pub(crate) fn noise_dbov(&self) -> Option<f64> {
        let half = self.noise.iter().map(|&n| u64::from(n)).sum::<u64>().div_ceil(2);
        if half == 0 {
            return None;
        }
        let mut seen = 0;
        let bin = self.noise.iter().position(|&n| {
            seen += u64::from(n);
            seen >= half
        })?;
        Some(bin as f64 - 99.5)
    }

    /// Everything found, at the end of the call.
    pub fn findings(&self, duration: Time, spoke: bool) -> Vec<Health> {
        let whole = Span::new(Time::ZERO, duration);
        let mut last = self.clone();
        if !last.frames.is_multiple_of(SECOND) {
            last.second(duration);
        }
        last.offset.finish(duration);
        last.silent.finish();
        last.gain.finish();
        let dead = last.silent.dead();
        let no_speech = (!dead && !spoke).then_some(Health::new(HealthCode::NoSpeech, whole, None));
        let mut found = last.silent.findings(whole);
        found.extend(no_speech);
        found.extend(last.clipping.findings());
        found.extend(last.offset.findings());
        found.extend(last.dropouts.findings());
        found.extend(last.gain.findings());
        found.extend(last.agc.findings());
        // The last frame is filled up, and may end after the call.
        found.iter_mut().for_each(|health| health.end = health.end.min(duration));
        sort(&mut found);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::made_channels::{Noise, heard_all, spans_of, speech};
    use super::*;
    use crate::names::Id;
    use crate::signal::Block;

    fn codes(block: Block, speech: f32, spoke: bool) -> Vec<Id<HealthCode>> {
        let mut watch = Watch::default();
        let level = dbov(f64::from(block.energy)) as f32;
        let frame = EarFrame { speech, block, level, ..EarFrame::default() };
        (0..100).for_each(|_| watch.push(&frame, false));
        let found = watch.findings(Time::from_millis(1000), spoke);
        found.iter().map(|health| health.code.clone()).collect()
    }

    #[test]
    fn a_call_of_a_second_is_judged_as_a_whole() {
        let good = Block { energy: 1e-3, ..Block::default() };
        assert!(codes(good, 0.9, true).is_empty());
        assert_eq!(codes(Block::default(), 0.0, false), [HealthCode::Silent]);
        assert_eq!(codes(good, 0.0, false), [HealthCode::NoSpeech]);
        assert_eq!(codes(Block { clipped: 3, ..good }, 0.9, true), [HealthCode::Clipping]);
        assert_eq!(codes(Block { mean: -0.02, ..good }, 0.9, true), [HealthCode::DcOffset]);
        assert!(Watch::default().findings(Time::ZERO, true).iter().all(|health| health.code == HealthCode::Silent));
    }

    #[test]
    fn good_speech_has_no_findings_whatever_its_level() {
        for gain in [0.05, 1.0, 2.0] {
            assert_eq!(heard_all(&speech(150.0, |_, x| gain * x)), [], "gain {gain}");
        }
    }

    #[test]
    fn findings_stand_in_order_and_end_with_the_call() {
        let mut noise = Noise::new(1);
        let found = heard_all(&speech(20.003, |_, _| 0.02 + 3.0 * noise.next()));
        let codes: Vec<_> = found.iter().map(|health| health.code.clone()).collect();
        assert_eq!(codes, [HealthCode::Clipping, HealthCode::DcOffset]);
        // The last second and a bit hold no talk that could be clipped.
        assert_eq!(spans_of(&found), [(0.0, 19.0), (0.0, 20.003)]);
    }

    #[test]
    fn noise_is_the_median_level_outside_speech() {
        let mut watch = Watch::default();
        assert_eq!(watch.noise_dbov(), None);
        for k in 0..100 {
            let block = Block { energy: if k % 3 == 0 { 1e-2 } else { 1e-6 }, ..Block::default() };
            watch.push(&EarFrame { speech: 0.1, block, ..EarFrame::default() }, false);
        }
        assert!((watch.noise_dbov().unwrap() - -60.0).abs() <= 1.0);
    }

    #[test]
    fn a_watch_is_small() {
        assert!(size_of::<Watch>() <= 3 * 1024, "{} bytes", size_of::<Watch>());
    }
}
