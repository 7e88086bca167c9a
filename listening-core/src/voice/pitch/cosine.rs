//! The first lags of an autocorrelation from a power spectrum: a cosine transform.
//!
//! A power spectrum is real and even, so that a real transform of a quarter of the work is enough: the halves of the
//! spectrum are folded onto each other so that even lags come out as its real parts, and odd ones as running sums of
//! its imaginary parts (Press et al., "Numerical Recipes", `cosft1`).

use std::sync::{Arc, LazyLock};

use realfft::num_complex::Complex;
use realfft::{RealFftPlanner, RealToComplex};

/// Steps of the spectrum from nought to half the sampling rate; it has one line more.
pub(super) const STEPS: usize = 256;

/// What all channels share.
struct Plan {
    fft: Arc<dyn RealToComplex<f32>>,
    sine: [f32; STEPS],
    cosine: [f32; STEPS],
}

static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let angle = |step: usize| std::f64::consts::PI * step as f64 / STEPS as f64;
    Plan {
        fft: RealFftPlanner::new().plan_fft_forward(STEPS),
        sine: std::array::from_fn(|step| angle(step).sin() as f32),
        cosine: std::array::from_fn(|step| angle(step).cos() as f32),
    }
});

/// Room that [`transform`] needs.
pub(super) fn scratch() -> usize {
    PLAN.fft.get_scratch_len()
}

/// Puts the autocorrelation at the first lags into `lags`, to a common factor. `folded`, of
/// [`STEPS`] numbers, `lines` and `scratch` are work space.
pub(super) fn transform(
    spectrum: &[f32; STEPS + 1],
    lags: &mut [f32],
    folded: &mut [f32],
    lines: &mut [Complex<f32>],
    scratch: &mut [Complex<f32>],
) {
    let plan = &*PLAN;
    let mut odd = [0.0_f32; 8];
    let backwards = spectrum[1..].iter().rev();
    for (((out, a), b), sine) in folded.iter_mut().zip(spectrum).zip(backwards).zip(&plan.sine) {
        *out = 0.5 * (a + b) - sine * (a - b);
    }
    // Eight sums side by side, so that the compiler can use vectors; the order is fixed.
    for (lines, cosines) in spectrum.as_chunks::<8>().0.iter().zip(plan.cosine.as_chunks::<8>().0) {
        for lane in 0..8 {
            odd[lane] += lines[lane] * cosines[lane];
        }
    }
    // The first line counts half, as does the last, which is in no chunk.
    let mut odd = odd.iter().sum::<f32>() - 0.5 * (spectrum[0] + spectrum[STEPS]);
    // Lengths of the planned kind: it cannot fail.
    let done = plan.fft.process_with_scratch(folded, &mut lines[..=STEPS / 2], scratch);
    debug_assert!(done.is_ok());
    for (k, (pair, line)) in lags.chunks_mut(2).zip(lines.iter()).enumerate() {
        // The transform's sign of the imaginary part is the other one.
        odd -= if k == 0 { 0.0 } else { line.im };
        pair[0] = line.re;
        if let [_, second] = pair {
            *second = odd;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_cosine_transform() {
        let spectrum: [f32; STEPS + 1] = std::array::from_fn(|k| 1.0 + (k as f32 * 0.7).sin() + k as f32 / 300.0);
        let (mut folded, mut lines) = ([0.0; STEPS], [Complex::default(); STEPS / 2 + 1]);
        let mut lags = [0.0; 137];
        transform(&spectrum, &mut lags, &mut folded, &mut lines, &mut vec![Complex::default(); scratch()]);
        for (lag, &value) in lags.iter().enumerate() {
            let exact: f64 = (0..=STEPS)
                .map(|k| {
                    let weight = if k == 0 || k == STEPS { 0.5 } else { 1.0 };
                    let angle = std::f64::consts::PI * (k * lag % (2 * STEPS)) as f64 / STEPS as f64;
                    weight * f64::from(spectrum[k]) * angle.cos()
                })
                .sum();
            assert!((f64::from(value) - exact).abs() < 1e-3, "{lag}: {value}, {exact}");
        }
    }
}
