//! What tracking needs of a report.

use super::made_by::MadeBy;
use listening_core::{Id, MeasureId, Party, Report, ScoreStatus, Unit, number};

/// No measure of a call is beyond this, and nothing was counted over more: what is comes from no report. The longest call,
/// a year, has 3.2e7 seconds.
const MOST: f64 = 1e8;

/// A measure of a call.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(super) struct Measured {
    pub(super) id: Id<MeasureId>,
    pub(super) party: Party,
    pub(super) unit: Id<Unit>,
    pub(super) value: Option<f64>,
    pub(super) n: usize,
}

/// What tracking needs of a report.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(super) struct Evidence {
    /// Length in minutes.
    pub(super) minutes: f64,
    /// The agent's speech and the customer's, in minutes.
    speech: [f64; 2],
    pub(super) measures: Vec<Measured>,
    /// The whole and its dimensions; none where the evidence was insufficient.
    pub(super) scores: Vec<(String, f64)>,
    pub(super) sufficient: bool,
    /// Whose score it is.
    pub(super) assessed: Party,
    /// The profile that scored it and the engine that heard it.
    pub(super) made_by: MadeBy,
    /// Whether the report is of before it said whose score it is.
    pub(super) dated: bool,
}

impl Evidence {
    /// Of a report, or why not. Numbers are taken as they are written: a report that was stored tracks the same as one
    /// that was just made.
    pub(super) fn of(report: &Report) -> Result<Self, String> {
        let measure = |measure: &listening_core::report::Measure| Measured {
            id: measure.id.clone(),
            party: measure.party,
            unit: measure.unit.clone(),
            value: measure.value.map(number::to_thousandth),
            n: measure.n,
        };
        let measures: Vec<Measured> = report.measures.iter().map(measure).collect();
        let wild = |value: Option<f64>| value.is_some_and(|value| value.abs() > MOST);
        if let Some(bad) = measures.iter().find(|each| wild(each.value) || each.n as f64 > MOST) {
            return Err(format!("its {} is out of range", bad.id));
        }
        let score = &report.score;
        let sufficient = score.status == ScoreStatus::Ok;
        let mut scores = Vec::new();
        if sufficient {
            scores.extend(score.observable_listening.map(|value| (WHOLE.into(), number::to_tenth(value))));
            let dimensions = score.dimensions.iter();
            scores.extend(dimensions.filter_map(|each| Some((each.id.to_string(), number::to_tenth(each.value?)))));
        }
        let speech = |party| number::seconds(report.parties[party].speech_seconds) / 60.0;
        Ok(Self {
            minutes: (number::seconds(report.duration) - number::seconds(report.since())).max(0.0) / 60.0,
            speech: [speech(Party::Agent), speech(Party::Customer)],
            measures,
            scores,
            sufficient,
            assessed: report.assessed,
            made_by: MadeBy::of(report),
            dated: report.is_dated(),
        })
    }

    /// How long `party` talks, in minutes.
    pub(super) const fn speech(&self, party: Party) -> f64 {
        self.speech[party as usize]
    }
}

/// The name of the whole score.
pub(super) const WHOLE: &str = "observable_listening";
