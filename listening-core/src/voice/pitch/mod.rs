//! Pitch: 60 to 500 Hz, followed through the talk of one channel.
//!
//! A frame's candidates are the peaks of two autocorrelations ([`correlation`]); [`voicing`] weighs how much speaks
//! for each, [`track`] finds the likeliest way through them, and [`range`] keeps it within what this speaker's voice
//! has shown so far. All of it depends on the audio up to a fixed number of frames ahead, so never on how it was cut.

#![expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]

mod candidates;
mod correlation;
mod cosine;
mod glance;
mod range;
mod track;
mod voicing;

pub use glance::{Amplitudes, glance};

use pulp::{Arch, Simd, WithSimd};

use candidates::{Candidates, MOST};
use correlation::{Correlator, Shown, WINDOW};
use range::Range;
use track::{Told, Way};
use voicing::Loudest;

use crate::signal::FRAME;

/// Frames to each side among which a frame's greatest height is averaged.
const AROUND: usize = 2;
/// Frames that wait, with those around them.
const WAITING: usize = 2 * AROUND + 1;
/// Samples on either side of a frame's start that its window takes.
const HALF: usize = WINDOW / 2;
/// Probability of voicing from which on a pitch counts towards the speaker's range.
const SURE: f32 = 0.8;
/// The channel's noise is measured in one of this many frames without speech.
const SELDOM: usize = 4;

/// Pitch of one voiced frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pitch {
    /// Fundamental frequency, 60 to 500 Hz.
    pub hz: f32,
    /// Semitones above the speaker's median up to here.
    pub semitones: f32,
}

/// What the tracker says of a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Voicing {
    /// Probability of voicing, 0 to 1; 0 where there is no talk.
    pub probability: f32,
    /// Pitch, where voiced.
    pub pitch: Option<Pitch>,
}

/// Whether a frame is talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Talk {
    /// Talk of the party, or perhaps: looked at.
    Yes,
    /// Neither talk nor noise: another's voice, or music.
    Other,
    /// The channel's own noise.
    No,
}

#[derive(Clone, Copy, Debug, Default)]
struct Waiting {
    candidates: Candidates,
    height: f32,
    /// What the frame says of voicing, whatever its period.
    weighed: f32,
}

/// Follows the pitch of one channel, [`LAG`](Self::LAG) frames late.
#[derive(Clone, Debug)]
pub struct PitchTracker {
    arch: Arch,
    correlator: Correlator,
    window: [f32; WINDOW],
    loudest: Loudest,
    waiting: [Waiting; WAITING],
    taken: usize,
    way: Way,
    range: Range,
}

impl Default for PitchTracker {
    fn default() -> Self {
        Self {
            arch: Arch::new(),
            correlator: Correlator::default(),
            window: [0.0; WINDOW],
            loudest: Loudest::default(),
            waiting: [Waiting::default(); WAITING],
            taken: 0,
            way: Way::default(),
            range: Range::default(),
        }
    }
}

/// Correlates a window with speech, and finds its candidates.
struct Correlate<'a>(&'a Correlator, &'a [f32; WINDOW]);

impl WithSimd for Correlate<'_> {
    type Output = Option<(Shown, Candidates)>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Self::Output {
        let (shown, correlations) = self.0.correlate(simd, self.1)?;
        Some((shown, Candidates::of(&correlations)))
    }
}

/// Hears a window without.
struct Hush<'a>(&'a mut Correlator, &'a [f32; WINDOW]);

impl WithSimd for Hush<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        self.0.hush(simd, self.1);
    }
}

/// What is known of a speaker's pitch, in octaves above 1 Hz.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SpeakerPitch {
    /// The median so far; `None` before any.
    pub median: Option<f32>,
    /// Pitch is low under this, the 26th percentile; `None` before 40 frames voiced for sure.
    pub low: Option<f32>,
}

impl PitchTracker {
    /// Delay of the result for a frame, in frames.
    pub const LAG: usize = track::LAG + AROUND;
    /// Samples from a frame's start on that are looked at.
    pub const AHEAD: usize = HALF;

    /// Takes the next frame with the samples from its start on, [`AHEAD`](Self::AHEAD) or as many as there are, in one
    /// piece or in two; returns the result for the frame
    /// [`LAG`](Self::LAG) before, if any. A frame's pitch is that of the moment at which it starts.
    pub fn push(&mut self, ahead: [&[f32]; 2], talk: Talk) -> Option<Voicing> {
        let window = &mut self.window;
        window.copy_within(FRAME..FRAME + HALF, 0);
        let mut rest = &mut window[HALF..];
        for piece in ahead {
            let (now, later) = rest.split_at_mut(piece.len().min(rest.len()));
            now.copy_from_slice(&piece[..now.len()]);
            rest = later;
        }
        rest.fill(0.0);
        self.loudest.pass();
        let mut frame = Waiting::default();
        match talk {
            Talk::Yes => {
                if let Some((shown, candidates)) = self.arch.dispatch(Correlate(&self.correlator, window)) {
                    frame.candidates = candidates;
                    frame.height = frame.candidates.height();
                    frame.weighed = self.loudest.weigh(&shown);
                }
            }
            Talk::No if self.taken.is_multiple_of(SELDOM) => self.arch.dispatch(Hush(&mut self.correlator, window)),
            Talk::No | Talk::Other => {}
        }
        self.take(frame).map(|decided| self.voicing(decided))
    }

    /// The speaker's pitch up to the last frame with a result.
    pub fn speaker(&self) -> SpeakerPitch {
        SpeakerPitch { median: self.range.median(), low: self.range.low() }
    }

    /// Ends the channel: `each` gets the frames that are left, [`LAG`](Self::LAG) of them or as many as there were.
    pub fn finish(&mut self, mut each: impl FnMut(Voicing)) {
        let left = self.taken.min(Self::LAG);
        let mut last = Vec::with_capacity(left);
        for _ in 0..AROUND {
            last.extend(self.take(Waiting::default()));
        }
        self.way.finish(|decided| last.push(decided));
        debug_assert_eq!(last.len(), left);
        last.into_iter().for_each(|decided| each(self.voicing(decided)));
    }

    /// Takes a frame; the one [`AROUND`] before goes on the way.
    fn take(&mut self, frame: Waiting) -> Option<Told> {
        self.waiting[self.taken % WAITING] = frame;
        self.taken += 1;
        let about = self.taken.checked_sub(AROUND + 1)?;
        let around = self.waiting.iter().map(|waiting| waiting.height).sum::<f32>() / WAITING as f32;
        let frame = &self.waiting[about % WAITING];
        let mut odds = [None; MOST];
        for (odds, candidate) in odds.iter_mut().zip(frame.candidates.iter()) {
            *odds = self.range.holds(candidate.octave).then(|| voicing::log_odds(frame.weighed, around, candidate));
        }
        self.way.push(&frame.candidates, odds)
    }

    fn voicing(&mut self, decided: Told) -> Voicing {
        let probability = if decided.odds > track::NEVER { 1.0 / (1.0 + libm::expf(-decided.odds)) } else { 0.0 };
        // Where every way is as unlikely, it may lead through a place that holds no candidate.
        let Some(octave) = decided.octave.filter(|_| decided.odds > track::NEVER) else {
            return Voicing { probability, pitch: None };
        };
        // What is hardly voiced says little about the speaker, but the very first pitch has nothing to compare with.
        if probability >= SURE || self.range.median().is_none() {
            self.range.push(octave);
        }
        let semitones = 12.0 * (octave - self.range.median().unwrap_or(octave));
        Voicing { probability, pitch: Some(Pitch { hz: libm::exp2f(octave), semitones }) }
    }
}

#[cfg(test)]
mod tests;
