//! A leak of the other party into a channel: the way that it takes, and how loud it is.

use super::halves::Halves;
use super::history::History;

/// Of a leak a second or more must have been heard, and it must say the same in both halves of what was heard of it.
const LEAK_LEAST: u64 = 100;
/// From this gain on, dB, a copy is nearly as loud as what it copies.
const LOUD_DB: f32 = -8.0;
/// It is another leak if its lag or its gain is off by more than this, frames and dB.
const OTHER_LAG: usize = 2;
const OTHER_DB: f32 = 4.0;

/// How the other party comes into this channel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Path {
    /// Frames of 10 ms that it is late.
    pub lag: usize,
    /// Its level against the other channel's, in dB: -50 to 3.5.
    pub gain_db: f32,
}

/// A leak of a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Leak {
    /// Its path, as it was last.
    pub path: Path,
    /// Which of the channel's leaks it is.
    pub number: usize,
    /// Frames that it explains, of those that sound.
    explained: u64,
    /// Power of these frames, and of the other channel's so much earlier, sums.
    own: f64,
    source: f64,
    halves: Halves,
}

impl Leak {
    pub(super) fn new(path: Path, number: usize) -> Self {
        Self { path, number, explained: 0, own: 0.0, source: 0.0, halves: Halves::new(path.lag) }
    }

    /// How loud it is against the other channel, dB: what its path says, but no more than the channel holds.
    pub(crate) fn gain_db(&self) -> f64 {
        let held = 10.0 * libm::log10((self.own / self.source.max(f64::MIN_POSITIVE)).max(1e-10));
        if self.explained > 0 { held.min(f64::from(self.path.gain_db)) } else { f64::from(self.path.gain_db) }
    }

    /// Whether it was heard for long enough to be one.
    pub(super) fn was_heard(&self) -> bool {
        self.explained >= LEAK_LEAST
    }

    /// Whether it is reported: heard for long enough with the same lag in both halves, or the same on both channels.
    pub(super) fn is_sure(&self) -> bool {
        self.was_heard() && self.halves.agree() || self.path.is_same()
    }

    /// Takes a frame that sounds and that it explains.
    pub(super) fn take(&mut self, own: &History, other: &History) {
        let frame = own.frames() - 1;
        let power = |level: f32| libm::exp10(f64::from(level) / 10.0);
        self.explained += 1;
        self.own += power(own.level(frame));
        self.source += power(other.level(frame - self.path.lag.min(frame)));
        self.halves.push(own, other);
    }
}

impl Path {
    /// Whether the two channels hold nearly the same, rather than one an echo of the other.
    pub(crate) fn doubles(self) -> bool {
        self.gain_db > LOUD_DB
    }

    /// Whether it is the same, measured again.
    pub(super) fn is_near(self, other: Self) -> bool {
        self.lag.abs_diff(other.lag) <= OTHER_LAG && (self.gain_db - other.gain_db).abs() <= OTHER_DB
    }

    /// Whether they hold the same at the same time: neither is the other's copy then.
    pub(super) fn is_same(self) -> bool {
        self.doubles() && self.lag <= 1
    }
}
