//! How loud speech is while there is speech: ITU-T P.56 (12/2011), method B.
//!
//! The rectified signal, smoothed twice, is an envelope. For each of fifteen thresholds an octave apart, the time at
//! or above it, with 0.2 s of hangover after each such stretch, is the time that would be speech; all energy
//! spread over that time is the level. The level that is 15.9 dB above its own threshold is the active level.
//!
//! Four samples are smoothed at a time, both times at once, so that they wait for those before them only once and the
//! compiler can use vectors: what comes out is a sum over the four, and over where the two smoothings stood before.
//!
//! Constants, counting and interpolation are those of the reference implementation, `sv-p56` of ITU-T G.191;
//! tests hold figures that it gave. As there, the signal is taken as it is: the band limit and the removal of DC
//! that the standard leaves to the input filter are not done here, and its electrical and acoustic units (dBV,
//! dBPa) and method A are not there. The tests are made of tones and noise; no recorded test material of the
//! standard has been measured.

use pulp::{Arch, Simd, WithSimd};

/// Samples a second.
const RATE: f64 = 8000.0;
/// Time constant of each of the two smoothings, s.
const TIME_CONSTANT: f64 = 0.03;
/// Samples that count after the envelope fell below a threshold: 0.2 s.
const HANGOVER: u64 = 1600;
/// Active level over its threshold, dB.
const MARGIN_DB: f64 = 15.9;
/// The interpolation is content this near to the margin, dB.
const TOLERANCE_DB: f64 = 0.5;
/// Samples that are smoothed at a time.
const BLOCK: usize = 4;
/// Threshold j is 2^(j - 15) of full scale: the last is one half.
const THRESHOLDS: usize = 15;

/// Measures the active speech level of one channel. The result does not depend on how the input is cut.
#[derive(Clone, Debug)]
pub(crate) struct ActiveLevel {
    arch: Arch,
    weights: Weights,
    smoothed: f64,
    envelope: f64,
    /// Sum of squares, full scale at 1.
    energy: f64,
    /// Samples taken.
    taken: u64,
    /// The first samples of a block that is not full yet.
    waiting: [f32; BLOCK],
    /// Thresholds that the envelope reaches, and from where to where it reaches no others.
    reached: usize,
    between: (f64, f64),
    /// Of the samples before `until[j]`, `active[j]` count for threshold j. Later ones count all while it is
    /// reached, and none while it is not: nothing has to be done until the envelope crosses one.
    active: [u64; THRESHOLDS],
    until: [u64; THRESHOLDS],
}

/// What was measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Measured {
    /// Mean power while there is speech, dBov: 0 is a square wave at full scale, a full-scale sine is -3.01.
    pub active_dbov: f64,
    /// Share of the time with speech, 0 to 1: the long-term level is `active_dbov + 10 log10(activity)`.
    pub activity: f64,
}

impl Default for ActiveLevel {
    fn default() -> Self {
        Self {
            arch: Arch::new(),
            weights: Weights::new(libm::exp(-1.0 / (RATE * TIME_CONSTANT))),
            smoothed: 0.0,
            envelope: 0.0,
            energy: 0.0,
            taken: 0,
            waiting: [0.0; BLOCK],
            reached: 0,
            between: between_thresholds(0),
            active: [0; THRESHOLDS],
            until: [0; THRESHOLDS],
        }
    }
}

impl ActiveLevel {
    /// Takes samples at 8 kHz, full scale at 1.
    pub(crate) fn push(&mut self, mut samples: &[f32]) {
        let held = self.held();
        if held > 0 {
            let (now, later) = samples.split_at(samples.len().min(BLOCK - held));
            self.hold(now);
            if self.held() == 0 {
                self.arch.dispatch(Smooth(self, &[self.waiting], self.taken - BLOCK as u64));
            }
            samples = later;
        }
        let (blocks, rest) = samples.as_chunks::<BLOCK>();
        self.arch.dispatch(Smooth(self, blocks, self.taken));
        self.taken += (blocks.len() * BLOCK) as u64;
        self.hold(rest);
    }

    /// Samples that wait for a block to be full.
    fn held(&self) -> usize {
        (self.taken % BLOCK as u64) as usize
    }

    fn hold(&mut self, samples: &[f32]) {
        for &sample in samples {
            let held = self.held();
            self.waiting[held] = sample;
            self.taken += 1;
        }
    }

    /// Smooths blocks, the first of which begins with sample `now`.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]
    fn blocks(&mut self, blocks: &[[f32; BLOCK]], mut now: u64) {
        let weights = self.weights;
        let (mut smoothed, mut envelope, mut between) = (self.smoothed, self.envelope, self.between);
        let mut energy = self.energy;
        for block in blocks {
            for x in block {
                energy += f64::from(*x) * f64::from(*x);
            }
            let (first, second) = weights.smooth(smoothed, envelope, *block);
            (smoothed, envelope) = (first[BLOCK - 1], second[BLOCK - 1]);
            let inside = |level: f64| (between.0 <= level) & (level < between.1);
            if !(inside(second[0]) & inside(second[1]) & inside(second[2]) & inside(second[3])) {
                self.look(now, &second);
                between = self.between;
            }
            now += BLOCK as u64;
        }
        (self.smoothed, self.envelope, self.energy) = (smoothed, envelope, energy);
    }

    /// Looks for crossings in the envelope from sample `now` on.
    #[cold]
    fn look(&mut self, now: u64, envelope: &[f64]) {
        for (now, &level) in (now..).zip(envelope) {
            let reached = thresholds_reached(level);
            if reached != self.reached {
                self.cross(reached, now);
            }
        }
    }

    /// From sample `now` on the envelope reaches `reached` thresholds.
    #[cold]
    fn cross(&mut self, reached: usize, now: u64) {
        for j in self.reached..reached {
            self.until[j] = self.until[j].max(now);
        }
        for j in reached..self.reached {
            self.active[j] += now + HANGOVER - self.until[j];
            self.until[j] = now + HANGOVER;
        }
        self.reached = reached;
        self.between = between_thresholds(reached);
    }

    /// Samples that count for threshold j.
    fn active(&self, j: usize) -> u64 {
        if j < self.reached {
            self.active[j] + self.taken - self.until[j]
        } else {
            self.active[j] - self.until[j].saturating_sub(self.taken)
        }
    }

    /// The level of all that was pushed. `None` where there is nothing to measure: nothing as loud as -74 dBov, which
    /// is 15.9 dB above the lowest threshold, or only a click that is far above every envelope.
    pub(crate) fn measure(&self) -> Option<Measured> {
        // Of a block that is not full yet only what is there.
        let held = self.held();
        let (_, envelope) = self.weights.smooth(self.smoothed, self.envelope, self.waiting);
        let mut whole = self.clone();
        whole.look(self.taken - held as u64, &envelope[..held]);
        whole.energy += self.waiting[..held].iter().map(|x| f64::from(*x) * f64::from(*x)).sum::<f64>();
        whole.measure_blocks()
    }

    fn measure_blocks(&self) -> Option<Measured> {
        // Level and its height over the threshold, of the thresholds that were reached at all.
        let point = |j: usize| {
            let active = self.active(j);
            let level = 10.0 * libm::log10(self.energy / active as f64);
            (active > 0).then(|| (level, level - threshold_dbov(j) - MARGIN_DB))
        };
        let mut below = point(0).filter(|(_, over)| *over >= 0.0)?;
        for above in (1..THRESHOLDS).map_while(point) {
            if above.1 <= 0.0 {
                let active_dbov = between(below, above);
                let mean = 10.0 * libm::log10(self.energy / self.taken as f64);
                return Some(Measured { active_dbov, activity: libm::exp10((mean - active_dbov) / 10.0) });
            }
            below = above;
        }
        None
    }
}

/// How many thresholds the envelope reaches. They are powers of two, so its exponent says.
fn thresholds_reached(envelope: f64) -> usize {
    const NONE: u64 = 1023 - THRESHOLDS as u64 - 1;
    ((envelope.to_bits() >> 52).clamp(NONE, NONE + THRESHOLDS as u64) - NONE) as usize
}

/// The range in which the envelope reaches this many thresholds.
fn between_thresholds(reached: usize) -> (f64, f64) {
    let threshold = |j: usize| libm::exp2(j as f64 - THRESHOLDS as f64);
    let low = if reached == 0 { f64::NEG_INFINITY } else { threshold(reached - 1) };
    (low, if reached == THRESHOLDS { f64::INFINITY } else { threshold(reached) })
}

/// Takes blocks, the first of which begins with a given sample.
struct Smooth<'a>(&'a mut ActiveLevel, &'a [[f32; BLOCK]], u64);

impl WithSimd for Smooth<'_> {
    type Output = ();

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the compiler must see through the dispatch")]
    fn with_simd<S: Simd>(self, _: S) {
        self.0.blocks(self.1, self.2);
    }
}

/// What each sample of a block brings to each of the block's smoothed values, and what stood before.
#[derive(Clone, Copy, Debug)]
struct Weights {
    /// Of either smoothing's own value before.
    own: [f64; BLOCK],
    /// Of the first's, to the second.
    first: [f64; BLOCK],
    /// Of the samples, to the first and to the second.
    once: [[f64; BLOCK]; BLOCK],
    twice: [[f64; BLOCK]; BLOCK],
}

impl Weights {
    /// `keep` is the share of the old value that one sample leaves.
    fn new(keep: f64) -> Self {
        let (add, power) = (1.0 - keep, |n: usize| keep.powi(n as i32));
        // Smoothed once, a sample brings add keep^n after n samples; twice, as much for each of the n + 1 it was in.
        let since = |j: usize, k: usize, weight: &dyn Fn(usize) -> f64| j.checked_sub(k).map_or(0.0, weight);
        let of = |weight: &dyn Fn(usize) -> f64| std::array::from_fn(|k| std::array::from_fn(|j| since(j, k, weight)));
        Self {
            own: std::array::from_fn(|j| power(j + 1)),
            first: std::array::from_fn(|j| add * (j as f64 + 1.0) * power(j + 1)),
            once: of(&|n| add * power(n)),
            twice: of(&|n| add * add * (n as f64 + 1.0) * power(n)),
        }
    }

    /// Both smoothings of a block.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]
    fn smooth(&self, smoothed: f64, envelope: f64, block: [f32; BLOCK]) -> ([f64; BLOCK], [f64; BLOCK]) {
        // Far under any sound, it keeps the decay out of the subnormal numbers, which are slow.
        const FLOOR: f64 = 1e-30;
        let (mut first, mut second) = ([0.0; BLOCK], [0.0; BLOCK]);
        for (sample, (once, twice)) in block.iter().zip(self.once.iter().zip(&self.twice)) {
            let x = f64::from(sample.abs()) + FLOOR;
            for j in 0..BLOCK {
                first[j] += x * once[j];
                second[j] += x * twice[j];
            }
        }
        for j in 0..BLOCK {
            second[j] = (second[j] + smoothed * self.first[j]) + envelope * self.own[j];
            first[j] += smoothed * self.own[j];
        }
        (first, second)
    }
}

fn threshold_dbov(j: usize) -> f64 {
    20.0 * (j as f64 - THRESHOLDS as f64) * std::f64::consts::LOG10_2
}

/// The level at the margin between two thresholds, given as (level, dB over the margin) below and above it.
///
/// As G.191 does: from the middle by halves towards the end that the margin lies at, until within the tolerance
/// of the margin, or past it.
fn between(below: (f64, f64), above: (f64, f64)) -> f64 {
    if let Some(near) = [above, below].into_iter().find(|end| end.1.abs() < TOLERANCE_DB) {
        return near.0;
    }
    let middle = |a: (f64, f64), b: (f64, f64)| (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1));
    let mut at = middle(below, above);
    let end = if at.1 > 0.0 { above } else { below };
    while at.1.abs() > TOLERANCE_DB && (at.1 > 0.0) != (end.1 > 0.0) {
        at = middle(at, end);
    }
    at.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A 1 kHz sine of RMS -26 dBov, gated by (seconds on, seconds off).
    fn sine(seconds: f64, on: f64, off: f64) -> Vec<f32> {
        let peak = 2_f64.sqrt() * 10_f64.powf(-26.0 / 20.0);
        let sound = |n: usize| peak * (std::f64::consts::FRAC_PI_4 * n as f64).sin();
        let open = |n: usize| (n as f64 / RATE) % (on + off) < on;
        (0..(seconds * RATE) as usize).map(|n| if open(n) { sound(n) as f32 } else { 0.0 }).collect()
    }

    /// White noise between -peak and peak.
    fn noise(samples: usize, peak: f32) -> impl Iterator<Item = f32> {
        let mut state = 1_u32;
        std::iter::repeat_with(move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((state >> 8) as f32 / 8_388_608.0 - 1.0) * peak
        })
        .take(samples)
    }

    /// Noise in talkspurts of 1.3 s with syllables of 250 ms and pauses of 0.7 s: it has the dips of speech.
    fn babble() -> Vec<f32> {
        let depth = |n: usize| {
            let syllable = (n % 2000) as f32 / 2000.0;
            if n % 16_000 < 10_400 { 16.0 * (syllable * (1.0 - syllable)).powi(2) } else { 0.0 }
        };
        noise(160_000, 0.2).enumerate().map(|(n, x)| x * depth(n)).collect()
    }

    fn measured(samples: &[f32]) -> Option<Measured> {
        let mut meter = ActiveLevel::default();
        meter.push(samples);
        meter.measure()
    }

    fn assert_measures(samples: &[f32], active_dbov: f64, activity: f64, tolerance: f64) {
        let got = measured(samples).unwrap();
        let near = (got.active_dbov - active_dbov).abs() <= tolerance && (got.activity - activity).abs() <= tolerance;
        assert!(near, "{got:?}, not {active_dbov} dBov and {activity}");
    }

    fn scaled(samples: &[f32], gain_db: f64) -> Vec<f32> {
        let gain = 10_f64.powf(gain_db / 20.0);
        samples.iter().map(|&x| (f64::from(x) * gain) as f32).collect()
    }

    #[test]
    fn a_steady_sine_has_its_own_level_and_is_always_active() {
        assert_measures(&sine(20.0, 1.0, 0.0), -26.0, 1.0, 0.01);
    }

    #[test]
    fn gated_speech_has_the_level_of_its_talk_less_the_hangover() {
        // Energy of 10 s over the 10 s, 0.2 s of hangover and 0.1 s until the envelope is 16 dB down.
        let long = measured(&sine(40.0, 10.0, 10.0)).unwrap();
        assert!((long.active_dbov + 26.0).abs() < 0.2 && (0.50..0.53).contains(&long.activity), "{long:?}");
        // The same 0.3 s weigh more in a second: this is the method's answer, not an error.
        let short = measured(&sine(20.0, 1.0, 1.0)).unwrap();
        assert!((short.active_dbov + 26.0 + 10.0 * 1.3_f64.log10()).abs() < 0.2, "{short:?}");
    }

    #[test]
    fn figures_are_those_of_the_reference_implementation() {
        // Given by G.191's sv-p56 (version 2.3) for the same samples.
        assert_measures(&sine(20.0, 1.0, 0.0), -25.994_948, 0.998_838, 2e-6);
        assert_measures(&sine(20.0, 1.0, 1.0), -27.053_170, 0.637_216, 2e-6);
        assert_measures(&sine(40.0, 10.0, 10.0), -26.115_757, 0.513_506, 2e-6);
        assert_measures(&babble(), -23.402_016, 0.742_776, 2e-6);
        assert_measures(&scaled(&babble(), -7.3), -30.707_556, 0.743_725, 2e-6);
        assert_measures(&scaled(&babble(), -31.0), -54.416_984, 0.745_341, 2e-6);
        assert_measures(&noise(80_000, 0.5).collect::<Vec<_>>(), -10.776_122, 0.997_644, 2e-6);
    }

    #[test]
    fn gain_moves_the_level_and_nothing_else() {
        let straight = measured(&babble()).unwrap();
        for octaves in 1..5 {
            let factor = 0.5_f32.powi(octaves);
            let moved = measured(&babble().iter().map(|x| x * factor).collect::<Vec<_>>()).unwrap();
            assert!((moved.active_dbov - straight.active_dbov - 20.0 * f64::from(factor).log10()).abs() < 1e-9);
            assert!((moved.activity - straight.activity).abs() < 1e-9);
        }
        // Between octaves the interpolation's tolerance shows.
        for tenths in 0..200 {
            let gain_db = -0.2 * f64::from(tenths);
            let moved = measured(&scaled(&babble(), gain_db)).unwrap();
            assert!((moved.active_dbov - straight.active_dbov - gain_db).abs() < 0.05, "{gain_db} dB");
        }
    }

    #[test]
    fn cuts_change_nothing() {
        let samples = babble();
        let whole = measured(&samples);
        for cut in [1, 7, 80, 4099] {
            let mut meter = ActiveLevel::default();
            samples.chunks(cut).for_each(|piece| meter.push(piece));
            assert_eq!(meter.measure(), whole, "cut by {cut}");
        }
    }

    #[test]
    fn faint_noise_hardly_moves_the_level() {
        let speech = babble();
        let straight = measured(&speech).unwrap().active_dbov;
        // White noise of this peak has a level of -55.2 dBov, 32 dB under the speech.
        let noisy: Vec<f32> = speech.iter().zip(noise(speech.len(), 0.003)).map(|(x, n)| x + n).collect();
        assert!((measured(&noisy).unwrap().active_dbov - straight).abs() < 0.2);
    }

    #[test]
    fn level_and_activity_make_the_long_term_level() {
        let samples = babble();
        let mean = samples.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>() / samples.len() as f64;
        let got = measured(&samples).unwrap();
        assert!((got.active_dbov - (10.0 * mean.log10() + 10.0 * (1.0 / got.activity).log10())).abs() < 1e-9);
    }

    #[test]
    fn silence_has_no_level() {
        assert_eq!(measured(&[]), None);
        assert_eq!(measured(&vec![0.0; 80_000]), None);
        assert_eq!(measured(&scaled(&babble(), -60.0)), None);
        let click: Vec<f32> = (0..8000).map(|n| if n == 100 { 0.9 } else { 0.0 }).collect();
        assert_eq!(measured(&click), None);
    }
}
