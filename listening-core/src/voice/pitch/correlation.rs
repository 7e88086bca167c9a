//! Two normalised autocorrelations of 40 ms, with the channel's noise taken off the spectrum before.
//!
//! Boersma 1993 divides the windowed signal's autocorrelation by the window's own. The second one is that of the
//! compressed spectrum, after Tolonen & Karjalainen 2000: compression flattens the formants, and so the fundamental
//! stands out even where the telephone band has cut it away.

use std::sync::{Arc, LazyLock};

use realfft::num_complex::Complex;
use realfft::{RealFftPlanner, RealToComplex};

use super::cosine::{self, STEPS};

/// Samples under the window: 40 ms.
pub(super) const WINDOW: usize = 320;
/// Longest and shortest period, in samples: 60 to 500 Hz.
pub(super) const LONGEST: usize = 134;
pub(super) const SHORTEST: usize = 16;
/// Twice the window, less what lags of that length leave over.
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
    forward: Arc<dyn RealToComplex<f32>>,
    hann: [f32; WINDOW],
    /// 1 / the window's autocorrelation.
    correction: [f32; LONGEST + 2],
    scratch: usize,
}

static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let forward = RealFftPlanner::new().plan_fft_forward(LENGTH);
    let hann: [f64; WINDOW] =
        std::array::from_fn(|n| 0.5 - 0.5 * (2.0 * std::f64::consts::PI * (n as f64 + 0.5) / WINDOW as f64).cos());
    let sum = |lag: usize| hann[lag..].iter().zip(&hann).map(|(a, b)| a * b).sum::<f64>();
    let whole = sum(0);
    Plan {
        scratch: forward.get_scratch_len().max(cosine::scratch()),
        forward,
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
pub(super) struct Correlator {
    buffer: [f32; LENGTH],
    lines: [Complex<f32>; LINES],
    power: [f32; LINES],
    /// Mean power of the channel's noise, from so many frames.
    noise: [f32; LINES],
    noises: u16,
    noise_energy: f32,
    scratch: Vec<Complex<f32>>,
    /// Of the power, and of the compressed power.
    correlations: [[f32; LONGEST + 2]; 2],
}

impl Default for Correlator {
    fn default() -> Self {
        Self {
            buffer: [0.0; LENGTH],
            lines: [Complex::default(); LINES],
            power: [0.0; LINES],
            noise: [0.0; LINES],
            noises: 0,
            noise_energy: 0.0,
            scratch: vec![Complex::default(); PLAN.scratch],
            correlations: [[0.0; LONGEST + 2]; 2],
        }
    }
}

impl Correlator {
    /// A window without speech: the channel's noise. Digital silence is not.
    pub(super) fn hush(&mut self, window: &[f32; WINDOW]) {
        if !self.spectrum(window) {
            return;
        }
        self.noises = self.noises.saturating_add(1);
        // The first frames tell more than later ones.
        let pace = PACE.max(1.0 / f32::from(self.noises));
        for (noise, power) in self.noise.iter_mut().zip(&self.power) {
            *noise += pace * (power - *noise);
        }
        self.noise_energy = sum(&self.noise);
    }

    /// A window with speech; `None` if it is digital silence.
    pub(super) fn correlate(&mut self, window: &[f32; WINDOW]) -> Option<Shown> {
        if !self.spectrum(window) {
            return None;
        }
        let (energy, noise) = (sum(&self.power), self.noise_energy);
        for (power, noise) in self.power.iter_mut().zip(&self.noise) {
            *power = (*power - OVER * noise).max(KEEP * *power);
        }
        let tilt = sum(&self.power[LOW]) / sum(&self.power[HIGH]).max(f32::MIN_POSITIVE);
        self.invert(0, |power| power);
        // Its power of 3/8, made of roots, which are exact on every machine.
        self.invert(1, |power| {
            let root = power.sqrt().sqrt();
            root * root.sqrt()
        });
        Some(Shown { energy, noise, tilt, smoothness: self.correlations[0][1] / PLAN.correction[1] })
    }

    /// The two correlations, of the power and of the compressed power, by lag.
    pub(super) fn correlations(&self) -> [&[f32; LONGEST + 2]; 2] {
        self.correlations.each_ref()
    }

    /// The window's power spectrum; false if there is none.
    fn spectrum(&mut self, window: &[f32; WINDOW]) -> bool {
        let plan = &*PLAN;
        for ((out, x), w) in self.buffer.iter_mut().zip(window).zip(&plan.hann) {
            *out = x * w;
        }
        self.buffer[WINDOW..].fill(0.0);
        // A length of the planned kind: it cannot fail.
        let done = plan.forward.process_with_scratch(&mut self.buffer, &mut self.lines, &mut self.scratch);
        debug_assert!(done.is_ok());
        for (power, line) in self.power.iter_mut().zip(&self.lines) {
            *power = line.norm_sqr();
        }
        self.power[..FIRST].fill(0.0);
        sum(&self.power) > f32::MIN_POSITIVE
    }

    fn invert(&mut self, which: usize, weigh: impl Fn(f32) -> f32) {
        let mut spectrum = [0.0; LINES];
        spectrum.iter_mut().zip(&self.power).for_each(|(out, &power)| *out = weigh(power));
        let (out, folded) = (&mut self.correlations[which], &mut self.buffer[..STEPS]);
        cosine::transform(&spectrum, out, folded, &mut self.lines, &mut self.scratch[..cosine::scratch()]);
        let scale = 1.0 / out[0].max(f32::MIN_POSITIVE);
        out.iter_mut().zip(&PLAN.correction).for_each(|(value, correction)| *value *= scale * correction);
    }
}

/// Eight sums side by side, so that the compiler can use vectors; the order is fixed.
fn sum(values: &[f32]) -> f32 {
    let (chunks, rest) = values.as_chunks::<8>();
    let mut lanes = [0.0_f32; 8];
    for chunk in chunks {
        for lane in 0..8 {
            lanes[lane] += chunk[lane];
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().sum::<f32>()
}

impl std::fmt::Debug for Correlator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Correlator").field("noises", &self.noises).finish_non_exhaustive()
    }
}
