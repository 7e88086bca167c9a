//! A mono recording of both parties, and who talked when: turns in, trimmed by what is heard.
//!
//! The mix is heard twice. First as one channel, for what is on the line besides talk, and to learn who may be heard in each frame
//! ([`gate`]). Then as two: each party's channel holds the mix where that party may be heard, and the mix's noise elsewhere, and
//! goes the way of any channel, so that talkspurts, voices, levels and events come from the same parts as those of two channels.

mod agreement;
mod gate;
mod moment;
mod outline;
mod packed;
mod padding;
mod voices;

use crate::assemble;
use crate::config::Config;
use crate::error::{ErrorKind, Result};
use crate::exclusive;
use crate::floor::FloorInput;
use crate::health::{self, Sounds};
use crate::marks::{MarkKind, Marks};
use crate::names::{HealthCode, TalkBasis};
use crate::party::{Party, PerParty};
use crate::pcm::Sample;
use crate::report::Report;
use crate::signal::FRAME;
use crate::time::{Span, Time};
use crate::validate;

use super::event_log::EventLog;
use super::notes::Notes;
use super::pair::ChannelPair;
use super::parts::Parts;
use super::{PIECE, time};
use gate::{Gate, bit};
use outline::{Outline, Outlined};

/// Turns may run past the end of the audio by this much: what makes them rounds, and pads what it hears.
const PAST: Time = Time::from_millis(1000);
/// Rate at which the mix is heard the second time.
const RATE: u32 = 8000;

/// A mono recording in which both parties are mixed, with who talked when.
///
/// Turns of any make will do: exact, padded, or going on over pauses. They say who talks, the audio says when. The report's
/// `basis` is `turns_trimmed`. The call is heard a second time at its end, so what it
/// holds grows by 10 to 13 kB for each second of it, up to 18 kB if it is loud throughout.
///
/// ```
/// use listening_core::{Config, Mix, Party, TalkBasis};
/// let mut mix = Mix::new(Config::default())?;
/// mix.push_turn(Party::Agent, 0.0, 2.0)?;
/// mix.push_turn(Party::Customer, 2.3, 9.0)?;
/// mix.push(&[0_i16; 80_000])?;
/// let report = mix.finish()?;
/// assert_eq!(report.basis, Some(TalkBasis::TurnsTrimmed.into()));
/// assert!(report.talkspurts.is_empty(), "nothing is heard in silence");
/// # Ok::<(), listening_core::Error>(())
/// ```
#[derive(Debug)]
pub struct Mix {
    config: Config,
    outline: Outline,
    turns: PerParty<Vec<Span>>,
    words: Vec<(Party, Span, Box<str>)>,
    counts: PerParty<usize>,
    marks: Marks,
    /// Samples taken.
    taken: u64,
    notes: Notes,
}

impl Mix {
    /// At the start of a call. Of the configuration, `agent_channel`, `provisional` and `history` are not used.
    ///
    /// # Errors
    /// As [`Config::check`].
    pub fn new(config: Config) -> Result<Self> {
        config.check()?;
        if let Some(got) = config.offset.agent.or(config.offset.customer) {
            let expected = "none: both parties of a mix share one channel";
            return Err(ErrorKind::Setting { name: "offset", got: got.to_string(), expected }.into());
        }
        Ok(Self {
            outline: Outline::new(config.sample_rate)?,
            config,
            turns: PerParty::default(),
            words: Vec::new(),
            counts: PerParty::default(),
            marks: Marks::default(),
            taken: 0,
            notes: Notes::default(),
        })
    }

    /// Takes a turn, in seconds from the first sample, before or after its audio. Each party's come in order and do not overlap;
    /// those of the two parties may.
    ///
    /// # Errors
    /// A refusal ([`Error::is_talkspurts`](crate::Error::is_talkspurts)) of times that are not finite, out of range or out of order; nothing is taken then.
    pub fn push_turn(&mut self, party: Party, start: f64, end: f64) -> Result<()> {
        let span = validate::spurt(party, &self.turns[party], start, end)?;
        self.turns[party].push(span);
        Ok(())
    }

    /// Takes a word of `party`, in seconds, as [`Floor::push_word`](crate::Floor::push_word) does.
    ///
    /// # Errors
    /// A refusal ([`Error::is_words`](crate::Error::is_words)) of times that are not finite or out of range, or of a word without text; nothing is
    /// taken then.
    pub fn push_word(&mut self, party: Party, start: f64, end: f64, text: &str) -> Result<()> {
        let span = validate::word(party, self.counts[party], start, end, text)?;
        self.counts[party] += 1;
        self.words.push((party, span, text.into()));
        Ok(())
    }

    /// Takes a mark of the telephone system, in seconds: as [`Session::push_mark`](crate::Session::push_mark).
    ///
    /// # Errors
    /// A refusal ([`Error::is_mark`](crate::Error::is_mark)) of a mark that cannot be one; nothing is taken then.
    pub fn push_mark(
        &mut self,
        kind: MarkKind,
        start: f64,
        end: Option<f64>,
        party: Option<Party>,
        agent: Option<&str>,
    ) -> Result<()> {
        self.marks.push(kind, (start, end), party, agent)
    }

    /// Takes the next samples of the mix: `i16`, `f32` (±1), [`MuLaw`](crate::MuLaw) or [`ALaw`](crate::ALaw); any count, also none.
    ///
    /// # Errors
    /// A refusal ([`Error::is_audio`](crate::Error::is_audio)) of float samples that are not finite or out of range; nothing is taken then.
    pub fn push<S: Sample>(&mut self, samples: &[S]) -> Result<()> {
        S::check(samples)?;
        for piece in samples.chunks(PIECE) {
            let lost = self.outline.push(piece.iter().map(|sample| sample.to_float()));
            if lost > 0 {
                let at = |count: u64| time(self.taken + count, self.config.sample_rate);
                self.outline.note_lost(Span::new(at(0), at(lost as u64)));
            }
            self.taken += piece.len() as u64;
        }
        Ok(())
    }

    /// The next `samples` samples that are pushed stand for audio that was lost: something is put in their place, and the report's
    /// `health` says so.
    pub fn push_lost(&mut self, samples: u64) {
        self.outline.expect_losses(samples);
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

    /// As [`Session::note_coding`](crate::Session::note_coding).
    pub fn note_coding(&mut self, bit_rate: Option<f64>) {
        self.notes.note(HealthCode::Coding, bit_rate);
    }

    /// As [`Session::note_word_times`](crate::Session::note_word_times).
    pub fn note_word_times(&mut self, per_second: f64) {
        self.notes.note(HealthCode::WordTimes, Some(per_second));
    }

    /// How much audio has been taken.
    pub fn position(&self) -> Time {
        time(self.taken, self.config.sample_rate)
    }

    /// Whether [`finish`](Self::finish) takes the turns, with the audio that has come by now.
    ///
    /// # Errors
    /// Those of `finish`, which ends the call whatever it returns: a caller that wants to go on asks before.
    pub fn check(&self) -> Result<()> {
        within(&self.turns, self.position()).map(drop)
    }

    /// Ends the call and reports. The report depends on the audio, the turns and the words, not on how the audio was cut.
    ///
    /// # Errors
    /// A refusal ([`Error::is_talkspurts`](crate::Error::is_talkspurts)) of turns that end more than a second after the audio.
    #[inline]
    pub fn finish(self) -> Result<Report> {
        let duration = self.position();
        let turns = within(&self.turns, duration)?;
        let outlined = self.outline.finish(duration);
        let gates = gate::gates(&turns, &outlined.moments);
        let config = Config { sample_rate: RATE, agent_channel: 0, provisional: false, history: None, ..self.config };
        let mut log = EventLog::new(false, config.lexicon.clone());
        for (party, span, text) in &self.words {
            log.floor().push_word(*party, *span, text);
        }
        let both = || Party::BOTH.into_iter();
        log.floor().mark(self.marks.cover());
        for span in &outlined.music {
            both().for_each(|party| log.push(FloorInput::Music(party, *span)));
        }
        let mut pair = ChannelPair::of_one_mix(&config, Parts::new(gate::shared(&gates)))?;
        hear_apart(&mut pair, &mut log, &outlined, &gates);
        let (mut closed, mut facts, _) = pair.finish(Time::ZERO, duration, log);

        facts.basis = TalkBasis::TurnsTrimmed;
        facts.overlap_unknown = exclusive::hides_overlap(&turns);
        let tones = outlined.tones.iter().flat_map(|&(tone, span)| both().map(move |party| (party, tone, span)));
        let music = PerParty::from_fn(|_| outlined.music.clone());
        let sounds = Sounds::of(tones.collect(), &music);
        let disagree = agreement::of_mix(&outlined.talk, both().flat_map(|party| turns[party].iter()));
        for party in Party::BOTH {
            let heard = closed.outcome.talkspurts.iter().filter(|spurt| spurt.party == party).map(|spurt| spurt.span);
            let unheard = agreement::of_party(&turns[party], &heard.collect::<Vec<_>>());
            // What the gates make of the line is no fault of it; who is who does not lie in the line.
            let health = &mut facts.levels[party].health;
            health.retain(|found| found.code == HealthCode::RolesSwapped);
            health.extend(outlined.health.iter().chain(&disagree).cloned());
            health.extend(unheard);
            health.extend(sounds.findings(party));
            health::sort(health);
            health.extend(self.notes.findings(Span::new(Time::ZERO, duration)));
        }
        Ok(assemble::report(
            &config,
            [Time::ZERO, duration],
            closed.outcome,
            &mut closed.finals,
            &mut facts,
            &self.marks,
        ))
    }
}

/// The turns up to the end of the audio.
fn within(turns: &PerParty<Vec<Span>>, duration: Time) -> Result<PerParty<Vec<Span>>> {
    for party in Party::BOTH {
        if let Some(index) = turns[party].iter().position(|turn| turn.end > duration + PAST) {
            let Span { start, end } = turns[party][index];
            let (start, end, length) = (start.seconds(), end.seconds(), duration.seconds());
            return Err(ErrorKind::SpurtBeyond { party, index, start, end, length }.into());
        }
    }
    Ok(PerParty::from_fn(|party| {
        let inside = turns[party].iter().filter(|turn| turn.start < duration);
        inside.map(|turn| Span::new(turn.start, turn.end.min(duration))).collect()
    }))
}

/// Hears the mix as two channels, each with the mix where its party may be heard, and the mix's noise elsewhere.
fn hear_apart(pair: &mut ChannelPair, log: &mut EventLog, mix: &Outlined, gates: &[Gate]) {
    let noise = gate::noise_dbov(&mix.moments);
    // Evenly spread noise of an amplitude of one has a mean square of a third.
    let amplitude = if noise > -99.0 { (3.0 * libm::exp10f(noise / 10.0)).sqrt() } else { 0.0 };
    let mut hiss = [Hiss(1), Hiss(2)];
    let mut parts: [Vec<f32>; 2] = Default::default();
    for (number, frame) in mix.samples.frames().enumerate() {
        let gate = gates.get(number).copied().unwrap_or_default();
        for party in Party::BOTH {
            let (part, hiss) = (&mut parts[party as usize], &mut hiss[party as usize]);
            part.clear();
            let open = gate & bit(party) != 0;
            part.extend(frame.iter().map(|sample| if open { sample.to_float() } else { amplitude * hiss.next() }));
        }
        log.begin_push();
        let first = number * FRAME;
        pair.push(|channel| parts[channel].iter().copied(), |k| time((first + k) as u64, RATE), log);
        pair.hear(false, log);
    }
}

/// Noise that is the same in every run (Knuth 1997, volume 2, linear congruences).
struct Hiss(u32);

impl Hiss {
    /// From -1 to 1.
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as f32 / 8_388_608.0 - 1.0
    }
}
