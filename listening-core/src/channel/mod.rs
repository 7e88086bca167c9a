//! One channel of a call, from samples to what the floor is given: a chain of parts, each of which knows the one before.
//!
//! samples -> [`ChannelInput`] -> [`Hearing`] -> [`SpeechJudge`] -> [`TalkBuilder`] -> [`FloorInput`]; beside the chain
//! [`Watch`] looks for faults and a meter measures the level. What takes both channels is in `session/pair.rs`.

mod hearing;
mod intake;
mod talk;
mod verdict;

use crate::activity::{EarFrame, ToneSpan};
use crate::assemble::Levels;
use crate::delivery::Delivery;
use crate::error::Result;
use crate::finding::Health;
use crate::floor::FloorInput;
use crate::frames::Track;
use crate::health::{self, DeclaredLosses, Holes, Leaked, Spans, Watch};
use crate::names::HealthCode;
use crate::party::Party;
use crate::signal::ActiveLevel;
use crate::time::{Span, Time};
use crate::voice::PitchTracker;

use hearing::Hearing;
use intake::{ChannelInput, DelayLine};
use talk::TalkBuilder;
pub use verdict::{SpeechJudge, Verdict};

/// Restarts of a stream no further apart are one finding.
const RESTARTS_NEAR: Time = Time::from_millis(10_000);

/// A hole that is also declared elsewhere is noted at most this many holes earlier.
const NOTED: usize = 4;

/// A shorter loss cannot be taken for a hole, whatever replaces it.
const LONG_LOSS: Time = Time::from_millis(500);

/// The chain of one channel.
#[derive(Clone, Debug)]
pub(crate) struct ChannelPipeline {
    party: Party,
    input: ChannelInput,
    hearing: Hearing,
    judge: SpeechJudge,
    talk: TalkBuilder,
    /// For the parts that need a frame's samples once it has been judged.
    delay: DelayLine,
    level: ActiveLevel,
    watch: Watch,
    lost: DeclaredLosses,
    holes: Holes,
    /// The latest long loss that was declared before the latest one, and that one, each without a gap.
    latest_lost: [Span; 2],
    /// The latest losses that were noted.
    latest_noted: [Span; NOTED],
    restarts: Spans,
    /// Kept on demand only.
    track: Option<Track>,
    /// Probability of speech in each frame, all evidence weighed, until it is taken; empty where it is not asked for.
    speech: Option<Vec<f32>>,
}

impl ChannelPipeline {
    /// For a channel at `rate` samples a second.
    pub(crate) fn new(party: Party, rate: u32) -> Result<Self> {
        Ok(Self {
            party,
            input: ChannelInput::new(rate, 1 + party as u32)?,
            hearing: Hearing::default(),
            judge: SpeechJudge::default(),
            talk: TalkBuilder::new(party),
            delay: DelayLine::default(),
            level: ActiveLevel::default(),
            watch: Watch::default(),
            lost: DeclaredLosses::default(),
            holes: Holes::default(),
            latest_lost: [Span::default(); 2],
            latest_noted: [Span::default(); NOTED],
            restarts: Spans::new(RESTARTS_NEAR),
            track: None,
            speech: None,
        })
    }

    /// Whose channel it is.
    pub(crate) fn party(&self) -> Party {
        self.party
    }

    /// Keeps the frames from here on.
    pub(crate) fn keep_track(&mut self) {
        self.track = Some(Track::default());
    }

    /// Keeps the probability of speech in each frame from now on, for [`take_speech`](Self::take_speech).
    pub(crate) fn keep_speech(&mut self) {
        self.speech = Some(Vec::new());
    }

    /// The probability of speech in the frames that were judged since it was taken last.
    pub(crate) fn take_speech(&mut self) -> impl Iterator<Item = f32> + '_ {
        self.speech.iter_mut().flat_map(|speech| speech.drain(..))
    }

    /// The next `frames` frames are lost, besides those that are known to be.
    pub(crate) fn expect_more_losses(&mut self, frames: u64) {
        self.input.expect_more_losses(frames);
    }

    /// The next `frames` frames are lost, whatever is known of them.
    pub(crate) fn expect_losses(&mut self, frames: u64) {
        self.input.expect_losses(frames);
    }

    /// Takes decoded samples at the input's rate. Returns how many of them, from the first on, were lost.
    pub(crate) fn push(&mut self, samples: impl Iterator<Item = f32>) -> usize {
        self.input.push(samples)
    }

    /// Notes that the samples which stand for `span` were lost.
    pub(crate) fn lose(&mut self, span: Span) {
        let [long, last] = self.latest_lost;
        self.latest_lost = if span.start <= last.end {
            [long, Span::new(last.start, span.end)]
        } else if last.length() >= LONG_LOSS {
            [last, span]
        } else {
            [long, span]
        };
        self.lost.add(span);
    }

    /// Notes a loss that was not declared, for the report: a hole, or what was found out to be one later. It may be both.
    pub(crate) fn note_lost(&mut self, span: Span) {
        let known: Time = self.latest_noted.iter().map(|noted| noted.overlap(span)).sum();
        self.lost.add_part(span, (span.length() - known).max(Time::ZERO));
        self.latest_noted.rotate_left(1);
        self.latest_noted[NOTED - 1] = span;
    }

    /// The stream of packets that feeds the channel began again.
    pub(crate) fn note_restart(&mut self, at: Time) {
        self.restarts.add(Span::new(at, at), 1.0, 1.0);
    }

    /// What has been pushed and not been heard yet, at the input's rate.
    pub(crate) fn decoded(&self) -> &[f32] {
        self.input.decoded()
    }

    /// Hears what has been pushed to both channels; with `last`, also what the parts still hold.
    pub(crate) fn hear_both(both: &mut [Self; 2], last: bool) {
        for channel in &mut *both {
            channel.input.resample(last);
            channel.delay.push(channel.input.at_8k());
        }
        let [left, right] = both;
        let samples = [left.input.at_8k(), right.input.at_8k()];
        Hearing::push_both([&mut left.hearing, &mut right.hearing], samples);
        if last {
            both.iter_mut().for_each(|channel| channel.hearing.finish());
        }
    }

    /// Hears what has been pushed to this channel alone; with `last`, also what the parts still hold.
    pub(crate) fn hear(&mut self, last: bool) {
        self.input.resample(last);
        self.delay.push(self.input.at_8k());
        self.hearing.push(self.input.at_8k());
        if last {
            self.hearing.finish();
        }
    }

    /// What was heard last, at 8 kHz.
    pub(crate) fn at_8k(&self) -> &[f32] {
        self.input.at_8k()
    }

    /// Frames that have been heard and wait to be judged, in order.
    pub(crate) fn waiting(&self) -> &[EarFrame] {
        self.hearing.waiting()
    }

    /// Drops the first `count` of the waiting frames.
    pub(crate) fn discard(&mut self, count: usize) {
        self.hearing.discard(count);
    }

    /// Judges the next waiting frame, this far above the other party's leak in dB, over a noise of `noise_dbov`; `emit`
    /// gets what is settled. Returns whether the frame that this judges, some frames earlier, is the party's talk.
    pub(crate) fn step(
        &mut self,
        frame: &EarFrame,
        excess_db: f32,
        noise_dbov: f32,
        mut emit: impl FnMut(FloorInput),
    ) -> Option<bool> {
        let span = self.hearing.next_frame();
        let lost = self.latest_lost.iter().any(|loss| loss.overlap(span) > Time::ZERO);
        if let Some(hole) = self.holes.push(frame, lost) {
            emit(FloorInput::Lost(self.party, hole.new));
            hole.over.into_iter().for_each(|span| self.note_lost(span));
        }
        self.hearing.count();
        let verdict = self.judge.push(frame, excess_db, noise_dbov)?;
        self.take(&verdict, emit);
        Some(verdict.is_talk())
    }

    /// Ends the channel; `emit` gets what that settles.
    pub(crate) fn finish(&mut self, duration: Time, noise_dbov: f32, mut emit: impl FnMut(FloorInput)) {
        for verdict in self.judge.finish(noise_dbov) {
            self.take(&verdict, &mut emit);
        }
        let voicings = self.talk.finish(duration, emit);
        if let Some(track) = &mut self.track {
            let last = voicings.iter().rev().enumerate();
            last.for_each(|(ago, voicing)| track.voice(ago, voicing));
        }
    }

    /// Hands a verdict on to every part that needs it.
    fn take(&mut self, verdict: &Verdict, emit: impl FnMut(FloorInput)) {
        self.watch.push(&EarFrame { speech: verdict.guarded, ..verdict.frame }, verdict.explained);
        let voicing = self.talk.push(verdict, self.delay.waiting(), emit);
        // To the level meter all that is loud is speech, so music and the other party's leak are left out: not as
        // silence, whose hangover would count as talk, but cut away.
        if !verdict.detection().is_music() && !verdict.explained {
            self.delay.frame().iter().for_each(|samples| self.level.push(samples));
        }
        self.delay.drop_frame();
        if let Some(speech) = &mut self.speech {
            speech.push(verdict.guarded);
        }
        if let Some(track) = &mut self.track {
            let leak = f32::from(u8::from(verdict.explained && verdict.audible));
            track.push([verdict.guarded, verdict.frame.tone, verdict.frame.level, leak]);
            if let Some(voicing) = &voicing {
                track.voice(PitchTracker::LAG, voicing);
            }
        }
    }

    /// The next signalling tone that has been named by the last frame judged; with `last`, by the end of the call.
    pub(crate) fn tone(&mut self, last: bool) -> Option<ToneSpan> {
        self.hearing.tone(last)
    }

    /// Settles all up to `until`; `emit` gets what that settles.
    pub(crate) fn settle_until(&mut self, until: Time, emit: impl FnMut(FloorInput)) {
        self.talk.settle_until(until, emit);
    }

    /// How much has been judged.
    pub(crate) fn position(&self) -> Time {
        self.talk.position()
    }

    /// Everything before this moment has been emitted, and is final.
    pub(crate) fn known(&self) -> Time {
        self.talk.known()
    }

    /// Drops how what ended before `time` sounded.
    pub(crate) fn forget(&mut self, time: Time) {
        self.talk.forget(time);
    }

    /// Levels and faults at the end of the call. `shared` is what both channels together have shown of this one, `leaked`
    /// is what came from the other party into it.
    pub(crate) fn levels(&self, duration: Time, shared: Vec<Health>, leaked: &Leaked) -> Levels {
        let spoke = self.talk.spoke();
        let active_dbov = self.level.measure().filter(|_| spoke).map(|measured| measured.active_dbov);
        let noise = self.watch.noise_dbov();
        let mut health = self.watch.findings(duration, spoke);
        health.extend(shared);
        health.extend(self.lost.findings());
        let restarts = self.restarts.iter();
        health.extend(restarts.map(|found| found.health(HealthCode::Restarted, Some(f64::from(found.amount)))));
        health::add_leaks(&mut health, leaked, duration);
        health::sort(&mut health);
        Levels { active_dbov, snr_db: active_dbov.zip(noise).map(|(active, noise)| active - noise), health }
    }

    /// The frames that were kept, and how each talkspurt sounded.
    pub(crate) fn into_parts(self) -> (Track, Vec<Delivery>) {
        (self.track.unwrap_or_default(), self.talk.into_deliveries())
    }
}
