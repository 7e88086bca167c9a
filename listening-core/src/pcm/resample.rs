//! Any taken sample rate to 8 kHz, phase-exact.
//!
//! A polyphase finite impulse response: output sample n is at exactly n / 8000 s (the filter is
//! symmetric and its delay is taken out), and is the same sum in the same order however the input is
//! cut. Kaiser-windowed sinc after Kaiser & Schafer 1980: flat to 3.5 kHz, 70 dB down from 4.1 kHz, so
//! that what folds back lies above 3.9 kHz, outside the telephone band. Below 8 kHz both edges lie as far below half the input
//! rate, so that no images are made. Of rates that have many phases in common with 8 kHz, as 44,099 Hz, 512 are kept and what
//! lies between them is found by a straight line, which is off by less than -100 dB.

use super::RATE;
use crate::error::{ErrorKind, Result};
use crate::rates::SUPPORTED_RATES;

const PASS_HZ: f64 = 3500.0;
const STOP_HZ: f64 = 4100.0;
const ATTENUATION_DB: f64 = 70.0;

/// The most phases that are kept as they are: 11,025 Hz has 320.
const MOST_PHASES: u64 = 512;

/// Brings one channel from any rate of [`SUPPORTED_RATES`] to 8 kHz, as a [`Session`](crate::Session) does: so that two channels
/// of different rates become one call.
///
/// ```
/// let mut resampler = listening_core::Resampler::new(48_000)?;
/// let mut output = Vec::new();
/// resampler.push(&[0.0; 480], &mut output);
/// resampler.finish(&mut output);
/// assert_eq!(output.len(), 80);
/// # Ok::<(), listening_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Resampler {
    /// `None` at 8 kHz: samples pass untouched.
    filter: Option<Filter>,
}

#[derive(Clone, Debug)]
struct Filter {
    /// A row of `taps` coefficients for each of `phases`, in order of time; and one more where rows are mixed.
    coefficients: Vec<f32>,
    taps: usize,
    phases: u64,
    /// The row of an output between two phases.
    mixed: Vec<f32>,
    /// Output rate over input rate in lowest terms.
    up: u64,
    down: u64,
    /// The last inputs; `first` is the position of `window[0]` in the stream.
    window: Vec<f32>,
    first: i64,
    /// Inputs taken and outputs given.
    taken: u64,
    given: u64,
}

impl Resampler {
    /// For input at `rate` hertz.
    ///
    /// # Errors
    /// A refusal ([`Error::is_sample_rate`](crate::Error::is_sample_rate)) of a rate outside [`SUPPORTED_RATES`].
    pub fn new(rate: u32) -> Result<Self> {
        if !SUPPORTED_RATES.contains(&rate) {
            return Err(ErrorKind::SampleRate { got: rate }.into());
        }
        let filter = (rate != RATE).then(|| Filter::new(rate));
        Ok(Self { filter })
    }

    /// Takes `input` and appends every output sample that it settles.
    pub fn push(&mut self, input: &[f32], output: &mut Vec<f32>) {
        match &mut self.filter {
            None => output.extend_from_slice(input),
            Some(filter) => filter.push(input, output),
        }
    }

    /// Ends the stream: appends what is left, with silence after the last input. The whole stream has
    /// ceil(inputs * 8000 / rate) outputs.
    pub fn finish(&mut self, output: &mut Vec<f32>) {
        if let Some(filter) = &mut self.filter {
            filter.finish(output);
        }
    }
}

impl Filter {
    fn new(rate: u32) -> Self {
        let divisor = gcd(u64::from(rate), u64::from(RATE));
        let (up, down) = (u64::from(RATE) / divisor, u64::from(rate) / divisor);
        let half = half_width(rate);
        let taps = 2 * half;
        let phases = up.min(MOST_PHASES);
        let mixed = if phases < up { vec![0.0; taps] } else { Vec::new() };
        let rows = phases as usize + usize::from(phases < up);
        let mut coefficients = vec![0.0; rows * taps];
        for phase in 0..rows {
            // Output at input position i + phase / phases; taps at inputs i - half + 1 ..= i + half.
            let row = &mut coefficients[phase * taps..(phase + 1) * taps];
            let mut values = vec![0.0_f64; taps];
            for (k, value) in values.iter_mut().enumerate() {
                let offset = k as f64 - (half as f64 - 1.0) - phase as f64 / phases as f64;
                *value = kernel(offset, f64::from(rate), half as f64);
            }
            let sum: f64 = values.iter().sum();
            for (coefficient, value) in row.iter_mut().zip(values) {
                *coefficient = (value / sum) as f32;
            }
        }
        Self {
            coefficients,
            taps,
            phases,
            mixed,
            up,
            down,
            window: vec![0.0; half - 1],
            first: -(half as i64 - 1),
            taken: 0,
            given: 0,
        }
    }

    fn half(&self) -> u64 {
        self.taps as u64 / 2
    }

    fn push(&mut self, input: &[f32], output: &mut Vec<f32>) {
        self.window.extend_from_slice(input);
        self.taken += input.len() as u64;
        while self.position().0 + self.half() < self.taken {
            self.give(output);
        }
        // Forget what no later output reaches.
        let needed = self.position().0 as i64 + 1 - self.half() as i64;
        let forget = ((needed - self.first).max(0) as usize).min(self.window.len());
        self.window.drain(..forget);
        self.first += forget as i64;
    }

    fn finish(&mut self, output: &mut Vec<f32>) {
        let total = (self.taken * self.up).div_ceil(self.down);
        self.window.extend(std::iter::repeat_n(0.0, self.taps));
        while self.given < total {
            self.give(output);
        }
    }

    /// Position of the next output: whole input sample and phase.
    fn position(&self) -> (u64, u64) {
        let at = self.given * self.down;
        (at / self.up, at % self.up)
    }

    fn give(&mut self, output: &mut Vec<f32>) {
        let (whole, phase) = self.position();
        let start = (whole as i64 + 1 - self.half() as i64 - self.first) as usize;
        let window = &self.window[start..start + self.taps];
        if self.phases == self.up {
            output.push(dot(&self.coefficients[phase as usize * self.taps..][..self.taps], window));
        } else {
            let at = phase * self.phases;
            let (row, share) = ((at / self.up) as usize, (at % self.up) as f32 / self.up as f32);
            let (before, after) = self.coefficients[row * self.taps..][..2 * self.taps].split_at(self.taps);
            for ((mixed, a), b) in self.mixed.iter_mut().zip(before).zip(after) {
                *mixed = a + share * (b - a);
            }
            output.push(dot(&self.mixed, window));
        }
        self.given += 1;
    }
}

/// Eight partial sums, so that the compiler can keep them in one register; the order is fixed.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    let (a_chunks, a_rest) = a.as_chunks::<8>();
    let (b_chunks, b_rest) = b.as_chunks::<8>();
    for (x, y) in a_chunks.iter().zip(b_chunks) {
        for lane in 0..8 {
            sums[lane] += x[lane] * y[lane];
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(x, y)| x * y).sum();
    sums.iter().sum::<f32>() + rest
}

/// Half the filter's length in input samples, from Kaiser's formula for the transition band.
fn half_width(rate: u32) -> usize {
    let [pass, stop] = edges(f64::from(rate));
    let transition = 2.0 * std::f64::consts::PI * (stop - pass) / f64::from(rate);
    let length = (ATTENUATION_DB - 7.95) / (2.285 * transition);
    (length / 2.0).ceil() as usize + 1
}

/// Where the filter begins and ends to fall, Hz.
fn edges(rate: f64) -> [f64; 2] {
    let scale = (rate / f64::from(RATE)).min(1.0);
    [PASS_HZ * scale, STOP_HZ * scale]
}

fn kernel(offset: f64, rate: f64, half: f64) -> f64 {
    let beta = 0.1102 * (ATTENUATION_DB - 8.7);
    let ratio = offset / half;
    if ratio.abs() >= 1.0 {
        return 0.0;
    }
    let cutoff = edges(rate).iter().sum::<f64>() / rate;
    let x = std::f64::consts::PI * cutoff * offset;
    let sinc = if x.abs() < 1e-9 { 1.0 } else { libm::sin(x) / x };
    cutoff * sinc * bessel_i0(beta * (1.0 - ratio * ratio).sqrt()) / bessel_i0(beta)
}

/// Modified Bessel function of the first kind, order zero, by its power series.
fn bessel_i0(x: f64) -> f64 {
    let mut term = 1.0;
    let mut sum = 1.0;
    let mut k = 1.0;
    while term > 1e-12 * sum {
        term *= (x / (2.0 * k)) * (x / (2.0 * k));
        sum += term;
        k += 1.0;
    }
    sum
}

const fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rates::USUAL_RATES;
    use proptest::prelude::*;

    fn tone(hz: f64, rate: u32, seconds: f64) -> Vec<f32> {
        (0..(f64::from(rate) * seconds) as usize)
            .map(|n| (2.0 * std::f64::consts::PI * hz * n as f64 / f64::from(rate)).sin() as f32)
            .collect()
    }

    fn whole(rate: u32, input: &[f32]) -> Vec<f32> {
        let mut resampler = Resampler::new(rate).unwrap();
        let mut output = Vec::new();
        resampler.push(input, &mut output);
        resampler.finish(&mut output);
        output
    }

    #[test]
    fn a_tone_keeps_its_phase_and_level_at_every_rate() {
        for rate in USUAL_RATES.into_iter().chain([4001, 8001, 44_099, 191_999]) {
            for hz in [100.0, 1000.0, 3400.0].into_iter().filter(|hz| *hz < 0.43 * f64::from(rate)) {
                let output = whole(rate, &tone(hz, rate, 0.5));
                assert_eq!(output.len(), 4000, "{rate}");
                let expected = tone(hz, RATE, 0.5);
                let inner = 400..3600;
                let worst = inner.map(|n| (output[n] - expected[n]).abs()).fold(0.0_f32, f32::max);
                assert!(worst < 2e-3, "{rate} Hz, tone {hz}: off by {worst}");
            }
        }
    }

    #[test]
    fn what_would_fold_back_is_gone() {
        for rate in USUAL_RATES.into_iter().chain([44_099, 191_999]).filter(|&rate| rate > 9200) {
            let output = whole(rate, &tone(4600.0, rate, 0.5));
            let power: f32 = output[400..3600].iter().map(|x| x * x).sum::<f32>() / 3200.0;
            assert!(10.0 * power.log10() < -65.0, "{rate} Hz: {} dB", 10.0 * power.log10());
        }
    }

    #[test]
    fn the_length_is_rounded_up() {
        assert_eq!(whole(44_100, &[0.5]).len(), 1);
        assert_eq!(whole(16_000, &[0.5; 3]).len(), 2);
        assert_eq!(whole(48_000, &[]).len(), 0);
    }

    #[test]
    fn other_rates_are_refused() {
        for rate in [0, 3999, 192_001, u32::MAX] {
            assert_eq!(Resampler::new(rate).unwrap_err(), ErrorKind::SampleRate { got: rate }.into());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn cuts_change_nothing(
            rate in proptest::sample::select([&USUAL_RATES[..], &[8001, 44_099]].concat()),
            input in proptest::collection::vec(-1.0_f32..1.0, 0..3000),
            cuts in proptest::collection::vec(1_usize..700, 1..40),
        ) {
            let mut resampler = Resampler::new(rate).unwrap();
            let mut output = Vec::new();
            let mut rest = &input[..];
            for cut in cuts.iter().cycle() {
                if rest.is_empty() { break; }
                let (now, later) = rest.split_at((*cut).min(rest.len()));
                resampler.push(now, &mut output);
                rest = later;
            }
            resampler.finish(&mut output);
            prop_assert_eq!(output, whole(rate, &input));
        }
    }
}
