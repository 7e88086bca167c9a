//! The first lags of autocorrelations from power spectra: cosine transforms.
//!
//! A power spectrum is real and even, so that a transform of half its length is enough: the halves of the
//! spectrum are folded onto each other so that even lags come out as real parts, and odd ones as running sums of
//! imaginary parts (Press et al., "Numerical Recipes", `cosft1`). What is folded is real, so two spectra go through
//! one complex transform together.

#![expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]

use pulp::Simd;

use crate::signal::Fft;

/// Transforms spectra of `STEPS` steps from nought to half the sampling rate; they have one line more. `STEPS` is `A * B`.
pub(super) struct Cosine<const STEPS: usize, const A: usize, const B: usize> {
    fft: Fft<STEPS, A, B>,
    sine: [f32; STEPS],
    /// Weights of the lines in the autocorrelation at the lag of 1.
    first: [f32; STEPS],
}

impl<const STEPS: usize, const A: usize, const B: usize> Cosine<STEPS, A, B> {
    pub(super) fn new() -> Self {
        let angle = |step: usize| std::f64::consts::PI * step as f64 / STEPS as f64;
        Self {
            fft: Fft::new(),
            sine: std::array::from_fn(|step| libm::sin(angle(step)) as f32),
            first: std::array::from_fn(|step| libm::cos(angle(step)) as f32),
        }
    }

    /// Puts the autocorrelation at the first lags, an even number of them, into `lags`, to a common factor.
    #[inline(always)]
    pub(super) fn one<S: Simd>(&self, simd: S, spectrum: &[f32], lags: &mut [f32]) {
        let (mut re, mut odd) = self.fold(spectrum);
        let mut im = [0.0; STEPS];
        self.fft.of(simd, &mut re, &mut im);
        for (k, (pair, (re, im))) in lags.as_chunks_mut::<2>().0.iter_mut().zip(re.iter().zip(&im)).enumerate() {
            // The transform's sign of the imaginary part is the other one.
            odd -= if k == 0 { 0.0 } else { *im };
            *pair = [*re, odd];
        }
    }

    /// The same of two spectra, which should be about as large as each other: each is rounded with the other.
    #[inline(always)]
    pub(super) fn both<S: Simd, const LAGS: usize>(&self, simd: S, spectra: [&[f32]; 2], lags: &mut [[f32; LAGS]; 2]) {
        let (mut re, mut odd_first) = self.fold(spectra[0]);
        let (mut im, mut odd_second) = self.fold(spectra[1]);
        self.fft.of(simd, &mut re, &mut im);
        let [first, second] = lags;
        let (first, second) = (first.as_chunks_mut::<2>().0, second.as_chunks_mut::<2>().0);
        (first[0], second[0]) = ([re[0], odd_first], [im[0], odd_second]);
        let pairs = first[1..].iter_mut().zip(&mut second[1..]);
        let forth = re[1..].iter().zip(&im[1..]);
        let back = re[1..].iter().rev().zip(im[1..].iter().rev());
        for (((first, second), a), b) in pairs.zip(forth).zip(back) {
            odd_first -= 0.5 * (a.1 - b.1);
            odd_second += 0.5 * (a.0 - b.0);
            *first = [0.5 * (a.0 + b.0), odd_first];
            *second = [0.5 * (a.1 + b.1), odd_second];
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
        let plan = Cosine::<STEPS, 16, 16>::new();
        let (mut one, mut both) = ([0.0; LAGS], [[0.0; LAGS]; 2]);
        plan.one(pulp::Scalar, &first, &mut one);
        plan.both(pulp::Scalar, [&first, &second], &mut both);
        for lag in 0..LAGS {
            let wanted = [exact(&first, lag), exact(&first, lag), exact(&second, lag)];
            for (value, wanted) in [one[lag], both[0][lag], both[1][lag]].into_iter().zip(wanted) {
                assert!((f64::from(value) - wanted).abs() < 1e-3, "{lag}: {value}, {wanted}");
            }
        }
    }
}
