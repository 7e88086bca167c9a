//! Speech probability to talkspurts, told as soon as they stand.

use std::collections::VecDeque;

use super::breath::{BREATH, Loudness};
use super::detector::Heard;
use super::music::{MusicRun, Suspicion, YOUNG};
use crate::time::{Span, Time};

/// More likely speech than not.
const SPEECH: f32 = 0.5;
/// Silences shorter than this many frames are bridged: 180 ms.
const BRIDGE: u64 = 18;
/// A talkspurt is told of once it lasts this many frames: 80 ms.
const SHORTEST: u64 = 8;
/// An isolated voiced sound is kept from this many frames on: 40 ms.
const SHORTEST_VOICED: u64 = 4;
/// A sound that may be music was music if music is sure at most 1.5 s before it or 1 s after it. One shorter than
/// [`YOUNG`] was its first note if it is followed by music at once.
const MUSIC_BEFORE: u64 = 150;
const MUSIC_AFTER: u64 = 100;
/// The detector hears music on for a while after it ended: talk that follows it is dated back by up to this many
/// frames, as far as it is this sure.
const BACKDATED: u64 = 50;
const SURE: f32 = 0.8;

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
    /// It is music or a tone, and loud enough to be heard.
    pub music: bool,
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
    /// Frames that the detector itself called speech.
    heard: u64,
    /// The running loudest level, dBov.
    loudest: f32,
    /// It began under music.
    covered: bool,
    /// It began as breath.
    breath: bool,
    /// Its start was told.
    told: bool,
    suspicion: Suspicion,
    /// Up to here it stands.
    settled: u64,
}

impl Spurt {
    fn add(&mut self, frame: u64, sound: &Sound) {
        self.end = frame + 1;
        self.music = 0;
        self.voiced += u64::from(sound.voiced);
        self.loudest = Loudness::follow(self.loudest, sound.level);
        self.heard += u64::from(sound.heard.speech >= SPEECH);
        self.suspicion.add(sound.heard.tone, frame, self.start);
    }

    /// All of it may be music, if any of it.
    fn all_suspect(&self) -> bool {
        self.suspicion.since() <= self.start
    }

    /// Settles what no music that may follow can change.
    fn settle(&mut self) {
        let until = match () {
            () if self.all_suspect() => self.start,
            () if self.suspicion.lingers() => self.suspicion.since(),
            () => self.end,
        };
        self.settled = self.settled.max(until);
    }

    /// Without the music that it turned into; `None` if it was nothing else.
    fn before_music(mut self) -> Option<Self> {
        self.end = self.end.min(self.settled.max(self.suspicion.since()));
        (!self.all_suspect() && self.end > self.start).then_some(self)
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
    /// What may be talk that begins while music is still heard: its first frame and the last one that was sure.
    covered: Option<(u64, u64)>,
    music: MusicRun,
}

impl Default for SpurtBuilder {
    fn default() -> Self {
        Self {
            frame: 0,
            spurt: None,
            ended: VecDeque::with_capacity(8),
            loudness: Loudness::default(),
            covered: None,
            music: MusicRun::default(),
        }
    }
}

impl SpurtBuilder {
    /// Every edge before this moment has been told, and stands.
    pub fn known(&self) -> Time {
        let frame = match (self.ended.front(), &self.spurt) {
            (Some(spurt), _) | (None, Some(spurt)) if spurt.told => spurt.settled.max(spurt.start),
            (Some(spurt), _) | (None, Some(spurt)) => spurt.start,
            (None, None) => self.dated(self.frame),
        };
        Time::from_frame(frame)
    }

    /// Takes the next frame; `each` gets the edges that this settles.
    pub fn push(&mut self, sound: &Sound, mut each: impl FnMut(SpeechEdge)) {
        let frame = self.frame;
        self.frame += 1;
        let music = sound.music;
        self.loudness.push(sound.level);
        self.music.push(frame, music, &mut each);
        self.cover(frame, music && sound.speech >= SURE);
        if sound.speech >= SPEECH && !music {
            let start = self.dated(frame);
            let spurt = Spurt {
                start,
                loudest: sound.level,
                covered: start < frame,
                suspicion: Suspicion::from(start),
                ..Spurt::default()
            };
            self.spurt.get_or_insert(spurt).add(frame, sound);
        } else if let Some(spurt) = &mut self.spurt {
            spurt.music += u64::from(music);
            if frame + 1 - spurt.end >= BRIDGE {
                self.end_spurt(&mut each);
            }
        }
        self.settle(frame, &mut each);
        if let Some(spurt) = &mut self.spurt {
            spurt.settle();
        }
    }

    /// Notes talk that music may cover.
    fn cover(&mut self, frame: u64, sure: bool) {
        match &mut self.covered {
            Some((_, last)) if frame - *last < BRIDGE && self.spurt.is_none() => {
                *last = if sure { frame } else { *last };
            }
            covered => *covered = (sure && self.spurt.is_none()).then_some((frame, frame)),
        }
    }

    /// Where talk begins of which the first certain frame is `frame`.
    fn dated(&self, frame: u64) -> u64 {
        self.covered.map_or(frame, |(first, _)| first.max(frame.saturating_sub(BACKDATED)))
    }

    /// Ends the channel at `duration`.
    pub fn finish(&mut self, duration: Time, mut each: impl FnMut(SpeechEdge)) {
        self.end_spurt(&mut each);
        while let Some(spurt) = self.ended.pop_front() {
            tell(&spurt, duration, &mut each);
        }
        self.music.push(self.frame, false, &mut each);
    }

    /// The talkspurt has ended: it is dropped, or waits for what comes after it.
    fn end_spurt(&mut self, each: &mut impl FnMut(SpeechEdge)) {
        let Some(spurt) = self.spurt.take() else { return };
        let frames = spurt.end - spurt.start;
        let voice = frames >= SHORTEST_VOICED && spurt.voiced * 2 >= frames;
        let followed = spurt.music * 2 > BRIDGE;
        let first_note = frames < YOUNG && followed;
        let since = spurt.suspicion.since().saturating_sub(MUSIC_BEFORE);
        let among_music = spurt.suspicion.holds() && (followed || self.music.sure_since(since));
        let breath = !spurt.told && self.loudness.faint(spurt.loudest, spurt.voiced, frames);
        let talk = spurt.heard > 0 && (frames >= SHORTEST || voice) && !breath && !first_note;
        let stands = if !talk {
            None
        } else if among_music {
            spurt.before_music()
        } else {
            Some(spurt)
        };
        if let Some(stands) = stands {
            let suspicion = if among_music { Suspicion::default() } else { stands.suspicion };
            self.ended.push_back(Spurt { suspicion, ..stands });
        } else if spurt.told {
            each(SpeechEdge::Withdrawn);
        }
    }

    /// Tells what stands.
    fn settle(&mut self, frame: u64, each: &mut impl FnMut(SpeechEdge)) {
        let music = self.music.sure();
        while let Some(&first) = self.ended.front() {
            let suspect = first.suspicion.holds();
            if suspect && !music && frame < first.end + MUSIC_AFTER {
                return;
            }
            if let Some(stands) = if suspect && music { first.before_music() } else { Some(first) } {
                self.loudness.talked(stands.loudest);
                tell(&stands, Time::MAX, each);
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
        if spurt.told || spurt.heard == 0 || frames < SHORTEST {
            return;
        }
        if !spurt.covered && self.loudness.faint(spurt.loudest, spurt.voiced, frames) {
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

    /// A frame whose level agrees with its probability, and in which the detector heard what was decided.
    fn sound(speech: f32, tone: f32, voiced: bool) -> Sound {
        let level = if speech >= SPEECH { -30.0 } else { -70.0 };
        let heard = Heard { speech, tone };
        Sound { speech, heard, music: heard.is_music(), voiced, level }
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
    fn what_the_detector_never_heard_is_no_talkspurt() {
        let heard = |detector: f32| {
            let mut builder = SpurtBuilder::default();
            let mut all = Vec::new();
            for frame in 0..100 {
                let here = (20..60).contains(&frame);
                let heard = Heard { speech: if here { detector } else { 0.0 }, tone: 0.0 };
                let speech = if here { 0.9 } else { 0.0 };
                builder.push(&Sound { heard, ..sound(speech, 0.0, true) }, |edge| all.push(edge));
            }
            all
        };
        assert_eq!(heard(0.4), []);
        assert_eq!(heard(0.6), spurts(&[(20, 60)]));
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

    /// What is told of a sound of so many frames with such a tone, from frame 50 on, and music at `music`.
    fn beside_music(frames: u64, tone: f32, music: std::ops::Range<u64>) -> Vec<SpeechEdge> {
        let mut builder = SpurtBuilder::default();
        let mut all = Vec::new();
        for frame in 0..600 {
            let speaking = (50..50 + frames).contains(&frame);
            let (speech, tone) = match frame {
                _ if speaking => (0.9, tone),
                _ if music.contains(&frame) => (0.0, 0.9),
                _ => (0.0, 0.0),
            };
            builder.push(&sound(speech, tone, true), |edge| all.push(edge));
        }
        all.retain(|edge| !matches!(edge, SpeechEdge::Music(_)));
        all
    }

    #[test]
    fn the_first_note_of_music_is_not_speech() {
        let start = SpeechEdge::Start(Time::from_frame(50));
        assert_eq!(beside_music(20, 0.05, 70..200), [start, SpeechEdge::Withdrawn]);
        assert_eq!(beside_music(20, 0.05, 0..0), spurts(&[(50, 70)]));
        // Longer, and not suspected: somebody announces the music.
        assert_eq!(beside_music(60, 0.01, 110..200), spurts(&[(50, 110)]));
    }

    #[test]
    fn a_sound_that_was_suspected_all_along_is_music_where_there_is_music() {
        let withdrawn = [SpeechEdge::Start(Time::from_frame(50)), SpeechEdge::Withdrawn];
        // Right after it, half a second after it, and before it.
        assert_eq!(beside_music(120, 0.2, 170..260), withdrawn);
        assert_eq!(beside_music(120, 0.2, 220..260), withdrawn);
        assert_eq!(beside_music(60, 0.2, 0..45), withdrawn);
        // Not without music, too late for it, or too little of it, and not when it lasted.
        assert_eq!(beside_music(120, 0.2, 0..0), spurts(&[(50, 170)]));
        assert_eq!(beside_music(120, 0.2, 300..400), spurts(&[(50, 170)]));
        assert_eq!(beside_music(120, 0.2, 220..250), spurts(&[(50, 170)]));
        assert_eq!(beside_music(220, 0.2, 0..0), spurts(&[(50, 270)]));
        // What lasted for 2 s stands.
        assert_eq!(beside_music(220, 0.2, 280..400), spurts(&[(50, 250)]));
    }

    #[test]
    fn talk_that_music_covered_at_first_is_dated_back() {
        let heard = |sure: f32| {
            let mut builder = SpurtBuilder::default();
            let mut all = Vec::new();
            for frame in 0..400 {
                // Music; talk from frame 160 on, in which the detector hears music on to 190.
                let sound = match frame {
                    0..160 => sound(0.1, 0.9, true),
                    160..190 => Sound { speech: sure, ..sound(0.1, 0.9, true) },
                    190..260 => sound(0.9, 0.1, true),
                    _ => sound(0.0, 0.0, false),
                };
                let known = builder.known();
                builder.push(&sound, |edge| {
                    if let SpeechEdge::Start(at) = edge {
                        assert!(at >= known);
                    }
                    all.push(edge);
                });
            }
            all.retain(|edge| !matches!(edge, SpeechEdge::Music(_)));
            all
        };
        assert_eq!(heard(0.9), spurts(&[(160, 260)]));
        assert_eq!(heard(0.6), spurts(&[(190, 260)]));
    }

    #[test]
    fn music_that_begins_in_the_bridge_after_talk_is_cut_off() {
        let heard = |tone: f32| {
            let mut builder = SpurtBuilder::default();
            let mut all = Vec::new();
            for frame in 0..600 {
                // Talk; 50 ms later music, of which the detector makes speech for a second.
                let sound = match frame {
                    50..200 => sound(0.9, 0.005, true),
                    205..305 => sound(0.9, tone, true),
                    305..500 => sound(0.1, 0.9, true),
                    _ => sound(0.0, 0.0, false),
                };
                let known = builder.known();
                builder.push(&sound, |edge| {
                    if let SpeechEdge::End(at) = edge {
                        assert!(at >= known, "{at}, {known} was known");
                    }
                    all.push(edge);
                });
            }
            all.retain(|edge| !matches!(edge, SpeechEdge::Music(_)));
            all
        };
        let [SpeechEdge::Start(_), SpeechEdge::End(end)] = heard(0.3)[..] else { panic!("{:?}", heard(0.3)) };
        assert!((Time::from_frame(200)..Time::from_frame(210)).contains(&end), "{end}");
        assert_eq!(heard(0.005), spurts(&[(50, 305)]));
    }

    #[test]
    fn suspected_sounds_wait_together() {
        let heard = |music: bool| {
            let mut builder = SpurtBuilder::default();
            let mut all = Vec::new();
            for frame in 0..400 {
                let (speech, tone) = match frame {
                    50..60 | 80..90 | 110..120 => (0.9, 0.3),
                    122..300 if music => (0.0, 0.9),
                    _ => (0.0, 0.0),
                };
                builder.push(&sound(speech, tone, true), |edge| all.push(edge));
            }
            all.retain(|edge| !matches!(edge, SpeechEdge::Music(_)));
            all
        };
        assert_eq!(heard(false), spurts(&[(50, 60), (80, 90), (110, 120)]));
        assert_eq!(heard(true), [SpeechEdge::Start(Time::from_frame(50)), SpeechEdge::Withdrawn]);
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
