//! One channel of a live call: what the session keeps of it.

use std::collections::VecDeque;

use crate::activity::{
    Ear, EarFrame, EchoGuard, Gatherer, Heard as Detected, History, Judged, Leak, Sound, SpeechEdge, SpurtBuilder,
    ToneSpan, decide,
};
use crate::assemble::Levels;
use crate::error::Result;
use crate::floor::Heard;
use crate::frames::Track;
use crate::health::{self, Health, Lost, Watch};
use crate::names::HealthCode;
use crate::party::Party;
use crate::pcm::{Concealer, Resampler};
use crate::signal::{ActiveLevel, FRAME};
use crate::time::{Span, Time};
use crate::voice::{Delivery, Ending, PitchTracker, Talk, Voice, Voicing};

/// An echo this late or later has gone a way through the network and back.
const ROUND_TRIP: Time = Time::from_millis(30);

/// A talkspurt's beginning, as it is told to the floor.
const OPENING: Time = Time::from_millis(500);

/// Pitch is known so much later than the frame.
const PITCH_LATE: Time = Time::from_millis(10 * PitchTracker::LAG as i64);

/// What can be heard is this far above the channel's noise, dB.
const AUDIBLE_DB: f32 = 4.0;

/// Pitch is looked for where speech is this probable, to the detector or all things weighed, and for some frames after.
const PERHAPS: f32 = 0.1;
const LINGERS: u8 = 5;
/// From here on it is talk whatever else may explain it.
const SURE: f32 = 0.5;

/// One channel's way from samples to talkspurts.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) party: Party,
    resampler: Resampler,
    ear: Box<Ear>,
    pub(crate) builder: SpurtBuilder,
    voice: Voice,
    pitch: Box<PitchTracker>,
    /// Frames for which pitch is still looked for.
    lingers: u8,
    watch: Watch,
    pub(crate) history: History,
    pub(crate) guard: EchoGuard,
    gatherer: Gatherer,
    /// Kept only for those who want to look.
    pub(crate) track: Option<Track>,
    pub(crate) heard: Vec<EarFrame>,
    /// Frames taken to be judged.
    taken: u64,
    spurt_start: Option<Time>,
    /// Whether the floor knows how that talkspurt began.
    opened: bool,
    pub(crate) deliveries: Vec<Delivery>,
    pub(crate) decoded: Vec<f32>,
    /// Frames to come that were declared lost.
    pub(crate) awaited_losses: u64,
    pub(crate) lost: Lost,
    concealer: Concealer,
    at_8k: Vec<f32>,
    /// Samples whose frames have not been handed on yet.
    unjudged: VecDeque<f32>,
    level: ActiveLevel,
}

impl Line {
    pub(crate) fn new(party: Party, rate: u32) -> Result<Self> {
        Ok(Self {
            party,
            resampler: Resampler::new(rate)?,
            ear: Box::default(),
            builder: SpurtBuilder::default(),
            voice: Voice::default(),
            pitch: Box::default(),
            lingers: 0,
            watch: Watch::default(),
            history: History::default(),
            guard: EchoGuard::default(),
            gatherer: Gatherer::default(),
            track: None,
            heard: Vec::with_capacity(32),
            taken: 0,
            spurt_start: None,
            opened: false,
            deliveries: Vec::new(),
            decoded: Vec::with_capacity(512),
            awaited_losses: 0,
            lost: Lost::default(),
            concealer: Concealer::new(rate, 1 + party as u32),
            at_8k: Vec::with_capacity(640),
            unjudged: VecDeque::with_capacity(2048),
            level: ActiveLevel::default(),
        })
    }

    /// Puts something in place of what was declared lost at the start of what has been decoded: so many samples.
    pub(crate) fn conceal(&mut self) -> usize {
        let count = self.awaited_losses.min(self.decoded.len() as u64);
        self.awaited_losses -= count;
        let (lost, arrived) = self.decoded.split_at_mut(count as usize);
        self.concealer.fill(lost);
        self.concealer.heard(arrived);
        lost.len()
    }

    /// Hears what has been decoded on both channels; with `last`, also what was waiting.
    pub(crate) fn hear(both: &mut [Self; 2], last: bool) {
        both.iter_mut().for_each(|line| line.resample(last));
        let [left, right] = both;
        let heard = [&mut left.heard, &mut right.heard];
        let ears = [&mut *left.ear, &mut *right.ear];
        Ear::push_both(ears, [&left.at_8k, &right.at_8k], |channel, frame| heard[channel].push(*frame));
        if last {
            both.iter_mut().for_each(|line| line.ear.finish(|frame| line.heard.push(*frame)));
        }
    }

    /// Brings what has been decoded to 8 kHz.
    fn resample(&mut self, last: bool) {
        self.at_8k.clear();
        self.resampler.push(&self.decoded, &mut self.at_8k);
        if last {
            self.resampler.finish(&mut self.at_8k);
        }
        self.unjudged.extend(&self.at_8k);
        self.decoded.clear();
    }

    /// Takes the next heard frame, so far above the other party's leak in dB; `each` gets what is settled.
    pub(crate) fn step(&mut self, frame: &EarFrame, excess_db: f32, each: impl FnMut(Heard)) {
        self.taken += 1;
        if let Some(judged) = self.gatherer.push(frame, excess_db) {
            self.judge(&judged, each);
        }
    }

    /// The next signalling tone that was named by now; at the end of the call, all of them.
    pub(crate) fn tone(&mut self, last: bool) -> Option<ToneSpan> {
        self.ear.tone(if last { u64::MAX } else { self.taken })
    }

    /// Hands a frame on to the builder.
    fn judge(&mut self, judged: &Judged, mut each: impl FnMut(Heard)) {
        let frame = &judged.heard;
        let speech = decide(&judged.evidence);
        let explained = EchoGuard::explains(judged.excess_db);
        let audible = frame.level > self.guard.noise_dbov() + AUDIBLE_DB;
        let heard = Detected { speech: frame.speech, tone: frame.tone };
        // The detector hears a tone on for seconds after it ended.
        let music = heard.is_music() && audible;
        let guarded = if music { 0.0 } else { speech };
        self.watch.push(&EarFrame { speech: guarded, ..*frame }, explained);
        let talk = self.talk(frame, guarded, explained || music);
        let (first, second) = self.unjudged.as_slices();
        let voicing = self.pitch.push([first, second], talk);
        self.weigh(frame, explained);
        self.voice.push(frame.voice);
        let mut edges = Edges::default();
        if let Some(track) = &mut self.track {
            let leak = f32::from(u8::from(explained && audible));
            track.push([guarded, frame.tone, frame.level, leak]);
        }
        if let Some(voicing) = voicing {
            self.told(PitchTracker::LAG, &voicing);
        }
        let level = if explained { f32::MIN } else { frame.level };
        let sound = Sound { speech, heard, music, voiced: frame.voice.voiced, level };
        self.builder.push(&sound, |edge| edges.add(edge));
        edges.iter().for_each(|edge| self.edge(edge, &mut each));
        self.open(None, &mut each);
        if self.spurt_start.is_none() {
            self.voice.forget((self.builder.known().micros() / 10_000) as u64);
        }
    }

    /// Whether a frame is the party's talk; `foreign` if what is heard is explained by something else.
    fn talk(&mut self, frame: &EarFrame, speech: f32, foreign: bool) -> Talk {
        let sure = speech >= SURE;
        if (foreign && !sure) || frame.signal {
            self.lingers = 0;
            return Talk::Other;
        }
        if speech >= PERHAPS || frame.speech >= PERHAPS {
            self.lingers = LINGERS;
            return Talk::Yes;
        }
        let lingers = self.lingers > 0;
        self.lingers = self.lingers.saturating_sub(1);
        if lingers { Talk::Yes } else { Talk::No }
    }

    /// The pitch of the frame that was judged `ago` frames before the last one.
    fn told(&mut self, ago: usize, voicing: &Voicing) {
        self.voice.voice(ago, voicing);
        if let Some(track) = &mut self.track {
            track.voice(ago, voicing);
        }
    }

    /// Lets the level meter hear the frame's samples. To it all that is loud is speech, so music and the other
    /// party's leak are left out: not as silence, whose hangover would count as talk, but cut away.
    fn weigh(&mut self, frame: &EarFrame, explained: bool) {
        let samples = self.unjudged.len().min(FRAME);
        let music = Detected { speech: frame.speech, tone: frame.tone }.is_music();
        if !music && !explained {
            let (first, second) = self.unjudged.as_slices();
            let split = first.len().min(samples);
            self.level.push(&first[..split]);
            self.level.push(&second[..samples - split]);
        }
        self.unjudged.drain(..samples);
    }

    /// Drops how what ended before `time` sounded.
    pub(crate) fn forget(&mut self, time: Time) {
        let old = self.deliveries.partition_point(|delivery| delivery.span.end <= time);
        self.deliveries.drain(..old);
    }

    /// Lets stand what there is up to `until`; `each` gets what that settles.
    pub(crate) fn stand(&mut self, until: Time, mut each: impl FnMut(Heard)) {
        let mut edges = Edges::default();
        self.builder.stand(until, |edge| edges.add(edge));
        edges.iter().for_each(|edge| self.edge(edge, &mut each));
    }

    pub(crate) fn end(&mut self, duration: Time, mut each: impl FnMut(Heard)) {
        let mut last = Vec::new();
        self.gatherer.finish(|judged| last.push(judged));
        last.iter().for_each(|judged| self.judge(judged, &mut each));
        let mut voicings = Vec::new();
        self.pitch.finish(|voicing| voicings.push(voicing));
        for (ago, voicing) in voicings.iter().rev().enumerate() {
            self.told(ago, voicing);
        }
        let mut edges = Edges::default();
        self.builder.finish(duration, |edge| edges.add(edge));
        edges.iter().for_each(|edge| self.edge(edge, &mut each));
    }

    fn edge(&mut self, edge: SpeechEdge, each: &mut impl FnMut(Heard)) {
        match edge {
            SpeechEdge::Begins(start) => each(Heard::Begins(self.party, start)),
            SpeechEdge::Start(start) => {
                self.spurt_start = Some(start);
                self.opened = false;
                each(Heard::Start(self.party, start));
            }
            SpeechEdge::End(end) => {
                let mut ending = Ending::default();
                if let Some(start) = self.spurt_start {
                    self.open(Some(end), each);
                    let delivery = self.voice.delivery(Span::new(start, end), self.pitch.speaker());
                    ending = delivery.ending();
                    self.deliveries.push(delivery);
                }
                self.spurt_start = None;
                each(Heard::End(self.party, end));
                each(Heard::Ending(self.party, ending));
            }
            SpeechEdge::Withdrawn => {
                self.spurt_start = None;
                each(Heard::Withdrawn(self.party));
            }
            SpeechEdge::Music(span) => each(Heard::Music(self.party, span)),
        }
    }

    /// Tells how the talkspurt that runs began, from its first half second; of less where it `end`s sooner.
    fn open(&mut self, end: Option<Time>, each: &mut impl FnMut(Heard)) {
        let heard = Time::from_frame(self.voice.taken());
        if let Some(start) = self.spurt_start
            && !self.opened
            && (end.is_some() || heard >= start + OPENING + PITCH_LATE)
        {
            self.opened = true;
            let beginning = Span::new(start, end.unwrap_or(Time::MAX).min(start + OPENING));
            each(Heard::Opening(self.party, self.voice.opening(beginning)));
        }
    }

    /// `shared` is what both channels together have shown of this one.
    pub(crate) fn levels(&self, duration: Time, shared: Vec<Health>) -> Levels {
        let spoke = !self.deliveries.is_empty();
        let active_dbov = self.level.measure().filter(|_| spoke).map(|measured| measured.active_dbov);
        let noise = self.watch.noise_dbov();
        let mut health = self.watch.findings(duration, spoke);
        health.extend(shared);
        health.extend(self.lost.findings());
        let leaks: Vec<Leak> = self.guard.found().collect();
        for (k, leak) in leaks.iter().enumerate() {
            // One leak is there all along; of several each lasts until the next.
            let start = if k == 0 { Time::ZERO } else { Time::from_frame(leak.from) };
            let end = leaks.get(k + 1).map_or(duration, |next| Time::from_frame(next.from));
            let path = leak.path;
            let (code, value) = if path.doubles() {
                (HealthCode::Duplicated, None)
            } else {
                (HealthCode::Echo, Some(f64::from(path.gain_db)))
            };
            if code == HealthCode::Echo || health.iter().all(|known| known.code != code) {
                health.push(Health { code: code.into(), start, end, value });
            }
            // A shorter way is no round trip, but cross-talk at the recorder.
            let late = Time::from_frame(path.lag as u64);
            if code == HealthCode::Echo && late >= ROUND_TRIP {
                let (code, value) = (HealthCode::RoundTripMs.into(), Some(late.millis() as f64));
                health.push(Health { code, start, end, value });
            }
        }
        health::sort(&mut health);
        Levels { active_dbov, snr_db: active_dbov.zip(noise).map(|(active, noise)| active - noise), health }
    }
}

/// The edges of one frame: a start, a piece of music, and those of talkspurts that had waited for their turn; no
/// more than six of these end in the second that they wait.
#[derive(Default)]
struct Edges([Option<SpeechEdge>; 16]);

impl Edges {
    fn add(&mut self, edge: SpeechEdge) {
        if let Some(free) = self.0.iter_mut().find(|slot| slot.is_none()) {
            *free = Some(edge);
        }
    }

    fn iter(&self) -> impl Iterator<Item = SpeechEdge> + use<> {
        self.0.into_iter().flatten()
    }
}
