//! The complex transform behind the spectra and the pitch tracker's correlations.
//!
//! It is of this library's own because its numbers are part of every report: each is the same sum in the same order on every
//! processor, while those of vectorised libraries differ in their last bits with the instruction set. `N = A * B` samples are
//! `A` rows of `B`: a transform of each column, a turn of each number, and a transform of each row (Bailey 1990, the
//! "four-step" transform; within it the self-sorting one of Stockham: Cochran et al. 1967). All work on vectors of numbers side by
//! side, of any width, by sums and products alone: none is fused.

#![expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]

use pulp::Simd;

/// Transforms `N = A * B` complex numbers; `A` and `B` are 8 or 16.
#[derive(Clone, Debug)]
pub(crate) struct Fft<const N: usize, const A: usize, const B: usize> {
    /// Turns within columns and within rows: of step k, by -2 pi k / A and -2 pi k / B.
    columns: [[f32; 2]; A],
    rows: [[f32; 2]; B],
    /// Turns between: of number k of column n, by -2 pi k n / N.
    cosine: [[f32; B]; A],
    sine: [[f32; B]; A],
}

impl<const N: usize, const A: usize, const B: usize> Fft<N, A, B> {
    const WHOLE: () = assert!(N == A * B && (A == 8 || A == 16) && (B == 8 || B == 16));

    pub(crate) fn new() -> Self {
        let () = Self::WHOLE;
        let turn = |step: usize, of: usize| {
            let angle = -2.0 * std::f64::consts::PI * step as f64 / of as f64;
            [libm::cos(angle) as f32, libm::sin(angle) as f32]
        };
        let between = |part: usize| std::array::from_fn(|k| std::array::from_fn(|n| turn(k * n, N)[part]));
        Self {
            columns: std::array::from_fn(|step| turn(step, A)),
            rows: std::array::from_fn(|step| turn(step, B)),
            cosine: between(0),
            sine: between(1),
        }
    }

    /// Transforms `re + i im` in place.
    #[inline(always)]
    pub(crate) fn of<S: Simd>(&self, simd: S, re: &mut [f32; N], im: &mut [f32; N]) {
        let lanes = S::F32_LANES;
        let (mut turned_re, mut turned_im) = ([[0.0; B]; A], [[0.0; B]; A]);
        for from in (0..B).step_by(lanes) {
            let to = (from + lanes).min(B);
            let mut column = [Lanes::zero(simd); A];
            for (k, column) in column.iter_mut().enumerate() {
                *column = Lanes::load(simd, &re[k * B + from..k * B + to], &im[k * B + from..k * B + to]);
            }
            transform(simd, &mut column, &self.columns);
            for (k, number) in column.into_iter().enumerate() {
                let turn = Lanes::load(simd, &self.cosine[k][from..to], &self.sine[k][from..to]);
                number.times(simd, turn).store(simd, &mut turned_re[k][from..to], &mut turned_im[k][from..to]);
            }
        }
        let (mut row_re, mut row_im) = ([[0.0; A]; B], [[0.0; A]; B]);
        for (k, (turned_re, turned_im)) in turned_re.iter().zip(&turned_im).enumerate() {
            for n in 0..B {
                (row_re[n][k], row_im[n][k]) = (turned_re[n], turned_im[n]);
            }
        }
        for from in (0..A).step_by(lanes) {
            let to = (from + lanes).min(A);
            let mut row = [Lanes::zero(simd); B];
            for (n, row) in row.iter_mut().enumerate() {
                *row = Lanes::load(simd, &row_re[n][from..to], &row_im[n][from..to]);
            }
            transform(simd, &mut row, &self.rows);
            for (n, number) in row.into_iter().enumerate() {
                number.store(simd, &mut re[n * A + from..n * A + to], &mut im[n * A + from..n * A + to]);
            }
        }
    }
}

/// Complex numbers side by side.
#[derive(Clone, Copy)]
struct Lanes<S: Simd> {
    re: S::f32s,
    im: S::f32s,
}

impl<S: Simd> Lanes<S> {
    #[inline(always)]
    fn zero(simd: S) -> Self {
        Self { re: simd.splat_f32s(0.0), im: simd.splat_f32s(0.0) }
    }

    #[inline(always)]
    fn load(simd: S, re: &[f32], im: &[f32]) -> Self {
        match (S::as_simd_f32s(re).0, S::as_simd_f32s(im).0) {
            ([re, ..], [im, ..]) => Self { re: *re, im: *im },
            _ => Self { re: simd.partial_load_f32s(re), im: simd.partial_load_f32s(im) },
        }
    }

    #[inline(always)]
    fn store(self, simd: S, re: &mut [f32], im: &mut [f32]) {
        if re.len() < S::F32_LANES {
            simd.partial_store_f32s(re, self.re);
            simd.partial_store_f32s(im, self.im);
        } else if let ([re, ..], [im, ..]) = (S::as_mut_simd_f32s(re).0, S::as_mut_simd_f32s(im).0) {
            (*re, *im) = (self.re, self.im);
        }
    }

    #[inline(always)]
    fn plus(self, simd: S, other: Self) -> Self {
        Self { re: simd.add_f32s(self.re, other.re), im: simd.add_f32s(self.im, other.im) }
    }

    #[inline(always)]
    fn less(self, simd: S, other: Self) -> Self {
        Self { re: simd.sub_f32s(self.re, other.re), im: simd.sub_f32s(self.im, other.im) }
    }

    /// Less i times the other.
    #[inline(always)]
    fn less_quarter(self, simd: S, other: Self) -> Self {
        Self { re: simd.add_f32s(self.re, other.im), im: simd.sub_f32s(self.im, other.re) }
    }

    /// And i times the other.
    #[inline(always)]
    fn plus_quarter(self, simd: S, other: Self) -> Self {
        Self { re: simd.sub_f32s(self.re, other.im), im: simd.add_f32s(self.im, other.re) }
    }

    #[inline(always)]
    fn times(self, simd: S, other: Self) -> Self {
        let mul = |a, b| simd.mul_f32s(a, b);
        Self {
            re: simd.sub_f32s(mul(self.re, other.re), mul(self.im, other.im)),
            im: simd.add_f32s(mul(self.re, other.im), mul(self.im, other.re)),
        }
    }
}

/// Transforms four numbers.
#[inline(always)]
fn four<S: Simd>(simd: S, [a, b, c, d]: [Lanes<S>; 4]) -> [Lanes<S>; 4] {
    let (sum, off) = (a.plus(simd, c), a.less(simd, c));
    let (other_sum, other_off) = (b.plus(simd, d), b.less(simd, d));
    [
        sum.plus(simd, other_sum),
        off.less_quarter(simd, other_off),
        sum.less(simd, other_sum),
        off.plus_quarter(simd, other_off),
    ]
}

/// Transforms `R` numbers, 8 or 16, for all lanes: by fours, then what is left of each.
#[inline(always)]
fn transform<S: Simd, const R: usize>(simd: S, x: &mut [Lanes<S>; R], turns: &[[f32; 2]; R]) {
    let quarter = R / 4;
    let mut parts = [[Lanes::zero(simd); 4]; 4];
    for p in 0..quarter {
        let found = four(simd, [x[p], x[p + quarter], x[p + 2 * quarter], x[p + 3 * quarter]]);
        for (j, found) in found.into_iter().enumerate() {
            let [cosine, sine] = turns[j * p];
            let turn = Lanes { re: simd.splat_f32s(cosine), im: simd.splat_f32s(sine) };
            // The first turns are none.
            parts[j][p] = if j * p == 0 { found } else { found.times(simd, turn) };
        }
    }
    for (j, part) in parts.into_iter().enumerate() {
        if quarter == 4 {
            let [a, b, c, d] = four(simd, part);
            (x[j], x[4 + j], x[8 + j], x[12 + j]) = (a, b, c, d);
        } else {
            (x[j], x[4 + j]) = (part[0].plus(simd, part[1]), part[0].less(simd, part[1]));
        }
    }
}

#[cfg(test)]
mod tests {
    use pulp::{Arch, WithSimd};

    use super::*;

    struct Of<'a, const N: usize, const A: usize, const B: usize>(&'a Fft<N, A, B>, &'a mut [f32; N], &'a mut [f32; N]);

    impl<const N: usize, const A: usize, const B: usize> WithSimd for Of<'_, N, A, B> {
        type Output = ();

        fn with_simd<S: Simd>(self, simd: S) {
            self.0.of(simd, self.1, self.2);
        }
    }

    fn transformed<const N: usize, const A: usize, const B: usize>(
        fft: &Fft<N, A, B>,
        re: &mut [f32; N],
        im: &mut [f32; N],
    ) {
        // Bit for bit the same for every width of vectors that this machine has.
        let (mut scalar_re, mut scalar_im) = (*re, *im);
        fft.of(pulp::Scalar, &mut scalar_re, &mut scalar_im);
        Arch::new().dispatch(Of(fft, re, im));
        assert_eq!((*re, *im), (scalar_re, scalar_im));
    }

    fn check<const N: usize, const A: usize, const B: usize>() {
        let (mut re, mut im) = ([0.0_f32; N], [0.0_f32; N]);
        for n in 0..N {
            (re[n], im[n]) = ((n as f32 * 0.9).sin() + n as f32 / N as f32, (n as f32 * 2.3).cos());
        }
        let (given_re, given_im) = (re, im);
        transformed(&Fft::<N, A, B>::new(), &mut re, &mut im);
        for k in 0..N {
            let (mut exact_re, mut exact_im) = (0.0, 0.0);
            for n in 0..N {
                let angle = -2.0 * std::f64::consts::PI * (k * n % N) as f64 / N as f64;
                let (x, y) = (f64::from(given_re[n]), f64::from(given_im[n]));
                exact_re += x * angle.cos() - y * angle.sin();
                exact_im += x * angle.sin() + y * angle.cos();
            }
            assert!((f64::from(re[k]) - exact_re).abs() < 2e-4, "{k}: {} {exact_re}", re[k]);
            assert!((f64::from(im[k]) - exact_im).abs() < 2e-4, "{k}: {} {exact_im}", im[k]);
        }
    }

    #[test]
    fn it_is_the_discrete_fourier_transform() {
        check::<64, 8, 8>();
        check::<128, 8, 16>();
        check::<256, 16, 16>();
        check::<128, 16, 8>();
    }

    #[test]
    fn its_bits_are_set_down() {
        // The same on every processor: a change here is a change of every report.
        let (mut re, mut im) = ([0.0_f32; 128], [0.0_f32; 128]);
        for n in 0..128 {
            (re[n], im[n]) = (((n * 37 % 101) as f32 - 50.0) / 64.0, ((n * 53 % 97) as f32 - 48.0) / 64.0);
        }
        transformed(&Fft::<128, 8, 16>::new(), &mut re, &mut im);
        let bits = re.iter().chain(&im).fold(0xCBF2_9CE4_8422_2325_u64, |hash, value| {
            (hash ^ u64::from(value.to_bits())).wrapping_mul(0x0100_0000_01B3)
        });
        assert_eq!(format!("{bits:016x}"), "18a17adae77e1749");
    }
}
