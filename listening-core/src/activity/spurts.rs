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
/// A talkspurt that has not been told of seems to begin once its start is so many frames ago.
const NOTICE: u64 = 14;

/// An edge of speech, or music, on one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeechEdge {
    /// A talkspurt seems to begin; whether one did, `Start` tells. Nothing follows where none did.
    Begins(Time),
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

/// What was said of a talkspurt's start: that it seems to begin, or that it began.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum News {
    #[default]
    Nothing,
    Noticed,
    Told,
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
    /// What was said of its start.
    news: News,
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

    fn told(&self) -> bool {
        self.news == News::Told
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
    fn before_music(self) -> Option<Self> {
        self.until(self.settled.max(self.suspicion.since()))
    }

    /// What of it stands, though it was no talk; `None` if nothing does.
    fn settled_part(self) -> Option<Self> {
        self.until(if self.told() { self.settled } else { self.start })
    }

    fn until(mut self, end: u64) -> Option<Self> {
        self.end = self.end.min(end);
        (self.end > self.start).then_some(self)
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
    /// So much has been taken.
    pub fn heard(&self) -> Time {
        Time::from_frame(self.frame)
    }

    /// Every edge before this moment has been told, and stands.
    pub fn known(&self) -> Time {
        let frame = match (self.ended.front(), &self.spurt) {
            (Some(spurt), _) | (None, Some(spurt)) if spurt.told() => spurt.settled.max(spurt.start),
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
        self.notice(frame, &mut each);
        if let Some(spurt) = &mut self.spurt {
            spurt.settle();
        }
    }

    /// Lets stand what there is up to `until`, half a second ago or more, whatever may follow: somebody cannot wait any
    /// longer. Then all before `until` is [`known`](Self::known); `each` gets the edges that this settles.
    pub fn stand(&mut self, until: Time, mut each: impl FnMut(SpeechEdge)) {
        let until = (until.micros().max(0) as u64).div_ceil(10_000);
        debug_assert!(until + BACKDATED <= self.frame, "what may still be dated back cannot stand");
        while let Some(first) = self.ended.front_mut().filter(|first| first.start < until) {
            if first.end > until {
                if !first.told() {
                    first.news = News::Told;
                    each(SpeechEdge::Start(Time::from_frame(first.start)));
                }
                first.settled = first.settled.max(until);
                return;
            }
            self.loudness.talked(first.loudest);
            tell(first, Time::MAX, &mut each);
            self.ended.pop_front();
        }
        if self.ended.is_empty() {
            self.tell_start(self.frame.saturating_sub(1), &mut each);
            if let Some(spurt) = self.spurt.as_mut().filter(|spurt| spurt.start < until) {
                if spurt.told() {
                    spurt.settled = spurt.settled.max(until.min(spurt.end));
                } else {
                    spurt.start = until;
                }
            }
        }
    }

    /// Says that a talkspurt seems to begin, where it will be told of too late, if at all.
    fn notice(&mut self, frame: u64, each: &mut impl FnMut(SpeechEdge)) {
        let Some(spurt) = &mut self.spurt else {
            if let Some((first, _)) = self.covered
                && frame + 1 == first + NOTICE
            {
                each(SpeechEdge::Begins(Time::from_frame(first)));
            }
            return;
        };
        if spurt.news != News::Nothing || frame + 1 < spurt.start + NOTICE {
            return;
        }
        let frames = spurt.end - spurt.start;
        if spurt.covered || !self.loudness.faint(spurt.loudest, spurt.voiced, frames) {
            spurt.news = News::Noticed;
            each(SpeechEdge::Begins(Time::from_frame(spurt.start)));
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
        let breath = !spurt.told() && self.loudness.faint(spurt.loudest, spurt.voiced, frames);
        let talk = spurt.heard > 0 && (frames >= SHORTEST || voice) && !breath && !first_note;
        let stands = if !talk {
            spurt.settled_part()
        } else if among_music {
            spurt.before_music()
        } else {
            Some(spurt)
        };
        if let Some(stands) = stands {
            let suspicion = if among_music { Suspicion::default() } else { stands.suspicion };
            self.ended.push_back(Spurt { suspicion, ..stands });
        } else if spurt.told() {
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
            } else if first.told() {
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
        if spurt.told() || spurt.heard == 0 || frames < SHORTEST {
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
        spurt.news = News::Told;
        each(SpeechEdge::Start(Time::from_frame(spurt.start)));
    }
}

/// Tells the end of a talkspurt, no later than `latest`, and its start if that is news.
fn tell(spurt: &Spurt, latest: Time, each: &mut impl FnMut(SpeechEdge)) {
    if !spurt.told() {
        each(SpeechEdge::Start(Time::from_frame(spurt.start)));
    }
    each(SpeechEdge::End(Time::from_frame(spurt.end).min(latest)));
}

#[cfg(test)]
mod tests;
