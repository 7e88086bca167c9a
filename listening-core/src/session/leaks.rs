//! Each party's leak into the other's channel.

use crate::activity::{EarFrame, EchoGuard, History, Leak};
use crate::time::Span;

/// Follows the leaks between two channels. Everything is by channel.
#[derive(Debug, Default)]
pub(super) struct Leaks {
    histories: [History; 2],
    guards: [EchoGuard; 2],
}

impl Leaks {
    /// Takes the next frame of both channels: how far each is above the other party's leak, dB.
    pub(super) fn excess_db(&mut self, frames: &[EarFrame; 2]) -> [f32; 2] {
        for (history, frame) in self.histories.iter_mut().zip(frames) {
            history.push(frame.level, frame.speech);
        }
        let [left, right] = &self.histories;
        let [left_guard, right_guard] = &mut self.guards;
        [left_guard.excess_db(left, right), right_guard.excess_db(right, left)]
    }

    /// Level of a channel's noise, dBov.
    pub(super) fn noise_dbov(&self, channel: usize) -> f32 {
        self.guards[channel].noise_dbov()
    }

    /// Whether the other party's leak explains most of what a channel holds over `span`, no more than 5 s ago.
    pub(super) fn suspects(&self, channel: usize, span: Span) -> bool {
        self.guards[channel].suspects(&self.histories[channel], &self.histories[1 - channel], span)
    }

    /// The leaks into a channel, in order.
    pub(super) fn found(&self, channel: usize) -> Vec<Leak> {
        self.guards[channel].found().collect()
    }
}
