//! The last seconds of a channel, as those who look for one party in the other's channel need them.

use super::print::Print;
use crate::time::Span;

/// Frames remembered: 6 s.
pub(super) const KEPT: usize = 600;
/// Lags at which a copy is looked for, in frames: 0 to 1.5 s.
pub(super) const REACH: usize = 151;
/// Prints remembered, each held twice so that any run of them is one slice.
const PRINTS: usize = 160;
/// Quieter than any sound.
pub(super) const SILENCE: f32 = -200.0;
/// Talk from this level on can be heard again elsewhere, dBov.
pub(super) const AUDIBLE_DBOV: f32 = -60.0;
/// A copy is not on a frame's beat: it is compared with the frames so far to either side as well.
pub(super) const BESIDE: usize = 2;

/// The last seconds of a channel: level, prints, and whether there was speech.
#[derive(Clone, Debug)]
pub struct History {
    /// Hundredths of dBov of frame k at `k % KEPT`.
    levels: Box<[i16; KEPT]>,
    talk: FrameSet,
    prints: Box<[Print; 2 * PRINTS]>,
    frames: usize,
    /// Frames up to the last one with audible talk, and what that was before the newest frame.
    talked: usize,
    talked_before: usize,
}

impl Default for History {
    fn default() -> Self {
        Self {
            levels: Box::new([(100.0 * SILENCE) as i16; KEPT]),
            talk: FrameSet::default(),
            prints: Box::new([Print::default(); 2 * PRINTS]),
            frames: 0,
            talked: 0,
            talked_before: 0,
        }
    }
}

impl History {
    /// Takes the next frame's level, dBov, probability of speech, and print.
    pub fn push(&mut self, level: f32, speech: f32, print: Print) {
        self.levels[self.frames % KEPT] = (100.0 * level) as i16;
        self.talk.set(self.frames, speech > 0.5);
        self.prints[self.frames % PRINTS] = print;
        self.prints[self.frames % PRINTS + PRINTS] = print;
        self.frames += 1;
        self.talked_before = self.talked;
        if speech > 0.5 && level > AUDIBLE_DBOV {
            self.talked = self.frames;
        }
    }

    /// What the newest frame holds is the other party's: it is no source of leaks.
    pub(crate) fn disown(&mut self) {
        self.talk.set(self.frames - 1, false);
        self.talked = self.talked_before;
    }

    /// Frames taken.
    pub(super) fn frames(&self) -> usize {
        self.frames
    }

    /// Level of a frame, dBov.
    pub(super) fn level(&self, frame: usize) -> f32 {
        f32::from(self.levels[frame % KEPT]) / 100.0
    }

    /// The same where there was speech; no speech is silence.
    pub(super) fn talk(&self, frame: usize) -> f32 {
        if self.talk.has(frame) { self.level(frame) } else { SILENCE }
    }

    /// Whether there was audible talk in the `frames` frames up to the last one.
    pub(super) fn talked_within(&self, frames: usize) -> bool {
        self.talked > 0 && self.talked + frames > self.frames
    }

    /// The print of a frame, no more than [`REACH`] before the last.
    pub(super) fn print(&self, frame: usize) -> Print {
        self.prints[frame % PRINTS]
    }

    /// The prints of the [`REACH`] frames up to the last one, in order.
    pub(super) fn prints(&self) -> &[Print; REACH] {
        let end = (self.frames + PRINTS - 1) % PRINTS + PRINTS + 1;
        self.prints[end - REACH..end].try_into().expect("as many as there are lags")
    }

    /// Level in the frames from `lag + BESIDE` to `lag - BESIDE` before `frame`: the loudest.
    pub(super) fn loudest(&self, frame: usize, lag: usize) -> f32 {
        let (from, to) = (frame.saturating_sub(lag + BESIDE), frame.saturating_sub(lag.saturating_sub(BESIDE)));
        (from..=to).map(|k| self.level(k)).fold(SILENCE, f32::max)
    }

    /// Level of the loudest talk in the frames up to `frame`, from `back` frames before it on.
    pub(super) fn loudest_talk(&self, frame: usize, back: usize) -> f32 {
        (frame.saturating_sub(back)..=frame).map(|k| self.talk(k)).fold(SILENCE, f32::max)
    }
}

/// An onset rests on frames of a kind if they fill this share of those that sound in its first 0.4 s, or in all of it.
const OPENING: usize = 40;
const MOSTLY: f32 = 0.5;

/// Whether frames of a kind make most of what sounds in `own` over `span`, or of how that begins; no more than 5 s ago. What is
/// over `audible`, in dBov, sounds.
pub(super) fn mostly(kind: &FrameSet, own: &History, audible: f32, span: Span) -> bool {
    let frame = |micros: i64| (micros / 10_000).max(0) as usize;
    let from = frame(span.start.micros()).max(own.frames().saturating_sub(KEPT));
    let to = frame(span.end.micros()).min(own.frames());
    let most = |to: usize| {
        let (mut sounding, mut such) = (0, 0);
        for k in from..to {
            let sounds = own.level(k) > audible;
            sounding += u32::from(sounds);
            such += u32::from(sounds & kind.has(k));
        }
        sounding > 0 && such as f32 >= MOSTLY * sounding as f32
    };
    most(to.min(from + OPENING)) || most(to)
}

/// Which of the last [`KEPT`] frames are something.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FrameSet([u64; KEPT.div_ceil(64)]);

impl FrameSet {
    /// Says of a frame whether it is.
    pub(super) fn set(&mut self, frame: usize, is: bool) {
        let at = frame % KEPT;
        let bit = 1 << (at % 64);
        if is { self.0[at / 64] |= bit } else { self.0[at / 64] &= !bit }
    }

    /// Whether a frame is.
    pub(super) fn has(&self, frame: usize) -> bool {
        let at = frame % KEPT;
        self.0[at / 64] >> (at % 64) & 1 == 1
    }
}
