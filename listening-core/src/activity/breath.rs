//! Breath before talk: fainter than the party's talk, and without a voice.

/// Frames remembered.
const KEPT: usize = 64;
/// What talk rises out of is breath from this many frames on: 200 ms. A soft fricative is shorter, and is talk.
pub(super) const BREATH: u64 = 20;
/// Breath is this much fainter than the party's talk, dB, and less than a third of it is voiced.
const FAINT_DB: f32 = 12.0;
/// Talk rises out of breath where it comes within this of the loudest, dB.
const RISE_DB: f32 = 20.0;
/// The loudest is forgotten by this much a frame, dB.
const FORGET_DB: f32 = 0.2;
/// How much a talkspurt moves the party's usual loudness.
const USUAL: f32 = 0.2;

/// The last levels of a channel, and how loud its party's talkspurts usually become.
#[derive(Clone, Debug)]
pub(super) struct Loudness {
    dbov: [f32; KEPT],
    next: u64,
    usual: Option<f32>,
}

impl Default for Loudness {
    fn default() -> Self {
        Self { dbov: [f32::MIN; KEPT], next: 0, usual: None }
    }
}

impl Loudness {
    /// Takes the next frame's level, dBov.
    pub(super) fn push(&mut self, level: f32) {
        self.dbov[self.next as usize % KEPT] = level;
        self.next += 1;
    }

    /// The running loudest level after one more frame.
    pub(super) fn follow(loudest: f32, level: f32) -> f32 {
        level.max(loudest - FORGET_DB)
    }

    /// A talkspurt of this loudness has ended.
    pub(super) fn talked(&mut self, loudest: f32) {
        let usual = self.usual.unwrap_or(loudest);
        self.usual = Some(usual + USUAL * (loudest - usual));
    }

    /// Whether a sound of this many frames may be breath, line noise, or somebody else in the room.
    pub(super) fn faint(&self, loudest: f32, voiced: u64, frames: u64) -> bool {
        self.usual.is_some_and(|usual| loudest < usual - FAINT_DB) && voiced * 3 < frames
    }

    /// Where a sound that is there at frame `at` rose out of the breath before it: from `from` on.
    pub(super) fn rise(&self, at: u64, from: u64, loudest: f32) -> u64 {
        let mut start = at;
        while start > from && self.dbov[(start - 1) as usize % KEPT] >= loudest - RISE_DB {
            start -= 1;
        }
        start
    }
}
