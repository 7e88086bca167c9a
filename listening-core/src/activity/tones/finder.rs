//! From frames to tones.

use super::burst::{Change, Judged, Tracker};
use super::cadence::Namer;
use super::peaks::{self, Shape};
use super::tone_span::ToneSpan;
use super::zoom::Zoom;
use crate::signal::Spectrum;

/// Frames of low lines only before a closer look is worth its while.
const LOW_BEFORE: u32 = 4;
/// A modulated tone at times disappears in the noise for this many frames.
const VANISHED: u32 = 2;

/// Finds the signalling tones of one channel, frame by frame.
#[derive(Clone, Debug, Default)]
pub(crate) struct ToneFinder {
    zoom: Zoom,
    tracker: Tracker,
    namer: Namer,
    /// Frames taken.
    taken: u64,
    /// Frames of low lines only, up to this one; single ones may be missing.
    low: u32,
    /// Frames without a shape, up to this one.
    vanished: u32,
    /// Bit k: the frame k before the last one taken belongs to a tone.
    tones: u64,
}

impl ToneFinder {
    /// Frames between the one given and the one spoken of.
    pub(crate) const LAG: usize = 8;

    /// Takes the next frame's own samples (80; the last of a call may have fewer) and its spectrum. `each` gets the
    /// spans that are now known, each within 1 s of its end. Returns whether the frame `LAG` frames
    /// ago belongs to a tone; the first `LAG` answers speak of nothing and are `false`.
    // Inlined where the length of a frame is known.
    #[inline]
    pub(crate) fn push(&mut self, samples: &[f32], spectrum: &Spectrum, mut each: impl FnMut(ToneSpan)) -> bool {
        self.zoom.push(samples);
        let shape = peaks::shape(spectrum);
        match shape {
            Shape::Low(_) => (self.low, self.vanished) = (self.low + 1, 0),
            Shape::Spread if self.vanished < VANISHED => self.vanished += 1,
            _ => self.low = 0,
        }
        // Much of speech has low lines only: there, every other frame will do.
        let look = self.low > LOW_BEFORE && (self.tracker.follows() || self.taken.is_multiple_of(2));
        let (pitches, pitch) = match shape {
            Shape::Peaks(pitches) => (Some(pitches), pitches.hz[0]),
            Shape::Low(hz) => (if look { self.zoom.look() } else { None }, hz),
            Shape::Spread => (if look { self.zoom.look() } else { None }, 0.0),
        };
        self.tones <<= 1;
        let energy = energy(samples);
        let (namer, frame) = (&mut self.namer, self.taken);
        match self.tracker.push(frame, [energy, pitch], pitches, |change| namer.take(change, &mut each)) {
            Judged::Tone(frames) => self.tones |= frames,
            Judged::Mistaken => self.tones = 0,
        }
        self.namer.tick(frame, &mut each);
        self.taken += 1;
        self.tones >> Self::LAG & 1 == 1
    }

    /// Ends the channel: `each` gets the spans that are left. Returns what [`push`](Self::push) has not reported: whether
    /// each of the last `LAG` frames belongs to a tone, oldest first; those before the first frame do not.
    pub(crate) fn finish(&mut self, mut each: impl FnMut(ToneSpan)) -> [bool; Self::LAG] {
        let namer = &mut self.namer;
        self.tracker.finish(|change: Change| namer.take(change, &mut each));
        self.namer.finish(&mut each);
        std::array::from_fn(|k| self.tones >> (Self::LAG - 1 - k) & 1 == 1)
    }
}

/// Sum of squares: eight sums side by side, so that the compiler can use vectors; the order is fixed.
fn energy(samples: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    let (chunks, rest) = samples.as_chunks::<8>();
    for chunk in chunks {
        for lane in 0..8 {
            sums[lane] += chunk[lane] * chunk[lane];
        }
    }
    sums.iter().sum::<f32>() + rest.iter().map(|x| x * x).sum::<f32>()
}
