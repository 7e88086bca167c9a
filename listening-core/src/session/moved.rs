//! Channels that are moved against the clock of the call, as the configuration asks.
//!
//! What is heard at a moment is what the channel held `shift` frames before. A channel that is moved earlier has to come
//! first, so everything is heard that much later than it is taken.

use std::collections::VecDeque;

use super::event_log::EventLog;
use super::pair::ChannelPair;
use super::{PIECE, time};
use crate::config::Config;
use crate::party::{Party, PerParty};
use crate::time::{Span, Time};

/// Both channels, of which at least one is moved.
#[derive(Clone, Debug)]
pub(super) struct Moved {
    /// By channel.
    lines: [Line; 2],
    rate: u32,
    /// Frames heard.
    heard: u64,
}

/// What a channel holds and has not been heard.
#[derive(Clone, Debug)]
struct Line {
    /// Frames by which it is moved later.
    shift: i64,
    /// Frames still to come that would be heard before the call.
    early: u64,
    waiting: VecDeque<f32>,
    /// What of it is lost, in order: the first frame and the one after the last, as they are heard.
    losses: VecDeque<(u64, u64)>,
    /// The frame that is taken after all that were declared lost.
    declared: u64,
}

impl Line {
    /// Of a channel that is moved by `shift` frames, where all is heard `late` frames after it was taken.
    fn new(shift: i64, late: i64) -> Self {
        let silence = usize::try_from(shift).unwrap_or(0);
        let most = usize::try_from(late + shift).unwrap_or(0);
        let mut waiting = VecDeque::with_capacity(most + 2 * PIECE);
        waiting.resize(silence, 0.0);
        let mut losses = VecDeque::with_capacity(8);
        losses.extend((silence > 0).then_some((0, silence as u64)));
        Self { shift, early: shift.min(0).unsigned_abs(), waiting, losses, declared: 0 }
    }

    /// The frames from `from` on, as they are taken, are lost.
    fn lose(&mut self, from: u64, frames: u64) {
        let start = from.max(self.declared);
        let end = from.saturating_add(frames).max(self.declared);
        self.declared = end;
        let [start, end] = [start, end].map(|at| at.saturating_add_signed(self.shift));
        match self.losses.back_mut() {
            Some(last) if last.1 == start => last.1 = end,
            _ if start < end => self.losses.push_back((start, end)),
            _ => {}
        }
    }

    fn push(&mut self, samples: impl Iterator<Item = f32>) {
        for sample in samples {
            if self.early > 0 {
                self.early -= 1;
            } else {
                self.waiting.push_back(sample);
            }
        }
    }

    /// Whether what is heard from `at` on is lost, and up to which frame that does not change.
    fn lost(&mut self, at: u64) -> (bool, u64) {
        while self.losses.front().is_some_and(|loss| loss.1 <= at) {
            self.losses.pop_front();
        }
        match self.losses.front() {
            Some(&(start, end)) if start <= at => (true, end),
            Some(&(start, _)) => (false, start),
            None => (false, u64::MAX),
        }
    }
}

impl Moved {
    /// Where a channel is to be moved.
    pub(super) fn new(config: &Config) -> Option<Self> {
        if Party::BOTH.iter().all(|&party| config.offset(party) == Time::ZERO) {
            return None;
        }
        let shifts = PerParty::from_fn(|party| frames(config.offset(party), config.sample_rate));
        // A channel that is moved earlier has to come first.
        let late = -shifts.agent.min(shifts.customer).min(0);
        let mut lines = [Line::new(shifts.agent, late), Line::new(shifts.customer, late)];
        if config.agent_channel == 1 {
            lines.swap(0, 1);
        }
        Some(Self { lines, rate: config.sample_rate, heard: 0 })
    }

    /// The next frames of `channel` are lost besides those that are known to be, after `taken` frames.
    pub(super) fn expect_more_losses(&mut self, channel: usize, taken: u64, frames: u64) {
        let line = &mut self.lines[channel];
        let from = taken.max(line.declared);
        line.lose(from, frames);
    }

    /// The next frames of `channel` are lost, whatever is known of them.
    pub(super) fn expect_losses(&mut self, channel: usize, taken: u64, frames: u64) {
        self.lines[channel].lose(taken, frames);
    }

    /// What of `span`, as it is heard, was heard already; the rest of it is lost when it comes.
    pub(super) fn note_lost(&mut self, channel: usize, span: Span) -> Option<Span> {
        let now = time(self.heard, self.rate);
        if span.end > now {
            let [from, to] = [span.start.max(now), span.end].map(|at| frames(at, self.rate).max(0).unsigned_abs());
            let losses = &mut self.lines[channel].losses;
            let place = losses.partition_point(|loss| loss.0 < from);
            losses.insert(place, (from, to));
        }
        (span.start < now).then(|| Span::new(span.start, span.end.min(now)))
    }

    /// Takes the next samples of a channel.
    pub(super) fn push(&mut self, channel: usize, samples: impl Iterator<Item = f32>) {
        self.lines[channel].push(samples);
    }

    /// Gives `pair` what both channels have up to frame `taken`.
    pub(super) fn hear(&mut self, taken: u64, pair: &mut ChannelPair, log: &mut EventLog) {
        let waiting = self.lines.iter().map(|line| line.waiting.len() as u64).min().unwrap_or(0);
        let until = taken.min(self.heard + waiting);
        while self.heard < until {
            let from = self.heard;
            let lost = self.lines.each_mut().map(|line| line.lost(from));
            let same = lost.iter().map(|&(_, to)| to).min().unwrap_or(until);
            let count = same.min(until).min(from + PIECE as u64) - from;
            for (channel, _) in pair.channels().iter_mut().zip(lost).filter(|(_, (lost, _))| *lost) {
                channel.expect_losses(count);
            }
            let lines = &self.lines;
            let samples = |channel: usize| lines[channel].waiting.iter().copied().take(count as usize);
            let rate = self.rate;
            pair.push(samples, |ahead| time(from + ahead as u64, rate), log);
            self.lines.iter_mut().for_each(|line| drop(line.waiting.drain(..count as usize)));
            self.heard += count;
            pair.hear(false, log);
        }
    }

    /// The call ends after `taken` frames: what a channel lacks of it is lost.
    pub(super) fn finish(mut self, taken: u64, pair: &mut ChannelPair, log: &mut EventLog) {
        for line in &mut self.lines {
            let lacks = (taken - self.heard).saturating_sub(line.waiting.len() as u64);
            let from = taken - lacks;
            if lacks > 0 {
                line.losses.push_back((from, taken));
                line.waiting.extend(std::iter::repeat_n(0.0, lacks as usize));
            }
        }
        self.hear(taken, pair, log);
    }
}

/// An offset in frames, to the nearest.
fn frames(offset: Time, rate: u32) -> i64 {
    let micros = i128::from(offset.micros()) * i128::from(rate);
    ((micros + 500_000).div_euclid(1_000_000)) as i64
}
