//! The other party at the same moment: what a recorder's cross-talk, or a codec that codes both channels as one stereo signal, mixes
//! into a channel. It follows the other channel to the sample, but its level may change from frame to frame.

use super::ear::EarFrame;
use super::history::{FrameSet, History, mostly};
use crate::time::Span;

/// The other talks from this probability of speech on, and is so much louder, dB.
const TALK: f32 = 0.5;
const UNDER_DB: f32 = -6.0;
/// Up to here what follows the other is the other's; what is louder may be the source of what both hold.
const LOUDEST_DB: f32 = -3.0;
/// Powers and products are averaged over frames: of each this share enters.
const PACE: f32 = 0.33;
/// From this share of its power on that follows the other channel, a frame has a part of the other; less is chance.
const FOLLOWS: f32 = 0.2;
/// It is a copy if what is left of it without that part and without noise is at most this many times the part.
const LEFT: f32 = 1.5;
/// A frame whose rest is as loud as the part is so far above it, dB, to who asks by level: what is left is known better here.
const REST_DB: f32 = 4.0;
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
    /// Mean powers of the channel and the other, and their product.
    own: f32,
    other: f32,
    product: f32,
    /// Frames under the other's talk, and those of them that are copies.
    heard: u16,
    copied: u16,
    taken: u64,
    copies: FrameSet,
    /// The first copy, and the end of the last.
    from: Option<u64>,
    to: u64,
    /// Power of the copies and of what they are copies of, sums while the channel was mixed.
    mixed: f64,
    source: f64,
    frames: u32,
}

impl Crosstalk {
    /// Takes the next frame of the channel, over a noise of `noise_dbov`, and of the other. Returns how far what is heard is above
    /// the part of it that is the other's, dB; infinite where nothing is, or the channel is not mixed.
    pub(crate) fn push(&mut self, own: &EarFrame, other: &EarFrame, noise_dbov: f32) -> f32 {
        let frame = self.taken;
        self.taken += 1;
        self.copies.set(frame as usize, false);
        self.own += PACE * (own.block.energy - self.own);
        self.other += PACE * (other.block.energy - self.other);
        self.product += PACE * (own.product - self.product);
        if other.speech < TALK || own.block.energy < NOTHING || own.level > other.level + LOUDEST_DB {
            return f32::INFINITY;
        }
        let follows = self.product * self.product / (self.own * self.other);
        let part = self.own * follows;
        let rest = (self.own - part - libm::exp10f(noise_dbov / 10.0)).max(0.0);
        let copy = follows >= FOLLOWS && rest <= LEFT * part;
        if own.level <= other.level + UNDER_DB {
            self.heard += 1;
            self.copied += u16::from(copy);
        }
        if self.heard > MOST {
            self.heard /= 2;
            self.copied /= 2;
        }
        if copy {
            self.from.get_or_insert(frame);
        }
        if !self.is_mixed() {
            return f32::INFINITY;
        }
        if copy {
            self.copies.set(frame as usize, true);
            self.to = self.taken;
            self.frames += 1;
            self.mixed += f64::from(part);
            self.source += f64::from(self.other);
        }
        if follows >= FOLLOWS { REST_DB * rest / part } else { f32::INFINITY }
    }

    /// Whether the channel is mixed at present.
    fn is_mixed(&self) -> bool {
        self.heard >= FEWEST && f32::from(self.copied) >= SHARE * f32::from(self.heard)
    }

    /// Whether what the channel holds over `span`, or how that began, is the other's for the most part; no more than 5 s ago. What is
    /// over `audible`, in dBov, sounds.
    pub(crate) fn suspects(&self, own: &History, audible: f32, span: Span) -> bool {
        self.is_mixed() && mostly(&self.copies, own, audible, span)
    }

    /// What was found: the first frame, the end of the last, and the level against the other channel, dB.
    pub(crate) fn found(&self) -> Option<(u64, u64, f64)> {
        let from = self.from.filter(|_| self.frames >= u32::from(FEWEST))?;
        Some((from, self.to, 10.0 * libm::log10(self.mixed / self.source)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signal::{Block, dbov};

    /// Two voices that take turns of 2 s, made of noise, each this loud in the other's channel, dB; what is reported of both.
    fn mixed(gain_db: f64, noise_db: f64) -> [Option<f64>; 2] {
        let mut state = 1_u32;
        let mut draw = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(state >> 8) / 8_388_608.0 - 1.0
        };
        let (gain, noise) = (10_f64.powf(gain_db / 20.0), 0.1 * 10_f64.powf(noise_db / 20.0));
        let mut crosstalk = [Crosstalk::default(); 2];
        for k in 0..3000 {
            let talks = if k / 200 % 2 == 0 { [0.1, 0.0] } else { [0.0, 0.1] };
            let (mut energy, mut product) = ([0.0; 2], 0.0);
            for _ in 0..80 {
                let voices = talks.map(|level| level * draw());
                let heard = [0, 1].map(|c| voices[c] + gain * voices[1 - c] + noise * draw());
                (0..2).for_each(|c| energy[c] += heard[c] * heard[c] / 80.0);
                product += heard[0] * heard[1] / 80.0;
            }
            let frames = [0, 1].map(|c: usize| EarFrame {
                speech: if talks[c] > 0.0 { 0.9 } else { 0.1 },
                block: Block { energy: energy[c] as f32, ..Block::default() },
                level: dbov(energy[c]) as f32,
                product: product as f32,
                ..EarFrame::default()
            });
            let floor = dbov(noise * noise / 3.0) as f32;
            crosstalk[0].push(&frames[0], &frames[1], floor);
            crosstalk[1].push(&frames[1], &frames[0], floor);
        }
        crosstalk.map(|found| found.found().map(|(_, _, level)| level))
    }

    #[test]
    fn what_is_mixed_at_once_is_found_with_its_level() {
        for gain in [-13.0, -20.0, -26.0] {
            for level in mixed(gain, -46.0) {
                assert!((level.expect("a mixture") - gain).abs() < 1.0, "{gain} dB: {level:?}");
            }
        }
    }

    #[test]
    fn two_voices_are_not_mixed_nor_is_what_noise_covers() {
        assert_eq!(mixed(-200.0, -46.0), [None; 2]);
        assert_eq!(mixed(-46.0, -26.0), [None; 2]);
        // At the level of the channel's noise it still is.
        assert!(mixed(-26.0, -26.0).iter().all(Option::is_some));
    }
}
