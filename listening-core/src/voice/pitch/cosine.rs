//! The first lags of autocorrelations from power spectra: cosine transforms.
//!
//! A power spectrum is real and even, so that a transform of half its length is enough: the halves of the
//! spectrum are folded onto each other so that even lags come out as real parts, and odd ones as running sums of
//! imaginary parts (Press et al., "Numerical Recipes", `cosft1`). What is folded is real, so two spectra go through
//! one complex transform together.

#![expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]

use std::sync::Arc;

use rustfft::num_complex::Complex;
use rustfft::{Fft, FftPlanner};

/// Transforms spectra of `STEPS` steps from nought to half the sampling rate; they have one line more.
pub(super) struct Cosine<const STEPS: usize> {
    fft: Arc<dyn Fft<f32>>,
    sine: [f32; STEPS],
    /// Weights of the lines in the autocorrelation at the lag of 1.
    first: [f32; STEPS],
}

/// Work space of one channel.
#[derive(Clone)]
pub(super) struct Room<const STEPS: usize> {
    pub(super) lines: [Complex<f32>; STEPS],
    pub(super) scratch: Vec<Complex<f32>>,
}

impl<const STEPS: usize> Cosine<STEPS> {
    pub(super) fn new() -> Self {
        let angle = |step: usize| std::f64::consts::PI * step as f64 / STEPS as f64;
        Self {
            fft: FftPlanner::new().plan_fft_forward(STEPS),
            sine: std::array::from_fn(|step| angle(step).sin() as f32),
            first: std::array::from_fn(|step| angle(step).cos() as f32),
        }
    }

    /// Room for transforms, and for `more` of scratch if another wants that.
    pub(super) fn room(&self, more: usize) -> Room<STEPS> {
        let scratch = self.fft.get_inplace_scratch_len().max(more);
        Room { lines: [Complex::default(); STEPS], scratch: vec![Complex::default(); scratch] }
    }

    /// Puts the autocorrelation at the first lags, an even number of them, into `lags`, to a common factor.
    #[inline(always)]
    pub(super) fn one(&self, spectrum: &[f32], lags: &mut [f32], room: &mut Room<STEPS>) {
        let (folded, mut odd) = self.fold(spectrum);
        for (line, folded) in room.lines.iter_mut().zip(&folded) {
            *line = Complex::new(*folded, 0.0);
        }
        self.fft.process_with_scratch(&mut room.lines, &mut room.scratch);
        for (k, (pair, line)) in lags.as_chunks_mut::<2>().0.iter_mut().zip(&room.lines).enumerate() {
            // The transform's sign of the imaginary part is the other one.
            odd -= if k == 0 { 0.0 } else { line.im };
            *pair = [line.re, odd];
        }
    }

    /// The same of two spectra, which should be about as large as each other: each is rounded with the other.
    #[inline(always)]
    pub(super) fn both<const LAGS: usize>(
        &self,
        spectra: [&[f32]; 2],
        lags: &mut [[f32; LAGS]; 2],
        room: &mut Room<STEPS>,
    ) {
        let (first, mut odd_first) = self.fold(spectra[0]);
        let (second, mut odd_second) = self.fold(spectra[1]);
        for ((line, first), second) in room.lines.iter_mut().zip(&first).zip(&second) {
            *line = Complex::new(*first, *second);
        }
        self.fft.process_with_scratch(&mut room.lines, &mut room.scratch);
        let [first, second] = lags;
        let (first, second) = (first.as_chunks_mut::<2>().0, second.as_chunks_mut::<2>().0);
        let (whole, lines) = (room.lines[0], &room.lines[1..]);
        (first[0], second[0]) = ([whole.re, odd_first], [whole.im, odd_second]);
        let pairs = first[1..].iter_mut().zip(&mut second[1..]);
        for (((first, second), a), b) in pairs.zip(lines).zip(lines.iter().rev()) {
            odd_first -= 0.5 * (a.im - b.im);
            odd_second += 0.5 * (a.re - b.re);
            *first = [0.5 * (a.re + b.re), odd_first];
            *second = [0.5 * (a.im + b.im), odd_second];
        }
    }

    /// The spectrum's halves on each other, and the autocorrelation at the lag of 1.
    #[inline(always)]
    fn fold(&self, spectrum: &[f32]) -> ([f32; STEPS], f32) {
        let spectrum = &spectrum[..=STEPS];
        let mut folded = [0.0; STEPS];
        let backwards = spectrum[1..].iter().rev();
        for (((out, a), b), sine) in folded.iter_mut().zip(spectrum).zip(backwards).zip(&self.sine) {
            *out = 0.5 * (a + b) - sine * (a - b);
        }
        // Eight sums side by side, so that the compiler can use vectors; the order is fixed.
        let mut odd = [0.0_f32; 8];
        for (lines, cosines) in spectrum.as_chunks::<8>().0.iter().zip(self.first.as_chunks::<8>().0) {
            for lane in 0..8 {
                odd[lane] += lines[lane] * cosines[lane];
            }
        }
        // The first line counts half, as does the last, which is in no chunk.
        (folded, odd.iter().sum::<f32>() - 0.5 * (spectrum[0] + spectrum[STEPS]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: usize = 256;
    const LAGS: usize = 136;

    fn exact(spectrum: &[f32], lag: usize) -> f64 {
        let term = |k: usize| {
            let weight = if k == 0 || k == STEPS { 0.5 } else { 1.0 };
            let angle = std::f64::consts::PI * (k * lag % (2 * STEPS)) as f64 / STEPS as f64;
            weight * f64::from(spectrum[k]) * angle.cos()
        };
        (0..=STEPS).map(term).sum()
    }

    #[test]
    fn they_are_the_cosine_transforms() {
        let first: [f32; STEPS + 1] = std::array::from_fn(|k| 1.0 + (k as f32 * 0.7).sin() + k as f32 / 300.0);
        let second: [f32; STEPS + 1] = std::array::from_fn(|k| 1.0 + (k as f32 * 0.3).cos());
        let plan = Cosine::<STEPS>::new();
        let mut room = plan.room(0);
        let (mut one, mut both) = ([0.0; LAGS], [[0.0; LAGS]; 2]);
        plan.one(&first, &mut one, &mut room);
        plan.both([&first, &second], &mut both, &mut room);
        for lag in 0..LAGS {
            let wanted = [exact(&first, lag), exact(&first, lag), exact(&second, lag)];
            for (value, wanted) in [one[lag], both[0][lag], both[1][lag]].into_iter().zip(wanted) {
                assert!((f64::from(value) - wanted).abs() < 1e-3, "{lag}: {value}, {wanted}");
            }
        }
    }
}
