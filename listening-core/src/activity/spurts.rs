//! Speech probability to talkspurts, and what turns out to be music.
//!
//! Music begins like speech: the detector hears it as speech at first, though never quite. A sound that it has
//! doubted all along, with music right before or after it, was music.

use std::collections::VecDeque;

use super::breath::{BREATH, Loudness};
use super::detector::Heard;
use crate::time::{Span, Time};

/// More likely speech than not.
const SPEECH: f32 = 0.5;
/// Silences shorter than this many frames are bridged: 180 ms.
const BRIDGE: u64 = 18;
/// A talkspurt is told of once it lasts this many frames: 80 ms.
const SHORTEST: u64 = 8;
/// An isolated voiced sound is kept from this many frames on: 40 ms.
const SHORTEST_VOICED: u64 = 4;
/// Music is told of in pieces of this many frames, and not if shorter than the least.
const MUSIC_PIECE: u64 = 50;
const MUSIC_LEAST: u64 = 20;
/// A sound shorter than this, followed by music, was its first note: 500 ms. Longer ones are speech as soon as no
/// music was suspected in this many frames, on average no more than so, or when they last 2 s.
const YOUNG: u64 = 50;
const CALM: usize = 30;
const CALM_TONE: f32 = 0.02;
const OLD: u64 = 200;
/// One that was never free of suspicion, on average as much as this, was music if music of the length given here, 350 ms, is heard
/// at most 1.5 s before it or 1 s after it.
const SUSPECT_TONE: f32 = 0.1;
const MUSIC_SURE: u64 = 35;
const MUSIC_BEFORE: u64 = 150;
const MUSIC_AFTER: u64 = 100;

/// An edge of speech, or music, on one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeechEdge {
    /// A talkspurt began.
    Start(Time),
    /// The one that had begun ended.
    End(Time),
    /// The one that had begun was none.
    Withdrawn,
    /// Music or a tone was heard.
    Music(Span),
}

/// What is to be known of a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sound {
    /// Probability of speech, all evidence weighed.
    pub speech: f32,
    /// What the detector heard.
    pub heard: Heard,
    /// Whether it has a pitch.
    pub voiced: bool,
    /// Level, dBov; far below any where the sound is not the party's own.
    pub level: f32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Spurt {
    start: u64,
    /// Frame after the last one of speech.
    end: u64,
    voiced: u64,
    /// Frames of music since the end.
    music: u64,
    /// Sum of the probability of music, and the last of it.
    tone: f32,
    last: [f32; CALM],
    /// The detector itself called a frame of it speech.
    heard: bool,
    /// The running loudest level, dBov.
    loudest: f32,
    /// It began as breath.
    breath: bool,
    /// Its start was told.
    told: bool,
    /// It is no music.
    believed: bool,
}

impl Spurt {
    fn add(&mut self, frame: u64, sound: &Sound) {
        self.end = frame + 1;
        self.music = 0;
        self.voiced += u64::from(sound.voiced);
        self.loudest = Loudness::follow(self.loudest, sound.level);
        self.heard |= sound.heard.speech >= SPEECH;
        let length = self.end - self.start;
        if !self.believed {
            self.tone += sound.heard.tone;
            self.last[length as usize % CALM] = sound.heard.tone;
            let calm = self.last.iter().sum::<f32>() < CALM_TONE * CALM as f32;
            self.believed = length >= OLD || (length >= YOUNG && calm);
        }
    }

    fn suspect(&self) -> bool {
        !self.believed && self.tone >= SUSPECT_TONE * (self.end - self.start) as f32
    }
}

/// Builds one channel's talkspurts.
#[derive(Clone, Debug)]
pub struct SpurtBuilder {
    frame: u64,
    spurt: Option<Spurt>,
    /// Ended, in order, but the first may still turn out to be music.
    ended: VecDeque<Spurt>,
    loudness: Loudness,
    music_since: Option<u64>,
    /// Frames of music up to now, and the last frame by which it was sure.
    music_run: u64,
    music_last: Option<u64>,
}

impl Default for SpurtBuilder {
    fn default() -> Self {
        Self {
            frame: 0,
            spurt: None,
            ended: VecDeque::with_capacity(8),
            loudness: Loudness::default(),
            music_since: None,
            music_run: 0,
            music_last: None,
        }
    }
}

impl SpurtBuilder {
    /// Every edge before this moment has been told, and stands.
    pub fn known(&self) -> Time {
        let frame = match (self.ended.front(), &self.spurt) {
            (Some(first), _) => first.start,
            (None, Some(Spurt { told: true, believed: true, end, .. })) => *end,
            (None, Some(spurt)) => spurt.start,
            (None, None) => self.frame,
        };
        Time::from_frame(frame)
    }

    /// Takes the next frame; `each` gets the edges that this settles.
    pub fn push(&mut self, sound: &Sound, mut each: impl FnMut(SpeechEdge)) {
        let frame = self.frame;
        self.frame += 1;
        let music = sound.heard.is_music();
        self.loudness.push(sound.level);
        self.music_run = if music { self.music_run + 1 } else { 0 };
        if self.music_run >= MUSIC_SURE {
            self.music_last = Some(frame);
        }
        if sound.speech >= SPEECH && !music {
            self.spurt.get_or_insert(Spurt { start: frame, loudest: sound.level, ..Spurt::default() }).add(frame, sound);
        } else if let Some(spurt) = &mut self.spurt {
            spurt.music += u64::from(music);
            if frame + 1 - spurt.end >= BRIDGE {
                self.end_spurt(&mut each);
            }
        }
        self.settle(frame, &mut each);
        self.hear_music(frame, music, &mut each);
    }

    /// Ends the channel at `duration`.
    pub fn finish(&mut self, duration: Time, mut each: impl FnMut(SpeechEdge)) {
        self.end_spurt(&mut each);
        while let Some(spurt) = self.ended.pop_front() {
            tell(&spurt, duration, &mut each);
        }
        self.hear_music(self.frame, false, &mut each);
    }

    /// The talkspurt has ended: it is dropped, or waits for what comes after it.
    fn end_spurt(&mut self, each: &mut impl FnMut(SpeechEdge)) {
        let Some(spurt) = self.spurt.take() else { return };
        let frames = spurt.end - spurt.start;
        let voice = frames >= SHORTEST_VOICED && spurt.voiced * 2 >= frames;
        let first_note = frames < YOUNG && spurt.music * 2 > BRIDGE;
        let among_music = spurt.suspect() && self.music_last.is_some_and(|last| last + MUSIC_BEFORE >= spurt.start);
        let breath = !spurt.told && self.loudness.faint(spurt.loudest, spurt.voiced, frames);
        if spurt.heard && (frames >= SHORTEST || voice) && !breath && !first_note && !among_music {
            self.ended.push_back(spurt);
        } else if spurt.told {
            each(SpeechEdge::Withdrawn);
        }
    }

    /// Tells what stands.
    fn settle(&mut self, frame: u64, each: &mut impl FnMut(SpeechEdge)) {
        let music = self.music_run >= MUSIC_SURE;
        while let Some(first) = self.ended.front() {
            let suspect = first.suspect();
            if suspect && !music && frame < first.end + MUSIC_AFTER {
                return;
            }
            if !(suspect && music) {
                self.loudness.talked(first.loudest);
                tell(first, Time::MAX, each);
            } else if first.told {
                each(SpeechEdge::Withdrawn);
            }
            self.ended.pop_front();
        }
        self.tell_start(frame, each);
    }

    /// Tells the start of a talkspurt that is long enough and no breath.
    fn tell_start(&mut self, frame: u64, each: &mut impl FnMut(SpeechEdge)) {
        let Some(spurt) = &mut self.spurt else { return };
        let frames = spurt.end - spurt.start;
        if spurt.told || !spurt.heard || frames < SHORTEST {
            return;
        }
        if self.loudness.faint(spurt.loudest, spurt.voiced, frames) {
            spurt.breath = true;
            spurt.start = spurt.start.max((frame + 1).saturating_sub(BREATH));
            return;
        }
        if spurt.breath {
            spurt.start = self.loudness.rise(spurt.end - 1, spurt.start, spurt.loudest);
        }
        spurt.told = true;
        each(SpeechEdge::Start(Time::from_frame(spurt.start)));
    }

    fn hear_music(&mut self, frame: u64, music: bool, each: &mut impl FnMut(SpeechEdge)) {
        let since = self.music_since;
        if music && since.is_none() {
            self.music_since = Some(frame);
        }
        let Some(since) = since else { return };
        let length = frame - since;
        if (!music && length >= MUSIC_LEAST) || length >= MUSIC_PIECE {
            each(SpeechEdge::Music(Span::new(Time::from_frame(since), Time::from_frame(frame))));
            self.music_since = music.then_some(frame);
        } else if !music {
            self.music_since = None;
        }
    }
}

/// Tells the end of a talkspurt, no later than `latest`, and its start if that is news.
fn tell(spurt: &Spurt, latest: Time, each: &mut impl FnMut(SpeechEdge)) {
    if !spurt.told {
        each(SpeechEdge::Start(Time::from_frame(spurt.start)));
    }
    each(SpeechEdge::End(Time::from_frame(spurt.end).min(latest)));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame whose level agrees with its probability.
    fn sound(speech: f32, tone: f32, voiced: bool) -> Sound {
        let level = if speech >= SPEECH { -30.0 } else { -70.0 };
        Sound { speech, tone, voiced, level, noise: -70.0 }
    }

    /// Runs of (frames, probability, voiced).
    fn edges(runs: &[(u64, f32, bool)]) -> Vec<SpeechEdge> {
        let mut builder = SpurtBuilder::default();
        let mut all = Vec::new();
        for &(frames, speech, voiced) in runs {
            for _ in 0..frames {
                builder.push(&sound(speech, 0.0, voiced), |edge| all.push(edge));
            }
        }
        let duration = Time::from_frame(runs.iter().map(|run| run.0).sum());
        builder.finish(duration, |edge| all.push(edge));
        all
    }

    fn spurts(spans: &[(u64, u64)]) -> Vec<SpeechEdge> {
        let at = Time::from_frame;
        spans.iter().flat_map(|&(start, end)| [SpeechEdge::Start(at(start)), SpeechEdge::End(at(end))]).collect()
    }

    #[test]
    fn silences_under_180_ms_are_bridged() {
        assert_eq!(edges(&[(10, 0.0, false), (20, 0.9, true), (17, 0.0, false), (20, 0.9, true)]), spurts(&[(10, 67)]));
        assert_eq!(
            edges(&[(10, 0.0, false), (20, 0.9, true), (18, 0.0, false), (20, 0.9, true)]),
            spurts(&[(10, 30), (48, 68)])
        );
    }

    #[test]
    fn short_sounds_count_only_when_voiced() {
        let alone = |frames, voiced| edges(&[(30, 0.0, false), (frames, 0.9, voiced), (30, 0.0, false)]);
        assert_eq!(alone(8, false), spurts(&[(30, 38)]));
        assert_eq!(alone(7, false), []);
        assert_eq!(alone(7, true), spurts(&[(30, 37)]));
        assert_eq!(alone(3, true), []);
    }

    #[test]
    fn edges_stand_where_the_level_crosses() {
        // The network hears from frame 20 to 60; the sound lasts from 15 to 50.
        let mut builder = SpurtBuilder::default();
        let mut all = Vec::new();
        for frame in 0..100 {
            let speech = if (20..60).contains(&frame) { 0.9 } else { 0.0 };
            let level = if (15..50).contains(&frame) { -30.0 } else { -70.0 };
            builder.push(&Sound { level, ..sound(speech, 0.0, true) }, |edge| all.push(edge));
        }
        assert_eq!(all, spurts(&[(15, 50)]));
    }

    #[test]
    fn breath_before_talk_is_not_talk() {
        let heard = |level: f32, voiced: bool| {
            let mut builder = SpurtBuilder::default();
            let mut all = Vec::new();
            // Some talk, from which the usual loudness is known; then 40 frames of something, then talk.
            for frame in 0..300 {
                let (speech, level, voiced) = match frame {
                    20..80 | 200..260 => (0.9, -30.0, true),
                    160..200 => (0.9, level, voiced),
                    _ => (0.0, -70.0, false),
                };
                builder.push(&Sound { level, ..sound(speech, 0.0, voiced) }, |edge| all.push(edge));
            }
            all
        };
        assert_eq!(heard(-53.0, false), spurts(&[(20, 80), (200, 260)]));
        assert_eq!(heard(-53.0, true), spurts(&[(20, 80), (160, 260)]));
        assert_eq!(heard(-40.0, false), spurts(&[(20, 80), (160, 260)]));
    }

    #[test]
    fn the_first_note_of_music_is_not_speech() {
        let follow = |frames: u64, tone: f32| {
            let mut builder = SpurtBuilder::default();
            let mut all = Vec::new();
            for frame in 0..200 {
                let speaking = frame >= 50 && frame < 50 + frames;
                let (speech, tone) = if speaking { (0.9, 0.1) } else { (0.0, if frame >= 50 { tone } else { 0.0 }) };
                builder.push(&sound(speech, tone, true), |edge| all.push(edge));
            }
            all.retain(|edge| !matches!(edge, SpeechEdge::Music(_)));
            all
        };
        let started = SpeechEdge::Start(Time::from_frame(50));
        assert_eq!(follow(20, 0.9), [started, SpeechEdge::Withdrawn]);
        assert_eq!(follow(20, 0.1), [started, SpeechEdge::End(Time::from_frame(70))]);
        assert_eq!(follow(40, 0.9), [started, SpeechEdge::End(Time::from_frame(90))]);
    }

    #[test]
    fn what_is_known_is_never_news_again() {
        let mut builder = SpurtBuilder::default();
        let mut state = 7_u32;
        let mut draw = |n: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % n
        };
        let mut begun = Time::ZERO;
        for _ in 0..20_000 {
            let speech = if draw(9) < 2 { 0.9 } else { 0.1 };
            let tone = if draw(3) == 0 { 0.8 } else { 0.0 };
            let known = builder.known();
            builder.push(&Sound { level: -50.0 + draw(40) as f32, ..sound(speech, tone, true) }, |edge| {
                let about = match edge {
                    SpeechEdge::Start(at) => {
                        begun = at;
                        at
                    }
                    SpeechEdge::End(at) => at,
                    SpeechEdge::Withdrawn => begun,
                    SpeechEdge::Music(_) => return,
                };
                assert!(about >= known, "{edge:?}, {known} was known");
            });
        }
    }

    #[test]
    fn music_is_told_in_pieces_and_blips_are_not() {
        let mut builder = SpurtBuilder::default();
        let mut length = Time::ZERO;
        for frame in 0..400 {
            let tone = if (100..320).contains(&frame) || frame == 350 { 0.9 } else { 0.0 };
            builder.push(&sound(0.0, tone, false), |edge| {
                if let SpeechEdge::Music(span) = edge {
                    length = length + span.length();
                }
            });
        }
        assert_eq!(length, Time::from_frame(220));
    }
}
