//! Frames of one party to the delivery of its talkspurts.

use super::manner::{self, Norm, Opening};
use super::pace;
use super::pitch::Pitch;
use crate::signal::dbov;
use crate::time::{Span, Time};

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
    /// Frames of 10 ms of the talkspurt, its end, that the rest of this speaks of: all of it up to 7.5 s.
    pub heard_frames: u16,
    /// How far the last 0.1 s lie below the talkspurt's loud level, dB, at most 0; `None` under 0.2 s.
    pub end_db: Option<f32>,
    /// Movement over the last voiced 300 ms; `None` with fewer than 6 voiced frames there.
    pub contour: Option<Contour>,
}

impl Delivery {
    /// How much of the talkspurt, its end, this speaks of.
    pub fn heard(&self) -> Time {
        Time::from_frame(u64::from(self.heard_frames))
    }

    /// Syllables per second of what was heard of the talkspurt.
    pub fn rate(&self) -> f64 {
        f64::from(self.syllables) / self.heard().seconds().max(0.01)
    }
}

/// What the voice stage needs of a 10 ms frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct VoiceFrame {
    /// Mean square of the frame.
    pub energy: f32,
    /// Power between 300 and 3300 Hz.
    pub band: f32,
    /// Level between 300 and 900 Hz, dB.
    pub low_db: f32,
    /// Pitch, where voiced.
    pub pitch: Option<Pitch>,
}

/// Frames kept at most: a talkspurt that lasts longer is judged by its last part.
const KEPT: usize = 1000;
/// The terminal movement is looked for in this many frames before the end.
const TERMINAL: usize = 30;
/// Least movement, in semitones, that is a rise or a fall.
const MOVEMENT: f32 = 2.0;

/// Listens to one party's voice.
#[derive(Clone, Debug)]
pub struct Voice {
    frames: Vec<VoiceFrame>,
    /// Frame number of `frames[0]`.
    first: u64,
    next: u64,
    norm: Norm,
    /// Work space: of pitches, then of levels.
    pitches: Vec<f32>,
    slopes: Vec<f32>,
}

impl Default for Voice {
    fn default() -> Self {
        Self {
            frames: Vec::with_capacity(KEPT),
            first: 0,
            next: 0,
            norm: Norm::default(),
            pitches: Vec::with_capacity(KEPT),
            slopes: Vec::with_capacity(TERMINAL * (TERMINAL - 1) / 2),
        }
    }
}

impl Voice {
    /// Takes the next frame of the call.
    pub fn push(&mut self, frame: VoiceFrame) {
        if self.frames.len() == KEPT {
            let drop = KEPT / 4;
            self.frames.drain(..drop);
            self.first += drop as u64;
        }
        self.frames.push(frame);
        self.next += 1;
    }

    /// Frames taken so far.
    pub fn taken(&self) -> u64 {
        self.next
    }

    /// Forgets everything before frame `before`: no talkspurt will begin there any more.
    pub fn forget(&mut self, before: u64) {
        let count = (before.saturating_sub(self.first) as usize).min(self.frames.len());
        self.frames.drain(..count);
        self.first += count as u64;
    }

    /// How a talkspurt begins, of which `span` is the first half second or all: against those that began before.
    pub fn opening(&mut self, span: Span) -> Opening {
        let index = |time: Time| ((time.micros() / 10_000) as u64).saturating_sub(self.first) as usize;
        let length = self.frames.len();
        self.norm.opening(&self.frames[index(span.start).min(length)..index(span.end).min(length)])
    }

    /// How the talkspurt over `span` sounded.
    pub fn delivery(&mut self, span: Span) -> Delivery {
        let frame = |time: Time| (time.micros() / 10_000) as u64;
        let index = |at: u64| (at.saturating_sub(self.first) as usize).min(self.frames.len());
        let frames = &self.frames[index(frame(span.start))..index(frame(span.end))];
        let energy: f64 = frames.iter().map(|frame| f64::from(frame.energy)).sum();
        self.pitches.clear();
        self.pitches.extend(frames.iter().filter_map(|frame| frame.pitch).map(|pitch| pitch.hz));
        self.pitches.sort_by(f32::total_cmp);
        let pitch_hz = (self.pitches.len() >= 5).then(|| self.pitches[self.pitches.len() / 2]);
        let pitch_spread = pitch_hz.map(|_| spread(&self.pitches));
        let levels = &mut self.pitches;
        levels.clear();
        levels.extend(frames.iter().map(|frame| dbov(f64::from(frame.band)) as f32));
        Delivery {
            span,
            pitch_hz,
            pitch_spread,
            level_dbov: dbov(energy / frames.len().max(1) as f64) as f32,
            syllables: pace::syllables(frames.len(), |k| frames[k].low_db),
            heard_frames: frames.len() as u16,
            end_db: manner::end_db(levels),
            contour: contour(frames, &mut self.slopes),
        }
    }
}

/// From the 10th to the 90th percentile of sorted pitches, in semitones.
fn spread(sorted: &[f32]) -> f32 {
    let at = |tenths: usize| sorted[(sorted.len() - 1) * tenths / 10];
    12.0 * (at(9) / at(1)).log2()
}

/// Theil-Sen slope of the last voiced frames, in semitones over their length; `slopes` is work space.
fn contour(frames: &[VoiceFrame], slopes: &mut Vec<f32>) -> Option<Contour> {
    let last = frames.iter().rposition(|frame| frame.pitch.is_some())?;
    let end = &frames[(last + 1).saturating_sub(TERMINAL)..=last];
    let points = || {
        let numbered = end.iter().enumerate();
        numbered.filter_map(|(k, frame)| frame.pitch.map(|pitch| (k as f32, pitch.semitones())))
    };
    if points().count() < 6 {
        return None;
    }
    slopes.clear();
    for (k, a) in points().enumerate() {
        slopes.extend(points().skip(k + 1).map(|b| (b.1 - a.1) / (b.0 - a.0)));
    }
    let first = points().next().map_or(0.0, |point| point.0);
    let length = (end.len() - 1) as f32 - first;
    let middle = slopes.len() / 2;
    let (_, slope, _) = slopes.select_nth_unstable_by(middle, f32::total_cmp);
    let movement = *slope * length;
    Some(if movement >= MOVEMENT {
        Contour::Rise
    } else if movement <= -MOVEMENT {
        Contour::Fall
    } else {
        Contour::Level
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(count: usize, semitones_per_frame: f32) -> Vec<VoiceFrame> {
        (0..count)
            .map(|k| VoiceFrame {
                energy: 1e-3,
                band: 1e-3,
                low_db: -30.0 + 6.0 * (k as f32 * 0.3).sin(),
                pitch: Some(Pitch { hz: 120.0 * (semitones_per_frame * k as f32 / 12.0).exp2() }),
            })
            .collect()
    }

    fn deliver(frames: &[VoiceFrame]) -> Delivery {
        let mut voice = Voice::default();
        frames.iter().for_each(|frame| voice.push(*frame));
        voice.delivery(Span::new(Time::ZERO, Time::from_frame(frames.len() as u64)))
    }

    #[test]
    fn the_end_of_a_talkspurt_rises_falls_or_stays() {
        assert_eq!(deliver(&frames(50, 0.1)).contour, Some(Contour::Rise));
        assert_eq!(deliver(&frames(50, -0.1)).contour, Some(Contour::Fall));
        assert_eq!(deliver(&frames(50, 0.01)).contour, Some(Contour::Level));
        assert_eq!(deliver(&frames(5, 0.1)).contour, None);
    }

    #[test]
    fn pitch_and_level_are_the_talkspurts_own() {
        let delivery = deliver(&frames(50, 0.0));
        assert!((delivery.pitch_hz.unwrap() - 120.0).abs() < 0.1);
        assert!((delivery.level_dbov - -30.0).abs() < 0.01);
        assert!(delivery.syllables >= 2);
    }

    #[test]
    fn an_hour_without_pause_stays_bounded() {
        let mut voice = Voice::default();
        (0..360_000).for_each(|_| voice.push(VoiceFrame::default()));
        assert!(voice.frames.len() <= KEPT);
        let all = Span::new(Time::ZERO, Time::from_frame(360_000));
        assert_eq!(voice.delivery(all).pitch_hz, None);
    }
}
