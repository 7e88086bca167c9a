//! How a talkspurt sounded: plain data, which the floor and the measures read.

use std::num::NonZeroU16;

use crate::time::{Span, Time};

/// Least movement, in semitones, that is a rise or a fall.
const MOVEMENT: f32 = 2.0;

/// How one talkspurt sounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delivery {
    /// When it was said.
    pub span: Span,
    /// Median pitch in hertz; `None` with fewer than 5 voiced frames.
    pub pitch_hz: Option<f32>,
    /// From the 10th to the 90th percentile of its pitch, in semitones; `None` with fewer than 5 voiced frames.
    pub pitch_spread: Option<f32>,
    /// Mean level, dBov. A talkspurt holds no silence of 180 ms or more, so by P.56 all of it is active.
    pub level_dbov: f32,
    /// Syllable nuclei.
    pub syllables: u32,
    /// Frames of 10 ms at the end of the talkspurt that the rest of this is about: all of it up to 7.5 s.
    pub heard_frames: u16,
    /// How far the last 0.1 s lie below the talkspurt's loud level, dB, at most 0; `None` under 0.2 s.
    pub end_db: Option<f32>,
    /// Length of its last rhyme in hundredths of the speaker's usual one: see [`lengthening`](Self::lengthening).
    pub lengthening_percent: Option<NonZeroU16>,
    /// Movement over the last voiced 400 ms; `None` with fewer than 6 frames voiced for sure there.
    pub contour: Option<Contour>,
    /// The same in numbers.
    pub terminal: Option<Terminal>,
    /// Frames from the end of its last region of low pitch, which invites feedback, to its own end; [`u16::MAX`] without one.
    pub low_pitch_ago: u16,
    /// It stops at once, as if cut: from near its last loudness to 18 dB under it within 30 ms.
    pub abrupt: bool,
}

impl Delivery {
    /// How much of the end of the talkspurt this is about.
    pub fn heard(&self) -> Time {
        Time::from_frame(u64::from(self.heard_frames))
    }

    /// When its last region of low pitch ended: pitch under the speaker's 26th percentile for 0.11 s, after 0.7 s of speech,
    /// invites feedback (Ward & Tsukahara 2000). `None` without one.
    pub fn low_pitch(&self) -> Option<Time> {
        let ago = Some(self.low_pitch_ago).filter(|&ago| ago != u16::MAX);
        ago.map(|ago| self.span.end - Time::from_frame(u64::from(ago)))
    }

    /// Final lengthening: how many times as long its last rhyme is as the speaker's rhymes that are not a talkspurt's last, up
    /// to here (their geometric mean), to a hundredth. A rhyme is a syllable from its nucleus on, until 12 dB under it or the
    /// next syllable: there the end of a phrase is drawn out (Turk & Shattuck-Hufnagel 2007). `None` before eight of
    /// these were heard, and without a syllable. What breaks off in a vowel is short.
    pub fn lengthening(&self) -> Option<f32> {
        self.lengthening_percent.map(|percent| f32::from(percent.get()) / 100.0)
    }

    /// How it ends, as far as the floor asks.
    #[cfg(feature = "audio")]
    pub(crate) fn ending(&self) -> Ending {
        Ending { end_db: self.end_db, lengthening: self.lengthening() }
    }

    /// Syllables per second of what was heard of the talkspurt.
    pub fn rate(&self) -> f64 {
        f64::from(self.syllables) / self.heard().seconds().max(0.01)
    }
}

/// How the voice moves at the end of a talkspurt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contour {
    /// Up by 2 semitones or more.
    Rise,
    /// Neither.
    Level,
    /// Down by 2 semitones or more.
    Fall,
}

impl Contour {
    /// Its name: `rise`, `level` or `fall`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rise => "rise",
            Self::Level => "level",
            Self::Fall => "fall",
        }
    }
}

/// The last 400 ms of a talkspurt, up to its last voiced frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terminal {
    /// Semitones per second; outliers do not move it, but its size is less sure than its sign and rank.
    pub slope: f32,
    /// Semitones over the whole stretch.
    pub movement: f32,
    /// Where it ends: the middle one of the last 13 voiced frames, in semitones above the speaker's median up to then.
    pub end: f32,
}

impl Terminal {
    /// Its class.
    pub fn contour(&self) -> Contour {
        match self.movement {
            up if up >= MOVEMENT => Contour::Rise,
            down if down <= -MOVEMENT => Contour::Fall,
            _ => Contour::Level,
        }
    }
}

/// How a talkspurt begins, against the speaker's talkspurts before it: louder and higher than usual is how one
/// competes for the floor (Kurtic, Brown & Wells 2013).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Opening {
    /// Level over the first 0.5 s re the mean of earlier beginnings, dB; `None` before there were five.
    pub raised_db: Option<f32>,
    /// Pitch, the same, in semitones; `None` also where it is not voiced.
    pub raised_semitones: Option<f32>,
}

/// How a talkspurt ends.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ending {
    /// How far the last 0.1 s lie below the talkspurt's loud level, dB, at most 0; `None` under 0.2 s.
    pub end_db: Option<f32>,
    /// How many times the usual length its last syllable has: see
    /// [`Delivery::lengthening`](super::Delivery::lengthening).
    pub lengthening: Option<f32>,
}
