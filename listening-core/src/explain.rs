//! A score explained: what cost most, where to listen, and the one habit whose change would gain most.
//!
//! It is read from a finished report and the profile that it was scored by, so a stored report can be explained years
//! later, on every face, from the same code.

use serde::{Deserialize, Serialize};

use crate::calibration;
use crate::error::{Error, Result};
use crate::listening::{Dimension, Profile, Scored};
use crate::number;
use crate::party::Party;
use crate::report::{self, Report};

/// Schema of an explanation's JSON.
pub const SCHEMA: &str = "listening.explanation/1";

/// A place is worth hearing with so many seconds around its start, ten in all: most of them before, for what led to it.
const BEFORE_S: f64 = 6.0;
const AFTER_S: f64 = 4.0;

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
    #[serde(with = "number::maybe_points")]
    pub observable_listening: Option<f64>,
    /// Its level.
    pub rating: Option<String>,
    /// What cost points, dearest first.
    pub costs: Vec<Cost>,
    /// What to change first; `None` where nothing cost anything, or there is too little evidence for a rating.
    pub habit: Option<Habit>,
}

/// A measure that cost points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cost {
    /// Its dimension.
    pub dimension: &'static str,
    /// Its id.
    pub measure: &'static str,
    /// Points of the whole score's 100.
    #[serde(with = "number::points")]
    pub points: f64,
    /// The measure's value.
    #[serde(with = "number::maybe_value")]
    pub value: Option<f64>,
    /// Its unit.
    pub unit: String,
    /// Lower end of its 90 % interval.
    #[serde(with = "number::maybe_value")]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(with = "number::maybe_value")]
    pub high: Option<f64>,
    /// What it was counted over.
    pub n: usize,
    /// Where to listen, in order of time; none where what costs is something missing, or delivery.
    pub places: Vec<Place>,
}

/// Where to press play.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// Id of the event.
    pub event: String,
    /// Its kind.
    pub kind: String,
    /// When it begins, seconds.
    #[serde(with = "number::value")]
    pub start: f64,
    /// When it ends.
    #[serde(with = "number::value")]
    pub end: f64,
    /// Ten seconds around its start, or to its end if that is later: from here.
    #[serde(with = "number::value")]
    pub listen_from: f64,
    /// To here.
    #[serde(with = "number::value")]
    pub listen_to: f64,
}

/// The one habit whose change would gain most.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Habit {
    /// The measure that would show it.
    pub measure: &'static str,
    /// Points of the whole score that it would gain.
    #[serde(with = "number::points")]
    pub gain: f64,
    /// The least that it would gain, were this call a lucky one: from the end of the measure's interval that costs least.
    #[serde(with = "number::points")]
    pub gain_low: f64,
    /// The value from which on nothing is lost.
    #[serde(with = "number::value")]
    pub aim: f64,
    /// What to do, in a sentence.
    pub advice: &'static str,
}

#[derive(Deserialize)]
struct Stored {
    schema: String,
    profile: String,
    duration: f64,
    events: Vec<StoredEvent>,
    measures: Vec<StoredMeasure>,
    score: StoredScore,
}

#[derive(Deserialize)]
struct StoredEvent {
    id: String,
    kind: String,
    start: f64,
    end: f64,
}

#[derive(Deserialize)]
struct StoredMeasure {
    id: String,
    party: Party,
    value: Option<f64>,
    unit: String,
    low: Option<f64>,
    high: Option<f64>,
    n: usize,
    events: Vec<String>,
}

#[derive(Deserialize)]
struct StoredScore {
    observable_listening: Option<f64>,
    rating: Option<String>,
    dimensions: Vec<StoredDimension>,
}

#[derive(Deserialize)]
struct StoredDimension {
    deductions: Vec<StoredDeduction>,
}

#[derive(Deserialize)]
struct StoredDeduction {
    measure: String,
    events: Vec<String>,
}

impl Explanation {
    /// Of a report that was just made.
    ///
    /// ```
    /// use listening_core::{Explanation, Floor, Party, Profile};
    /// let mut floor = Floor::new();
    /// for k in 0..8 {
    ///     let at = 20.0 * f64::from(k);
    ///     floor.push(Party::Customer, at, at + 8.0)?;
    ///     floor.push(Party::Agent, at + 12.0, at + 19.0)?;
    /// }
    /// let report = floor.finish(None)?;
    /// let explained = Explanation::of(&report, &Profile::contact_center())?;
    /// assert_eq!(explained.habit.unwrap().measure, "dead_air_rate");
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Report`] where it was scored by another profile.
    pub fn of(report: &Report, profile: &Profile) -> Result<Self> {
        Self::from_json(&report.to_json(), profile)
    }

    /// Of a report as JSON of the schema `listening.report/1`, from any face and any time.
    ///
    /// # Errors
    /// [`Error::Report`] where it is something else, or was scored by another profile.
    pub fn from_json(report: &str, profile: &Profile) -> Result<Self> {
        let refused = |reason: String| Error::Report { reason };
        let stored: Stored = serde_json::from_str(report).map_err(|error| refused(error.to_string()))?;
        if stored.schema != report::SCHEMA {
            return Err(refused(format!("its schema is '{}'", stored.schema)));
        }
        // A calibration changes what the points are called, not what they are.
        let scored_by = calibration::base(&stored.profile);
        if scored_by != profile.id() {
            return Err(refused(format!("it was scored by the profile '{scored_by}', not by '{}'", profile.id())));
        }
        Ok(stored.explained(profile))
    }

    /// As JSON, in one line.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Stored {
    fn explained(self, profile: &Profile) -> Explanation {
        let party = self.party();
        let mut costs: Vec<(Cost, &Scored)> = Vec::new();
        let whole: f64 = profile.dimensions().iter().map(|dimension| self.weight(dimension, party)).sum();
        for dimension in profile.dimensions() {
            for scored in &dimension.scored {
                if let Some(cost) = self.cost(dimension, scored, party, whole) {
                    costs.push((cost, scored));
                }
            }
        }
        costs.retain(|(cost, _)| cost.points >= 0.05);
        costs.sort_by(|a, b| b.0.points.total_cmp(&a.0.points));
        let rated = self.score.rating.is_some();
        let habit = costs.first().filter(|_| rated).map(|(cost, scored)| habit(cost, scored));
        let scored = self.score.observable_listening.is_some();
        Explanation {
            schema: SCHEMA,
            profile: self.profile,
            party,
            observable_listening: self.score.observable_listening,
            rating: self.score.rating,
            costs: if scored { costs.into_iter().map(|(cost, _)| cost).collect() } else { Vec::new() },
            habit,
        }
    }

    /// Whose measures the deductions name.
    fn party(&self) -> Party {
        let lost = || self.score.dimensions.iter().flat_map(|dimension| &dimension.deductions);
        let own = |party, lost: &StoredDeduction| {
            self.measures.iter().any(|row| row.party == party && row.id == lost.measure && row.events == lost.events)
        };
        Party::BOTH.into_iter().find(|&party| lost().all(|lost| own(party, lost))).unwrap_or(Party::Agent)
    }

    fn measure(&self, id: &str, party: Party) -> Option<&StoredMeasure> {
        self.measures.iter().find(|row| row.party == party && row.id == id && row.value.is_some())
    }

    /// A dimension's weight, as far as it was measured.
    fn weight(&self, dimension: &Dimension, party: Party) -> f64 {
        let measured = dimension.scored.iter().filter(|scored| self.measure(scored.measure.name(), party).is_some());
        dimension.weight * measured.map(|scored| scored.weight).sum::<f64>()
    }

    fn cost(&self, dimension: &Dimension, scored: &Scored, party: Party, whole: f64) -> Option<Cost> {
        let row = self.measure(scored.measure.name(), party)?;
        let lost = 100.0 - scored.curve.points(row.value?);
        Some(Cost {
            dimension: dimension.id.name(),
            measure: scored.measure.name(),
            points: lost * dimension.weight * scored.weight / whole,
            value: row.value,
            unit: row.unit.clone(),
            low: row.low,
            high: row.high,
            n: row.n,
            places: self.places(&row.events),
        })
    }

    fn places(&self, ids: &[String]) -> Vec<Place> {
        let named = self.events.iter().filter(|event| ids.contains(&event.id));
        named
            .map(|event| Place {
                event: event.id.clone(),
                kind: event.kind.clone(),
                start: event.start,
                end: event.end,
                listen_from: (event.start - BEFORE_S).max(0.0),
                listen_to: (event.start + AFTER_S).max(event.end).min(self.duration),
            })
            .collect()
    }
}

fn habit(cost: &Cost, scored: &Scored) -> Habit {
    let points = |value: f64| scored.curve.points(value);
    let lost = |value: Option<f64>| value.map_or(f64::INFINITY, |value| 100.0 - points(value));
    let at = lost(cost.value).max(f64::MIN_POSITIVE);
    let least = lost(cost.low).min(lost(cost.high)).min(at);
    // The corner with most points that is nearest to the value.
    let corners = &scored.curve.0;
    let most = corners.iter().map(|corner| corner.1).fold(f64::MIN, f64::max);
    let value = cost.value.unwrap_or(0.0);
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

/// What to do about a measure, in a sentence.
fn advice(measure: &str) -> &'static str {
    match measure {
        "interruption_rate" | "interruptions_certain" | "interruptions_expected" | "interruption_share" => {
            "Let the other finish: wait for silence before speaking, and count to one."
        }
        "pause_respect" => "A pause is not the end: wait a second longer before taking it.",
        "opening_uninterrupted_s" => "Let the other tell the whole story at the start before the first question.",
        "immediate_reply_share" => "Take a breath before replying: listen to understand, not to reply.",
        "response_latency_p50" | "response_latency_p90" | "response_latency_iqr" => {
            "Answer within a second or so; if it takes longer, say that you are looking."
        }
        "backchannel_rate" | "backchannel_responsiveness" | "long_turn_acknowledged" => {
            "Show that you are there while the other talks: \"mm-hm\", \"I see\"."
        }
        "unanswered_turn_rate" => "Answer every turn, if only to say that you are on it.",
        "dead_air_rate" => "Do not leave the line silent: say what you are doing while you do it.",
        "bid_yield_share" | "yield_latency_p50" | "bid_uptake" => {
            "When the other starts to speak, stop and let them: small comments are clues."
        }
        "talk_share" | "talk_balance" => "Talk less than the other: ask, then listen to the answer.",
        "longest_monologue_s" => "Say it in smaller pieces, and check in between.",
        "interview_index" => "Make it a conversation, not an interview: ask for the story, not for the next field.",
        "hurry_index" | "rate_ratio" => "Keep your own usual pace, also when it gets busy.",
        "delivery_stability" => "Keep your voice even from sentence to sentence.",
        _ => "Listen to the places named.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Floor;
    use crate::listening::SCORABLE;

    /// The customer talks, nobody answers for four seconds, the agent talks; once more at the end the agent cuts in.
    fn report() -> Report {
        let mut floor = Floor::new();
        for k in 0..8 {
            let at = 20.0 * f64::from(k);
            floor.push(Party::Customer, at, at + 8.0).unwrap();
            floor.push(Party::Agent, at + 12.0, at + 19.0).unwrap();
        }
        floor.finish(None).unwrap()
    }

    #[test]
    fn costs_add_up_to_what_the_score_has_lost() {
        let report = report();
        let explained = Explanation::of(&report, &Profile::contact_center()).unwrap();
        let lost: f64 = explained.costs.iter().map(|cost| cost.points).sum();
        let score = report.score.observable_listening.unwrap();
        assert!((100.0 - lost - score).abs() < 0.3, "{lost} lost of {score}");
        assert!(explained.costs.windows(2).all(|pair| pair[0].points >= pair[1].points));
    }

    #[test]
    fn places_hold_ten_seconds_and_the_habit_is_the_dearest() {
        let explained = Explanation::of(&report(), &Profile::contact_center()).unwrap();
        let first = &explained.costs[0];
        assert_eq!(first.measure, "dead_air_rate");
        assert_eq!(first.places.len(), 8);
        let place = &first.places[0];
        assert_eq!((place.kind.as_str(), place.start, place.end), ("dead_air", 8.0, 12.0));
        assert_eq!((place.listen_from, place.listen_to), (2.0, 12.0));
        let habit = explained.habit.unwrap();
        assert_eq!((habit.measure, habit.aim, habit.gain), ("dead_air_rate", 0.0, first.points));
        assert!(habit.gain_low <= habit.gain && habit.gain_low > 0.0);
    }

    #[test]
    fn another_profile_or_no_report_is_refused() {
        let text = report().to_json();
        let other = Profile::contact_center().text().replace("contact_center/1", "mine/1");
        let refused = Explanation::from_json(&text, &Profile::from_json(&other).unwrap()).unwrap_err().to_string();
        assert!(refused.contains("contact_center/1") && refused.contains("mine/1"), "{refused}");
        assert!(Explanation::from_json("{}", &Profile::contact_center()).is_err());
    }

    #[test]
    fn a_calibrated_report_is_explained_and_a_plus_in_a_name_is_the_names_own() {
        let text = report().to_json();
        let calibrated = text.replace("contact_center/1", "contact_center/1+calibration:0123456789abcdef");
        let explained = Explanation::from_json(&calibrated, &Profile::contact_center()).unwrap();
        assert_eq!(explained.profile, "contact_center/1+calibration:0123456789abcdef");
        let mine = Profile::contact_center().text().replace("contact_center/1", "mine+ours/1");
        let scored = text.replace("contact_center/1", "mine+ours/1");
        assert!(Explanation::from_json(&scored, &Profile::from_json(&mine).unwrap()).is_ok());
    }

    #[test]
    fn every_measure_that_can_cost_has_its_advice() {
        assert!(SCORABLE.iter().all(|id| advice(id.name()) != advice("")));
    }
}
