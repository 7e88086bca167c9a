//! Made-up channels for the detectors' tests.

use super::{Health, Watch};
use crate::activity::EarFrame;
use crate::names::HealthCode;
use crate::pcm::Resampler;
use crate::signal::{Framer, dbov};
use crate::time::Time;

/// Numbers between -1 and 1.
pub(super) struct Noise(u32);

impl Noise {
    pub(super) fn new(seed: u32) -> Self {
        Self(seed.wrapping_mul(2_654_435_769).wrapping_add(1))
    }

    pub(super) fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(self.0 >> 8) / 8_388_608.0 - 1.0
    }
}

/// Of every period so much is talk, from the first moment on.
pub(super) const TALK: f64 = 2.2;
/// The period, where no other is asked for.
const PERIOD: f64 = 4.0;

/// A voice in syllables, of another loudness each, at about -26 dBov over noise at -66, and what `shape` makes
/// of each moment and sample of it.
pub(super) fn speech(seconds: f64, shape: impl FnMut(f64, f64) -> f64) -> Vec<f32> {
    speech_every(PERIOD, seconds, shape)
}

/// The same with another period.
pub(super) fn speech_every(period: f64, seconds: f64, mut shape: impl FnMut(f64, f64) -> f64) -> Vec<f32> {
    let (mut noise, mut draw) = (Noise::new(11), Noise::new(12));
    let (mut phase, mut loudness, mut pitch) = (0.0_f64, 0.0, 140.0);
    (0..(seconds * 8000.0).round() as usize)
        .map(|n| {
            let s = n as f64 / 8000.0;
            // A syllable lasts a fifth of a second.
            let part = s % 0.2 / 0.2;
            if n % 1600 == 0 {
                loudness = 10_f64.powf(4.0 * draw.next() / 20.0);
                pitch = 140.0 + 30.0 * draw.next();
            }
            phase += pitch / 8000.0;
            let voice: f64 = (1..10).map(|k| (std::f64::consts::TAU * phase * f64::from(k)).sin()).sum();
            let talks = if s % period < TALK { 1.0 } else { 0.0 };
            let opening = 0.15 + 0.85 * (std::f64::consts::PI * part).sin();
            shape(s, talks * loudness * opening * voice * 0.035 + 0.0009 * noise.next()) as f32
        })
        .collect()
}

/// Everything that is found on a channel of 8 kHz that talks as [`speech`] does.
pub(super) fn heard_all(samples: &[f32]) -> Vec<Health> {
    heard_every(PERIOD, samples)
}

/// The same with another period.
pub(super) fn heard_every(period: f64, samples: &[f32]) -> Vec<Health> {
    let (mut framer, mut watch) = (Framer::new(), Watch::default());
    let mut frames = 0_u32;
    let mut take = |frame: &crate::signal::Frame| {
        let talks = f64::from(frames) * 0.01 % period < TALK;
        let speech = if talks { 0.9 } else { 0.1 };
        frames += 1;
        let level = dbov(f64::from(frame.block.energy)) as f32;
        watch.push(&EarFrame { speech, block: frame.block, level, ..EarFrame::default() }, false);
    };
    framer.push(samples, &mut take);
    framer.finish(&mut take);
    watch.findings(Time::from_samples(samples.len() as u64), true)
}

/// What is found under one code.
pub(super) fn heard(samples: &[f32], code: HealthCode) -> Vec<Health> {
    let mut found = heard_all(samples);
    found.retain(|health| health.code == code);
    found
}

/// The same at another rate.
pub(super) fn heard_at(samples: &[f32], rate: u32, code: HealthCode) -> Vec<Health> {
    let mut resampler = Resampler::new(rate).unwrap();
    let mut at_8k = Vec::new();
    resampler.push(samples, &mut at_8k);
    resampler.finish(&mut at_8k);
    heard(&at_8k, code)
}

/// Their spans in seconds, to the millisecond.
pub(super) fn spans_of(found: &[Health]) -> Vec<(f64, f64)> {
    let round = |time: Time| time.millis() as f64 / 1000.0;
    found.iter().map(|health| (round(health.start), round(health.end))).collect()
}
