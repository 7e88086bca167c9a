//! What is wrong with a channel, and what is on it besides talk: said before anyone is blamed for it, and where in
//! the call.

mod agc;
mod clipping;
mod dropouts;
mod duplicated;
mod gain;
mod joint;
mod lost;
mod noise;
mod offset;
mod prompt;
mod range;
mod roles;
mod silent;
mod sounds;
mod spans;
mod watch;

#[cfg(test)]
mod testing;

use crate::activity::{EarFrame, Heard};
use crate::names::{HealthCode, Id};
use crate::signal::{Block, FRAME};
use crate::time::{Span, Time};

pub(crate) use joint::Joint;
pub(crate) use lost::Lost;
pub(crate) use sounds::Sounds;
pub(crate) use watch::Watch;

/// A finding about a channel, and the part of the call that it concerns.
#[derive(Clone, Debug, PartialEq)]
pub struct Health {
    /// What it is; each code says what its value is.
    pub code: Id<HealthCode>,
    /// Where it begins, in seconds.
    pub start: Time,
    /// Where it ends.
    pub end: Time,
    /// How much, as said at the codes; `None` where there is no amount.
    pub value: Option<f64>,
}

impl Health {
    fn new(code: HealthCode, span: Span, value: Option<f64>) -> Self {
        Self { code: code.into(), start: span.start, end: span.end, value }
    }
}

/// The order in which findings stand.
pub(crate) fn sort(found: &mut [Health]) {
    found.sort_by(|a, b| a.start.cmp(&b.start).then_with(|| a.code.cmp(&b.code)));
}

/// Probability of speech from which on a frame is talk.
const SPEECH: f32 = 0.5;

/// What the detectors see of a frame.
#[derive(Clone, Copy, Debug)]
struct Moment {
    block: Block,
    /// dBov.
    level: f32,
    talk: bool,
    /// Music, a tone, or the other party's leak: neither talk nor noise of this party.
    foreign: bool,
}

impl Moment {
    fn of(frame: &EarFrame, explained: bool) -> Self {
        let foreign = explained || Heard { speech: frame.speech, tone: frame.tone }.is_music();
        Self { block: frame.block, level: frame.level, talk: frame.speech >= SPEECH, foreign }
    }

    /// Whether it is digital silence.
    fn still(&self) -> bool {
        usize::from(self.block.lead) == FRAME
    }
}
