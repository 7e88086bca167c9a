//! The one spectrum that every later stage reads.

use std::sync::LazyLock;

use super::{Block, Frame, Power};
use pulp::{Arch, Simd, WithSimd};

/// Samples from one frame to the next: 10 ms.
pub const FRAME: usize = 80;
/// Samples under the window: 32 ms.
pub(crate) const WINDOW: usize = 256;
/// Lines of the spectrum, 31.25 Hz apart, 0 to 4000 Hz.
pub(crate) const BINS: usize = WINDOW / 2 + 1;
/// The window of frame t starts this many samples before 80 t.
const BEFORE: usize = 88;

/// Power per line, |FFT(x w)|² / Σw², w a periodic Hann window.
pub type Spectrum = [f32; BINS];

/// Numbers of the transform: two samples are one.
const HALF: usize = WINDOW / 2;

/// What all channels share.
struct Plan {
    arch: Arch,
    power: Power<HALF, 8, 16>,
    /// The window, with the spectrum's scale put into it.
    hann: [f32; WINDOW],
}

static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let mut hann = [0.0; WINDOW];
    let mut sum_of_squares = 0.0;
    for (n, value) in hann.iter_mut().enumerate() {
        let exact = 0.5 - 0.5 * libm::cos(2.0 * std::f64::consts::PI * n as f64 / WINDOW as f64);
        *value = exact as f32;
        sum_of_squares += exact * exact;
    }
    for value in &mut hann {
        *value = (f64::from(*value) / sum_of_squares.sqrt()) as f32;
    }
    Plan { arch: Arch::new(), power: Power::new(), hann }
});

/// Cuts one channel into frames.
#[derive(Clone)]
pub struct Framer {
    /// The window of the next frame, `held` samples of it there.
    window: [f32; WINDOW],
    held: usize,
    /// Samples taken since the start.
    taken: u64,
    /// Frames given since the start.
    given: u64,
}

impl Default for Framer {
    fn default() -> Self {
        Self::new()
    }
}

impl Framer {
    /// At the start of a stream, with silence before it.
    pub fn new() -> Self {
        Self { window: [0.0; WINDOW], held: BEFORE, taken: 0, given: 0 }
    }

    /// Takes samples; `each` gets every frame that they complete.
    pub fn push(&mut self, mut samples: &[f32], mut each: impl FnMut(&Frame)) {
        while let Some(frame) = self.take(&mut samples) {
            each(&frame);
        }
    }

    /// Takes samples off the front until they complete a frame; all of them where they complete none.
    pub fn take(&mut self, samples: &mut &[f32]) -> Option<Frame> {
        let (now, later) = samples.split_at(samples.len().min(WINDOW - self.held));
        self.window[self.held..self.held + now.len()].copy_from_slice(now);
        self.held += now.len();
        self.taken += now.len() as u64;
        *samples = later;
        (self.held == WINDOW).then(|| self.frame(FRAME))
    }

    /// Ends the stream with silence: `each` gets the frames that are left. There are ceil(samples / 80) in all.
    pub fn finish(&mut self, mut each: impl FnMut(&Frame)) {
        while let Some(frame) = self.take_last() {
            each(&frame);
        }
    }

    /// Of the frames that are left at the end of the stream the next one.
    pub fn take_last(&mut self) -> Option<Frame> {
        let own = (self.taken - self.taken.min(self.given * FRAME as u64)).min(FRAME as u64) as usize;
        (own > 0).then(|| {
            self.window[self.held..].fill(0.0);
            self.frame(own)
        })
    }

    /// The frame under the full window, of which `own` samples are the stream's; moves on by one.
    fn frame(&mut self, own: usize) -> Frame {
        let mut spectrum = [0.0; BINS];
        // All at once, as vectors.
        if self.window.iter().fold(false, |any, x| any | (*x != 0.0)) {
            let plan = &*PLAN;
            plan.arch.dispatch(Transform { plan, window: &self.window, spectrum: &mut spectrum });
        }
        let frame = Frame {
            spectrum,
            samples: std::array::from_fn(|k| self.window[BEFORE + k]),
            block: Block::of(&self.window[BEFORE..BEFORE + own]),
        };
        self.window.copy_within(FRAME.., 0);
        self.held = self.held.saturating_sub(FRAME);
        self.given += 1;
        frame
    }
}

struct Transform<'a> {
    plan: &'a Plan,
    window: &'a [f32; WINDOW],
    spectrum: &'a mut Spectrum,
}

impl WithSimd for Transform<'_> {
    type Output = ();

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the compiler must see through the dispatch")]
    fn with_simd<S: Simd>(self, simd: S) {
        self.plan.power.of(simd, self.window, &self.plan.hann, self.spectrum);
    }
}

impl std::fmt::Debug for Framer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Framer").field("taken", &self.taken).field("given", &self.given).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(samples: &[f32], cut: usize) -> Vec<Frame> {
        let mut framer = Framer::new();
        let mut all = Vec::new();
        for piece in samples.chunks(cut) {
            framer.push(piece, |frame| all.push(*frame));
        }
        framer.finish(|frame| all.push(*frame));
        all
    }

    #[test]
    fn frames_are_counted_up_and_cuts_change_nothing() {
        for length in [0_usize, 1, 79, 80, 81, 167, 168, 169, 1000] {
            let samples: Vec<f32> = (0..length).map(|n| (n as f32 * 0.37).sin()).collect();
            let whole = frames(&samples, 10_000);
            assert_eq!(whole.len(), length.div_ceil(80), "{length}");
            for cut in [1, 7, 80, 255] {
                assert_eq!(frames(&samples, cut), whole, "{length} cut by {cut}");
            }
        }
    }

    #[test]
    fn a_tone_stands_on_its_line_with_its_power() {
        let samples: Vec<f32> =
            (0..800).map(|n| 0.5 * (2.0 * std::f32::consts::PI * 1000.0 * n as f32 / 8000.0).sin()).collect();
        let frame = frames(&samples, 800)[5];
        let peak = (0..BINS).max_by(|&a, &b| frame.spectrum[a].total_cmp(&frame.spectrum[b]));
        assert_eq!(peak, Some(32));
        // Parseval: the two-sided sum over N is the mean square under the window.
        let sum: f32 = frame.spectrum.iter().sum::<f32>() * 2.0 / WINDOW as f32;
        assert!((sum - 0.125).abs() < 1e-3, "{sum}");
        assert!((frame.block.energy - 0.125).abs() < 1e-3);
    }

    #[test]
    fn the_last_block_holds_only_its_own_samples() {
        let all = frames(&[0.5; 81], 81);
        assert!((all[1].block.energy - 0.25).abs() < 1e-6);
        assert_eq!((all[1].block.lead, all[1].block.tail), (0, 0));
    }
}
