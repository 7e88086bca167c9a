//! Where a sound begins and ends, by its level.

/// Frames remembered.
const KEPT: usize = 64;
/// An edge lies where the level crosses this far under the loudest of late, dB; but no less than so far
/// above the noise, and no less than so far under the loudest.
const UNDER_LOUDEST_DB: f32 = 40.0;
const ABOVE_NOISE_DB: f32 = 5.0;
const LEAST_DROP_DB: f32 = 10.0;
/// Talk rises out of breath where it comes within this of the loudest, dB.
const RISE_DB: f32 = 20.0;
/// The loudest is forgotten by this much a frame, dB.
const FORGET_DB: f32 = 0.2;

/// The last levels of a channel, and its noise.
#[derive(Clone, Debug)]
pub(super) struct Levels {
    dbov: [f32; KEPT],
    noise: f32,
    next: u64,
}

impl Default for Levels {
    fn default() -> Self {
        Self { dbov: [f32::MIN; KEPT], noise: f32::MIN, next: 0 }
    }
}

impl Levels {
    pub(super) fn push(&mut self, level: f32, noise: f32) {
        self.dbov[self.next as usize % KEPT] = level;
        self.noise = noise;
        self.next += 1;
    }

    /// The running loudest level after one more frame.
    pub(super) fn follow(loudest: f32, level: f32) -> f32 {
        level.max(loudest - FORGET_DB)
    }

    fn sounds(&self, frame: u64, loudest: f32) -> bool {
        let crossing = (loudest - UNDER_LOUDEST_DB).max(self.noise + ABOVE_NOISE_DB).min(loudest - LEAST_DROP_DB);
        self.dbov[frame as usize % KEPT] >= crossing
    }

    /// The first frame of a sound that was first noticed at `start`: from `from` to `to`.
    pub(super) fn start(&self, start: u64, from: u64, to: u64, loudest: f32) -> u64 {
        let mut at = start;
        if self.sounds(at, loudest) {
            while at > from && self.sounds(at - 1, loudest) {
                at -= 1;
            }
        } else {
            while at < to && !self.sounds(at, loudest) {
                at += 1;
            }
        }
        at
    }

    /// Where a sound that is there at `at` rose out of the breath before it: from `from` on.
    pub(super) fn rise(&self, at: u64, from: u64, loudest: f32) -> u64 {
        let mut start = at;
        while start > from && self.dbov[(start - 1) as usize % KEPT] >= loudest - RISE_DB {
            start -= 1;
        }
        start
    }

    /// The frame after the last of a sound that was last noticed before `end`: from `from` on.
    pub(super) fn end(&self, end: u64, from: u64, loudest: f32) -> u64 {
        let mut at = end;
        while at > from && !self.sounds(at - 1, loudest) {
            at -= 1;
        }
        at
    }
}
