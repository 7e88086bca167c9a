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
        let mixed = self.crosstalk[channel].push(&frames[channel], &frames[1 - channel], guard.noise_dbov());
        let excess = match mixed {
            Some(mixed) if guard.is_at_once() => mixed,
            Some(mixed) => excess.min(mixed),
            None => excess,
        };
        let sounds = guard.sounds(frames[channel].level);
        self.watches[channel].push(guard.explaining(excess).filter(|_| sounds));
        // What the other says now is like what the other said before.
        let copies = &mut self.copies[channel];
        let copied = copies.push(own, other, sounds && !mixed.is_some_and(EchoGuard::explains));
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

    /// Whether the other party's leak explains most of what a channel holds over `span`, no more than 5 s ago.
    pub(super) fn suspects(&self, channel: usize, span: Span) -> bool {
        let (guard, own) = (&self.guards[channel], &self.histories[channel]);
        // What is mixed in at once is known better than by its level.
        let by_level = !(guard.is_at_once() && self.crosstalk[channel].is_mixed());
        by_level && guard.suspects(own, &self.histories[1 - channel], span)
    }

    /// Whether pieces of the other party's talk make most of what a channel holds over `span`, or of how that began; no more
    /// than 5 s ago.
    pub(super) fn copied(&self, channel: usize, span: Span) -> bool {
        let (own, audible) = (&self.histories[channel], self.guards[channel].audible_dbov());
        self.copies[channel].suspects(own, audible, span) || self.crosstalk[channel].suspects(own, audible, span)
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
