//! The likeliest path through the candidates of the frames, reported a fixed number of frames late.
//!
//! Dynamic programming over voiced candidates and one unvoiced state, as in RAPT (Talkin 1995) and Boersma 1993: a
//! change of voicing costs, and so does a leap, by its octaves. The path reported is the best of all that reach the
//! last frame, [`LAG`] frames after the frame reported.

use super::candidates::{Candidates, MOST};

/// Delay of the path, in frames.
pub(super) const LAG: usize = 12;
/// Cost of a change of voicing, and of a leap by an octave, in log odds.
const CHANGE: f32 = 1.5;
const LEAP: f32 = 5.0;
/// The unvoiced state, after the candidates.
const UNVOICED: usize = MOST;
/// Frames remembered.
const KEPT: usize = LAG + 1;
/// A state that cannot be.
pub(super) const NEVER: f32 = -1e9;

#[derive(Clone, Copy, Debug)]
struct Step {
    octaves: [f32; MOST],
    odds: [f32; MOST],
    /// Which state of the frame before each state came from.
    from: [u8; MOST + 1],
}

impl Default for Step {
    fn default() -> Self {
        Self { octaves: [0.0; MOST], odds: [NEVER; MOST], from: [UNVOICED as u8; MOST + 1] }
    }
}

/// What a frame is on the likeliest way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Told {
    /// Octaves above 1 Hz, if voiced.
    pub(super) octave: Option<f32>,
    /// Log odds of voicing: of the candidate on the way, or of the best.
    pub(super) odds: f32,
}

/// Follows one channel.
#[derive(Clone, Debug)]
pub(super) struct Way {
    steps: [Step; KEPT],
    scores: [f32; MOST + 1],
    taken: usize,
    /// Frames without candidates up to the last one.
    quiet: usize,
}

impl Default for Way {
    fn default() -> Self {
        let mut scores = [NEVER; MOST + 1];
        scores[UNVOICED] = 0.0;
        Self { steps: [Step::default(); KEPT], scores, taken: 0, quiet: 0 }
    }
}

impl Way {
    /// Takes the next frame's candidates with their log odds, `None` for one that cannot be; reports the frame
    /// [`LAG`] before, if any.
    pub(super) fn push(&mut self, candidates: &Candidates, odds: [Option<f32>; MOST]) -> Option<Told> {
        self.quiet = if candidates.iter().len() > 0 { 0 } else { self.quiet + 1 };
        if self.quiet > KEPT {
            // Nothing is remembered but steps without candidates, as this one is.
            self.taken += 1;
            return Some(Told { octave: None, odds: NEVER });
        }
        let mut step = Step::default();
        let mut scores = [NEVER; MOST + 1];
        let before = self.taken.checked_sub(1).map(|last| self.steps[last % KEPT]);
        for (j, candidate) in candidates.iter().enumerate() {
            step.octaves[j] = candidate.octave;
            let Some(odds) = odds[j] else { continue };
            step.odds[j] = odds;
            let (mut best, mut from) = (self.scores[UNVOICED] - CHANGE, UNVOICED);
            for (i, &score) in self.scores[..MOST].iter().enumerate() {
                if score > best
                    && let Some(before) = &before
                {
                    let score = score - LEAP * (candidate.octave - before.octaves[i]).abs();
                    if score > best {
                        (best, from) = (score, i);
                    }
                }
            }
            scores[j] = best + odds;
            step.from[j] = from as u8;
        }
        let (mut best, mut from) = (self.scores[UNVOICED], UNVOICED);
        for (i, &score) in self.scores[..MOST].iter().enumerate() {
            if score - CHANGE > best {
                (best, from) = (score - CHANGE, i);
            }
        }
        scores[UNVOICED] = best;
        step.from[UNVOICED] = from as u8;
        // Only differences count: the best is set to 0, so that sums stay small.
        let highest = scores.iter().copied().fold(NEVER, higher);
        self.scores = scores.map(|score| higher(NEVER, score - highest));
        self.steps[self.taken % KEPT] = step;
        self.taken += 1;
        self.taken.checked_sub(KEPT).map(|frame| self.tell(frame))
    }

    /// Ends the channel: `each` gets the frames that are left.
    pub(super) fn finish(&self, mut each: impl FnMut(Told)) {
        for frame in self.taken.saturating_sub(LAG)..self.taken {
            each(self.tell(frame));
        }
    }

    /// What `frame` is on the best way to the last one.
    fn tell(&self, frame: usize) -> Told {
        let mut state = UNVOICED;
        for (k, &score) in self.scores.iter().enumerate() {
            if score > self.scores[state] {
                state = k;
            }
        }
        for later in (frame + 1..self.taken).rev() {
            state = usize::from(self.steps[later % KEPT].from[state]);
        }
        let step = &self.steps[frame % KEPT];
        if state == UNVOICED {
            return Told { octave: None, odds: step.odds.iter().copied().fold(NEVER, higher) };
        }
        Told { octave: Some(step.octaves[state]), odds: step.odds[state] }
    }
}

/// `f32::max` of numbers that are no NaN: WebAssembly calls a function for that.
fn higher(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}
