//! What is wrong with a channel, said before anyone is blamed for it.

use serde::Serialize;

use crate::report::rounded;
use crate::signal::{Block, dbov};
use crate::time::{Span, Time};

/// A finding about a channel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Health {
    /// `silent`, `no_speech`, `clipping`, `dc_offset`, `out_of_range`, `dropouts`, `duplicated`, `echo` or
    /// `truncated`.
    pub code: &'static str,
    /// Where it begins, in seconds.
    #[serde(serialize_with = "rounded::seconds")]
    pub start: Time,
    /// Where it ends.
    #[serde(serialize_with = "rounded::seconds")]
    pub end: Time,
    /// How much: a share, dBov for `silent`, dB against the other channel for `echo`, none for a `duplicated` that is not to the bit, full scale for `dc_offset`; `None` where there is no amount.
    #[serde(serialize_with = "rounded::option")]
    pub value: Option<f64>,
}

/// Clipped samples from this share of the talk on.
const CLIPPING: f64 = 0.001;
/// Mean from this share of full scale on.
const DC_OFFSET: f64 = 0.01;
/// Mean level under which a channel is dead.
const SILENT_DBOV: f64 = -75.0;
/// Blocks of digital zeros inside talk, from this share on.
const DROPOUTS: f64 = 0.005;
/// Samples that equal the other channel's, from this share on.
const DUPLICATED: f64 = 0.95;

/// Watches one channel.
#[derive(Clone, Debug)]
pub(crate) struct Watch {
    energy: f64,
    mean: f64,
    frames: u64,
    clipped: u64,
    talking: u64,
    /// Frames of digital zeros while the party talks.
    dropped: u64,
    beyond: bool,
    /// Frames without speech by level, in dB from -100.
    noise: [u32; 101],
}

impl Default for Watch {
    fn default() -> Self {
        Self { energy: 0.0, mean: 0.0, frames: 0, clipped: 0, talking: 0, dropped: 0, beyond: false, noise: [0; 101] }
    }
}

impl Watch {
    pub(crate) fn push(&mut self, block: &Block, speech: f32) {
        self.energy += f64::from(block.energy);
        self.mean += f64::from(block.mean);
        self.frames += 1;
        self.clipped += u64::from(block.clipped);
        self.beyond |= block.beyond;
        if speech >= 0.5 {
            self.talking += 1;
            self.dropped += u64::from(usize::from(block.zeros) == crate::signal::FRAME);
        } else {
            let level = dbov(f64::from(block.energy)).clamp(-100.0, 0.0);
            self.noise[(level + 100.0) as usize] += 1;
        }
    }

    /// Median level of what is not speech, dBov; `None` where all is speech.
    pub(crate) fn noise_dbov(&self) -> Option<f64> {
        let half = self.noise.iter().map(|&n| u64::from(n)).sum::<u64>().div_ceil(2);
        if half == 0 {
            return None;
        }
        let mut seen = 0;
        let bin = self.noise.iter().position(|&n| {
            seen += u64::from(n);
            seen >= half
        })?;
        Some(bin as f64 - 99.5)
    }

    /// Everything found. `equal` is the share of samples that are the same on both channels.
    pub(crate) fn findings(&self, duration: Time, spoke: bool, equal: f64) -> Vec<Health> {
        let whole = Span::new(Time::ZERO, duration);
        let frames = self.frames.max(1) as f64;
        let level = dbov(self.energy / frames);
        let clipped = self.clipped as f64 / (self.talking.max(1) as f64 * crate::signal::FRAME as f64);
        let offset = self.mean / frames;
        let dropped = self.dropped as f64 / self.talking.max(1) as f64;
        let silent = level < SILENT_DBOV;
        let found = [
            ("silent", silent, Some(level)),
            ("no_speech", !silent && !spoke, None),
            ("clipping", clipped >= CLIPPING, Some(clipped.min(1.0))),
            ("dc_offset", offset.abs() >= DC_OFFSET, Some(offset)),
            ("out_of_range", self.beyond, None),
            ("dropouts", dropped >= DROPOUTS, Some(dropped)),
            ("duplicated", equal >= DUPLICATED, Some(equal)),
        ];
        found
            .into_iter()
            .filter(|(_, found, _)| *found)
            .map(|(code, _, value)| Health { code, start: whole.start, end: whole.end, value })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(block: Block, speech: f32, spoke: bool, equal: f64) -> Vec<&'static str> {
        let mut watch = Watch::default();
        (0..100).for_each(|_| watch.push(&block, speech));
        let found = watch.findings(Time::from_millis(1000), spoke, equal);
        found.iter().map(|health| health.code).collect()
    }

    #[test]
    fn each_finding_is_found_and_a_good_channel_has_none() {
        let good = Block { energy: 1e-3, ..Block::default() };
        assert!(codes(good, 0.9, true, 0.0).is_empty());
        assert_eq!(codes(Block::default(), 0.0, false, 0.0), ["silent"]);
        assert_eq!(codes(good, 0.0, false, 0.0), ["no_speech"]);
        assert_eq!(codes(Block { clipped: 3, ..good }, 0.9, true, 0.0), ["clipping"]);
        assert_eq!(codes(Block { mean: -0.02, ..good }, 0.9, true, 0.0), ["dc_offset"]);
        assert_eq!(codes(Block { beyond: true, ..good }, 0.9, true, 0.0), ["out_of_range"]);
        assert_eq!(codes(Block { zeros: 80, ..good }, 0.9, true, 0.0), ["dropouts"]);
        assert_eq!(codes(good, 0.9, true, 0.99), ["duplicated"]);
    }

    #[test]
    fn noise_is_the_median_level_outside_speech() {
        let mut watch = Watch::default();
        assert_eq!(watch.noise_dbov(), None);
        for k in 0..100 {
            watch.push(&Block { energy: if k % 3 == 0 { 1e-2 } else { 1e-6 }, ..Block::default() }, 0.1);
        }
        assert!((watch.noise_dbov().unwrap() - -60.0).abs() <= 1.0);
    }
}
