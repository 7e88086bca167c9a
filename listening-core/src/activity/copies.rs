//! Pieces of the other party's voice that come back on a channel, once or at times: an echo that opens for a moment, or one that is
//! too late for the [guard](super::EchoGuard) to follow.
//!
//! The prints of the frames that can be heard are compared with those of the other channel at every lag up to 1.5 s. What is the same for
//! long enough is a copy: no two voices, and no two moments of one, are so alike.

use super::history::{AUDIBLE_DBOV, BESIDE, FrameSet, History, KEPT, REACH};
use super::print::Print;
use crate::time::Span;

/// The same bits are averaged over frames: each frame's count enters by an eighth.
const PACE: u32 = 3;
/// A lag's average, for a share of the bits that are the same.
const fn score(percent: i32) -> i16 {
    (percent * ((Print::BITS as i32) << (PACE + 6)) / 100) as i16
}
/// It says nothing at first. From the second share on a piece is a copy, and as long as it holds the third.
const NOTHING: i16 = score(50);
const COPY: i16 = score(67);
const STAYS: i16 = score(61);
/// A frame of its own takes part that holds so many of the same bits.
const FRAME_BITS: u32 = 14;
/// When a copy is known, this many frames before have been one as well.
const BACK: usize = 12;
/// After this many frames without sound it begins anew.
const PAUSE: u8 = 5;
/// A copy is at most so much louder than what it copies, dB: a copy at the same moment must be so much quieter.
const LOUDER_DB: f32 = 6.0;
const AT_ONCE: usize = 1;
const AT_ONCE_DB: f32 = -6.0;
/// Ways that are told apart, and how far apart their lags are, frames.
const WAYS: usize = 4;
const OTHER_LAG: usize = 2;
/// A way is known from this many pieces on, of this many frames in all.
const PIECES: u32 = 3;
const FRAMES: u32 = 30;
/// An onset rests on copies if they fill this share of the frames that sound in its first 0.4 s, or in all of it.
const OPENING: usize = 40;
const SUSPECT: f32 = 0.5;

/// A way on which copies come, or pieces of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Way {
    /// Frames of 10 ms that they are late.
    pub(crate) lag: usize,
    /// Pieces, and their frames.
    pieces: u32,
    frames: u32,
    /// From the first piece to the end of the last, frames.
    pub(crate) from: u64,
    /// The end of the last.
    pub(crate) to: u64,
}

/// Looks for copies of the other party's voice in one channel.
#[derive(Clone, Debug)]
pub(crate) struct Copies {
    /// By lag, the longest first.
    scores: Box<[i16; REACH]>,
    /// Frames with sound since it began anew, and without since the last one.
    sounding: usize,
    quiet: u8,
    /// The place among the scores of the piece that runs.
    open: Option<usize>,
    copied: FrameSet,
    ways: Vec<Way>,
}

impl Default for Copies {
    fn default() -> Self {
        Self {
            scores: Box::new([NOTHING; REACH]),
            sounding: 0,
            quiet: 0,
            open: None,
            copied: FrameSet::default(),
            ways: Vec::with_capacity(WAYS),
        }
    }
}

impl Copies {
    /// Takes the newest frame, which both histories hold; `sounds` says whether it is over the noise. Returns whether it
    /// is a copy.
    pub(crate) fn push(&mut self, own: &History, other: &History, sounds: bool) -> bool {
        let frame = own.frames() - 1;
        self.copied.set(frame, false);
        if !sounds || !other.talked_within(REACH) {
            self.quiet = self.quiet.saturating_add(1);
            if self.quiet == PAUSE {
                self.scores.fill(NOTHING);
                (self.sounding, self.open) = (0, None);
            }
            return false;
        }
        self.quiet = 0;
        self.sounding += 1;
        let print = own.print(frame);
        for (score, source) in self.scores.iter_mut().zip(other.prints()) {
            *score += ((print.same(*source) as i16) << 6) - (*score >> PACE);
        }
        let at = match self.open {
            Some(at) if self.scores[at] >= STAYS => at,
            _ => {
                self.open = None;
                let best = self.scores.iter().fold(NOTHING, |best, &score| best.max(score));
                if best < COPY {
                    return false;
                }
                self.scores.iter().position(|&score| score == best).unwrap_or(0)
            }
        };
        let lag = REACH - 1 - at;
        if !may_be_copy(own, other, lag) {
            self.open = None;
            return false;
        }
        if self.open.is_none() {
            let back = self.sounding.min(BACK) - 1;
            (frame - back..frame).for_each(|k| self.copied.set(k, true));
            self.note(lag, frame - back, back as u32, 1);
        }
        self.open = Some(at);
        self.copied.set(frame, true);
        self.note(lag, frame, 1, 0);
        print.same(other.print(frame - lag)) >= FRAME_BITS
    }

    /// Notes frames of a piece.
    fn note(&mut self, lag: usize, from: usize, frames: u32, pieces: u32) {
        let to = (from + frames as usize) as u64;
        if let Some(way) = self.ways.iter_mut().find(|way| way.lag.abs_diff(lag) <= OTHER_LAG) {
            way.pieces += pieces;
            way.frames += frames;
            way.to = to;
            return;
        }
        if self.ways.len() == WAYS {
            // The one with the least to show gives way.
            let least = (0..WAYS).min_by_key(|&k| self.ways[k].frames).unwrap_or(0);
            self.ways.swap_remove(least);
        }
        self.ways.push(Way { lag, pieces, frames, from: from as u64, to });
    }

    /// The way that is known best, if any is.
    pub(crate) fn known(&self) -> Option<Way> {
        self.found().max_by_key(|way| way.frames)
    }

    /// The ways that are known.
    pub(crate) fn found(&self) -> impl Iterator<Item = Way> + '_ {
        // A best lag at the edge of the search may be one beyond it.
        let known = |way: &&Way| way.pieces >= PIECES && way.frames >= FRAMES && way.lag < REACH - 1;
        self.ways.iter().filter(known).copied()
    }

    /// Whether what `own` holds over `span`, or how that began, is a copy for the most part; no more than 5 s ago. What is
    /// over `audible`, in dBov, sounds.
    pub(crate) fn suspects(&self, own: &History, audible: f32, span: Span) -> bool {
        let frame = |micros: i64| (micros / 10_000).max(0) as usize;
        let from = frame(span.start.micros()).max(own.frames().saturating_sub(KEPT));
        let to = frame(span.end.micros()).min(own.frames());
        let copied = |to: usize| {
            let (mut sounding, mut copied) = (0, 0);
            for k in from..to {
                let sounds = own.level(k) > audible;
                sounding += u32::from(sounds);
                copied += u32::from(sounds & self.copied.has(k));
            }
            sounding > 0 && copied as f32 >= SUSPECT * sounding as f32
        };
        copied(to.min(from + OPENING)) || copied(to)
    }
}

/// Whether the newest frame of `own` can be a copy of the other's talk so much earlier.
fn may_be_copy(own: &History, other: &History, lag: usize) -> bool {
    let frame = own.frames() - 1;
    if frame < lag {
        return false;
    }
    let source = other.loudest_talk(frame - lag.saturating_sub(BESIDE), 2 * BESIDE);
    let louder = if lag <= AT_ONCE { AT_ONCE_DB } else { LOUDER_DB };
    source > AUDIBLE_DBOV && own.level(frame) <= source + louder
}
