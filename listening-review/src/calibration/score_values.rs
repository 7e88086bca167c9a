//! What calibration looks at in a report: the four dimensions and the whole, as they are printed.

use listening_core::report::Score;
use listening_core::{Profile, Report, ScoreStatus, number};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::dimensions::{DIMENSION_IDS, DIMENSIONS};
use super::mark::base;
use crate::error::{ErrorKind, Result};

/// A dimension's points with their interval, 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeenDimension {
    /// Points.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// A report, reduced to what calibration looks at.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The profile that scored it, without any calibration.
    pub profile: String,
    /// Patience, attentiveness, give and take, composure; `None` where nothing of it could be measured.
    pub dimensions: [Option<SeenDimension>; DIMENSIONS],
    /// `observable_listening`, 0 to 100.
    pub whole: Option<f64>,
    /// Whether the evidence is enough for a rating.
    pub enough: bool,
    /// Whether the report is of before it said whose listening it scores.
    pub dated: bool,
}

impl Seen {
    /// Of a report.
    pub fn of(report: &Report) -> Self {
        Self { dated: report.is_dated(), ..Self::of_score(&report.score, &report.profile) }
    }

    pub(super) fn of_score(score: &Score, profile: &str) -> Self {
        let found = |id| score.dimensions.iter().find(|dimension| dimension.id == id);
        Self {
            profile: base(profile).into(),
            dimensions: DIMENSION_IDS.map(|id| found(id).and_then(|d| dimension(d.value?, d.low, d.high))),
            whole: score.observable_listening.map(number::to_tenth),
            enough: score.status == ScoreStatus::Ok,
            dated: false,
        }
    }

    /// Of numbers alone: patience, attentiveness, give and take, composure, and the whole, 0 to 100 each. `None` where
    /// one is outside.
    pub fn of_points(dimensions: [Option<f64>; DIMENSIONS], whole: f64) -> Option<Self> {
        let given = dimensions.into_iter().flatten().chain([whole]);
        given.into_iter().all(|points| (0.0..=100.0).contains(&points)).then(|| Self {
            profile: Profile::contact_center().id().into(),
            dimensions: dimensions.map(|points| points.and_then(|points| dimension(points, None, None))),
            whole: Some(number::to_tenth(whole)),
            enough: true,
            dated: false,
        })
    }

    /// Of JSON: a report of the schema `listening.report/1`, or an object with `patience`, `attentiveness`,
    /// `give_and_take`, `composure` (each may be null) and `observable_listening`.
    ///
    /// # Errors
    /// An [`Error`](crate::Error) where it is something else.
    pub fn from_json(json: &str) -> Result<Self> {
        let refused = |reason: String| ErrorKind::Report { reason };
        let numbers: Numbers = serde_json::from_str(json).map_err(|error| refused(error.to_string()))?;
        if numbers.score.is_some() {
            return Ok(Self::of(&Report::from_json(json)?));
        }
        Ok(numbers.seen().map_err(refused)?)
    }

    /// The points of each dimension.
    pub(super) fn values(&self) -> [Option<f64>; DIMENSIONS] {
        self.dimensions.map(|dimension| dimension.map(|dimension| dimension.value))
    }

    /// Whether there is something to fit to.
    pub(super) fn usable(&self) -> bool {
        self.enough && self.whole.is_some() && self.dimensions.iter().any(Option::is_some)
    }
}

fn dimension(value: f64, low: Option<f64>, high: Option<f64>) -> Option<SeenDimension> {
    let value = number::to_tenth(value);
    let end = |end: Option<f64>| end.map_or(value, number::to_tenth);
    let inside = [value, end(low), end(high)].iter().all(|points| (0.0..=100.0).contains(points));
    inside.then(|| SeenDimension { value, low: end(low).min(value), high: end(high).max(value) })
}

/// Numbers alone; with a score it is a report.
#[derive(Debug, Deserialize)]
struct Numbers {
    schema: Option<String>,
    profile: Option<String>,
    score: Option<IgnoredAny>,
    patience: Option<f64>,
    attentiveness: Option<f64>,
    give_and_take: Option<f64>,
    composure: Option<f64>,
    observable_listening: Option<f64>,
}

impl Numbers {
    fn seen(self) -> Result<Seen, String> {
        if let Some(schema) = self.schema {
            return Err(format!("its schema is '{schema}', and it has no score"));
        }
        let whole = self.observable_listening.ok_or("it has no observable_listening")?;
        let values = [self.patience, self.attentiveness, self.give_and_take, self.composure];
        let seen = Seen::of_points(values, whole).ok_or("a number of it is outside 0 to 100")?;
        Ok(Seen { profile: self.profile.map_or(seen.profile, |profile| base(&profile).into()), ..seen })
    }
}
