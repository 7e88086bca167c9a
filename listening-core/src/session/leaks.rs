//! Each party's leak into the other's channel.

use crate::activity::{Copies, Crosstalk, EarFrame, EchoGuard, History};
use crate::health::{LeakWatch, Leaked};
use crate::time::Span;

/// Follows the leaks between two channels. Everything is by channel.
#[derive(Debug, Default)]
pub(super) struct Leaks {
    histories: [History; 2],
    guards: [EchoGuard; 2],
    copies: [Copies; 2],
    crosstalk: [Crosstalk; 2],
    watches: [LeakWatch; 2],
}

impl Leaks {
    /// Takes the next frame of both channels: how far each is above the other party's leak, dB.
    pub(super) fn excess_db(&mut self, frames: &[EarFrame; 2]) -> [f32; 2] {
        for (history, frame) in self.histories.iter_mut().zip(frames) {
            history.push(frame.level, frame.speech, frame.print);
        }
        std::array::from_fn(|channel| self.channel_excess_db(channel, frames))
    }

    fn channel_excess_db(&mut self, channel: usize, frames: &[EarFrame; 2]) -> f32 {
        let (own, other) = (&self.histories[channel], &self.histories[1 - channel]);
        let guard = &mut self.guards[channel];
        let excess = guard.excess_db(own, other);
        let sounds = guard.sounds(frames[channel].level);
        self.watches[channel].push(guard.explaining(excess).filter(|_| sounds));
        let copies = &mut self.copies[channel];
        let copied = copies.push(own, other, sounds);
        if copied && let Some(way) = copies.known() {
            guard.look_at(way.lag);
        }
        let mixed = self.crosstalk[channel].push(&frames[channel], &frames[1 - channel]);
        // A copy is all that is heard.
        excess.min(mixed).min(if copied { 0.0 } else { f32::INFINITY })
    }

    /// Level of a channel's noise, dBov.
    pub(super) fn noise_dbov(&self, channel: usize) -> f32 {
        self.guards[channel].noise_dbov()
    }

    /// Whether the other party's leak explains most of what a channel holds over `span`, no more than 5 s ago.
    pub(super) fn suspects(&self, channel: usize, span: Span) -> bool {
        self.guards[channel].suspects(&self.histories[channel], &self.histories[1 - channel], span)
    }

    /// Whether copies of pieces of the other party's talk make most of what a channel holds over `span`, or of how that
    /// began; no more than 5 s ago.
    pub(super) fn copied(&self, channel: usize, span: Span) -> bool {
        self.copies[channel].suspects(&self.histories[channel], self.guards[channel].audible_dbov(), span)
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
