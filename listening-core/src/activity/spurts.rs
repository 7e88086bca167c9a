//! Speech probability to talkspurts, emitted as soon as nothing that follows can change them.

use std::collections::VecDeque;

use super::breath::{BREATH, Loudness};
use super::detector::Detection;
use super::edge::SpeechEdge;
use super::music::{MusicRun, Suspicion, YOUNG};
#[cfg(test)]
use crate::time::Span;
use crate::time::Time;

/// More likely speech than not.
const SPEECH: f32 = 0.5;
/// Silences shorter than this many frames are bridged: 180 ms.
const BRIDGE: u64 = 18;
/// A talkspurt is emitted once it lasts this many frames: 80 ms.
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
/// A talkspurt that has not been emitted seems to begin once its start is this many frames ago.
const NOTICE: u64 = 14;

/// What the builder needs of a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sound {
    /// Probability of speech, all evidence weighed.
    pub speech: f32,
    /// The detector's answer.
    pub detection: Detection,
    /// It is music or a tone, and loud enough to be heard.
    pub music: bool,
    /// Whether it has a pitch.
    pub voiced: bool,
    /// Level, dBov; far below any where the sound is not the party's own.
    pub level: f32,
}

/// What has been emitted of a talkspurt's start: that it seems to begin, or that it began.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum News {
    #[default]
    Nothing,
    Noticed,
    Emitted,
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
    detected: u64,
    /// The running loudest level, dBov.
    loudest: f32,
    /// It began under music.
    covered: bool,
    /// It began as breath, too long for a fricative.
    breath: bool,
    /// What has been emitted of its start.
    news: News,
    suspicion: Suspicion,
    /// Up to here it is settled.
    settled: u64,
}

impl Spurt {
    fn add(&mut self, frame: u64, sound: &Sound) {
        self.end = frame + 1;
        self.music = 0;
        self.voiced += u64::from(sound.voiced);
        self.loudest = Loudness::follow(self.loudest, sound.level);
        self.detected += u64::from(sound.detection.speech >= SPEECH);
        self.suspicion.add(sound.detection.tone, frame, self.start);
    }

    fn emitted(&self) -> bool {
        self.news == News::Emitted
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

    /// What of it is settled, though it was no talk; `None` if nothing is.
    fn settled_part(self) -> Option<Self> {
        self.until(if self.emitted() { self.settled } else { self.start })
    }

    fn until(mut self, end: u64) -> Option<Self> {
        self.end = self.end.min(end);
        (self.end > self.start).then_some(self)
    }
}

/// Builds one channel's talkspurts.
#[derive(Clone, Debug, Default)]
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

impl SpurtBuilder {
    /// How much has been taken.
    pub fn position(&self) -> Time {
        Time::from_frame(self.frame)
    }

    /// Every edge before this moment has been emitted, and is final.
    pub fn known(&self) -> Time {
        let frame = match (self.ended.front(), &self.spurt) {
            (Some(spurt), _) | (None, Some(spurt)) if spurt.emitted() => spurt.settled.max(spurt.start),
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

    /// Settles all up to `until`, half a second ago or more, whatever may follow: an event cannot wait any longer. Then
    /// all before `until` is [`known`](Self::known); `each` gets the edges that this settles.
    pub fn settle_until(&mut self, until: Time, mut each: impl FnMut(SpeechEdge)) {
        let until = (until.micros().max(0) as u64).div_ceil(10_000);
        debug_assert!(until + BACKDATED <= self.frame, "what may still be dated back cannot be settled");
        while let Some(first) = self.ended.front_mut().filter(|first| first.start < until) {
            if first.end > until {
                if !first.emitted() {
                    first.news = News::Emitted;
                    each(SpeechEdge::Start(Time::from_frame(first.start)));
                }
                first.settled = first.settled.max(until);
                return;
            }
            self.loudness.talked(first.loudest);
            emit_end(first, Time::MAX, &mut each);
            self.ended.pop_front();
        }
        if self.ended.is_empty() {
            self.emit_start(self.frame.saturating_sub(1), &mut each);
            if let Some(spurt) = self.spurt.as_mut().filter(|spurt| spurt.start < until) {
                if spurt.emitted() {
                    spurt.settled = spurt.settled.max(until.min(spurt.end));
                } else {
                    spurt.start = until;
                }
            }
        }
    }

    /// With talkspurts that have ended and wait for what follows them.
    #[cfg(test)]
    pub(crate) fn waiting(spans: &[Span]) -> Self {
        let frame = |time: Time| (time.micros() / 10_000) as u64;
        let ended =
            spans.iter().map(|span| Spurt { start: frame(span.start), end: frame(span.end), ..Spurt::default() });
        Self { ended: ended.collect(), ..Self::default() }
    }

    /// Emits that a talkspurt seems to begin, where its start comes too late, if at all.
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
            emit_end(&spurt, duration, &mut each);
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
        let breath = !spurt.emitted() && self.loudness.faint(spurt.loudest, spurt.voiced, frames);
        let talk = spurt.detected > 0 && (frames >= SHORTEST || voice) && !breath && !first_note;
        let settled = if !talk {
            spurt.settled_part()
        } else if among_music {
            spurt.before_music()
        } else {
            Some(spurt)
        };
        if let Some(settled) = settled {
            let suspicion = if among_music { Suspicion::default() } else { settled.suspicion };
            self.ended.push_back(Spurt { suspicion, ..settled });
        } else if spurt.emitted() {
            each(SpeechEdge::Withdrawn);
        }
    }

    /// Emits what is settled.
    fn settle(&mut self, frame: u64, each: &mut impl FnMut(SpeechEdge)) {
        let music = self.music.sure();
        while let Some(&first) = self.ended.front() {
            let suspect = first.suspicion.holds();
            if suspect && !music && frame < first.end + MUSIC_AFTER {
                return;
            }
            if let Some(settled) = if suspect && music { first.before_music() } else { Some(first) } {
                self.loudness.talked(settled.loudest);
                emit_end(&settled, Time::MAX, each);
            } else if first.emitted() {
                each(SpeechEdge::Withdrawn);
            }
            self.ended.pop_front();
        }
        self.emit_start(frame, each);
    }

    /// Emits the start of a talkspurt that is long enough and no breath.
    fn emit_start(&mut self, frame: u64, each: &mut impl FnMut(SpeechEdge)) {
        let Some(spurt) = &mut self.spurt else { return };
        let frames = spurt.end - spurt.start;
        if spurt.emitted() || spurt.detected == 0 || frames < SHORTEST {
            return;
        }
        if !spurt.covered && self.loudness.faint(spurt.loudest, spurt.voiced, frames) {
            let earliest = (frame + 1).saturating_sub(BREATH);
            if spurt.start < earliest {
                (spurt.start, spurt.breath) = (earliest, true);
            }
            return;
        }
        if spurt.breath {
            spurt.start = self.loudness.rise(spurt.end - 1, spurt.start, spurt.loudest);
        }
        spurt.news = News::Emitted;
        each(SpeechEdge::Start(Time::from_frame(spurt.start)));
    }
}

/// Emits the end of a talkspurt, no later than `latest`, and its start if that is news.
fn emit_end(spurt: &Spurt, latest: Time, each: &mut impl FnMut(SpeechEdge)) {
    if !spurt.emitted() {
        each(SpeechEdge::Start(Time::from_frame(spurt.start)));
    }
    each(SpeechEdge::End(Time::from_frame(spurt.end).min(latest)));
}

#[cfg(test)]
mod tests;
