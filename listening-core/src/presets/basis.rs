//! What the presets count over: a report as it is written, in whole milliseconds, so that one that was stored counts
//! the same as one that was just made.

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::floor::count_words;
use crate::given::LATEST_S;
use crate::party::{Party, PerParty};
use crate::report::{self, Report};
use crate::time::{Span, Time};

/// A finished report, reduced to what presets count over.
#[derive(Clone, Debug)]
pub struct Basis {
    pub(super) duration: Time,
    /// From here on the report tells what happened.
    pub(super) since: Time,
    talkspurts: PerParty<Vec<Span>>,
    pub(super) events: Vec<Happening>,
    measures: Vec<Ours>,
    pub(super) words: Option<PerParty<usize>>,
}

/// An event of the report.
#[derive(Clone, Debug)]
pub(super) struct Happening {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) span: Span,
}

/// A measure of the report.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Ours {
    pub(super) id: String,
    pub(super) party: Party,
    pub(super) value: Option<f64>,
    pub(super) unit: String,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) events: Vec<String>,
}

impl Basis {
    /// Of a report.
    pub fn of(report: &Report) -> Self {
        let spurts = |party| {
            let own = report.talkspurts.iter().filter(|spurt| spurt.party == party);
            own.map(|spurt| written(spurt.span)).collect()
        };
        let event = |event: &crate::ReportEvent| Happening {
            id: event.id.clone(),
            kind: event.kind.as_str().into(),
            span: written(event.span),
        };
        let measure = |measure: &crate::listening::Measure| Ours {
            id: measure.id.as_str().into(),
            party: measure.party,
            value: measure.value,
            unit: measure.unit.as_str().into(),
            low: measure.low,
            high: measure.high,
            events: measure.events.clone(),
        };
        Self {
            duration: whole(report.duration),
            since: since(report.parties.agent.health.iter().map(|found| (found.code.as_str(), whole(found.end)))),
            talkspurts: PerParty::from_fn(spurts),
            events: report.events.iter().map(event).collect(),
            measures: report.measures.iter().map(measure).collect(),
            words: None,
        }
    }

    /// Of a report as JSON of the schema `listening.report/1`, from any face and any time.
    ///
    /// # Errors
    /// [`Error::Report`] where it is something else.
    pub fn from_json(json: &str) -> Result<Self> {
        let stored: Stored = serde_json::from_str(json).map_err(|error| Error::Report { reason: error.to_string() })?;
        if stored.schema != report::SCHEMA {
            return Err(Error::Report { reason: format!("its schema is '{}'", stored.schema) });
        }
        let mut talkspurts = PerParty::<Vec<Span>>::default();
        for spurt in &stored.talkspurts {
            talkspurts[spurt.party].push(span(spurt.start, spurt.end)?);
        }
        for party in Party::BOTH {
            talkspurts[party].sort_unstable();
        }
        let event =
            |event: StoredEvent| Ok(Happening { span: span(event.start, event.end)?, id: event.id, kind: event.kind });
        Ok(Self {
            duration: span(0.0, stored.duration)?.end,
            since: since(stored.parties.agent.health.iter().map(|found| (&*found.code, Time::from_seconds(found.end)))),
            talkspurts,
            events: stored.events.into_iter().map(event).collect::<Result<_>>()?,
            measures: stored.measures,
            words: None,
        })
    }

    /// With the words that were said, for a talk speed in words per minute where the report was made without them. Each
    /// is the party and a text; a text of several words counts as so many, a noise in brackets as none.
    #[must_use]
    pub fn with_words<'w>(mut self, words: impl IntoIterator<Item = (Party, &'w str)>) -> Self {
        let mut counts = PerParty::default();
        for (party, text) in words {
            counts[party] += count_words(text);
        }
        self.words = Some(counts);
        self
    }

    pub(super) fn spurts(&self, party: Party) -> &[Span] {
        &self.talkspurts[party]
    }

    /// How long `party` talks.
    pub(super) fn talk(&self, party: Party) -> Time {
        self.spurts(party).iter().map(|spurt| spurt.length()).sum()
    }

    /// How long the part of the call is that the report is about.
    pub(super) fn length(&self) -> Time {
        self.duration - self.since
    }

    /// The same in minutes; `None` for a call without length.
    pub(super) fn minutes(&self) -> Option<f64> {
        (self.length() > Time::ZERO).then(|| self.length().seconds() / 60.0)
    }

    pub(super) fn measure(&self, id: &str, party: Party) -> Option<&Ours> {
        self.measures.iter().find(|measure| measure.id == id && measure.party == party)
    }
}

/// From where on a report with these findings about a channel tells what happened.
fn since<'f>(mut health: impl Iterator<Item = (&'f str, Time)>) -> Time {
    health.find(|(code, _)| *code == "forgotten").map_or(Time::ZERO, |(_, end)| end)
}

fn whole(time: Time) -> Time {
    Time::from_millis(time.millis())
}

fn written(span: Span) -> Span {
    Span::new(whole(span.start), whole(span.end))
}

/// A span of a stored report; nothing else than a report's own times is let in.
fn span(start: f64, end: f64) -> Result<Span> {
    if !(0.0 <= start && start <= end && end <= LATEST_S) {
        return Err(Error::Report { reason: format!("it has a span from {start} to {end} s") });
    }
    Ok(written(Span::new(Time::from_seconds(start), Time::from_seconds(end))))
}

#[derive(Deserialize)]
struct Stored {
    schema: String,
    duration: f64,
    #[serde(default)]
    parties: StoredParties,
    talkspurts: Vec<StoredSpan>,
    events: Vec<StoredEvent>,
    measures: Vec<Ours>,
}

#[derive(Default, Deserialize)]
struct StoredParties {
    #[serde(default)]
    agent: StoredChannel,
}

#[derive(Default, Deserialize)]
struct StoredChannel {
    #[serde(default)]
    health: Vec<StoredHealth>,
}

#[derive(Deserialize)]
struct StoredHealth {
    code: String,
    end: f64,
}

#[derive(Deserialize)]
struct StoredSpan {
    party: Party,
    start: f64,
    end: f64,
}

#[derive(Deserialize)]
struct StoredEvent {
    id: String,
    kind: String,
    start: f64,
    end: f64,
}
