//! Sounds for the tests.

use std::f64::consts::TAU;

use crate::{ALaw, MuLaw};

pub(super) const RATE: f64 = 8000.0;

/// White noise of a mean square in dBov, the same for the same seed.
pub(super) fn noise(samples: usize, dbov: f64, seed: u32) -> Vec<f32> {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    let peak = 3_f64.sqrt() * gain(dbov);
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((f64::from(state >> 8) / 8_388_608.0 - 1.0) * peak) as f32
    })
    .take(samples)
    .collect()
}

pub(super) fn gain(db: f64) -> f64 {
    10_f64.powf(db / 20.0)
}

/// Adds sines from `start` to `end`, seconds, each with its level in dBov.
pub(super) fn add(to: &mut [f32], sines: &[(f64, f64)], start: f64, end: f64) {
    add_shaped(to, sines, start, end, |_| 1.0);
}

/// The same with an envelope over the seconds since `start`.
pub(super) fn add_shaped(to: &mut [f32], sines: &[(f64, f64)], start: f64, end: f64, shape: impl Fn(f64) -> f64) {
    let (from, until) = ((start * RATE).round() as usize, (end * RATE).round() as usize);
    let until = until.min(to.len());
    for (n, x) in to.iter_mut().enumerate().take(until).skip(from) {
        let t = n as f64 / RATE;
        let sum: f64 = sines.iter().map(|(hz, dbov)| 2_f64.sqrt() * gain(*dbov) * (TAU * hz * t + hz).sin()).sum();
        *x += (sum * shape(t - start)) as f32;
    }
}

/// A sound whose frequency and amplitude are given at each moment.
pub(super) fn glide(seconds: f64, hz: impl Fn(f64) -> f64, amplitude: impl Fn(f64) -> f64) -> Vec<f32> {
    let mut phase = 0.0;
    (0..(seconds * RATE) as usize)
        .map(|n| {
            let t = n as f64 / RATE;
            phase += TAU * hz(t) / RATE;
            (amplitude(t) * phase.sin()) as f32
        })
        .collect()
}

/// Harmonics of one moving fundamental, with their amplitudes.
pub(super) fn voice(seconds: f64, hz: impl Fn(f64) -> f64, amplitude: impl Fn(f64) -> f64) -> Vec<f32> {
    let mut phase = 0.0;
    (0..(seconds * RATE) as usize)
        .map(|n| {
            let f0 = hz(n as f64 / RATE);
            phase += TAU * f0 / RATE;
            let count = (3800.0 / f0) as i32;
            (1..=count).map(|k| amplitude(f64::from(k) * f0) * (f64::from(k) * phase).sin()).sum::<f64>() as f32
        })
        .collect()
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Law {
    Mu,
    A,
}

/// Through G.711: each sample becomes the nearest that the law has.
pub(super) fn through(law: Law, samples: &[f32]) -> Vec<f32> {
    let mut values: Vec<i16> = match law {
        Law::Mu => (0..=255).map(|byte| MuLaw(byte).to_i16()).collect(),
        Law::A => (0..=255).map(|byte| ALaw(byte).to_i16()).collect(),
    };
    values.sort_unstable();
    let nearest = |x: f32| {
        let x = f64::from(x) * 32768.0;
        let at = values.partition_point(|value| f64::from(*value) < x).clamp(1, 255);
        let (below, above) = (values[at - 1], values[at]);
        let value = if x - f64::from(below) < f64::from(above) - x { below } else { above };
        f32::from(value) / 32768.0
    };
    samples.iter().map(|x| nearest(*x)).collect()
}
