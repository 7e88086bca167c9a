//! Whether a frame is voiced, at first glance: a peak of the normalised autocorrelation, from the shared spectrum.
//!
//! It costs little and looks at no other frame, and is one of the numbers that the decision on speech weighs; the
//! [tracker](super::PitchTracker) comes after that decision and follows the voice with more care.

#![expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]

use std::sync::LazyLock;

use pulp::{Arch, Simd, WithSimd};

use super::cosine::Cosine;
use crate::signal::{Spectrum, WINDOW};

/// Longest and shortest period, in samples: 70 to 400 Hz.
const LONGEST: usize = 114;
const SHORTEST: usize = 20;
/// Peaks below this are noise.
const VOICED: f32 = 0.38;
/// Steps of the spectrum from nought to half the sampling rate.
const STEPS: usize = WINDOW / 2;

/// What all channels share.
struct Plan {
    arch: Arch,
    cosine: Cosine<STEPS, 8, 16>,
    /// 1 / the window's own autocorrelation, for the lags in use.
    window: [f32; LONGEST + 2],
}

static PLAN: LazyLock<Plan> =
    LazyLock::new(|| Plan { arch: Arch::new(), cosine: Cosine::new(), window: window_correction() });

/// The amplitude of each line in the upper half of a float's bits: good to a fifth of a percent, in half the memory.
#[derive(Clone, Copy, Debug)]
pub struct Amplitudes([u16; STEPS + 1]);

impl Default for Amplitudes {
    fn default() -> Self {
        Self([0; STEPS + 1])
    }
}

impl Amplitudes {
    /// Of a frame.
    pub fn of(spectrum: &Spectrum) -> Self {
        PLAN.arch.dispatch(Halve(spectrum))
    }
}

struct Halve<'a>(&'a Spectrum);

impl WithSimd for Halve<'_> {
    type Output = Amplitudes;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Amplitudes {
        // Half of the lowest bit that stays: rounded, not cut off.
        const HALF: u32 = 1 << 15;
        let mut amplitudes = Amplitudes::default();
        for (amplitude, power) in amplitudes.0.iter_mut().zip(self.0) {
            *amplitude = ((power.sqrt().to_bits() + HALF) >> 16) as u16;
        }
        amplitudes
    }
}

/// Whether a frame has a period of a voice.
pub fn glance(amplitudes: &Amplitudes) -> bool {
    PLAN.arch.dispatch(Look { plan: &PLAN, amplitudes })
}

struct Look<'a> {
    plan: &'a Plan,
    amplitudes: &'a Amplitudes,
}

impl WithSimd for Look<'_> {
    type Output = bool;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> bool {
        let mut amplitudes = [0.0; STEPS + 1];
        for (amplitude, half) in amplitudes.iter_mut().zip(self.amplitudes.0) {
            *amplitude = f32::from_bits(u32::from(half) << 16);
        }
        let mut correlation = [0.0; LONGEST + 2];
        self.plan.cosine.one(simd, &amplitudes, &mut correlation);
        let whole = correlation[0];
        if whole <= 0.0 {
            return false;
        }
        for (value, window) in correlation.iter_mut().zip(&self.plan.window) {
            *value = *value / whole * window;
        }
        let (left, right) = (&correlation[SHORTEST - 1..LONGEST], &correlation[SHORTEST + 1..]);
        let triples = left.iter().zip(&correlation[SHORTEST..=LONGEST]).zip(right);
        // All lags at once, as vectors.
        triples.fold(false, |any, ((left, peak), right)| any | ((*peak >= VOICED) & (peak > left) & (peak >= right)))
    }
}

/// 1 / the autocorrelation of the Hann window, which is 1 at lag 0.
fn window_correction() -> [f32; LONGEST + 2] {
    let hann: [f64; WINDOW] =
        std::array::from_fn(|n| 0.5 - 0.5 * libm::cos(2.0 * std::f64::consts::PI * n as f64 / WINDOW as f64));
    let sum = |lag: usize| hann[lag..].iter().zip(&hann).map(|(a, b)| a * b).sum::<f64>();
    let whole = sum(0);
    std::array::from_fn(|lag| (whole / sum(lag)) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signal::Framer;

    /// A pulse train through a telephone-like band: harmonics from 300 to 3400 Hz.
    fn voice(hz: f32) -> Vec<f32> {
        let first = (300.0 / hz).ceil() as usize;
        let last = (3400.0 / hz) as usize;
        (0..4000)
            .map(|n| {
                let t = n as f32 / 8000.0;
                let sum: f32 = (first..=last).map(|k| (2.0 * std::f32::consts::PI * hz * k as f32 * t).cos()).sum();
                0.5 * sum / (last - first + 1) as f32
            })
            .collect()
    }

    fn voiced(samples: &[f32]) -> Vec<bool> {
        let mut framer = Framer::new();
        let mut all = Vec::new();
        framer.push(samples, |frame| all.push(glance(&Amplitudes::of(&frame.spectrum))));
        all
    }

    #[test]
    fn voices_with_the_fundamental_cut_away_are_voiced() {
        for hz in [85.0, 110.0, 150.0, 210.0, 300.0, 380.0] {
            let all = voiced(&voice(hz));
            assert!(all[3..all.len() - 3].iter().all(|&voiced| voiced), "{hz} Hz");
        }
    }

    #[test]
    fn noise_and_silence_are_not() {
        let mut state = 1_u32;
        let noise: Vec<f32> = (0..8000)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as f32 / 16_777_216.0 - 0.5
            })
            .collect();
        let count = voiced(&noise).into_iter().filter(|&voiced| voiced).count();
        assert!(count <= 5, "{count} frames of noise are voiced");
        assert!(voiced(&vec![0.0; 8000]).into_iter().all(|voiced| !voiced));
    }
}
