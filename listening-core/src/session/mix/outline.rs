//! A mix heard as one channel: what is in it frame by frame, before anyone is asked who it was.

use std::collections::VecDeque;

use super::moment::{Bands, Moment};
use super::packed::Packed;
use crate::activity::EchoGuard;
use crate::channel::ChannelPipeline;
use crate::chunks::Chunks;
use crate::error::Result;
use crate::finding::Health;
use crate::floor::FloorInput;
use crate::health::{Leaked, MixWatch};
use crate::party::Party;
use crate::signal::{Frame, Framer};
use crate::time::{Span, Time};
use crate::tone::Tone;

/// Hears a mix as it comes, and keeps what is needed to hear it again by parties.
#[derive(Debug)]
pub(super) struct Outline {
    channel: ChannelPipeline,
    watch: MixWatch,
    /// Nothing can leak into a mix; it follows the noise.
    guard: EchoGuard,
    framer: Framer,
    /// Bands of frames that the ear has not reported yet are here already.
    bands: VecDeque<Bands>,
    /// What the ear has reported and is not decided yet.
    waiting: VecDeque<Moment>,
    moments: Chunks<Moment>,
    /// At 8 kHz.
    samples: Packed,
    found: Found,
}

/// What the chain of the mix found.
#[derive(Debug, Default)]
struct Found {
    talk: Vec<Span>,
    music: Vec<Span>,
    tones: Vec<(Tone, Span)>,
}

impl Found {
    fn take(&mut self, input: &FloorInput) {
        match *input {
            FloorInput::Start(_, start) => self.talk.push(Span::new(start, Time::MAX)),
            FloorInput::End(_, end) => {
                if let Some(open) = self.talk.last_mut() {
                    open.end = end;
                }
            }
            FloorInput::Withdrawn(_) => drop(self.talk.pop()),
            FloorInput::Music(_, span) => self.music.push(span),
            _ => {}
        }
    }
}

/// A mix that has been heard to its end.
#[derive(Debug)]
pub(super) struct Outlined {
    pub(super) moments: Vec<Moment>,
    /// At 8 kHz.
    pub(super) samples: Packed,
    /// Talk of whomever, in order.
    pub(super) talk: Vec<Span>,
    /// Music and tones, in order.
    pub(super) music: Vec<Span>,
    pub(super) tones: Vec<(Tone, Span)>,
    /// What is wrong with the recording; sounds are not in it.
    pub(super) health: Vec<Health>,
}

impl Outline {
    /// For a mix at `rate` samples a second.
    pub(super) fn new(rate: u32) -> Result<Self> {
        let mut channel = ChannelPipeline::new(Party::Agent, rate)?;
        channel.keep_speech();
        Ok(Self {
            channel,
            watch: MixWatch::new(rate),
            guard: EchoGuard::default(),
            framer: Framer::new(),
            bands: VecDeque::new(),
            waiting: VecDeque::new(),
            moments: Chunks::default(),
            samples: Packed::default(),
            found: Found::default(),
        })
    }

    /// The next `frames` samples are lost.
    pub(super) fn expect_losses(&mut self, samples: u64) {
        self.channel.expect_more_losses(samples);
    }

    /// Takes samples at the input's rate; returns how many of them, from the first on, were lost.
    pub(super) fn push(&mut self, samples: impl Iterator<Item = f32>) -> usize {
        let lost = self.channel.push(samples);
        self.watch.samples(self.channel.decoded());
        self.hear(false);
        lost
    }

    /// Notes a loss, for the report.
    pub(super) fn note_lost(&mut self, span: Span) {
        self.channel.note_lost(span);
    }

    fn hear(&mut self, last: bool) {
        self.channel.hear(last);
        let heard = self.channel.at_8k();
        self.samples.push(heard.iter().map(|x| (x * 32768.0).round().clamp(-32768.0, 32767.0) as i16));
        let mut keep = |frame: &Frame| self.bands.push_back(Bands::of(&frame.spectrum));
        self.framer.push(heard, &mut keep);
        if last {
            self.framer.finish(keep);
        }
        let count = self.channel.waiting().len();
        for k in 0..count {
            let frame = self.channel.waiting()[k];
            self.guard.follow_noise(frame.level);
            let music = frame.signal || frame.detection().is_music();
            // As many frames of the mix have been framed as heard.
            let Some(bands) = self.bands.pop_front() else { break };
            self.waiting.push_back(Moment::new(frame.level, frame.speech, music, bands));
            self.channel.step(&frame, f32::INFINITY, self.guard.noise_dbov(), |input| self.found.take(&input));
            self.name_tones(false);
        }
        self.channel.discard(count);
        self.settle();
    }

    /// Keeps the frames that are decided.
    fn settle(&mut self) {
        for speech in self.channel.take_speech() {
            if let Some(moment) = self.waiting.pop_front() {
                self.moments.push(moment.decided_as(speech));
            }
        }
    }

    fn name_tones(&mut self, last: bool) {
        while let Some(tone) = self.channel.tone(last) {
            self.found.tones.push((tone.tone, tone.span));
        }
    }

    /// Ends the call at `duration`.
    pub(super) fn finish(mut self, duration: Time) -> Outlined {
        self.hear(true);
        self.channel.finish(duration, self.guard.noise_dbov(), |input| self.found.take(&input));
        self.name_tones(true);
        let mut health = self.channel.levels(duration, Vec::new(), &Leaked::default()).health;
        health.extend(self.watch.findings(duration));
        self.settle();
        let Found { talk, music, tones } = self.found;
        Outlined { moments: self.moments.into_vec(), samples: self.samples, talk, music, tones, health }
    }
}
