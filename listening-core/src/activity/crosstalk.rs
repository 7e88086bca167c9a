//! The other party at the same moment: what a recorder's cross-talk, or a codec that codes both channels as one stereo signal, mixes
//! into a channel. It follows the other channel to the sample, but its level may change from frame to frame.

use super::ear::EarFrame;

/// The other talks from this probability of speech on, and is so much louder, dB.
const TALK: f32 = 0.5;
const UNDER_DB: f32 = -8.0;
/// A frame is a copy if the correlation of its samples with the other's is this or more.
const CORRELATION: f32 = 0.8;
/// The channel is mixed as long as this share of the frames under the other's talk are copies; two voices without a
/// mixture stay under a twentieth.
const SHARE: f32 = 0.25;
/// Fewest such frames; past the second number counts are halved.
const FEWEST: u16 = 50;
const MOST: u16 = 600;
/// Digital silence holds nothing of anybody, mean square.
const NOTHING: f32 = 1e-9;

/// Looks for the other party's voice in one channel at the same moment.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Crosstalk {
    /// Frames under the other's talk, and those of them that are copies.
    heard: u16,
    copied: u16,
    taken: u64,
    /// The first copy, and the end of the last.
    from: Option<u64>,
    to: u64,
    /// Power of the copies and of what they are copies of, sums while the channel was mixed.
    own: f64,
    source: f64,
    frames: u32,
}

impl Crosstalk {
    /// Takes the next frame of the channel and of the other. Returns how far what is heard is above the part of it that is the
    /// other's, dB; infinite where the channel is not mixed.
    pub(crate) fn push(&mut self, own: &EarFrame, other: &EarFrame) -> f32 {
        self.taken += 1;
        let under = other.speech >= TALK && own.level <= other.level + UNDER_DB;
        if !under || own.block.energy < NOTHING {
            return f32::INFINITY;
        }
        let alike = own.product * own.product / (own.block.energy * other.block.energy);
        let copy = alike >= CORRELATION * CORRELATION;
        self.heard += 1;
        self.copied += u16::from(copy);
        if self.heard > MOST {
            self.heard /= 2;
            self.copied /= 2;
        }
        if !copy {
            return f32::INFINITY;
        }
        self.from.get_or_insert(self.taken - 1);
        if !self.mixed() {
            return f32::INFINITY;
        }
        self.to = self.taken;
        self.frames += 1;
        self.own += f64::from(own.block.energy * alike);
        self.source += f64::from(other.block.energy);
        -10.0 * alike.log10()
    }

    fn mixed(&self) -> bool {
        self.heard >= FEWEST && f32::from(self.copied) >= SHARE * f32::from(self.heard)
    }

    /// What was found: the first frame, the end of the last, and the level against the other channel, dB.
    pub(crate) fn found(&self) -> Option<(u64, u64, f64)> {
        let from = self.from.filter(|_| self.frames >= u32::from(FEWEST))?;
        Some((from, self.to, 10.0 * (self.own / self.source).log10()))
    }
}
