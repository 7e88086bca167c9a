//! Each party's leak into the other's channel.

use crate::activity::{Copies, Crosstalk, EarFrame, EchoGuard, History};
use crate::health::{LeakWatch, Leaked};
use crate::time::Span;

/// Copies are looked for where speech is this probable: nothing else can be charged to anybody.
const PERHAPS: f32 = 0.1;

/// Follows the leaks between two channels. Everything is by channel.
#[derive(Clone, Debug, Default)]
pub(super) struct Leaks {
    histories: [History; 2],
    guards: [EchoGuard; 2],
    copies: [Copies; 2],
    crosstalk: [Crosstalk; 2],
    watches: [LeakWatch; 2],
    /// The channels are parts of one mix: what both hold is no leak.
    of_one_mix: bool,
}

impl Leaks {
    /// Between the two parts of one mix, where there are none.
    pub(super) fn none() -> Self {
        Self { of_one_mix: true, ..Self::default() }
    }

    /// Takes the next frame of both channels: how far each is above the other party's leak, dB.
    pub(super) fn excess_db(&mut self, frames: &[EarFrame; 2]) -> [f32; 2] {
        if self.of_one_mix {
            self.guards.iter_mut().zip(frames).for_each(|(guard, frame)| guard.follow_noise(frame.level));
            return [f32::INFINITY; 2];
        }
        for (history, frame) in self.histories.iter_mut().zip(frames) {
            history.push(frame.level, frame.speech, frame.print);
        }
        let excess = std::array::from_fn(|channel| self.channel_excess_db(channel, frames));
        for (history, excess) in self.histories.iter_mut().zip(excess) {
            if EchoGuard::explains(excess) {
                history.disown();
            }
        }
        excess
    }

    fn channel_excess_db(&mut self, channel: usize, frames: &[EarFrame; 2]) -> f32 {
        let (own, other) = (&self.histories[channel], &self.histories[1 - channel]);
        let guard = &mut self.guards[channel];
        let excess = guard.excess_db(own, other);
        let mixed = self.crosstalk[channel].push(&frames[channel], &frames[1 - channel], guard.noise_dbov());
        let excess = excess.min(mixed);
        self.watches[channel].push(guard.heard());
        let may_be_talk = guard.sounds(frames[channel].level) && frames[channel].speech >= PERHAPS;
        // What is explained already is a copy, and is also like what the other said before.
        let copies = &mut self.copies[channel];
        let copied = copies.push(own, other, may_be_talk && !EchoGuard::explains(excess));
        if copied && let Some(way) = copies.known() {
            guard.look_at(way.lag);
        }
        // A copy is all that is heard.
        if copied { excess.min(0.0) } else { excess }
    }

    /// Level of a channel's noise, dBov.
    pub(super) fn noise_dbov(&self, channel: usize) -> f32 {
        self.guards[channel].noise_dbov()
    }

    /// Whether the leak into a channel is so late that it suspects what does not overlap as well.
    pub(super) fn is_late(&self, channel: usize) -> bool {
        !self.of_one_mix && self.guards[channel].is_late()
    }

    /// Whether the other party's leak explains most of what a channel holds over `span`, no more than 5 s ago.
    pub(super) fn suspects(&self, channel: usize, span: Span) -> bool {
        !self.of_one_mix && self.guards[channel].suspects(&self.histories[channel], &self.histories[1 - channel], span)
    }

    /// Whether pieces of the other party's talk make most of what a channel holds over `span`, or of how that began; no more
    /// than 5 s ago.
    pub(super) fn copied(&self, channel: usize, span: Span) -> bool {
        let (own, audible) = (&self.histories[channel], self.guards[channel].audible_dbov());
        let copied = self.copies[channel].suspects(own, audible, span);
        !self.of_one_mix && (copied || self.crosstalk[channel].suspects(own, audible, span))
    }

    /// The leaks into a channel.
    pub(super) fn found(&self, channel: usize) -> Leaked {
        let mixed = self.crosstalk.each_ref().map(Crosstalk::found);
        Leaked {
            leaks: self.guards[channel].found().collect(),
            spans: self.watches[channel].clone(),
            // Into one channel alone it is an echo without delay.
            mixed: mixed[channel].filter(|_| mixed[1 - channel].is_some()),
            copies: self.copies[channel].found().collect(),
        }
    }
}
