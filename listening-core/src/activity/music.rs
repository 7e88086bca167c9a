//! Music and tones, as a run of frames; and sounds that may turn out to be music.
//!
//! Music begins like speech: the detector hears it as speech at first, though never quite. A sound that it has
//! doubted all along, with music right before or after it, was music.

use super::edge::SpeechEdge;
use crate::time::{Span, Time};

/// Music is emitted in pieces of this many frames, and not if shorter than the least.
const PIECE: u64 = 50;
const LEAST: u64 = 20;
/// Music of this length is sure to be music: 350 ms.
const SURE: u64 = 35;
/// A sound is judged by its tone no earlier than this, 500 ms, and no later than that, 2 s.
pub(super) const YOUNG: u64 = 50;
const OLD: u64 = 200;
/// It is speech as soon as its tone was, on average over this many frames, less than this.
const CALM: usize = 30;
const CALM_TONE: f32 = 0.02;
/// It may be music as long as its tone was, on average over all of it, this or more.
const SUSPECT_TONE: f32 = 0.1;

/// Follows music on a channel.
#[derive(Clone, Debug, Default)]
pub(super) struct MusicRun {
    /// Where the piece that has not been emitted began.
    since: Option<u64>,
    /// Frames of music up to now.
    length: u64,
    /// The last frame by which it was sure.
    last: Option<u64>,
}

impl MusicRun {
    /// Takes the next frame; `each` gets the music that it completes.
    pub(super) fn push(&mut self, frame: u64, music: bool, each: &mut impl FnMut(SpeechEdge)) {
        self.length = if music { self.length + 1 } else { 0 };
        if self.sure() {
            self.last = Some(frame);
        }
        if music && self.since.is_none() {
            self.since = Some(frame);
        }
        let Some(since) = self.since else { return };
        let length = frame - since;
        if (!music && length >= LEAST) || length >= PIECE {
            each(SpeechEdge::Music(Span::new(Time::from_frame(since), Time::from_frame(frame))));
            self.since = music.then_some(frame);
        } else if !music {
            self.since = None;
        }
    }

    /// Whether there is music now, without a doubt.
    pub(super) fn sure(&self) -> bool {
        self.length >= SURE
    }

    /// Whether there was, at or after `frame`.
    pub(super) fn sure_since(&self, frame: u64) -> bool {
        self.last.is_some_and(|last| last >= frame)
    }
}

/// From where on a sound that is taken for speech may be music: from its beginning, or, where music begins in the
/// bridge after talk, from some frame of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Suspicion {
    /// The first frame that may be, and how many have been judged since, with their tone.
    since: u64,
    frames: u64,
    tone: f32,
    last: [f32; CALM],
}

impl Suspicion {
    /// Of a sound that begins at `frame`.
    pub(super) fn from(frame: u64) -> Self {
        Self { since: frame, ..Self::default() }
    }

    /// Takes the probability of music in `frame`, the next that is taken for speech; the sound began at `start`.
    pub(super) fn add(&mut self, tone: f32, frame: u64, start: u64) {
        self.tone += tone;
        self.frames += 1;
        self.last[frame as usize % CALM] = tone;
        let calm = self.last.iter().sum::<f32>() < CALM_TONE * CALM as f32;
        if self.frames >= OLD || (frame + 1 >= start + YOUNG && calm) {
            (self.since, self.frames, self.tone) = (frame + 1, 0, 0.0);
        }
    }

    /// The first frame that may be music.
    pub(super) fn since(&self) -> u64 {
        self.since
    }

    /// What comes from there on may well be.
    pub(super) fn holds(&self) -> bool {
        self.frames > 0 && self.tone >= SUSPECT_TONE * self.frames as f32
    }

    /// It may turn out so.
    pub(super) fn lingers(&self) -> bool {
        self.frames > 0 && self.tone >= 0.5 * SUSPECT_TONE * self.frames as f32
    }
}
