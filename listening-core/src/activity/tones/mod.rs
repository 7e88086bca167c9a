//! Telephone signalling tones on one channel at 8 kHz: named, timed, and kept out of speech.
//!
//! A frame whose power stands in one or two narrow peaks is looked at; all others cost a sum and a maximum over the
//! shared spectrum ([`peaks`]). Below 690 Hz, where 400 and 450 Hz must be told from 425 Hz, 80 ms are looked
//! at instead of 32 ms ([`zoom`]). Frequencies that stay, at a level that stays, are a burst ([`run`], [`burst`]); its frequencies
//! and its cadence give it a name ([`cadence`], by the figures in [`plan`]).
//!
//! What is named, and after which documents, stands in [`plan`]. What is not:
//! - tones under talk, or less than some 13 dB above the noise;
//! - the FSK of fax and modems (the V.21 preamble) and all scrambled carriers: they are no tones;
//! - a tone of one frequency whose cadence was cut off: it is [`Tone::Other`];
//! - which key a DTMF digit was: digits may be card numbers.

mod burst;
mod cadence;
mod peaks;
mod plan;
mod run;
#[cfg(test)]
mod tests;
mod zoom;

use burst::{Change, Judged, Tracker};
use cadence::Namer;
use peaks::Shape;
use zoom::Zoom;

use crate::names::HealthCode;
use crate::signal::Spectrum;
use crate::time::Span;

/// What a tone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// A key's pair of frequencies.
    Dtmf,
    /// Dial tone; also any tone of a plan's dial frequency that lasts 2.5 s or longer.
    Dial,
    /// The called telephone rings.
    Ringback,
    /// The called party is busy.
    Busy,
    /// No way through the network: congestion, reorder.
    Congestion,
    /// Three rising tones before an announcement.
    SpecialInformation,
    /// A fax calls (CNG, 1100 Hz) or answers (CED, 2100 Hz). A modem's plain 2100 Hz is the same tone, and
    /// gets this name too.
    Fax,
    /// A modem calls (1300 Hz) or answers (2225 Hz; 2100 Hz with phase reversals or modulated at 15 Hz).
    Modem,
    /// Steady and pure, but of no known kind: a beep.
    Other,
}

impl Tone {
    /// The finding that it is on a channel.
    pub const fn code(self) -> HealthCode {
        match self {
            Self::Dtmf => HealthCode::Dtmf,
            Self::Dial => HealthCode::Dial,
            Self::Ringback => HealthCode::Ringback,
            Self::Busy => HealthCode::Busy,
            Self::Congestion => HealthCode::Congestion,
            Self::SpecialInformation => HealthCode::SpecialInformation,
            Self::Fax => HealthCode::Fax,
            Self::Modem => HealthCode::Modem,
            Self::Other => HealthCode::Tone,
        }
    }

    /// Its name, as that of the finding.
    pub const fn name(self) -> &'static str {
        self.code().name()
    }
}

/// The tones of a country or region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TonePlan {
    /// 350, 440, 480 and 620 Hz in pairs.
    NorthAmerica,
    /// 400 Hz, and 400 + 450 Hz for ringback.
    UnitedKingdom,
    /// 425 Hz: what the ITU recommends; Germany and most of Europe.
    Itu,
    /// 440 Hz.
    France,
    /// 400 Hz, modulated for ringback.
    Japan,
}

impl TonePlan {
    /// Its name: `north_america`, `united_kingdom`, `itu`, `france` or `japan`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NorthAmerica => "north_america",
            Self::UnitedKingdom => "united_kingdom",
            Self::Itu => "itu",
            Self::France => "france",
            Self::Japan => "japan",
        }
    }
}

/// One burst of a tone, or the three of a special information tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToneSpan {
    /// What it is.
    pub tone: Tone,
    /// Whose it is, where its frequencies or its cadence tell.
    pub plan: Option<TonePlan>,
    /// Its frequencies as measured, hertz, rising; 0 is none. A digit's are not given, nor those of a beep on a key's frequency, and of a
    /// special information tone only the first two.
    pub hz: [u16; 2],
    /// When it sounded.
    pub span: Span,
}

/// One or two frequencies at once.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Pitches {
    /// Hertz, rising; the second is 0 if there is none.
    hz: [f32; 2],
    /// Power of the second over the first's.
    twist: f32,
}

/// Frames of low lines only before a closer look is worth its while.
const LOW_BEFORE: u32 = 4;
/// A modulated tone vanishes in the noise for so many frames at times.
const VANISHED: u32 = 2;

/// Finds the signalling tones of one channel, frame by frame.
#[derive(Clone, Debug, Default)]
pub struct ToneFinder {
    zoom: Zoom,
    tracker: Tracker,
    namer: Namer,
    /// Frames taken.
    taken: u64,
    /// Frames of low lines only, up to this one; single ones may be missing.
    low: u32,
    /// Frames without a shape, up to this one.
    vanished: u32,
    /// Bit k: the frame k before the last one taken belongs to a tone.
    tones: u64,
}

impl ToneFinder {
    /// Frames between the one given and the one spoken of.
    pub const LAG: usize = 8;

    /// Takes the next frame's own samples (80; the last of a call may have fewer) and its spectrum. `each` gets the
    /// spans that are now known, each within 1 s of its end. Returns whether the frame `LAG` frames
    /// ago belongs to a tone; the first `LAG` answers speak of nothing and are `false`.
    pub fn push(&mut self, samples: &[f32], spectrum: &Spectrum, mut each: impl FnMut(ToneSpan)) -> bool {
        self.zoom.push(samples);
        let shape = peaks::shape(spectrum);
        match shape {
            Shape::Low(_) => (self.low, self.vanished) = (self.low + 1, 0),
            Shape::Spread if self.vanished < VANISHED => self.vanished += 1,
            _ => self.low = 0,
        }
        // Much of speech has low lines only: there, every other frame will do.
        let look = self.low > LOW_BEFORE && (self.tracker.follows() || self.taken.is_multiple_of(2));
        let (pitches, pitch) = match shape {
            Shape::Peaks(pitches) => (Some(pitches), pitches.hz[0]),
            Shape::Low(hz) => (if look { self.zoom.look() } else { None }, hz),
            Shape::Spread => (if look { self.zoom.look() } else { None }, 0.0),
        };
        self.tones <<= 1;
        let energy = energy(samples);
        let (namer, frame) = (&mut self.namer, self.taken);
        match self.tracker.push(frame, [energy, pitch], pitches, |change| namer.take(change, &mut each)) {
            Judged::Tone(frames) => self.tones |= frames,
            Judged::Mistaken => self.tones = 0,
        }
        self.namer.tick(frame, &mut each);
        self.taken += 1;
        self.tones >> Self::LAG & 1 == 1
    }

    /// Ends the channel: `each` gets the spans that are left. Returns what [`push`](Self::push) has not told, whether
    /// each of the last `LAG` frames belongs to a tone, oldest first; those before the first frame do not.
    pub fn finish(&mut self, mut each: impl FnMut(ToneSpan)) -> [bool; Self::LAG] {
        let namer = &mut self.namer;
        self.tracker.finish(|change: Change| namer.take(change, &mut each));
        self.namer.finish(&mut each);
        std::array::from_fn(|k| self.tones >> (Self::LAG - 1 - k) & 1 == 1)
    }
}

/// Sum of squares: eight sums side by side, so that the compiler can use vectors; the order is fixed.
fn energy(samples: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    let (chunks, rest) = samples.as_chunks::<8>();
    for chunk in chunks {
        for lane in 0..8 {
            sums[lane] += chunk[lane] * chunk[lane];
        }
    }
    sums.iter().sum::<f32>() + rest.iter().map(|x| x * x).sum::<f32>()
}
