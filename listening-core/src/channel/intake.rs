//! The first part of a channel: samples as they come, with something in place of those that were lost, at 8 kHz.

use std::collections::VecDeque;

use crate::error::Result;
use crate::pcm::{Concealer, Resampler};
use crate::signal::FRAME;

/// Decodes, conceals losses and resamples.
#[derive(Clone, Debug)]
pub(super) struct ChannelInput {
    resampler: Resampler,
    concealer: Concealer,
    /// Frames to come that were declared lost.
    awaited_losses: u64,
    decoded: Vec<f32>,
    at_8k: Vec<f32>,
}

impl ChannelInput {
    /// For a channel at `rate` samples a second. Two channels need two seeds: see [`Concealer::new`].
    pub(super) fn new(rate: u32, seed: u32) -> Result<Self> {
        Ok(Self {
            resampler: Resampler::new(rate)?,
            concealer: Concealer::new(rate, seed),
            awaited_losses: 0,
            decoded: Vec::new(),
            at_8k: Vec::new(),
        })
    }

    /// The next `frames` frames are lost, besides those that are known to be.
    pub(super) fn expect_more_losses(&mut self, frames: u64) {
        self.awaited_losses = self.awaited_losses.saturating_add(frames);
    }

    /// The next `frames` frames are lost, whatever is known of them.
    pub(super) fn expect_losses(&mut self, frames: u64) {
        self.awaited_losses = self.awaited_losses.max(frames);
    }

    /// Takes decoded samples. Returns how many of them, from the first on, were lost and have been replaced.
    pub(super) fn push(&mut self, samples: impl Iterator<Item = f32>) -> usize {
        self.decoded.extend(samples);
        let count = self.awaited_losses.min(self.decoded.len() as u64);
        self.awaited_losses -= count;
        let (lost, arrived) = self.decoded.split_at_mut(count as usize);
        self.concealer.fill(lost);
        self.concealer.heard(arrived);
        lost.len()
    }

    /// What has been pushed and not resampled yet, at the input's rate.
    pub(super) fn decoded(&self) -> &[f32] {
        &self.decoded
    }

    /// Brings what has been pushed to 8 kHz; with `last`, also what the resampler still holds.
    pub(super) fn resample(&mut self, last: bool) {
        self.at_8k.clear();
        self.resampler.push(&self.decoded, &mut self.at_8k);
        if last {
            self.resampler.finish(&mut self.at_8k);
        }
        self.decoded.clear();
    }

    /// The samples of the last [`resample`](Self::resample).
    pub(super) fn at_8k(&self) -> &[f32] {
        &self.at_8k
    }
}

/// Samples at 8 kHz that wait until their frame has been judged.
#[derive(Clone, Debug, Default)]
pub(super) struct DelayLine(VecDeque<f32>);

impl DelayLine {
    pub(super) fn push(&mut self, samples: &[f32]) {
        self.0.extend(samples);
    }

    /// All that wait, from the first sample of the frame that is judged next, in two pieces.
    pub(super) fn waiting(&self) -> [&[f32]; 2] {
        let (first, second) = self.0.as_slices();
        [first, second]
    }

    /// The samples of the next frame, in two pieces; the last frame of a call may have fewer.
    pub(super) fn frame(&self) -> [&[f32]; 2] {
        let [first, second] = self.waiting();
        let split = first.len().min(FRAME);
        [&first[..split], &second[..second.len().min(FRAME - split)]]
    }

    /// Drops that frame.
    pub(super) fn drop_frame(&mut self) {
        self.0.drain(..self.0.len().min(FRAME));
    }
}
