//! Frames of one party to the delivery of its talkspurts.

use std::num::NonZeroU16;

use super::contour;
use super::cue;
use super::norm::{self, Norm, Rhymes};
use super::pace;
use super::pitch::{SpeakerPitch, Voicing};
use crate::delivery::{Delivery, Opening};
use crate::signal::dbov;
use crate::time::{Span, Time};

/// What the voice stage needs of a 10 ms frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct VoiceFrame {
    /// Mean square of the frame.
    pub energy: f32,
    /// Power between 300 and 3300 Hz.
    pub band: f32,
    /// Level between 300 and 900 Hz, dB.
    pub low_db: f32,
    /// It is voiced at first glance.
    pub voiced: bool,
}

/// What is kept of a frame: small, as there are a thousand of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept {
    /// The upper half of a float's bits.
    energy: u16,
    /// Hundredths of a dB.
    band: i16,
    /// The same between 300 and 900 Hz.
    low: i16,
    /// Pitch in cents above 1 Hz, twice, and one more if the frame is voiced for sure; [`UNVOICED`] if it is not.
    pitch: i16,
}

const UNVOICED: i16 = i16::MIN;
const CENTS: f32 = 1200.0;
/// Probability of voicing from which on it is sure.
const SURE: f32 = 0.8;

impl Kept {
    /// Mean square, good to a fifth of a percent.
    pub(super) fn energy(self) -> f32 {
        f32::from_bits(u32::from(self.energy) << 16)
    }

    fn of(frame: VoiceFrame) -> Self {
        // Half of the lowest bit that stays: rounded, not cut off.
        const HALF: u32 = 1 << 15;
        let energy = ((frame.energy.to_bits() + HALF) >> 16) as u16;
        let band = (100.0 * dbov(f64::from(frame.band))) as i16;
        Self { energy, band, low: (100.0 * frame.low_db) as i16, pitch: UNVOICED }
    }

    fn voiced(self) -> bool {
        self.pitch != UNVOICED
    }

    #[cfg(test)]
    pub(super) fn voiced_at(energy: f32, hz: f32) -> Self {
        let frame = VoiceFrame { energy, ..VoiceFrame::default() };
        Self { pitch: 2 * (CENTS * hz.log2()).round() as i16, ..Self::of(frame) }
    }

    /// Semitones above 1 Hz, if voiced.
    pub(super) fn semitones(self) -> Option<f32> {
        self.voiced().then(|| f32::from(self.pitch >> 1) / 100.0)
    }

    /// Cents above 1 Hz, if voiced for sure.
    fn sure(self) -> Option<f32> {
        (self.voiced() && self.pitch & 1 == 1).then(|| f32::from(self.pitch >> 1))
    }
}

/// Frames kept at most: a talkspurt that lasts longer is judged by its last part.
const KEPT: usize = 1000;
/// Frames after a talkspurt in which its end may still be heard.
const AFTER: usize = 10;

/// Listens to one party's voice.
#[derive(Clone, Debug, Default)]
pub struct Voice {
    frames: Vec<Kept>,
    /// Frame number of `frames[0]`.
    first: u64,
    next: u64,
    norm: Norm,
    rhymes: Rhymes,
}

impl Voice {
    /// Takes the next frame of the call.
    pub fn push(&mut self, frame: VoiceFrame) {
        if self.frames.len() == KEPT {
            let drop = KEPT / 4;
            self.frames.drain(..drop);
            self.first += drop as u64;
        }
        self.frames.push(Kept::of(frame));
        self.next += 1;
    }

    /// Frames taken so far.
    pub fn taken(&self) -> u64 {
        self.next
    }

    /// Learns the pitch of the frame that was taken `ago` frames before the last one.
    pub fn voice(&mut self, ago: usize, voicing: &Voicing) {
        let at = self.frames.len().checked_sub(ago + 1);
        if let Some(kept) = at.and_then(|at| self.frames.get_mut(at)) {
            let sure = i16::from(voicing.probability >= SURE);
            kept.pitch =
                voicing.pitch.map_or(UNVOICED, |pitch| 2 * (CENTS * libm::log2f(pitch.hz)).round() as i16 + sure);
        }
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

    /// How the talkspurt over `span` sounded, of a speaker with such a pitch.
    pub fn delivery(&mut self, span: Span, speaker: SpeakerPitch) -> Delivery {
        let frame = |time: Time| (time.micros() / 10_000) as u64;
        let index = |at: u64| (at.saturating_sub(self.first) as usize).min(self.frames.len());
        let (start, end) = (index(frame(span.start)), index(frame(span.end)));
        let frames = &self.frames[start..end];
        let energy: f64 = frames.iter().map(|frame| f64::from(frame.energy())).sum();
        // No memory is asked for while a call runs: on the stack, pitches first and then levels.
        let mut space = [0; KEPT];
        let cents = fill(&mut space, frames.iter().filter(|frame| frame.voiced()).map(|frame| frame.pitch >> 1));
        cents.sort_unstable();
        let pitched = cents.len() >= 5;
        let middle = cents.get(cents.len() / 2).map(|&cents| libm::exp2f(f32::from(cents) / CENTS));
        let pitch_spread = pitched.then(|| spread(cents));
        let levels = fill(&mut space, frames.iter().map(|frame| frame.band));
        let semitones = |frame: &Kept| Some(frame.sure()? / 100.0 - 12.0 * speaker.median?);
        let terminal = contour::terminal(frames.iter().map(semitones));
        let low = |frame: &Kept| Some(frame.sure()? / CENTS < speaker.low?);
        let region = cue::low_region(frames.iter().map(low));
        let level = |k: usize| f32::from(frames[k].low) / 100.0;
        let syllables = pace::syllables(frames.len(), level, |rhyme| self.rhymes.add(rhyme));
        let percent = |times: f32| NonZeroU16::new((100.0 * times).round() as u16);
        let heard = &self.frames[start..(end + AFTER).min(self.frames.len())];
        Delivery {
            span,
            pitch_hz: middle.filter(|_| pitched),
            pitch_spread,
            level_dbov: dbov(energy / frames.len().max(1) as f64) as f32,
            syllables: syllables.count,
            heard_frames: frames.len() as u16,
            end_db: norm::end_db(levels),
            lengthening_percent: self.rhymes.lengthening(syllables).and_then(percent),
            contour: terminal.map(|terminal| terminal.contour()),
            terminal,
            low_pitch_ago: region.map_or(u16::MAX, |after| (frames.len() - after) as u16),
            abrupt: contour::stops(heard.iter().map(|kept| dbov(f64::from(kept.energy())) as f32), frames.len()),
        }
    }
}

/// Puts values into a space that holds them all.
fn fill(space: &mut [i16; KEPT], values: impl Iterator<Item = i16>) -> &mut [i16] {
    let mut count = 0;
    for (slot, value) in space.iter_mut().zip(values) {
        *slot = value;
        count += 1;
    }
    &mut space[..count]
}

/// From the 10th to the 90th percentile of sorted pitches in cents, in semitones.
fn spread(sorted: &[i16]) -> f32 {
    let at = |tenths: usize| f32::from(sorted[(sorted.len() - 1) * tenths / 10]);
    (at(9) - at(1)) / 100.0
}

#[cfg(test)]
mod tests {
    use super::super::pitch::Pitch;
    use super::*;
    use crate::delivery::Contour;

    /// Frames with their pitch in semitones above 120 Hz.
    fn frames(count: usize, semitones_per_frame: f32) -> Vec<(VoiceFrame, Voicing)> {
        (0..count)
            .map(|k| {
                let low_db = -30.0 + 6.0 * (k as f32 * 0.3).sin();
                let semitones = semitones_per_frame * k as f32;
                let pitch = Some(Pitch { hz: 120.0 * (semitones / 12.0).exp2(), semitones });
                (VoiceFrame { energy: 1e-3, band: 1e-3, low_db, voiced: true }, Voicing { probability: 1.0, pitch })
            })
            .collect()
    }

    fn deliver(frames: &[(VoiceFrame, Voicing)]) -> Delivery {
        let mut voice = Voice::default();
        for (frame, voicing) in frames {
            voice.push(*frame);
            voice.voice(0, voicing);
        }
        voice.delivery(
            Span::new(Time::ZERO, Time::from_frame(frames.len() as u64)),
            SpeakerPitch { median: Some(120.0_f32.log2()), low: None },
        )
    }

    #[test]
    fn the_end_of_a_talkspurt_rises_falls_or_stays() {
        assert_eq!(deliver(&frames(50, 0.1)).contour, Some(Contour::Rise));
        assert_eq!(deliver(&frames(50, -0.1)).contour, Some(Contour::Fall));
        assert_eq!(deliver(&frames(50, 0.01)).contour, Some(Contour::Level));
        assert_eq!(deliver(&frames(5, 0.1)).contour, None);
        let terminal = deliver(&frames(50, 0.1)).terminal.unwrap();
        assert!((terminal.slope - 10.0).abs() < 0.1 && (terminal.movement - 3.9).abs() < 0.1, "{terminal:?}");
        assert!((terminal.end - 4.3).abs() < 0.05, "{terminal:?}");
    }

    #[test]
    fn a_voice_that_is_cut_stops_and_one_that_fades_does_not() {
        let stops = |decay_db: f32| {
            let mut voice = Voice::default();
            for k in 0..60_i16 {
                let energy = 10_f32.powf(-(2.0 + 0.1 * decay_db * f32::from((k - 40).max(0))));
                voice.push(VoiceFrame { energy: energy.max(1e-7), band: energy, low_db: 0.0, voiced: true });
            }
            voice.delivery(Span::new(Time::ZERO, Time::from_frame(45)), SpeakerPitch::default()).abrupt
        };
        assert!(stops(30.0) && stops(10.0));
        assert!(!stops(4.0) && !stops(1.0));
    }

    #[test]
    fn a_last_syllable_that_is_drawn_out_is_told_from_an_even_one_and_from_one_cut_off() {
        // Nine syllables of 200 ms that swing over 12 dB, the last one's vowel held for this many frames or cut.
        let swing = |n: usize| -30.0 - 6.0 * (std::f32::consts::TAU * n as f32 / 20.0).cos();
        let spoken = |held: usize, frames: usize| {
            let levels = (0..170).map(swing).chain(std::iter::repeat_n(-24.0, held)).chain((170..180).map(swing));
            let mut voice = Voice::default();
            levels.take(frames).for_each(|low_db| voice.push(VoiceFrame { low_db, ..VoiceFrame::default() }));
            let span = Span::new(Time::ZERO, Time::from_frame(voice.taken()));
            voice.delivery(span, SpeakerPitch::default()).lengthening().unwrap()
        };
        assert!((spoken(0, 1000) - 1.0).abs() < 0.11);
        assert!((1.7..2.1).contains(&spoken(10, 1000)));
        assert!(spoken(0, 174) < 0.6);
    }

    #[test]
    fn a_speaker_who_has_said_little_has_no_usual_length() {
        let mut voice = Voice::default();
        let mut say = |from: u64, frames: u64| {
            for k in 0..frames {
                let low_db = -30.0 - 6.0 * (std::f32::consts::TAU * k as f32 / 20.0).cos();
                voice.push(VoiceFrame { low_db, ..VoiceFrame::default() });
            }
            let span = Span::new(Time::from_frame(from), Time::from_frame(from + frames));
            voice.delivery(span, SpeakerPitch::default()).lengthening()
        };
        // Seven, and the last; then one syllable alone, against them and one more; then one of silence.
        assert_eq!(say(0, 160), None);
        assert_eq!(say(160, 20), None);
        assert!(say(180, 40).is_some());
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
        assert_eq!(voice.delivery(all, SpeakerPitch::default()).pitch_hz, None);
    }
}
