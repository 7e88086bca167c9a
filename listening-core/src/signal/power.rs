//! Power spectra of real windows.
//!
//! Two samples go through a complex transform as one number, so that it is of half the length; its lines k and
//! `HALF - k` make those of the real one (Press et al., "Numerical Recipes", `realft`).

#![expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]

use pulp::Simd;

use super::fft::Fft;

/// Transforms `2 * HALF` samples, the last of which may be nought; `HALF` is `A * B`.
pub(crate) struct Power<const HALF: usize, const A: usize, const B: usize> {
    fft: Fft<HALF, A, B>,
    /// Half of each line's turn.
    cosine: [f32; HALF],
    sine: [f32; HALF],
}

impl<const HALF: usize, const A: usize, const B: usize> Power<HALF, A, B> {
    pub(crate) fn new() -> Self {
        let angle = |k: usize| -std::f64::consts::PI * k as f64 / HALF as f64;
        Self {
            fft: Fft::new(),
            cosine: std::array::from_fn(|k| (0.5 * libm::cos(angle(k))) as f32),
            sine: std::array::from_fn(|k| (0.5 * libm::sin(angle(k))) as f32),
        }
    }

    /// Puts the power of the `HALF + 1` lines of `samples`, each times its `window`, into `power`.
    #[inline(always)]
    pub(crate) fn of<S: Simd>(&self, simd: S, samples: &[f32], window: &[f32], power: &mut [f32]) {
        let (mut re, mut im) = ([0.0_f32; HALF], [0.0_f32; HALF]);
        let pairs = samples.as_chunks::<2>().0.iter().zip(window.as_chunks::<2>().0);
        for ((re, im), (x, w)) in re.iter_mut().zip(&mut im).zip(pairs) {
            (*re, *im) = (x[0] * w[0], x[1] * w[1]);
        }
        self.fft.of(simd, &mut re, &mut im);
        let middle = HALF / 2;
        // Apart from each other, so that the compiler knows that they do not overlap.
        let (mut low, mut high) = ([0.0_f32; HALF], [0.0_f32; HALF]);
        let (low, high) = (&mut low[..middle], &mut high[..middle]);
        let forth = re[1..middle].iter().zip(&im[1..middle]);
        let back = re[middle + 1..].iter().rev().zip(im[middle + 1..].iter().rev());
        let turns = self.cosine[1..].iter().zip(&self.sine[1..]);
        let lines = low[1..].iter_mut().zip(&mut high[1..]);
        for ((((low, high), forth), back), (cosine, sine)) in lines.zip(forth).zip(back).zip(turns) {
            let (sum_re, sum_im) = (forth.0 + back.0, forth.1 + back.1);
            let (off_re, off_im) = (forth.0 - back.0, forth.1 - back.1);
            let (turned_re, turned_im) = (sum_im * cosine + off_re * sine, sum_im * sine - off_re * cosine);
            let (half_re, half_im) = (0.5 * sum_re, 0.5 * off_im);
            *low = (half_re + turned_re).powi(2) + (half_im + turned_im).powi(2);
            *high = (half_re - turned_re).powi(2) + (turned_im - half_im).powi(2);
        }
        (low[0], high[0]) = ((re[0] + im[0]).powi(2), (re[0] - im[0]).powi(2));
        let power = &mut power[..=HALF];
        power[..middle].copy_from_slice(low);
        power[middle] = re[middle].powi(2) + im[middle].powi(2);
        for (power, high) in power[middle + 1..].iter_mut().zip(high.iter().rev()) {
            *power = *high;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_transforms_power() {
        const HALF: usize = 64;
        let samples: [f32; 80] = std::array::from_fn(|n| (n as f32 * 0.9).sin() + n as f32 / 160.0);
        let window: [f32; 80] = std::array::from_fn(|n| 1.0 - n as f32 / 160.0);
        let plan = Power::<HALF, 8, 8>::new();
        let mut power = [0.0; HALF + 1];
        plan.of(pulp::Scalar, &samples, &window, &mut power);
        for (k, &power) in power.iter().enumerate() {
            let (mut re, mut im) = (0.0, 0.0);
            for (n, (x, w)) in samples.iter().zip(window).enumerate() {
                let angle = std::f64::consts::PI * (k * n % (2 * HALF)) as f64 / HALF as f64;
                re += f64::from(x * w) * angle.cos();
                im += f64::from(x * w) * angle.sin();
            }
            let exact = re * re + im * im;
            assert!((f64::from(power) - exact).abs() < 1e-4 * (1.0 + exact), "{k}: {power}, {exact}");
        }
    }
}
