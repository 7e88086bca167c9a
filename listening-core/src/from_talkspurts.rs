//! The floor without audio: talkspurts from a recogniser or a diariser in, report out.

use std::sync::Arc;

use crate::assemble::{self, AudioFacts};
use crate::config::Config;
use crate::error::{ErrorKind, Result};
use crate::exclusive;
use crate::finding::Health;
use crate::floor::{Event, FloorInput, FloorTracker, Lexicon};
use crate::listening::Profile;
use crate::marks::{MarkKind, Marks};
use crate::names::HealthCode;
use crate::party::{Party, PerParty};
use crate::report::Report;
use crate::roles::{self, Clues};
use crate::time::{LATEST_S, Span, Time};
use crate::validate;

/// Follows the floor of one call from ready-made talkspurts.
///
/// ```
/// use listening_core::{Floor, Party};
/// let mut floor = Floor::new();
/// floor.push(Party::Agent, 0.0, 2.0)?;
/// floor.push(Party::Customer, 2.3, 9.0)?;
/// floor.push(Party::Agent, 5.0, 5.4)?;
/// let report = floor.finish(Some(10.0))?;
/// assert_eq!(report.turns.len(), 2);
/// # Ok::<(), listening_core::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Floor {
    config: Config,
    spurts: PerParty<Vec<Span>>,
    words: Vec<(Party, Span, Box<str>)>,
    counts: PerParty<usize>,
    marks: Marks,
    /// Words' times in a second, where they were no seconds.
    word_times: Option<f64>,
}

impl Floor {
    /// For a call scored for the agent.
    pub fn new() -> Self {
        Self::default()
    }

    /// For a call that is read by this configuration; what it says of audio is not used.
    ///
    /// # Errors
    /// As [`Config::check`].
    pub fn configured(config: Config) -> Result<Self> {
        config.check()?;
        Ok(Self { config, ..Self::default() })
    }

    /// For a call scored for `assessed`.
    pub fn assessing(assessed: Party) -> Self {
        Self { config: Config { assessed, ..Config::default() }, ..Self::default() }
    }

    /// With other words to listen for than English ones.
    #[must_use]
    pub fn listening_for(mut self, lexicon: impl Into<Lexicon>) -> Self {
        self.config.lexicon = lexicon.into();
        self
    }

    /// Scored by another profile than the built-in one.
    #[must_use]
    pub fn scored_by(mut self, profile: Arc<Profile>) -> Self {
        self.config.profile = profile;
        self
    }

    /// Takes a word of `party`, in seconds, before or after its talkspurt and in any order: words separate feedback
    /// from answers and finished from unfinished clauses. Write laughter and noises in brackets, `[laughter]`; a word
    /// that is cut off ends in a hyphen. A text of several words counts as that many, evenly spread. Words are only used
    /// where both parties' talk has them.
    ///
    /// ```
    /// use listening_core::{EventKind, Floor, Party};
    /// let mut floor = Floor::new();
    /// floor.push(Party::Customer, 0.0, 9.0)?;
    /// floor.push(Party::Agent, 5.0, 5.4)?;
    /// floor.push_word(Party::Customer, 0.0, 9.0, "the bill that came is twice what it was before and nobody told us")?;
    /// floor.push_word(Party::Agent, 5.0, 5.4, "which bill")?;
    /// let report = floor.finish(None)?;
    /// assert_eq!(report.events[0].kind, EventKind::ButtingIn);
    /// # Ok::<(), listening_core::Error>(())
    /// ```
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

    /// Takes a mark of the telephone system, in seconds: as `Session::push_mark`.
    ///
    /// ```
    /// use listening_core::{Floor, MarkKind, Party};
    /// let mut floor = Floor::new();
    /// floor.push(Party::Agent, 0.0, 2.0)?;
    /// floor.push(Party::Customer, 2.3, 9.0)?;
    /// floor.push(Party::Agent, 49.0, 51.0)?;
    /// floor.push_mark(MarkKind::Hold, 9.5, Some(48.5), None, None)?;
    /// let report = floor.finish(None)?;
    /// assert!(report.events.iter().all(|event| event.kind != listening_core::EventKind::DeadAir));
    /// # Ok::<(), listening_core::Error>(())
    /// ```
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

    /// Notes that the words' times were not in seconds, and were read as a unit of which a second has `per_second`: the
    /// report's `health` says so.
    pub fn note_word_times(&mut self, per_second: f64) {
        self.word_times = Some(per_second);
    }

    /// Takes a talkspurt, in seconds. Each party's come in order; the two parties may come in any order.
    /// Silences under 180 ms are bridged, as in audio.
    ///
    /// # Errors
    /// A refusal ([`Error::is_talkspurts`](crate::Error::is_talkspurts)) of times that are not finite, out of range or out of order; nothing is taken then.
    pub fn push(&mut self, party: Party, start: f64, end: f64) -> Result<()> {
        let spurts = &mut self.spurts[party];
        let span = validate::spurt(party, spurts, start, end)?;
        spurts.push(span);
        Ok(())
    }

    /// Ends the call at `duration` seconds, or with its last talkspurt, and reports.
    ///
    /// # Errors
    /// A refusal ([`Error::is_talkspurts`](crate::Error::is_talkspurts)) of a duration that is not finite or leaves a talkspurt outside; what
    /// [`Config::check`] refuses.
    pub fn finish(self, duration: Option<f64>) -> Result<Report> {
        self.finish_with_events(duration).map(|(report, _)| report)
    }

    /// As [`finish`](Self::finish), with the events as the floor has them, their reasons as values: those of the report, in
    /// its order.
    ///
    /// # Errors
    /// As [`finish`](Self::finish).
    pub fn finish_with_events(self, duration: Option<f64>) -> Result<(Report, Vec<Event>)> {
        self.config.check()?;
        let ends = Party::BOTH.into_iter().filter_map(|party| self.spurts[party].last());
        let least = ends.map(|spurt| spurt.end).max().unwrap_or(Time::ZERO);
        let duration = match duration {
            None => least,
            Some(got) if got.is_finite() && got <= LATEST_S && Time::from_seconds(got) >= least => {
                Time::from_seconds(got)
            }
            Some(got) => {
                let least = least.seconds();
                return Err(ErrorKind::Duration { got, least }.into());
            }
        };
        let spurts = PerParty::from_fn(|party| self.moved(party, duration));
        let mut floor = FloorTracker::new(false, self.config.lexicon.clone());
        floor.mark(self.marks.cover());
        let mut events = Vec::new();
        // Their order does not matter; to add one at the end is cheapest.
        let mut words = self.words;
        words.sort_by_key(|(_, span, _)| span.start);
        for (party, span, text) in &words {
            if let Some(span) = span.moved(self.config.offset(*party)) {
                floor.push_word(*party, span, text);
            }
        }
        let bridged = |party| bridged(&spurts[party]).into_iter().map(move |spurt| (spurt, party));
        let mut bridged: Vec<(Span, Party)> = Party::BOTH.into_iter().flat_map(bridged).collect();
        bridged.sort_by_key(|(spurt, _)| spurt.start);
        for (spurt, party) in bridged {
            floor.push(FloorInput::Start(party, spurt.start), &mut events);
            floor.push(FloorInput::End(party, spurt.end), &mut events);
        }
        let outcome = floor.finish(Time::ZERO, &mut events);
        let mut audio = AudioFacts { overlap_unknown: exclusive::hides_overlap(&self.spurts), ..AudioFacts::default() };
        let whole = Span::new(Time::ZERO, duration);
        let roles = roles::finding(&Clues::default(), outcome.openers, &outcome.talkspurts, whole);
        for party in Party::BOTH {
            let health = &mut audio.levels[party].health;
            health.extend(roles.clone());
            health.extend(self.word_times.map(|times| Health::new(HealthCode::WordTimes, whole, Some(times))));
        }
        let report =
            assemble::report(&self.config, [Time::ZERO, duration], outcome, &mut events, &mut audio, &self.marks);
        Ok((report, events))
    }

    /// The talkspurts of `party` where the configuration moves them to, within a call of that `duration`.
    fn moved(&self, party: Party, duration: Time) -> Vec<Span> {
        let offset = self.config.offset(party);
        let moved = self.spurts[party].iter().filter_map(|spurt| spurt.moved(offset));
        let inside = moved.map(|spurt| Span::new(spurt.start, spurt.end.min(duration)));
        inside.filter(|spurt| spurt.start < spurt.end).collect()
    }
}

fn bridged(spurts: &[Span]) -> Vec<Span> {
    let mut whole: Vec<Span> = Vec::with_capacity(spurts.len());
    for spurt in spurts {
        match whole.last_mut() {
            Some(last) if spurt.start - last.end < crate::talkspurt::MIN_SILENCE => last.end = spurt.end,
            _ => whole.push(*spurt),
        }
    }
    whole
}
