//! Two normalised autocorrelations of 40 ms, with the channel's noise taken off the spectrum before.
//!
//! Boersma 1993 divides the windowed signal's autocorrelation by the window's own. The second one is that of the
//! compressed spectrum, after Tolonen & Karjalainen 2000: compression flattens the formants, and so the fundamental
//! stands out even where the telephone band has cut it away.

#![expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]

use std::sync::LazyLock;

use pulp::Simd;

use super::cosine::Cosine;
use crate::signal::{Power, sum};

/// Samples under the window: 40 ms.
pub(super) const WINDOW: usize = 320;
/// Longest and shortest period, in samples: 60 to 500 Hz.
pub(super) const LONGEST: usize = 134;
pub(super) const SHORTEST: usize = 16;
/// Steps of the spectrum from nought to half the sampling rate, of twice as many samples: the window and more than the
/// longest period, so that no lag that is looked at goes round.
const STEPS: usize = 256;
const LENGTH: usize = 2 * STEPS;
const LINES: usize = STEPS + 1;
/// Lines under 47 Hz hold no voice, but hum and offset.
const FIRST: usize = 3;
/// Lines from 60 to 1000 Hz, and from 2000 to 3400 Hz.
const LOW: std::ops::Range<usize> = 4..64;
const HIGH: std::ops::Range<usize> = 128..218;
/// So many times the mean noise is taken off, down to this share of what is there: noise that is only now and then
/// above its mean makes no peaks.
const OVER: f32 = 3.0;
const KEEP: f32 = 0.1;
/// The window's own autocorrelation is taken for no smaller than this: at long lags few samples meet.
const LEAST: f64 = 0.4;
/// Share of the way to a frame's spectrum that the noise goes, once it is known.
const PACE: f32 = 0.05;

/// What all channels share.
struct Plan {
    power: Power<STEPS, 16, 16>,
    cosine: Cosine<STEPS, 16, 16>,
    hann: [f32; WINDOW],
    /// 1 / the window's autocorrelation.
    correction: [f32; LONGEST + 2],
}

static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let hann: [f64; WINDOW] =
        std::array::from_fn(|n| 0.5 - 0.5 * libm::cos(2.0 * std::f64::consts::PI * (n as f64 + 0.5) / WINDOW as f64));
    let sum = |lag: usize| hann[lag..].iter().zip(&hann).map(|(a, b)| a * b).sum::<f64>();
    let whole = sum(0);
    Plan {
        power: Power::new(),
        cosine: Cosine::new(),
        // The spectrum's scale is put into the window: its lines add up to the mean square.
        hann: hann.map(|value| (value * (2.0 / (whole * LENGTH as f64)).sqrt()) as f32),
        correction: std::array::from_fn(|lag| (1.0 / (sum(lag) / whole).max(LEAST)) as f32),
    }
});

/// What a window shows, besides its correlations.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shown {
    /// Mean square under the window, and of it what is the channel's noise.
    pub(super) energy: f32,
    pub(super) noise: f32,
    /// Power of the low lines over that of the high ones.
    pub(super) tilt: f32,
    /// Correlation at a lag of one sample: near 1 in vowels, low in hiss.
    pub(super) smoothness: f32,
}

/// Correlates windows of one channel.
#[derive(Clone)]
pub(super) struct Correlator {
    /// Mean power of the channel's noise, and from how many frames.
    noise: [f32; LINES],
    noises: u16,
    noise_energy: f32,
}

/// Correlations by lag, of the power and of the compressed power.
pub(super) type Correlations = [[f32; LONGEST + 2]; 2];

impl Default for Correlator {
    fn default() -> Self {
        Self { noise: [0.0; LINES], noises: 0, noise_energy: 0.0 }
    }
}

impl Correlator {
    /// A window without speech: the channel's noise. Digital silence is not.
    #[inline(always)]
    pub(super) fn hush<S: Simd>(&mut self, simd: S, window: &[f32; WINDOW]) {
        let Some(power) = spectrum(simd, window) else { return };
        self.noises = self.noises.saturating_add(1);
        // The first frames tell more than later ones.
        let pace = PACE.max(1.0 / f32::from(self.noises));
        for (noise, power) in self.noise.iter_mut().zip(&power) {
            *noise += pace * (power - *noise);
        }
        self.noise_energy = sum(&self.noise);
    }

    /// A window with speech; `None` if it is digital silence.
    #[inline(always)]
    pub(super) fn correlate<S: Simd>(&self, simd: S, window: &[f32; WINDOW]) -> Option<(Shown, Correlations)> {
        let mut power = spectrum(simd, window)?;
        let (energy, noise) = (sum(&power), self.noise_energy);
        for (power, noise) in power.iter_mut().zip(&self.noise) {
            *power = (*power - OVER * noise).max(KEEP * *power);
        }
        let tilt = sum(&power[LOW]) / sum(&power[HIGH]).max(f32::MIN_POSITIVE);
        // Its power of 3/8, made of roots, which are exact on every machine.
        let mut compressed = [0.0; LINES];
        for (compressed, power) in compressed.iter_mut().zip(&power) {
            let root = power.sqrt().sqrt();
            *compressed = root * root.sqrt();
        }
        level(&mut power);
        level(&mut compressed);
        let mut correlations = [[0.0; LONGEST + 2]; 2];
        PLAN.cosine.both(simd, [&power, &compressed], &mut correlations);
        for correlation in &mut correlations {
            let scale = 1.0 / correlation[0].max(f32::MIN_POSITIVE);
            correlation.iter_mut().zip(&PLAN.correction).for_each(|(value, correction)| *value *= scale * correction);
        }
        let shown = Shown { energy, noise, tilt, smoothness: correlations[0][1] / PLAN.correction[1] };
        Some((shown, correlations))
    }
}

/// A window's power spectrum; `None` for digital silence.
#[inline(always)]
fn spectrum<S: Simd>(simd: S, window: &[f32; WINDOW]) -> Option<[f32; LINES]> {
    let mut power = [0.0; LINES];
    PLAN.power.of(simd, window, &PLAN.hann, &mut power);
    power[..FIRST].fill(0.0);
    (sum(&power) > f32::MIN_POSITIVE).then_some(power)
}

/// Brings lines to a sum of 1.
#[inline(always)]
fn level(lines: &mut [f32; LINES]) {
    let scale = 1.0 / sum(lines).max(f32::MIN_POSITIVE);
    lines.iter_mut().for_each(|line| *line *= scale);
}

impl std::fmt::Debug for Correlator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Correlator").field("noises", &self.noises).finish_non_exhaustive()
    }
}
