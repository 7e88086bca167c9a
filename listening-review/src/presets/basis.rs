//! What the presets count over: a report as it is written, in whole milliseconds, so that one that was stored counts
//! the same as one that was just made.

use listening_core::report::Measure;
use listening_core::{MeasureId, Party, PerParty, Report, ReportEvent, Span, Time, count_words};

use crate::error::Result;

/// A finished report, reduced to what presets count over.
#[derive(Clone, Debug)]
pub struct Basis {
    pub(super) duration: Time,
    /// The start of the time that the report covers.
    pub(super) since: Time,
    talkspurts: PerParty<Vec<Span>>,
    pub(super) events: Vec<ReportEvent>,
    measures: Vec<Measure>,
    pub(super) words: Option<PerParty<usize>>,
}

impl Basis {
    /// Of a report.
    pub fn of(report: &Report) -> Self {
        let spurts = |party| -> Vec<Span> {
            let own = report.talkspurts.iter().filter(|spurt| spurt.party == party);
            own.map(|spurt| written(spurt.span)).collect()
        };
        let event = |event: &ReportEvent| ReportEvent { span: written(event.span), ..event.clone() };
        let mut talkspurts = PerParty::from_fn(spurts);
        Party::BOTH.into_iter().for_each(|party| talkspurts[party].sort_unstable());
        Self {
            duration: whole(report.duration),
            since: whole(report.since()),
            talkspurts,
            events: report.events.iter().map(event).collect(),
            measures: report.measures.clone(),
            words: None,
        }
    }

    /// Of a report as JSON of the schema `listening.report/1`, from any face and any time.
    ///
    /// # Errors
    /// [`Error::is_report`](crate::Error::is_report) where it is something else.
    pub fn from_json(json: &str) -> Result<Self> {
        Ok(Self::of(&Report::from_json(json)?))
    }

    /// With the words that were said, for a talk speed in words per minute where the report was made without them. Each
    /// is the party and a text; a text of several words counts as several, a noise in brackets as none.
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

    pub(super) fn measure(&self, id: MeasureId, party: Party) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id && measure.party == party)
    }
}

fn whole(time: Time) -> Time {
    Time::from_millis(time.millis())
}

fn written(span: Span) -> Span {
    Span::new(whole(span.start), whole(span.end))
}
