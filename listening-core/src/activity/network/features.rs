//! The network's 68 inputs per frame: log mel energies against the channel's running level and noise floor.

#![expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]

use std::sync::LazyLock;

use super::math::ln;
use crate::signal::{BINS, Spectrum, WINDOW};

const BANDS: usize = 32;
/// Inputs per frame.
pub(super) const FEATURES: usize = 2 * BANDS + 4;
const SMALLEST: f32 = 1e-9;
/// ln(4e-9): below it the trackers stand still, so that digital silence does not deafen them.
const FREEZE: f32 = -19.336_971;

/// Mel bands: each a triangle over neighbouring lines of the spectrum, summing to one.
#[derive(Clone, Debug)]
struct MelBands {
    first: [u8; BANDS],
    weights: [[f32; MelBands::WIDEST]; BANDS],
}

impl MelBands {
    /// No band covers more lines.
    const WIDEST: usize = 24;

    fn new() -> Self {
        let mel = |hz: f64| 1127.0 * libm::log(1.0 + hz / 700.0);
        let hz = |mel: f64| 700.0 * (libm::exp(mel / 1127.0) - 1.0);
        let (low, high) = (mel(80.0), mel(3900.0));
        let point = |p: usize| hz(low + (high - low) * p as f64 / (BANDS as f64 + 1.0));
        let mut bands = Self { first: [0; BANDS], weights: [[0.0; Self::WIDEST]; BANDS] };
        for band in 0..BANDS {
            let (left, centre, right) = (point(band), point(band + 1), point(band + 2));
            let triangle = |k: usize| {
                let f = k as f64 * 8000.0 / WINDOW as f64;
                ((f - left) / (centre - left)).min((right - f) / (right - centre)).max(0.0)
            };
            let sum: f64 = (0..BINS).map(triangle).sum();
            let first = (0..BINS).find(|&k| triangle(k) > 0.0).unwrap_or(0).min(BINS - Self::WIDEST);
            bands.first[band] = first as u8;
            for (j, weight) in bands.weights[band].iter_mut().enumerate() {
                *weight = (triangle(first + j) / sum) as f32;
            }
        }
        bands
    }
}

/// What all channels share.
static BANDS_OF_LINES: LazyLock<MelBands> = LazyLock::new(MelBands::new);

/// Turns spectra into inputs.
#[derive(Clone, Debug)]
pub(super) struct Features {
    /// Noise floor per band, and level, as natural logarithms of energy.
    floor: [f32; BANDS],
    level: f32,
    values: [f32; FEATURES],
}

impl Features {
    pub(super) fn new() -> Self {
        Self { floor: [-14.0; BANDS], level: -9.0, values: [0.0; FEATURES] }
    }

    /// The inputs of the last frame.
    pub(super) fn values(&self) -> &[f32; FEATURES] {
        &self.values
    }

    #[inline(always)]
    pub(super) fn update(&mut self, spectrum: &Spectrum) {
        let bands = &*BANDS_OF_LINES;
        let mut energy = [0.0_f32; BANDS];
        for (group, energy) in energy.as_chunks_mut::<8>().0.iter_mut().enumerate() {
            let mut partial = [[0.0_f32; 8]; 8];
            for (k, partial) in partial.iter_mut().enumerate() {
                let band = 8 * group + k;
                let lines = &spectrum[usize::from(bands.first[band])..][..MelBands::WIDEST];
                for (line, weight) in lines.as_chunks::<8>().0.iter().zip(bands.weights[band].as_chunks::<8>().0) {
                    for j in 0..8 {
                        partial[j] += line[j] * weight[j];
                    }
                }
            }
            // Each band's sum in its own order, eight bands side by side.
            for j in 0..8 {
                for (energy, partial) in energy.iter_mut().zip(&partial) {
                    *energy += partial[j];
                }
            }
        }
        let mean = energy.iter().sum::<f32>() / BANDS as f32;
        let mut log = [0.0_f32; BANDS];
        for (log, energy) in log.iter_mut().zip(&energy) {
            *log = ln(energy + SMALLEST);
        }
        let loud = ln(mean + SMALLEST);
        if loud > FREEZE {
            for (floor, &l) in self.floor.iter_mut().zip(&log) {
                let pace = if l < *floor { 0.08 } else { 0.004 };
                *floor += (l - *floor) * pace;
            }
            self.level += (loud - self.level) * if loud > self.level { 0.1 } else { 0.001 };
        }
        let mut floor_sum = 0.0;
        for (k, (log, floor)) in log.iter().zip(&self.floor).enumerate() {
            self.values[k] = ((log - self.level) / 4.0).clamp(-3.0, 2.0);
            self.values[BANDS + k] = ((log - floor) / 4.0).clamp(-1.0, 3.0);
            floor_sum += floor;
        }
        self.values[2 * BANDS] = (self.level + 9.0) / 4.0;
        self.values[2 * BANDS + 1] = ((loud - self.level) / 4.0).clamp(-3.0, 2.0);
        self.values[2 * BANDS + 2] = (floor_sum / BANDS as f32 - self.level) / 4.0;
        self.values[2 * BANDS + 3] = ((loud - FREEZE) / 8.0).min(1.5);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_whole_and_match_the_models_card() {
        let bands = MelBands::new();
        for band in 0..BANDS {
            let sum: f32 = bands.weights[band].iter().sum();
            assert!((sum - 1.0).abs() < 1e-5, "band {band} sums to {sum}");
        }
        let expected = [0.206_143, 0.618_918, 0.174_939];
        for (got, expected) in bands.weights[0].iter().zip(expected) {
            assert!((got - expected).abs() < 1e-5);
        }
    }
}
