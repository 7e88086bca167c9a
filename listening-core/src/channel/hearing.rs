//! The second part of a channel: samples to frames that the ear has understood.

use crate::activity::{Ear, EarFrame, ToneSpan};
use crate::time::{Span, Time};

/// Hears the samples of one channel, and keeps the frames until both channels have them.
#[derive(Clone, Debug, Default)]
pub(super) struct Hearing {
    ear: Box<Ear>,
    frames: Vec<EarFrame>,
    /// Frames taken from here so far.
    taken: u64,
}

impl Hearing {
    /// Hears samples.
    pub(super) fn push(&mut self, samples: &[f32]) {
        self.ear.push(samples, |frame| self.frames.push(*frame));
    }

    /// Hears samples of both channels at once, which costs less than each alone.
    pub(super) fn push_both([left, right]: [&mut Self; 2], samples: [&[f32]; 2]) {
        let frames = [&mut left.frames, &mut right.frames];
        let ears = [&mut *left.ear, &mut *right.ear];
        Ear::push_both(ears, samples, |channel, frame| frames[channel].push(*frame));
    }

    /// Ends the channel.
    pub(super) fn finish(&mut self) {
        self.ear.finish(|frame| self.frames.push(*frame));
    }

    /// Frames that wait, in order.
    pub(super) fn waiting(&self) -> &[EarFrame] {
        &self.frames
    }

    /// The span of the frame that is taken next.
    pub(super) fn next_frame(&self) -> Span {
        Span::new(Time::from_frame(self.taken), Time::from_frame(self.taken + 1))
    }

    /// One more of the waiting frames has been taken.
    pub(super) fn count(&mut self) {
        self.taken += 1;
    }

    /// Drops the first `count` of the waiting frames.
    pub(super) fn discard(&mut self, count: usize) {
        self.frames.drain(..count);
    }

    /// The next signalling tone that has been named by the last frame taken; with `last`, by the end of the call.
    pub(super) fn tone(&mut self, last: bool) -> Option<ToneSpan> {
        self.ear.tone(if last { u64::MAX } else { self.taken })
    }
}
