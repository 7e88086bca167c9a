//! Pieces of the other party's voice that come back on a channel, once or at times: an echo that opens for a moment, or one that is
//! too late for the [guard](super::EchoGuard) to follow.
//!
//! The prints of the frames that can be heard are compared with those of the other channel at every lag up to 1.5 s. What is the same for
//! long enough is a copy: no two voices, and no two moments of one, are so alike.

use pulp::{Arch, Simd, WithSimd};

use super::history::{AUDIBLE_DBOV, BESIDE, FrameSet, History, REACH, mostly};
use super::print::Print;
use crate::time::Span;

/// The same bits are averaged over frames: each frame's count enters by an eighth.
const PACE: u32 = 3;
/// A lag's average, for a share of the bits that are the same.
const fn score(percent: i32) -> i16 {
    (percent * ((Print::BITS as i32) << (PACE + 6)) / 100) as i16
}
/// It says nothing at first. From the second share on a piece is a copy, as long as it holds the third. Where pieces are known to
/// come, less is enough.
const NOTHING: i16 = score(50);
const COPY: i16 = score(67);
const STAYS: i16 = score(61);
const KNOWN: i16 = score(61);
const KNOWN_STAYS: i16 = score(57);
/// From here on a piece counts for where pieces come, though alone it may be chance.
const HINT: i16 = score(64);
/// A frame of the own channel takes part if this many bits are the same.
const FRAME_BITS: u32 = 14;
/// When a copy is known, this many frames before have been one as well.
const BACK: usize = 12;
/// After this many frames without sound the search starts again.
const PAUSE: u8 = 5;
/// A copy is at most so much louder than what it copies, dB.
const LOUDER_DB: f32 = 6.0;
/// What comes sooner is cross-talk, frames.
const SOONEST: usize = 2;
/// Lags that are looked at.
const LAGS: usize = REACH - SOONEST;
/// Paths that are distinguished, and how far apart their lags are, in frames.
const WAYS: usize = 8;
const OTHER_LAG: usize = 2;
/// A way is known from this many pieces on, of this many frames in all, one of which is a copy for sure.
const PIECES: u32 = 3;
const FRAMES: u32 = 30;

/// A way on which copies come, or pieces of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Way {
    /// Frames of 10 ms that they are late.
    pub(crate) lag: usize,
    /// Pieces, and their frames.
    pieces: u32,
    pub(crate) frames: u32,
    /// One of them was a copy for sure.
    sure: bool,
    /// From the first piece on, frames.
    pub(crate) from: u64,
    /// The end of the last.
    pub(crate) to: u64,
}

impl Way {
    fn is_known(&self) -> bool {
        // A best lag at the edge of the search may be one beyond it.
        self.sure && self.pieces >= PIECES && self.frames >= FRAMES && self.lag < REACH - 1
    }
}

/// A piece that runs.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Its place among the scores.
    at: usize,
    /// Its score until then.
    stays: i16,
    /// Whether it is a copy for sure.
    sure: bool,
}

/// Looks for copies of the other party's voice in one channel.
#[derive(Clone, Debug)]
pub(crate) struct Copies {
    /// By lag, the longest first.
    scores: Box<[i16; LAGS]>,
    /// The best of them.
    best: i16,
    arch: Arch,
    /// Frames with sound since the search started again, and frames without since the last one.
    sounding: usize,
    quiet: u8,
    open: Option<Piece>,
    copied: FrameSet,
    ways: Vec<Way>,
}

impl Default for Copies {
    fn default() -> Self {
        Self {
            scores: Box::new([NOTHING; LAGS]),
            best: NOTHING,
            arch: Arch::new(),
            sounding: 0,
            quiet: 0,
            open: None,
            copied: FrameSet::default(),
            ways: Vec::new(),
        }
    }
}

/// The lag at a place among the scores, frames.
const fn lag(at: usize) -> usize {
    REACH - 1 - at
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
        let sources = &other.prints()[..LAGS];
        self.best = self.arch.dispatch(Compare { scores: &mut self.scores, print, sources });
        let running = self.open.take().filter(|piece| self.scores[piece.at] >= piece.stays);
        let Some(mut piece) = running.or_else(|| self.begins()) else { return false };
        let late = lag(piece.at);
        if !may_be_copy(own, other, late) {
            return false;
        }
        let back = self.sounding.min(BACK) - 1;
        if running.is_none() {
            self.note(late, frame - back, [back as u32, 1], piece.sure);
        }
        let sure = piece.sure || self.scores[piece.at] >= COPY;
        if sure && (!piece.sure || running.is_none()) {
            (frame - back..frame).for_each(|k| self.copied.set(k, true));
        }
        piece.sure = sure;
        self.open = Some(piece);
        self.copied.set(frame, sure);
        self.note(late, frame, [1, 0], sure);
        sure && print.same(other.print(frame - late)) >= FRAME_BITS
    }

    /// The piece that the newest frame begins, if it does.
    fn begins(&self) -> Option<Piece> {
        for way in self.found() {
            let from = (REACH - 1 - way.lag).saturating_sub(1);
            let near = from..(from + 3).min(LAGS);
            let at = near.fold(from, |best, at| if self.scores[at] > self.scores[best] { at } else { best });
            if self.scores[at] >= KNOWN {
                return Some(Piece { at, stays: KNOWN_STAYS, sure: true });
            }
        }
        if self.best < HINT {
            return None;
        }
        let at = self.scores.iter().position(|&score| score == self.best)?;
        Some(Piece { at, stays: STAYS, sure: self.best >= COPY })
    }

    /// Notes frames of a piece.
    fn note(&mut self, lag: usize, from: usize, [frames, pieces]: [u32; 2], sure: bool) {
        let to = (from + frames as usize) as u64;
        if let Some(way) = self.ways.iter_mut().find(|way| way.lag.abs_diff(lag) <= OTHER_LAG) {
            way.pieces += pieces;
            way.frames += frames;
            way.to = to;
            way.sure |= sure;
            return;
        }
        if self.ways.len() == WAYS {
            // The one with the least to show gives way.
            let least = (0..WAYS).min_by_key(|&k| self.ways[k].frames).unwrap_or(0);
            self.ways.swap_remove(least);
        }
        self.ways.push(Way { lag, pieces, frames, sure, from: from as u64, to });
    }

    /// The way that is known best, if any is.
    pub(crate) fn known(&self) -> Option<Way> {
        self.found().max_by_key(|way| way.frames)
    }

    /// The ways that are known.
    pub(crate) fn found(&self) -> impl Iterator<Item = Way> + '_ {
        self.ways.iter().filter(|way| way.is_known()).copied()
    }

    /// Whether what `own` holds over `span`, or how that began, is a copy for the most part; no more than 5 s ago. What is
    /// over `audible`, in dBov, sounds.
    pub(crate) fn suspects(&self, own: &History, audible: f32, span: Span) -> bool {
        mostly(&self.copied, own, audible, span)
    }
}

/// Takes a frame's print into the scores; gives the best.
struct Compare<'a> {
    scores: &'a mut [i16; LAGS],
    print: Print,
    /// By lag, as the scores.
    sources: &'a [Print],
}

impl WithSimd for Compare<'_> {
    type Output = i16;

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the compiler must see through the dispatch")]
    fn with_simd<S: Simd>(self, _: S) -> i16 {
        let mut best = 0;
        for (score, source) in self.scores.iter_mut().zip(self.sources) {
            *score += ((self.print.same(*source) as i16) << 6) - (*score >> PACE);
            best = best.max(*score);
        }
        best
    }
}

/// Whether the newest frame of `own` can be a copy of the other's talk so much earlier.
fn may_be_copy(own: &History, other: &History, lag: usize) -> bool {
    let frame = own.frames() - 1;
    let source = other.loudest_talk(frame.saturating_sub(lag - BESIDE), 2 * BESIDE);
    frame >= lag && source > AUDIBLE_DBOV && own.level(frame) <= source + LOUDER_DB
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Time;

    /// Bits that are as good as drawn.
    fn prints(seed: u64, frame: usize) -> u32 {
        let mixed = (seed << 32 | frame as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((mixed ^ mixed >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 41) as u32 & 0x7F_FFFF
    }

    /// A minute in which the other talks all along. What `copy` gives of a frame of the channel is how late it copies, and how many of its
    /// bits (of 23) stay; where it gives nothing the channel has its own voice if `talks`, and silence if not.
    fn hear(talks: bool, copy: impl Fn(usize) -> Option<(usize, u32)>) -> (Copies, History) {
        let (mut copies, mut own, mut other) = (Copies::default(), History::default(), History::default());
        for k in 0..6000 {
            other.push(-25.0, 0.9, Print(prints(1, k)));
            match copy(k) {
                Some((late, stay)) => {
                    let kept = (1 << stay) - 1;
                    let print = prints(1, k.saturating_sub(late)) & kept | prints(2, k) & !kept;
                    own.push(-28.0, 0.9, Print(print));
                }
                None => own.push(if talks { -25.0 } else { -80.0 }, if talks { 0.9 } else { 0.1 }, Print(prints(2, k))),
            }
            copies.push(&own, &other, own.level(k) > -70.0);
        }
        (copies, own)
    }

    fn lags(copies: &Copies) -> Vec<usize> {
        copies.found().map(|way| way.lag).collect()
    }

    fn span(from: usize, to: usize) -> Span {
        Span::new(Time::from_frame(from as u64), Time::from_frame(to as u64))
    }

    #[test]
    fn bursts_are_found_and_what_rests_on_them_is_suspected() {
        // 150 ms every 5 s, 400 ms late; of the bits four in five are the same.
        let burst = |k: usize| (k % 500 >= 110 && k % 500 < 125).then_some((40, 14));
        let (copies, own) = hear(false, burst);
        assert_eq!(lags(&copies), [40]);
        assert!(copies.suspects(&own, -70.0, span(5610, 5625)));
        // An own word after it is not.
        let (copies, own) = hear(false, |k| if (5700..5750).contains(&k) { Some((1000, 0)) } else { burst(k) });
        assert!(!copies.suspects(&own, -70.0, span(5700, 5750)));
    }

    #[test]
    fn any_lag_to_a_second_and_a_half_is_found_and_none_at_the_edge() {
        for (late, found) in [(1, vec![]), (2, vec![2]), (75, vec![75]), (149, vec![149]), (150, vec![]), (151, vec![])]
        {
            let burst = |k: usize| (k % 500 >= 210 && k % 500 < 230).then_some((late, 16));
            assert_eq!(lags(&hear(false, burst).0), found, "{late}");
        }
    }

    #[test]
    fn two_pieces_are_chance_and_three_are_a_way() {
        for (most, found) in [(2, 0), (3, 1)] {
            let burst = |k: usize| (k % 500 >= 110 && k % 500 < 130 && k / 500 < most).then_some((60, 16));
            assert_eq!(lags(&hear(false, burst).0).len(), found, "{most}");
        }
    }

    #[test]
    fn two_voices_hold_no_copies() {
        let (copies, own) = hear(true, |_| None);
        assert_eq!(lags(&copies), [0_usize; 0]);
        assert!((0..10).all(|k| !copies.suspects(&own, -70.0, span(5500 + 40 * k, 5540 + 40 * k))));
        // Nor does a voice that keeps a tenth of the bits: 55 % are the same then.
        assert_eq!(lags(&hear(true, |_| Some((60, 2))).0), [0_usize; 0]);
    }
}
