//! A score explained: what cost most, where to listen, and the one habit whose change would gain most.
//!
//! It is read from a finished report and the profile that it was scored by, so a stored report can be explained years
//! later, on every face, from the same code.

mod advice;
mod cost;
mod measured;

#[cfg(test)]
mod tests;

use listening_core::profile::Scored;
use listening_core::{Id, MeasureId, Party, Profile, Rating, Report, number};
use serde::Serialize;

pub use cost::{Cost, Place};

use advice::advice;
use measured::Measured;

use crate::error::{ErrorKind, Result};
use crate::{calibration, dated};

/// Schema of an explanation's JSON.
pub const SCHEMA: &str = "listening.explanation/1";

/// A score, taken apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// The profile that it was scored by.
    pub profile: String,
    /// Whose listening is scored.
    pub party: Party,
    /// The score, 0 to 100; `None` where there was too little to score.
    #[serde(serialize_with = "number::maybe_points::serialize")]
    pub observable_listening: Option<f64>,
    /// Its level.
    pub rating: Option<Id<Rating>>,
    /// What cost points, dearest first.
    pub costs: Vec<Cost>,
    /// What to change first; `None` where nothing cost anything, or there is too little evidence for a rating.
    pub habit: Option<Habit>,
    /// What a reader should know; absent in the JSON where there is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// The one habit whose change would gain most.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Habit {
    /// The measure that would show it.
    pub measure: MeasureId,
    /// Points of the whole score that it would gain.
    #[serde(serialize_with = "number::points::serialize")]
    pub gain: f64,
    /// The least that it would gain, were this call a lucky one: from the end of the measure's interval that costs least.
    #[serde(serialize_with = "number::points::serialize")]
    pub gain_low: f64,
    /// The value from which on nothing is lost.
    #[serde(serialize_with = "number::value::serialize")]
    pub aim: f64,
    /// What to do, in a sentence.
    pub advice: &'static str,
}

impl Explanation {
    /// Of a report that was just made.
    ///
    /// ```
    /// use listening_core::{Floor, MeasureId, Party, Profile};
    /// use listening_review::Explanation;
    /// let mut floor = Floor::new();
    /// for k in 0..8 {
    ///     let at = 20.0 * f64::from(k);
    ///     floor.push(Party::Customer, at, at + 8.0)?;
    ///     floor.push(Party::Agent, at + 12.0, at + 19.0)?;
    /// }
    /// let report = floor.finish(None)?;
    /// let explained = Explanation::of(&report, &Profile::contact_center())?;
    /// assert!(explained.costs.iter().any(|cost| cost.measure == MeasureId::DeadAirRate));
    /// assert_eq!(explained.habit.unwrap().measure, explained.costs[0].measure);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::is_report`](crate::Error::is_report) where it was scored by another profile.
    pub fn of(report: &Report, profile: &Profile) -> Result<Self> {
        let scored_by = scored_by(report);
        if scored_by != profile.id() {
            let reason = format!("it was scored by the profile '{scored_by}', not by '{}'", profile.id());
            return Err(ErrorKind::Report { reason }.into());
        }
        Ok(explained(report, profile))
    }

    /// Of a report as JSON of the schema `listening.report/1`, from any face and any time.
    ///
    /// # Errors
    /// [`Error::is_report`](crate::Error::is_report) where it is something else, or was scored by another profile.
    pub fn from_json(report: &str, profile: &Profile) -> Result<Self> {
        Self::of(&Report::from_json(report)?, profile)
    }

    /// Of a report that a built-in profile scored, now or in version 0.1.0.
    ///
    /// ```
    /// use listening_core::{Config, Floor, Party, Profile};
    /// use listening_review::Explanation;
    /// let mut floor = Floor::new().scored_by(Profile::built_in("contact_center/1").unwrap());
    /// floor.push(Party::Customer, 0.0, 12.0)?;
    /// floor.push(Party::Agent, 17.0, 30.0)?;
    /// assert_eq!(Explanation::by_built_in(&floor.finish(None)?)?.profile, "contact_center/1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::is_report`](crate::Error::is_report) where it was scored by a profile of your own.
    pub fn by_built_in(report: &Report) -> Result<Self> {
        let profile = Profile::built_in(scored_by(report)).unwrap_or_else(Profile::contact_center);
        Self::of(report, &profile)
    }

    /// As JSON, in one line.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The profile that scored it. A calibration changes what the points are called, not what they are.
fn scored_by(report: &Report) -> &str {
    calibration::base(&report.profile)
}

fn explained(report: &Report, profile: &Profile) -> Explanation {
    let measured = Measured::of(report);
    let whole = measured.whole(profile);
    let mut costs: Vec<(Cost, &Scored)> = Vec::new();
    for dimension in profile.dimensions() {
        for scored in &dimension.scored {
            if let Some(cost) = measured.cost(dimension, scored, whole) {
                costs.push((cost, scored));
            }
        }
    }
    costs.retain(|(cost, _)| cost.points >= 0.05);
    costs.sort_by(|a, b| b.0.points.total_cmp(&a.0.points));
    let score = &report.score;
    let habit = costs.first().filter(|_| score.rating.is_some()).map(|(cost, scored)| habit(cost, scored));
    let scored = score.observable_listening.is_some();
    Explanation {
        schema: SCHEMA,
        profile: report.profile.clone(),
        party: report.assessed,
        observable_listening: score.observable_listening,
        rating: score.rating.clone(),
        costs: if scored { costs.into_iter().map(|(cost, _)| cost).collect() } else { Vec::new() },
        habit,
        warnings: dated::warning(report.is_dated().into(), 1).into_iter().collect(),
    }
}

fn habit(cost: &Cost, scored: &Scored) -> Habit {
    let points = |value: f64| scored.curve.points(value);
    let lost = |value: Option<f64>| value.map_or(f64::INFINITY, |value| 100.0 - points(value));
    let read = cost.scored.or(cost.value);
    let at = lost(read).max(f64::MIN_POSITIVE);
    let least = lost(cost.low).min(lost(cost.high)).min(at);
    // The corner with most points that is nearest to the value.
    let corners = &scored.curve.0;
    let most = corners.iter().map(|corner| corner.1).fold(f64::MIN, f64::max);
    let value = read.unwrap_or(0.0);
    let distance = |corner: &&(f64, f64)| (corner.0 - value).abs();
    let best = corners.iter().filter(|corner| corner.1 >= most).min_by(|a, b| distance(a).total_cmp(&distance(b)));
    Habit {
        measure: cost.measure,
        gain: cost.points,
        gain_low: cost.points * least / at,
        aim: best.map_or(value, |corner| corner.0),
        advice: advice(cost.measure),
    }
}
