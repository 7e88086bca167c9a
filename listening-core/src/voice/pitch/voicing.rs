//! How much speaks for voicing at a candidate: log odds, by a logistic regression.
//!
//! It was fitted by `benches/fit_pitch.py`, over wide-band and telephone speech, clean and with pink noise of 20 and 10 dB, so that one set
//! of weights does for all: that the threshold on the height falls with the noise is in it.

use super::candidates::Candidate;
use super::correlation::Shown;

/// dB over the channel's noise beyond which more says nothing.
const CLEAR_DB: f32 = 40.0;
/// dB under the talk's loudest beyond which less says nothing.
const FAINT_DB: f32 = -50.0;
/// dB that the loudest falls in a frame: 5 dB a second.
const FALL_DB: f32 = 0.05;
/// Far below any sound, dB: where the loudest begins.
const SILENCE_DB: f32 = -200.0;

/// Weights of a candidate's heights, plain and squared.
const HEIGHTS: [f32; 2] = [3.092, 7.386];
const SQUARES: [f32; 2] = [-3.530, 5.624];
/// Weights of the frame: level over the noise, level under the loudest, its square, tilt (10 dB each), smoothness,
/// and the mean of the greatest heights of five frames.
const FRAME: [f32; 6] = [0.6301, -0.9326, -0.5819, -0.8692, 1.464, 18.52];
const BIAS: f32 = -10.62;
/// Against a period that is but a multiple of another.
const MULTIPLE: f32 = 1.5;
/// For each octave that a candidate is under 200 Hz: a peak at half a period is as high as one at the whole, but a
/// peak at a whole one not as high as at its double.
const LONGER: f32 = 0.1;
const MIDDLE: f32 = 7.643_856;

/// Follows how loud the talk is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loudest(f32);

impl Default for Loudest {
    fn default() -> Self {
        Self(SILENCE_DB)
    }
}

impl Loudest {
    /// A frame passes.
    pub(super) fn pass(&mut self) {
        self.0 = (self.0 - FALL_DB).max(SILENCE_DB);
    }

    /// What a frame of talk says of voicing, whatever its period.
    pub(super) fn weigh(&mut self, shown: &Shown) -> f32 {
        let level = decibels(shown.energy);
        self.0 = self.0.max(level);
        let clear = if shown.noise > 0.0 { level - decibels(shown.noise) } else { CLEAR_DB };
        let clear = clear.clamp(0.0, CLEAR_DB) / 10.0;
        let under = (level - self.0).max(FAINT_DB) / 10.0;
        let tilt = decibels(shown.tilt).clamp(-20.0, 40.0) / 10.0;
        let terms = [clear, under, under * under, tilt, shown.smoothness];
        BIAS + terms.iter().zip(FRAME).map(|(term, weight)| term * weight).sum::<f32>()
    }
}

/// Log odds of a candidate in a frame that was weighed, with the mean of the greatest heights around it.
pub(super) fn log_odds(frame: f32, around: f32, candidate: &Candidate) -> f32 {
    let multiple = if candidate.multiple { MULTIPLE } else { 0.0 };
    let mut sum = frame - multiple + FRAME[5] * around + LONGER * (MIDDLE - candidate.octave);
    for ((height, weight), square) in candidate.heights.iter().zip(HEIGHTS).zip(SQUARES) {
        sum += height * (weight + square * height);
    }
    sum
}

fn decibels(power: f32) -> f32 {
    10.0 * libm::log10f(power.max(f32::MIN_POSITIVE))
}
