//! Speech probability to talkspurts, with edges set where the level crosses.
//!
//! The network says that there is speech; where it begins and ends to the frame, the level says better,
//! since the network has seen the frames around.

use super::detector::Heard;
use super::edge::Levels;
use crate::time::{Span, Time};

/// The network's own threshold.
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
/// A sound shorter than this, followed by music, was its first note: 300 ms.
const YOUNG: u64 = 30;
/// The level moves a start by no more than these frames back and on, and an end by no more than these back.
const EARLIER: u64 = 8;
const LATER: u64 = 8;
const SOONER: u64 = 25;
/// Breath before talk is this much fainter than the party's talk, dB, and less than a third of it is voiced.
const FAINT_DB: f32 = 12.0;
/// Of breath that turns into talk, no more than these frames are waited with.
const BREATH: u64 = 25;
/// How much a talkspurt moves the party's usual loudness.
const USUAL: f32 = 0.2;

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
    /// Probability of speech.
    pub speech: f32,
    /// Probability of a tone or of music.
    pub tone: f32,
    /// Whether it has a pitch.
    pub voiced: bool,
    /// Level, dBov; far below any where the sound is not the party's own.
    pub level: f32,
    /// Level of the channel's noise, dBov.
    pub noise: f32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Spurt {
    start: u64,
    /// Frame after the last one of speech.
    end: u64,
    voiced: u64,
    /// Frames of music since the end.
    music: u64,
    /// The running loudest level, dBov.
    loudest: f32,
    /// It began as breath.
    breath: bool,
    /// The start that was told.
    told: Option<u64>,
}

/// Builds one channel's talkspurts.
#[derive(Clone, Debug, Default)]
pub struct SpurtBuilder {
    frame: u64,
    spurt: Option<Spurt>,
    levels: Levels,
    /// End of the last talkspurt that was told.
    last_end: Option<u64>,
    /// Usual loudest level of this party's talkspurts, dBov.
    usual: Option<f32>,
    music_since: Option<u64>,
}

impl SpurtBuilder {
    /// Every edge before this moment has been told, and stands.
    pub fn known(&self) -> Time {
        let frame = match self.spurt {
            Some(Spurt { told: None, start, .. }) => start.saturating_sub(EARLIER),
            Some(Spurt { told: Some(told), start, end, .. }) if end - start < YOUNG => told,
            Some(Spurt { told: Some(told), end, .. }) => end.saturating_sub(SOONER).max(told),
            None => self.frame.saturating_sub(EARLIER),
        };
        Time::from_frame(frame)
    }

    /// Takes the next frame; `each` gets the edges that this settles.
    pub fn push(&mut self, sound: &Sound, mut each: impl FnMut(SpeechEdge)) {
        let frame = self.frame;
        self.frame += 1;
        self.levels.push(sound.level, sound.noise);
        let music = Heard { speech: sound.speech, tone: sound.tone }.is_music();
        if sound.speech >= SPEECH {
            let spurt = self.spurt.get_or_insert(Spurt { start: frame, loudest: sound.level, ..Spurt::default() });
            spurt.end = frame + 1;
            spurt.music = 0;
            spurt.voiced += u64::from(sound.voiced);
            spurt.loudest = Levels::follow(spurt.loudest, sound.level);
            if spurt.told.is_none() && spurt.end - spurt.start >= SHORTEST {
                if faint(spurt, self.usual) {
                    spurt.breath = true;
                    spurt.start = spurt.start.max((frame + 1).saturating_sub(BREATH));
                } else {
                    self.tell_start(&mut each);
                }
            }
        } else if let Some(spurt) = &mut self.spurt {
            spurt.music += u64::from(music);
            if frame + 1 - spurt.end >= BRIDGE {
                self.end_spurt(Time::MAX, &mut each);
            }
        }
        self.hear_music(frame, music, &mut each);
    }

    /// Ends the channel at `duration`.
    pub fn finish(&mut self, duration: Time, mut each: impl FnMut(SpeechEdge)) {
        self.end_spurt(duration, &mut each);
        self.hear_music(self.frame, false, &mut each);
    }

    fn tell_start(&mut self, each: &mut impl FnMut(SpeechEdge)) {
        let Some(spurt) = &mut self.spurt else { return };
        // A talkspurt does not reach into the one before.
        let earliest = self.last_end.map_or(0, |end| end + BRIDGE).min(spurt.start);
        let from = spurt.start.saturating_sub(EARLIER).max(earliest);
        let to = (spurt.start + LATER).min(spurt.end - 1);
        let start = if spurt.breath {
            self.levels.rise(spurt.end - 1, spurt.start, spurt.loudest)
        } else {
            self.levels.start(spurt.start, from, to, spurt.loudest)
        };
        spurt.told = Some(start);
        each(SpeechEdge::Start(Time::from_frame(start)));
    }

    fn end_spurt(&mut self, latest: Time, each: &mut impl FnMut(SpeechEdge)) {
        let Some(spurt) = self.spurt else { return };
        let frames = spurt.end - spurt.start;
        let first_note = frames < YOUNG && spurt.music * 2 > BRIDGE;
        let voice = frames >= SHORTEST_VOICED && spurt.voiced * 2 >= frames;
        if !first_note && (spurt.told.is_some() || voice) {
            if spurt.told.is_none() {
                self.tell_start(each);
            }
            let start = self.spurt.and_then(|spurt| spurt.told).unwrap_or(spurt.start);
            let from = spurt.end.saturating_sub(SOONER).max(start + 1);
            let end = self.levels.end(spurt.end, from, spurt.loudest);
            self.last_end = Some(end);
            let usual = self.usual.unwrap_or(spurt.loudest);
            self.usual = Some(usual + USUAL * (spurt.loudest - usual));
            each(SpeechEdge::End(Time::from_frame(end).min(latest)));
        } else if spurt.told.is_some() {
            each(SpeechEdge::Withdrawn);
        }
        self.spurt = None;
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

/// Whether what there is of a talkspurt may be breath, line noise, or somebody else in the room.
fn faint(spurt: &Spurt, usual: Option<f32>) -> bool {
    let quiet = usual.is_some_and(|usual| spurt.loudest < usual - FAINT_DB);
    quiet && spurt.voiced * 3 < spurt.end - spurt.start
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
