//! A live call: audio in, events and at last a report out.

use std::ops::Range;

use ndarray::ArrayView2;

use crate::activity::{EarFrame, EchoGuard};
use crate::assemble::{self, Heard as WasHeard};
use crate::config::Config;
use crate::error::{Error, ErrorKind, Result};
use crate::floor::{Event, FloorStage, Heard, Status};
use crate::frames::{Frames, Track};
use crate::given;
use crate::health::{Health, Joint, Sounds};
use crate::line::Line;
use crate::names::HealthCode;
use crate::party::{Party, PerParty};
use crate::pcm::{ALaw, MuLaw, Sample};
use crate::report::Report;
use crate::time::{Span, Time};

/// Input frames that are worked on at a time.
const PIECE: usize = 512;

/// So long after all that an event rests on was heard, it is final: 2.3 s, this, and what hearing takes are under 3 s.
const PATIENCE: Time = Time::from_millis(500);

/// How often is looked for what can be forgotten.
const TIDYING: Time = Time::from_millis(10_000);

/// Events among which the source of an echoed tone is looked for.
const COPIES: usize = 16;

/// One call, heard as it comes or all at once. A session is `Send`: it may move between threads.
///
/// ```
/// use listening_core::{Config, Session};
/// let mut session = Session::new(Config::default())?;
/// for packet in [[0_i16; 320]; 50] {
///     for event in session.push_interleaved(&packet)? {
///         println!("{}", event.to_json());
///     }
/// }
/// let report = session.finish();
/// assert_eq!(report.duration.seconds(), 1.0);
/// # Ok::<(), listening_core::Error>(())
/// ```
#[derive(Debug)]
pub struct Session {
    pub(crate) config: Config,
    /// By channel, not by party.
    pub(crate) lines: [Line; 2],
    floor: FloorStage,
    /// Input frames taken.
    taken: u64,
    joint: Joint,
    truncated: bool,
    finals: Vec<Event>,
    fresh: Vec<Event>,
    /// When next is looked for what can be forgotten.
    tidying: Time,
    /// Words taken.
    words: PerParty<usize>,
}

/// What a push settled or announced, in order.
pub type Events<'a> = &'a [Event];

impl Session {
    /// A session at the start of a call.
    ///
    /// # Errors
    /// What [`Config::check`] refuses.
    pub fn new(config: Config) -> Result<Self> {
        config.check()?;
        let party = |channel: u8| {
            if channel == config.agent_channel { Party::Agent } else { Party::Customer }
        };
        Ok(Self {
            lines: [Line::new(party(0), config.sample_rate)?, Line::new(party(1), config.sample_rate)?],
            floor: FloorStage::with_lexicon(config.provisional, config.lexicon.clone()),
            words: PerParty::default(),
            joint: Joint::new(config.sample_rate),
            config,
            taken: 0,
            truncated: false,
            tidying: TIDYING,
            finals: Vec::with_capacity(64),
            fresh: Vec::with_capacity(16),
        })
    }

    /// Takes interleaved stereo: left, right, left, right. Samples are `i16`, `f32` (±1), [`MuLaw`](crate::MuLaw)
    /// or [`ALaw`](crate::ALaw); any count, also none.
    ///
    /// # Errors
    /// A refusal ([`Error::is_audio`]) of an odd number of samples, and of float samples that are not finite
    /// ([`Error::is_not_finite`]) or out of range ([`Error::is_out_of_range`]); nothing is taken then.
    pub fn push_interleaved<S: Sample>(&mut self, samples: &[S]) -> Result<Events<'_>> {
        let (frames, rest) = samples.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(ErrorKind::OddLength { got: samples.len() }.into());
        }
        S::check(samples)?;
        Ok(self.take(frames.len(), |piece| frames[piece].iter().copied()))
    }

    /// Takes the two channels apart, of equal length.
    ///
    /// # Errors
    /// A refusal ([`Error::is_audio`]) of channels of different length, and of float samples that are not finite or out of
    /// range; nothing is taken then.
    pub fn push_planar<S: Sample>(&mut self, left: &[S], right: &[S]) -> Result<Events<'_>> {
        if left.len() != right.len() {
            return Err(unequal(left.len(), right.len()));
        }
        S::check(left)?;
        S::check(right)?;
        Ok(self.take(left.len(), |piece| left[piece.clone()].iter().zip(&right[piece]).map(|(&a, &b)| [a, b])))
    }

    /// Takes interleaved stereo in ITU-T G.711 mu-law, one byte a sample.
    ///
    /// # Errors
    /// A refusal ([`Error::is_audio`]) of an odd number of bytes; nothing is taken then.
    pub fn push_mulaw(&mut self, bytes: &[u8]) -> Result<Events<'_>> {
        self.push_bytes(bytes, MuLaw)
    }

    /// Takes interleaved stereo in ITU-T G.711 A-law, one byte a sample.
    ///
    /// # Errors
    /// A refusal ([`Error::is_audio`]) of an odd number of bytes; nothing is taken then.
    pub fn push_alaw(&mut self, bytes: &[u8]) -> Result<Events<'_>> {
        self.push_bytes(bytes, ALaw)
    }

    fn push_bytes<S: Sample>(&mut self, bytes: &[u8], read: impl Fn(u8) -> S) -> Result<Events<'_>> {
        let (frames, rest) = bytes.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(ErrorKind::OddLength { got: bytes.len() }.into());
        }
        Ok(self.take(frames.len(), |piece| frames[piece].iter().map(|frame| frame.map(&read))))
    }

    /// Takes the two channels apart in mu-law, of equal length.
    ///
    /// # Errors
    /// A refusal ([`Error::is_audio`]) of channels of different length; nothing is taken then.
    pub fn push_planar_mulaw(&mut self, left: &[u8], right: &[u8]) -> Result<Events<'_>> {
        self.push_planar_bytes(left, right, MuLaw)
    }

    /// Takes the two channels apart in A-law, of equal length.
    ///
    /// # Errors
    /// A refusal ([`Error::is_audio`]) of channels of different length; nothing is taken then.
    pub fn push_planar_alaw(&mut self, left: &[u8], right: &[u8]) -> Result<Events<'_>> {
        self.push_planar_bytes(left, right, ALaw)
    }

    fn push_planar_bytes<S: Sample>(
        &mut self,
        left: &[u8],
        right: &[u8],
        read: impl Fn(u8) -> S,
    ) -> Result<Events<'_>> {
        if left.len() != right.len() {
            return Err(unequal(left.len(), right.len()));
        }
        Ok(self
            .take(left.len(), |piece| left[piece.clone()].iter().zip(&right[piece]).map(|(&a, &b)| [read(a), read(b)])))
    }

    /// Takes an array of shape (frames, 2) or (2, frames): an axis of length two holds the channels, the
    /// last axis if both have it.
    ///
    /// # Errors
    /// A refusal ([`Error::is_audio`]) where no axis has length two, and of float samples that are not finite or out of
    /// range; nothing is taken then.
    #[expect(clippy::needless_pass_by_value, reason = "a view is a pointer, and ndarray passes views so")]
    pub fn push_array<S: Sample>(&mut self, samples: ArrayView2<'_, S>) -> Result<Events<'_>> {
        let samples = match samples.dim() {
            (_, 2) => samples,
            (2, _) => samples.reversed_axes(),
            (rows, columns) => return Err(ErrorKind::ArrayShape { rows, columns }.into()),
        };
        if let Some(slice) = samples.as_slice() {
            return self.push_interleaved(slice);
        }
        let (left, right) = (samples.column(0), samples.column(1));
        if let (Some(left), Some(right)) = (left.as_slice(), right.as_slice()) {
            return self.push_planar(left, right);
        }
        let (left, right) = (left.to_vec(), right.to_vec());
        self.push_planar(&left, &right)
    }

    /// Takes a word of `party`, in seconds from the first sample, in any order. A word speaks for the onsets that are
    /// not final yet: one that comes within 2.3 s of the onset before it counts, a later one only for what follows.
    /// So for a whole call give all words first. Its text is not kept. What is a word stands at
    /// [`Floor::push_word`](crate::Floor::push_word).
    ///
    /// ```
    /// use listening_core::{Config, Party, Session};
    /// let mut session = Session::new(Config::default())?;
    /// session.push_word(Party::Agent, 0.2, 0.5, "hello")?;
    /// session.push_interleaved(&[0_i16; 16_000])?;
    /// assert!(session.push_word(Party::Agent, 0.5, 0.4, "there").is_err());
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// A refusal ([`Error::is_words`]) of times that are not finite or out of range, or of a word without text; nothing is
    /// taken then.
    pub fn push_word(&mut self, party: Party, start: f64, end: f64, text: &str) -> Result<()> {
        let span = given::word(party, self.words[party], start, end, text)?;
        self.words[party] += 1;
        self.floor.push_word(party, span, text);
        Ok(())
    }

    /// Adds to the words that are listened for, in the form that [`Lexicon`](crate::Lexicon) takes; words that have
    /// been taken keep what they are.
    ///
    /// # Errors
    /// A refusal ([`Error::is_config`]) of a line that is not understood; nothing is added then.
    pub fn extend_lexicon(&mut self, list: &str) -> Result<()> {
        self.config.lexicon = self.config.lexicon.clone().extended(list)?;
        self.floor.listen_for(self.config.lexicon.clone());
        Ok(())
    }

    /// Also keeps what is heard frame by frame, from here on, for [`finish_with_frames`](Self::finish_with_frames).
    /// Memory then grows by 5.6 kB a second.
    pub fn keep_frames(&mut self) {
        self.lines.iter_mut().for_each(|line| line.track = Some(Track::default()));
    }

    /// Notes that the recording is known to be cut short: the report's `health` says so.
    pub fn note_truncated(&mut self) {
        self.truncated = true;
    }

    /// How much audio has been taken.
    pub fn position(&self) -> Time {
        time(self.taken, self.config.sample_rate)
    }

    pub(crate) fn take<S: Sample, I: Iterator<Item = [S; 2]>>(
        &mut self,
        frames: usize,
        read: impl Fn(Range<usize>) -> I,
    ) -> Events<'_> {
        self.fresh.clear();
        for from in (0..frames).step_by(PIECE) {
            let piece = from..(from + PIECE).min(frames);
            let (start, count) = (self.position(), piece.len());
            for (channel, line) in self.lines.iter_mut().enumerate() {
                line.decoded.extend(read(piece.clone()).map(|frame| frame[channel].to_float()));
                let lost = line.conceal();
                if lost > 0 {
                    let span = Span::new(start, time(self.taken + lost as u64, self.config.sample_rate));
                    line.lost.add(span);
                    self.floor.push(Heard::Lost(line.party, span), &mut self.fresh);
                }
            }
            self.taken += count as u64;
            self.joint.samples(&self.lines[0].decoded, &self.lines[1].decoded);
            self.hear(false);
        }
        &self.fresh
    }

    /// Both channels to the same frame, frame by frame, agent first.
    fn hear(&mut self, last: bool) {
        Line::hear(&mut self.lines, last);
        let frames = self.lines[0].heard.len().min(self.lines[1].heard.len());
        let first = usize::from(self.config.agent_channel);
        for k in 0..frames {
            let heard = [0, 1].map(|channel| self.lines[channel].heard[k]);
            let excess = self.excess_db(&heard);
            self.joint.frame(&heard, excess.map(EchoGuard::explains));
            for channel in [first, 1 - first] {
                let (floor, fresh) = (&mut self.floor, &mut self.fresh);
                self.lines[channel].step(&heard[channel], excess[channel], |heard| floor.push(heard, fresh));
                self.tell_tones(channel, false);
            }
            self.hurry(first);
            let known = self.lines[0].builder.known().min(self.lines[1].builder.known());
            self.settle(|floor, fresh| floor.push(Heard::Known(known), fresh));
            self.forget();
        }
        self.lines.iter_mut().for_each(|line| drop(line.heard.drain(..frames)));
    }

    /// Drops what is older than the history that is asked for.
    fn forget(&mut self) {
        let Some(history) = self.config.history else { return };
        let now = self.lines[0].builder.heard();
        if now >= self.tidying {
            self.tidying = now + TIDYING;
            let time = now - history;
            self.floor.forget(time);
            self.lines.iter_mut().for_each(|line| line.forget(time));
            self.finals.retain(|event| event.span.end > time);
        }
    }

    /// Lets no event wait for longer than [`PATIENCE`] for what may still turn out to be music.
    fn hurry(&mut self, first: usize) {
        let Some(due) = self.floor.waits_for() else { return };
        let judged = self.lines[0].builder.heard().min(self.lines[1].builder.heard());
        if judged >= due + PATIENCE {
            for channel in [first, 1 - first] {
                let (floor, fresh) = (&mut self.floor, &mut self.fresh);
                self.lines[channel].stand(due, |heard| floor.push(heard, fresh));
            }
        }
    }

    /// Tells of the signalling tones that were named on a channel; not of those that the other party's leak brought.
    fn tell_tones(&mut self, channel: usize, last: bool) {
        while let Some(tone) = self.lines[channel].tone(last) {
            let (own, other) = (&self.lines[channel], &self.lines[1 - channel]);
            let event = Event::tone(own.party, tone);
            let copy = self.finals.iter().rev().take(COPIES).any(|other| event.copies(other));
            if !copy && !own.guard.suspects(&own.history, &other.history, tone.span) {
                self.fresh.push(event);
                self.finals.push(event);
            }
        }
    }

    /// How far each channel's frame is above the other party's leak.
    fn excess_db(&mut self, heard: &[EarFrame; 2]) -> [f32; 2] {
        let [left, right] = &mut self.lines;
        left.history.push(heard[0].level, heard[0].speech);
        right.history.push(heard[1].level, heard[1].speech);
        [left.guard.excess_db(&left.history, &right.history), right.guard.excess_db(&right.history, &left.history)]
    }

    /// Lets the floor speak and keeps the finals.
    fn settle(&mut self, speak: impl FnOnce(&mut FloorStage, &mut Vec<Event>)) {
        let before = self.fresh.len();
        speak(&mut self.floor, &mut self.fresh);
        for event in &mut self.fresh[before..] {
            suspect_leak(&self.lines, self.config.agent_channel, event);
            if event.status == Status::Final {
                self.finals.push(*event);
            }
        }
    }

    /// Ends the call and reports. The report depends on the audio alone, not on how it was cut.
    pub fn finish(self) -> Report {
        self.finish_with_events().0
    }

    /// As [`finish`](Self::finish), with how each talkspurt sounded and the frames kept since
    /// [`keep_frames`](Self::keep_frames); none if it was not called.
    pub fn finish_with_frames(self) -> (Report, Frames) {
        let (report, _, frames) = self.end();
        (report, frames)
    }

    /// As [`finish`](Self::finish), with the events that only the end of the call settled.
    pub fn finish_with_events(self) -> (Report, Vec<Event>) {
        let (report, last, _) = self.end();
        (report, last)
    }

    /// The report, the last events, and what was kept to look at.
    fn end(mut self) -> (Report, Vec<Event>, Frames) {
        let duration = self.position();
        self.fresh.clear();
        self.hear(true);
        let first = usize::from(self.config.agent_channel);
        for channel in [first, 1 - first] {
            let (floor, fresh) = (&mut self.floor, &mut self.fresh);
            self.lines[channel].end(duration, |heard| floor.push(heard, fresh));
            self.tell_tones(channel, true);
        }
        let mut outcome = None;
        let ending = std::mem::replace(&mut self.floor, FloorStage::new(false));
        let since = self.config.history.map_or(Time::ZERO, |history| (duration - history).max(Time::ZERO));
        self.settle(|_, fresh| outcome = Some(ending.finish_from(since, fresh)));
        self.finals.retain(|event| event.span.end > since);
        let outcome = outcome.unwrap_or_default();
        let last = std::mem::take(&mut self.fresh);

        let channel = PerParty::from_fn(|party| self.config.channel(party));
        let sounds = Sounds::of(&self.finals, &outcome.music);
        let mut shared = self.joint.findings(duration, channel, &outcome.talkspurts, &sounds);
        let found = |code: HealthCode, start, end| Health { code: code.into(), start, end, value: None };
        let truncated = self.truncated.then(|| found(HealthCode::Truncated, duration, duration));
        let forgotten = (since > Time::ZERO).then(|| found(HealthCode::Forgotten, Time::ZERO, since));
        let mut tracks = PerParty::<Track>::default();
        let mut heard = WasHeard { audio: true, levels: PerParty::default(), deliveries: PerParty::default() };
        for mut line in self.lines {
            tracks[line.party] = line.track.take().unwrap_or_default();
            line.forget(since);
            let mut levels = line.levels(duration, std::mem::take(&mut shared[line.party]));
            levels.health.splice(..0, forgotten.clone());
            levels.health.extend(truncated.clone());
            heard.levels[line.party] = levels;
            heard.deliveries[line.party] = line.deliveries;
        }
        let tracks = PerParty::from_fn(|party| std::mem::take(&mut tracks[party]).into_array());
        let report = assemble::report(&self.config, [since, duration], outcome, &mut self.finals, &mut heard);
        (report, last, Frames { tracks, deliveries: heard.deliveries })
    }
}

/// Marks a final in overlap that the other party's voice, leaking through the line, could explain.
fn suspect_leak(lines: &[Line; 2], agent_channel: u8, event: &mut Event) {
    if event.in_overlap && event.status == Status::Final {
        let own = usize::from(if event.by == Party::Agent { agent_channel } else { 1 - agent_channel });
        let (own, other) = (&lines[own], &lines[1 - own]);
        event.leak_suspect = own.guard.suspects(&own.history, &other.history, event.span);
    }
}

/// The moment of a frame at `rate` frames a second.
fn time(frame: u64, rate: u32) -> Time {
    Time::from_micros((u128::from(frame) * 1_000_000 / u128::from(rate)) as i64)
}

pub(crate) fn unequal(left: usize, right: usize) -> Error {
    ErrorKind::UnequalChannels { left, right }.into()
}
