//! Pitch of a frame: the peak of the normalised autocorrelation, from the shared spectrum.
//!
//! Boersma 1993 divides the windowed signal's autocorrelation by the window's own; the spectrum is
//! compressed first, after Tolonen & Karjalainen 2000, which flattens the formants and so keeps the
//! fundamental where the telephone band has cut it away.

use std::sync::Arc;

use realfft::num_complex::Complex;
use realfft::{ComplexToReal, RealFftPlanner};

use crate::signal::{BINS, Spectrum, WINDOW};

/// Longest and shortest period, in samples: 70 to 400 Hz.
const LONGEST: usize = 114;
const SHORTEST: usize = 20;
/// Peaks below this are noise.
const VOICED: f32 = 0.38;
/// Exponent of the compressed spectrum.
const COMPRESSION: f32 = 0.5;

/// Pitch of one voiced frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pitch {
    /// Fundamental frequency, 70 to 400 Hz.
    pub hz: f32,
}

impl Pitch {
    /// Semitones above 1 Hz.
    pub fn semitones(self) -> f32 {
        12.0 * self.hz.log2()
    }
}

/// Finds pitch in spectra.
pub struct PitchFinder {
    inverse: Arc<dyn ComplexToReal<f32>>,
    lines: [Complex<f32>; BINS],
    correlation: [f32; WINDOW],
    /// 1 / the window's own autocorrelation, for the lags in use.
    window: [f32; LONGEST + 2],
    scratch: Vec<Complex<f32>>,
}

impl Default for PitchFinder {
    fn default() -> Self {
        Self::new()
    }
}

impl PitchFinder {
    /// A finder; it keeps nothing from frame to frame.
    pub fn new() -> Self {
        let inverse = RealFftPlanner::new().plan_fft_inverse(WINDOW);
        let scratch = inverse.make_scratch_vec();
        Self {
            inverse,
            lines: [Complex::default(); BINS],
            correlation: [0.0; WINDOW],
            window: window_correction(),
            scratch,
        }
    }

    /// The frame's pitch, `None` where it is not voiced.
    pub fn find(&mut self, spectrum: &Spectrum) -> Option<Pitch> {
        for (line, &power) in self.lines.iter_mut().zip(spectrum) {
            *line = Complex::new(power.powf(COMPRESSION), 0.0);
        }
        // A length of the planned kind and real ends: it cannot fail.
        let done = self.inverse.process_with_scratch(&mut self.lines, &mut self.correlation, &mut self.scratch);
        debug_assert!(done.is_ok());
        let whole = self.correlation[0];
        if whole <= 0.0 {
            return None;
        }
        let at = |lag: usize| self.correlation[lag] / whole * self.window[lag];
        let mut best: Option<(usize, f32)> = None;
        for lag in SHORTEST..=LONGEST {
            let height = at(lag);
            let peak = height > at(lag - 1) && height >= at(lag + 1);
            // A multiple of the period scores as high: the shorter lag wins unless clearly lower.
            let score = height - 0.06 * (lag as f32 / SHORTEST as f32).log2();
            if peak && height >= VOICED && best.is_none_or(|(_, highest)| score > highest) {
                best = Some((lag, score));
            }
        }
        let (lag, _) = best?;
        let (left, peak, right) = (at(lag - 1), at(lag), at(lag + 1));
        let bend = left - 2.0 * peak + right;
        let shift = if bend < 0.0 { 0.5 * (left - right) / bend } else { 0.0 };
        Some(Pitch { hz: 8000.0 / (lag as f32 + shift) })
    }
}

impl std::fmt::Debug for PitchFinder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PitchFinder").finish_non_exhaustive()
    }
}

/// 1 / the autocorrelation of the Hann window, which is 1 at lag 0.
fn window_correction() -> [f32; LONGEST + 2] {
    let hann: [f64; WINDOW] =
        std::array::from_fn(|n| 0.5 - 0.5 * (2.0 * std::f64::consts::PI * n as f64 / WINDOW as f64).cos());
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

    fn found(samples: &[f32]) -> Vec<Option<f32>> {
        let (mut framer, mut finder) = (Framer::new(), PitchFinder::new());
        let mut all = Vec::new();
        framer.push(samples, |frame| all.push(finder.find(&frame.spectrum).map(|pitch| pitch.hz)));
        all
    }

    #[test]
    fn voices_with_the_fundamental_cut_away_are_heard_at_their_pitch() {
        for hz in [85.0, 110.0, 150.0, 210.0, 300.0, 380.0] {
            let mut near = 0;
            let all = found(&voice(hz));
            let inner = &all[3..all.len() - 3];
            for pitch in inner.iter().flatten() {
                near += usize::from((pitch / hz).log2().abs() < 0.25 / 12.0);
            }
            assert!(near * 10 >= inner.len() * 9, "{hz} Hz: {near} of {}, {inner:?}", inner.len());
        }
    }

    #[test]
    fn noise_and_silence_have_no_pitch() {
        let mut state = 1_u32;
        let noise: Vec<f32> = (0..8000)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as f32 / 16_777_216.0 - 0.5
            })
            .collect();
        let voiced = found(&noise).iter().flatten().count();
        assert!(voiced <= 5, "{voiced} frames of noise are voiced");
        assert_eq!(found(&vec![0.0; 8000]).iter().flatten().count(), 0);
    }
}
