//! Periods that a frame may have: the highest peaks of its correlations.

#![expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]

use super::correlation::{Correlations, LONGEST, SHORTEST};

/// Candidates of a frame, at most.
pub(super) const MOST: usize = 6;
/// Lower peaks are noise.
const LOWEST: f32 = 0.1;
/// So much higher is hardly higher; and a peak is clear that is so high.
const HARDLY: f32 = 0.02;
const CLEAR: f32 = 0.8;
/// Octaves from a period to its double, triple and fourfold, and how near to that is near.
const TIMES: [f32; 3] = [1.0, 1.585, 2.0];
const NEAR: f32 = 0.04;
/// Lags that are looked at, in eights.
const EIGHTS: usize = (LONGEST - SHORTEST + 1).div_ceil(8);
/// Samples in a second.
const RATE: f32 = 8000.0;

/// A period that a frame may have.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Candidate {
    /// Fundamental frequency, in octaves above 1 Hz.
    pub(super) octave: f32,
    /// Mean height of the two correlations.
    pub(super) height: f32,
    /// Each correlation's, of the power and of the compressed power.
    pub(super) heights: [f32; 2],
    /// It is two, three or four times as long as another, and hardly higher, though that one is clear:
    /// what repeats after one period repeats after two.
    pub(super) multiple: bool,
}

/// The candidates of a frame, in no order.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Candidates {
    list: [Candidate; MOST],
    count: usize,
}

impl Candidates {
    /// The highest peaks of the mean of two correlations.
    #[inline(always)]
    pub(super) fn of(correlations: &Correlations) -> Self {
        let [power, compressed] = correlations;
        let mut mean = [0.0; LONGEST + 2];
        for ((out, a), b) in mean.iter_mut().zip(power).zip(compressed) {
            *out = 0.5 * (a + b);
        }
        // Lags first: the octave needs a logarithm, and only the peaks that stay are worth one.
        let mut found = Self::default();
        let mut lowest = LOWEST;
        for (first, eight) in (SHORTEST..).step_by(8).zip(peaks(&mean)) {
            let mut bits = u64::from_le_bytes(eight);
            while bits != 0 {
                let lag = first + bits.trailing_zeros() as usize / 8;
                bits &= bits - 1;
                let (left, peak, right) = (mean[lag - 1], mean[lag], mean[lag + 1]);
                if peak > lowest {
                    let bend = left - 2.0 * peak + right;
                    let shift = if bend < 0.0 { 0.5 * (left - right) / bend } else { 0.0 };
                    let height = peak - 0.25 * (left - right) * shift;
                    let heights = [power[lag], compressed[lag]];
                    lowest = found.add(Candidate { octave: lag as f32 + shift, height, heights, multiple: false });
                }
            }
        }
        for candidate in &mut found.list[..found.count] {
            candidate.octave = libm::log2f(RATE / candidate.octave);
        }
        let all = found;
        for candidate in &mut found.list[..found.count] {
            candidate.multiple = all.iter().any(|other| {
                let times = other.octave - candidate.octave;
                let as_high = other.height > CLEAR && candidate.height < other.height + HARDLY;
                as_high && TIMES.iter().any(|n| (times - n).abs() < NEAR)
            });
        }
        found
    }

    /// Adds a candidate, in the place of the lowest if there are enough; gives what a next one has to pass.
    fn add(&mut self, candidate: Candidate) -> f32 {
        if self.count < MOST {
            self.list[self.count] = candidate;
            self.count += 1;
        } else if let Some(lowest) = self.list.iter_mut().min_by(|a, b| a.height.total_cmp(&b.height))
            && lowest.height < candidate.height
        {
            *lowest = candidate;
        }
        if self.count < MOST { LOWEST } else { self.highest(|a, b| b < a) }
    }

    /// Height of the highest; nought if there is none.
    pub(super) fn height(&self) -> f32 {
        if self.count == 0 { 0.0 } else { self.highest(|a, b| b > a) }
    }

    fn highest(&self, beats: impl Fn(f32, f32) -> bool) -> f32 {
        let heights = self.iter().map(|candidate| candidate.height);
        heights.reduce(|a, b| if beats(a, b) { b } else { a }).unwrap_or(0.0)
    }

    /// All of them.
    pub(super) fn iter(&self) -> std::slice::Iter<'_, Candidate> {
        self.list[..self.count].iter()
    }
}

/// Whether there is a peak above [`LOWEST`] at each lag, eight flags of 0 or 1 at a time.
#[inline(always)]
fn peaks(mean: &[f32; LONGEST + 2]) -> [[u8; 8]; EIGHTS] {
    // All lags at once, as vectors.
    let mut flags = [[0; 8]; EIGHTS];
    let (left, right) = (&mean[SHORTEST - 1..LONGEST], &mean[SHORTEST + 1..]);
    let all = flags.as_flattened_mut().iter_mut();
    for (((flag, left), peak), right) in all.zip(left).zip(&mean[SHORTEST..=LONGEST]).zip(right) {
        *flag = u8::from((*peak > LOWEST) & (peak > left) & (peak >= right));
    }
    flags
}
