//! A live call: audio in, events and finally a report out.

#[cfg(feature = "ndarray")]
mod arrays;
mod counts;
mod decided;
mod event_log;
mod leaks;
mod marked;
mod mix;
mod moved;
mod notes;
mod packet_loss;
mod pair;
mod parts;
mod snapshot;
mod tone_events;

use std::ops::Range;

use crate::assemble;
use crate::channel::ChannelPipeline;
use crate::config::Config;
use crate::error::{Error, ErrorKind, Result};
use crate::finding::Health;
use crate::floor::{Event, EventKind};
use crate::frames::Frames;
use crate::g711::{ALaw, MuLaw};
use crate::marks::Marks;
use crate::names::HealthCode;
use crate::party::{Party, PerParty};
use crate::pcm::Sample;
use crate::report::Report;
use crate::time::{Span, Time};
use crate::validate;

pub use mix::Mix;
pub use snapshot::{FloorHeld, PartyNow, RunningSilence, Snapshot};

use event_log::EventLog;
use moved::Moved;
use notes::Notes;
use pair::ChannelPair;

/// Two recordings of a call that differ by no more begin and end together, seconds.
const UNEQUAL_S: f64 = 0.3;

/// Input frames that are worked on at a time.
const PIECE: usize = 512;

/// One call, heard as it comes or all at once. A session is `Send`: it may move between threads. A clone goes on with the call
/// from where it was made, on its own.
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
#[derive(Clone, Debug)]
pub struct Session {
    config: Config,
    pair: ChannelPair,
    log: EventLog,
    /// Input frames taken.
    taken: u64,
    notes: Notes,
    /// By how many seconds a party's recording is shorter than the other's.
    shorter: PerParty<Option<f64>>,
    /// Where a channel is moved.
    moved: Option<Moved>,
    /// Words taken.
    words: PerParty<usize>,
    marks: Marks,
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
        Ok(Self {
            pair: ChannelPair::new(&config)?,
            log: EventLog::new(config.provisional, config.lexicon.clone()),
            shorter: PerParty::default(),
            moved: Moved::new(&config),
            config,
            taken: 0,
            notes: Notes::default(),
            words: PerParty::default(),
            marks: Marks::default(),
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

    /// Takes a word of `party`, in seconds from the first sample, in any order. A word speaks for the onsets that are
    /// not final yet: one that comes within 2.3 s of the onset before it counts, a later one only for what follows.
    /// So for a whole call give all words first. Its text is not kept. [`Floor::push_word`](crate::Floor::push_word)
    /// says what counts as a word.
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
        let span = validate::word(party, self.words[party], start, end, text)?;
        self.words[party] += 1;
        if let Some(span) = span.moved(self.config.offset(party)) {
            self.log.floor().push_word(party, span, text);
        }
        Ok(())
    }

    /// Adds to the words that are listened for, in the form that [`Lexicon`](crate::Lexicon) takes; words that have
    /// been taken keep what they are.
    ///
    /// # Errors
    /// A refusal ([`Error::is_config`]) of a line that is not understood, or of more than a
    /// [`Lexicon`](crate::Lexicon) holds; nothing is added then.
    pub fn extend_lexicon(&mut self, list: &str) -> Result<()> {
        let more = self.config.lexicon.additions(list)?;
        // The floor is left as the only owner: a shared list would be copied at each call.
        drop(std::mem::take(&mut self.config.lexicon));
        self.config.lexicon = self.log.floor().listen_for(more);
        Ok(())
    }

    /// How probable it is now that `party` takes the floor ([`EventKind::FloorTaken`]), or that its turn is over
    /// ([`EventKind::TurnEnd`]), 0 to 1, as of the last 20 ms that were judged; after the decision what it was decided at. An entry is open for 2.5 s from its
    /// onset over the other's talk, the end of a turn from 0.18 to 3 s of own silence; otherwise, for other kinds, and without
    /// [`Config::decisions`] there is none.
    pub fn probability(&self, kind: EventKind, party: Party) -> Option<f32> {
        self.pair.probability(kind, party)
    }

    /// Also keeps what is heard frame by frame, from here on, for [`finish_with_frames`](Self::finish_with_frames).
    /// Memory then grows by 5.6 kB a second.
    pub fn keep_frames(&mut self) {
        self.pair.channels().iter_mut().for_each(ChannelPipeline::keep_track);
    }

    /// Notes that the recording is known to be cut short: the report's `health` says so.
    pub fn note_truncated(&mut self) {
        self.notes.note(HealthCode::Truncated, None);
    }

    /// Notes that the recording's header was never completed, and that it was read to the end of the file: the report's
    /// `health` says so.
    pub fn note_unfinished(&mut self) {
        self.notes.note(HealthCode::Unfinished, None);
    }

    /// Notes that the recording was coded too low, as far as its file shows: the report's `health` says so, with the
    /// `bit_rate`, kbit/s, where it is known.
    pub fn note_coding(&mut self, bit_rate: Option<f64>) {
        self.notes.note(HealthCode::Coding, bit_rate);
    }

    /// Notes that the recording of `party` is this many seconds shorter than the other party's, if each has its own.
    /// From more than 0.3 s on the report's `health` has `unequal_lengths` and there is no score, for what is missing may be
    /// missing anywhere; up to there, and where the value is no number, nothing is noted.
    ///
    /// ```
    /// use listening_core::{Config, Party, Session};
    /// let mut session = Session::new(Config::default())?;
    /// session.push_interleaved(&[0_i16; 2 * 8000])?;
    /// session.note_shorter(Party::Customer, 0.31);
    /// let report = session.finish();
    /// assert!(report.parties.customer.health.iter().any(|found| found.code.as_str() == "unequal_lengths"));
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    pub fn note_shorter(&mut self, party: Party, seconds: f64) {
        self.shorter[party] = Some(seconds).filter(|seconds| *seconds > UNEQUAL_S && seconds.is_finite());
    }

    /// Notes that the words' times were not in seconds, and were read as a unit of which a second has `per_second`: the
    /// report's `health` says so.
    pub fn note_word_times(&mut self, per_second: f64) {
        self.notes.note(HealthCode::WordTimes, Some(per_second));
    }

    /// The channel that is the agent's: 0 or 1, as [`Config::agent_channel`] says.
    pub fn agent_channel(&self) -> u8 {
        self.config.agent_channel
    }

    /// Samples per second of each channel, as [`Config::sample_rate`] says.
    pub fn sample_rate(&self) -> u32 {
        self.config.sample_rate
    }

    /// How much audio has been taken.
    pub fn position(&self) -> Time {
        time(self.taken, self.config.sample_rate)
    }

    /// Takes `frames` frames, of which `read` gives those of a range.
    fn take<S: Sample, I: Iterator<Item = [S; 2]>>(
        &mut self,
        frames: usize,
        read: impl Fn(Range<usize>) -> I,
    ) -> Events<'_> {
        self.log.begin_push();
        for from in (0..frames).step_by(PIECE) {
            let piece = from..(from + PIECE).min(frames);
            let (taken, rate) = (self.taken, self.config.sample_rate);
            let samples = |channel: usize| read(piece.clone()).map(move |frame| frame[channel].to_float());
            self.taken += piece.len() as u64;
            if let Some(moved) = &mut self.moved {
                (0..2).for_each(|channel| moved.push(channel, samples(channel)));
                moved.hear(self.taken, &mut self.pair, &mut self.log);
                continue;
            }
            self.pair.push(samples, |count| time(taken + count as u64, rate), &mut self.log);
            self.pair.hear(false, &mut self.log);
        }
        self.log.fresh()
    }

    /// Ends the call and reports. The report depends on the audio alone, not on how it was cut.
    pub fn finish(self) -> Report {
        self.finish_with_events().0
    }

    /// As [`finish`](Self::finish), with how each talkspurt sounded and the frames that were kept.
    pub fn finish_with_frames(self) -> (Report, Frames) {
        let (report, _, frames) = self.end();
        (report, frames)
    }

    /// As [`finish`](Self::finish), with the events that only the end of the call settled.
    pub fn finish_with_events(self) -> (Report, Vec<Event>) {
        let (report, last, _) = self.end();
        (report, last)
    }

    /// The report, the last events, and what was kept of the frames.
    fn end(mut self) -> (Report, Vec<Event>, Frames) {
        self.log.begin_push();
        self.pair.stop_deciding();
        if let Some(moved) = self.moved.take() {
            moved.finish(self.taken, &mut self.pair, &mut self.log);
        }
        let duration = self.position();
        let since = self.config.history.map_or(Time::ZERO, |history| (duration - history).max(Time::ZERO));
        let (mut closed, mut facts, tracks) = self.pair.finish(since, duration, self.log);
        let forgotten =
            (since > Time::ZERO).then(|| Health::new(HealthCode::Forgotten, Span::new(Time::ZERO, since), None));
        let whole = Span::new(since, duration);
        for party in Party::BOTH {
            let health = &mut facts.levels[party].health;
            health.splice(..0, forgotten.clone());
            let shorter = self.shorter[party];
            health.extend(shorter.map(|seconds| Health::new(HealthCode::UnequalLengths, whole, Some(seconds))));
            health.extend(self.notes.findings(whole));
        }
        let report = assemble::report(
            &self.config,
            [since, duration],
            closed.outcome,
            &mut closed.finals,
            &mut facts,
            &self.marks,
        );
        (report, closed.last, Frames::new(tracks, facts.deliveries))
    }
}

/// The moment of a frame at `rate` frames a second.
fn time(frame: u64, rate: u32) -> Time {
    Time::from_micros((u128::from(frame) * 1_000_000 / u128::from(rate)) as i64)
}

fn unequal(left: usize, right: usize) -> Error {
    ErrorKind::UnequalChannels { left, right }.into()
}
