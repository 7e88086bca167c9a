//! What the detectors see of a frame.

use crate::activity::EarFrame;
use crate::signal::{Block, FRAME};

/// Probability of speech from which on a frame is talk.
pub(super) const SPEECH: f32 = 0.5;

/// What the detectors see of a frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub(super) block: Block,
    /// dBov.
    pub(super) level: f32,
    pub(super) talk: bool,
    /// Music, a tone, or the other party's leak: neither talk nor noise of this party.
    pub(super) foreign: bool,
}

impl Moment {
    pub(super) fn of(frame: &EarFrame, explained: bool) -> Self {
        let foreign = explained || frame.detection().is_music();
        Self { block: frame.block, level: frame.level, talk: frame.speech >= SPEECH, foreign }
    }

    /// Whether it is digital silence.
    pub(super) fn still(&self) -> bool {
        usize::from(self.block.lead) == FRAME
    }
}
