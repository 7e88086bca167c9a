//! A score explained: what cost most, where to listen, and the one habit whose change would gain most.
//!
//! It is read from a finished report and the profile that it was scored by, so a stored report can be explained years
//! later, on every face, from the same code.

use listening_core::profile::{Dimension, Scored};
use listening_core::report::Measure;
use listening_core::{DimensionId, EventKind, Id, MeasureId, Party, Profile, Rating, Report, Unit, number};
use serde::Serialize;

use crate::error::{ErrorKind, Result};
use crate::{calibration, dated};

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

/// A measure that cost points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cost {
    /// Its dimension.
    pub dimension: DimensionId,
    /// Its id.
    pub measure: MeasureId,
    /// Points of the whole score's 100.
    #[serde(serialize_with = "number::points::serialize")]
    pub points: f64,
    /// The measure's value: what was counted.
    #[serde(serialize_with = "number::maybe_value::serialize")]
    pub value: Option<f64>,
    /// What the profile's curve read, where that is another number: the value drawn to what is usual, as far as the call is
    /// short. Absent in the JSON where it is the value.
    #[serde(serialize_with = "number::maybe_value::serialize", skip_serializing_if = "Option::is_none")]
    pub scored: Option<f64>,
    /// Its unit.
    pub unit: Id<Unit>,
    /// Lower end of its 90 % interval.
    #[serde(serialize_with = "number::maybe_value::serialize")]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(serialize_with = "number::maybe_value::serialize")]
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
    pub kind: Id<EventKind>,
    /// When it begins, seconds.
    #[serde(serialize_with = "number::value::serialize")]
    pub start: f64,
    /// When it ends.
    #[serde(serialize_with = "number::value::serialize")]
    pub end: f64,
    /// Ten seconds around its start, or to its end if that is later: from here.
    #[serde(serialize_with = "number::value::serialize")]
    pub listen_from: f64,
    /// To here.
    #[serde(serialize_with = "number::value::serialize")]
    pub listen_to: f64,
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
    let whole: f64 = profile.dimensions().iter().map(|dimension| measured.weight(dimension)).sum();
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

/// The measures of the party whose listening was scored, as they are written: a stored report is explained as one that was
/// just made.
struct Measured<'r> {
    report: &'r Report,
    /// Whether the report says what its curves read. Those of version 0.1.0 read the values.
    says_scored: bool,
}

impl<'r> Measured<'r> {
    fn of(report: &'r Report) -> Self {
        Self { report, says_scored: report.measures.iter().any(|measure| measure.scored.is_some()) }
    }

    /// A measure that counted, and what its curve read.
    fn measure(&self, id: MeasureId) -> Option<(&'r Measure, f64)> {
        let own = |measure: &&Measure| measure.party == self.report.assessed && measure.id == id;
        let read = |measure: &'r Measure| if self.says_scored { measure.scored } else { measure.value };
        let (measure, read) =
            self.report.measures.iter().filter(own).find_map(|measure| Some((measure, read(measure)?)))?;
        Some((measure, number::to_thousandth(read)))
    }

    /// A dimension's weight, as far as it was measured.
    fn weight(&self, dimension: &Dimension) -> f64 {
        let measured = dimension.scored.iter().filter(|scored| self.measure(scored.measure).is_some());
        dimension.weight * measured.map(|scored| scored.weight).sum::<f64>()
    }

    /// What a measure cost; `None` where nothing was counted.
    fn cost(&self, dimension: &Dimension, scored: &Scored, whole: f64) -> Option<Cost> {
        let (measure, read) = self.measure(scored.measure)?;
        let value = number::to_thousandth(measure.value?);
        let lost = 100.0 - scored.curve.points(read);
        Some(Cost {
            dimension: dimension.id,
            measure: scored.measure,
            points: lost * dimension.weight * scored.weight / whole,
            value: Some(value),
            scored: Some(read).filter(|&read| read != value),
            unit: measure.unit.clone(),
            low: measure.low.map(number::to_thousandth),
            high: measure.high.map(number::to_thousandth),
            n: measure.n,
            places: self.places(&measure.events),
        })
    }

    fn places(&self, ids: &[String]) -> Vec<Place> {
        let duration = number::seconds(self.report.duration);
        let named = self.report.events.iter().filter(|event| ids.contains(&event.id));
        named
            .map(|event| {
                let (start, end) = (number::seconds(event.span.start), number::seconds(event.span.end));
                Place {
                    event: event.id.clone(),
                    kind: event.kind.clone(),
                    start,
                    end,
                    listen_from: (start - BEFORE_S).max(0.0),
                    listen_to: (start + AFTER_S).max(end).min(duration),
                }
            })
            .collect()
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

/// Where there is no advice.
const ELSEWHERE: &str = "Listen to the places named.";

/// What to do about a measure, in a sentence.
fn advice(measure: MeasureId) -> &'static str {
    use MeasureId as M;
    match measure {
        M::InterruptionRate | M::InterruptionsCertain | M::InterruptionsExpected | M::InterruptionShare => {
            "Let the other finish: wait for silence before speaking, and count to one."
        }
        M::PauseRespect => "A pause is not the end: wait a second longer before taking it.",
        M::OpeningUninterruptedS => "Let the other tell the whole story at the start before the first question.",
        M::ImmediateReplyShare => "Take a breath before replying: listen to understand, not to reply.",
        M::ResponseLatencyP50 | M::ResponseLatencyP90 | M::ResponseLatencyIqr => {
            "Answer within a second or so; if it takes longer, say that you are looking."
        }
        M::BackchannelRate | M::BackchannelResponsiveness | M::LongTurnAcknowledged => {
            "Show that you are there while the other talks: \"mm-hm\", \"I see\"."
        }
        M::UnansweredTurnRate => "Answer every turn, if only to say that you are on it.",
        M::DeadAirRate => "Do not leave the line silent: say what you are doing while you do it.",
        M::BidYieldShare | M::YieldLatencyP50 | M::BidUptake => {
            "When the other starts to speak, stop and let them: small comments are clues."
        }
        M::TalkShare | M::TalkBalance => "Talk less than the other: ask, then listen to the answer.",
        M::LongestMonologueS => "Say it in smaller pieces, and check in between.",
        M::InterviewIndex => "Make it a conversation, not an interview: ask for the story, not for the next field.",
        M::HurryIndex | M::RateRatio => "Keep your own usual pace, also when it gets busy.",
        M::DeliveryStability => "Keep your voice even from sentence to sentence.",
        _ => ELSEWHERE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use listening_core::Floor;
    use listening_core::profile::SCORABLE;

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
        let dead_air = explained.costs.iter().find(|cost| cost.measure == MeasureId::DeadAirRate).unwrap();
        assert_eq!(dead_air.places.len(), 8);
        let place = &dead_air.places[0];
        assert_eq!((place.kind.as_str(), place.start, place.end), ("dead_air", 8.0, 12.0));
        assert_eq!((place.listen_from, place.listen_to), (2.0, 12.0));
        let habit = explained.habit.unwrap();
        // No word of feedback is heard at all: up to five a minute cost something.
        let first = &explained.costs[0];
        assert_eq!((habit.measure, habit.aim, habit.gain), (MeasureId::BackchannelRate, 4.9, first.points));
        assert!(habit.gain_low <= habit.gain && habit.gain_low > 0.0);
    }

    /// A call of which the customer talks over nobody and the agent answers late: both parties have costs, and other ones.
    fn scored_for(assessed: Party) -> Report {
        let mut floor = Floor::assessing(assessed);
        floor.push(Party::Agent, 0.0, 12.0).unwrap();
        floor.push(Party::Customer, 12.3, 24.0).unwrap();
        floor.push(Party::Agent, 24.3, 30.0).unwrap();
        floor.finish(None).unwrap()
    }

    #[test]
    fn costs_and_party_are_those_whose_listening_was_scored() {
        for party in Party::BOTH {
            let report = scored_for(party);
            let explained = Explanation::of(&report, &Profile::contact_center()).unwrap();
            assert_eq!(explained.party, party);
            assert!(!explained.costs.is_empty(), "nothing to tell the parties apart by");
            for cost in &explained.costs {
                let own = |row: &&Measure| row.party == party && row.id == cost.measure;
                let row = report.measures.iter().find(own).unwrap();
                assert_eq!((cost.value, cost.n), (row.value.map(number::to_thousandth), row.n), "{}", cost.measure);
            }
            let lost: f64 = explained.costs.iter().map(|cost| cost.points).sum();
            let score = report.score.observable_listening.unwrap();
            assert!((100.0 - lost - score).abs() < 0.3, "{party:?}: {lost} lost of {score}");
            assert!(explained.warnings.is_empty());
        }
        let monologue = |party| {
            let explained = Explanation::of(&scored_for(party), &Profile::contact_center()).unwrap();
            explained.costs.iter().map(|cost| (cost.measure, cost.value)).collect::<Vec<_>>()
        };
        assert_ne!(monologue(Party::Agent), monologue(Party::Customer));
    }

    #[test]
    fn a_report_that_does_not_say_whose_is_taken_as_the_agents_with_one_warning() {
        let json = scored_for(Party::Agent).to_json();
        let start = json.find("\"engine\"").unwrap();
        let dated = json[..start].to_owned() + &json[json.find("\"profile\"").unwrap()..];
        let dated = dated.replace("\"assessed\":\"agent\",", "");
        let explained = Explanation::from_json(&dated, &Profile::contact_center()).unwrap();
        assert_eq!((explained.party, explained.warnings.len()), (Party::Agent, 1));
        assert!(explained.to_json().contains("whose listening was scored"));
        let said = Explanation::from_json(&json, &Profile::contact_center()).unwrap();
        assert_eq!(Explanation { warnings: Vec::new(), ..explained }, said);
        assert!(!said.to_json().contains("warnings"));
    }

    #[test]
    fn another_profile_or_no_report_is_refused() {
        let text = report().to_json();
        let other = Profile::contact_center().text().replace("contact_center/2", "mine/1");
        let refused = Explanation::from_json(&text, &Profile::from_json(&other).unwrap()).unwrap_err().to_string();
        assert!(refused.contains("contact_center/2") && refused.contains("mine/1"), "{refused}");
        assert!(Explanation::from_json("{}", &Profile::contact_center()).is_err());
    }

    #[test]
    fn a_calibrated_report_is_explained_and_a_plus_in_a_name_is_the_names_own() {
        let text = report().to_json();
        let calibrated = text.replace("contact_center/2", "contact_center/2+calibration:0123456789abcdef");
        let explained = Explanation::from_json(&calibrated, &Profile::contact_center()).unwrap();
        assert_eq!(explained.profile, "contact_center/2+calibration:0123456789abcdef");
        let mine = Profile::contact_center().text().replace("contact_center/2", "mine+ours/1");
        let scored = text.replace("contact_center/2", "mine+ours/1");
        assert!(Explanation::from_json(&scored, &Profile::from_json(&mine).unwrap()).is_ok());
    }

    /// Two interruptions in a call of a minute and a half.
    fn short_call(profile: &str) -> Report {
        let mut floor = Floor::new().scored_by(Profile::built_in(profile).unwrap());
        for k in 0..4 {
            let at = 22.0 * f64::from(k);
            floor.push(Party::Customer, at, at + 9.0).unwrap();
            floor.push(Party::Agent, at + if k < 2 { 7.5 } else { 9.6 }, at + 21.0).unwrap();
        }
        floor.finish(None).unwrap()
    }

    #[test]
    fn what_is_scored_is_told_beside_what_was_counted_where_they_differ() {
        let report = short_call("contact_center/2");
        let explained = Explanation::of(&report, &Profile::contact_center()).unwrap();
        let of = |explained: &Explanation, id| explained.costs.iter().find(|cost| cost.measure == id).cloned();
        let rate = of(&explained, MeasureId::InterruptionRate).unwrap();
        let row = report.measures.iter().find(|row| row.party == Party::Agent && row.id == rate.measure).unwrap();
        assert_eq!([rate.value, rate.scored], [row.value, row.scored].map(|value| value.map(number::to_thousandth)));
        assert!(rate.scored < rate.value, "{rate:?}");
        let lost: f64 = explained.costs.iter().map(|cost| cost.points).sum();
        let score = report.score.observable_listening.unwrap();
        assert!((100.0 - lost - score).abs() < 0.3, "{lost} lost of {score}");
        assert!(explained.to_json().contains("\"scored\":"));
    }

    #[test]
    fn reports_of_the_former_profile_are_explained_by_it() {
        let report = short_call("contact_center/1");
        assert!(Explanation::of(&report, &Profile::contact_center()).is_err());
        let explained = Explanation::by_built_in(&report).unwrap();
        let lost: f64 = explained.costs.iter().map(|cost| cost.points).sum();
        let score = report.score.observable_listening.unwrap();
        assert!((100.0 - lost - score).abs() < 0.3, "{lost} lost of {score}");
        // By its own curves: half an interruption a minute is 15 points of .55 of .35.
        let rate = explained.costs.iter().find(|cost| cost.measure == MeasureId::InterruptionRate).unwrap();
        let read = rate.scored.or(rate.value).unwrap();
        let former = Profile::built_in("contact_center/1").unwrap();
        let points = 100.0 - former.dimensions()[0].scored[0].curve.points(read);
        assert!(rate.points >= points * 0.55 * 0.35, "{rate:?}");
        // Version 0.1.0 wrote no `scored`: its curves read the values.
        let mut before = report.clone();
        before.measures.iter_mut().for_each(|measure| measure.scored = None);
        let before = Explanation::by_built_in(&before).unwrap();
        assert!(before.costs.iter().all(|cost| cost.scored.is_none()) && !before.to_json().contains("\"scored\":"));
        assert!(!before.costs.is_empty());
        let mine = Profile::from_json(&Profile::contact_center().text().replace("contact_center/2", "mine/1")).unwrap();
        let mut floor = Floor::new().scored_by(mine.into());
        floor.push(Party::Customer, 0.0, 12.0).unwrap();
        let refused = Explanation::by_built_in(&floor.finish(None).unwrap()).unwrap_err();
        assert!(refused.is_report() && refused.to_string().contains("mine/1"), "{refused}");
    }

    #[test]
    fn what_has_no_value_costs_nothing() {
        // Nobody was cut off: the opening has no value, though its curve reads one.
        let report = report();
        let opening = |row: &&Measure| row.party == Party::Agent && row.id == MeasureId::OpeningUninterruptedS;
        assert_eq!(report.measures.iter().find(opening).unwrap().value, None);
        let explained = Explanation::by_built_in(&report).unwrap();
        assert!(explained.costs.iter().all(|cost| cost.value.is_some()));
        assert!(explained.costs.iter().all(|cost| cost.measure != MeasureId::OpeningUninterruptedS));
    }

    #[test]
    fn every_measure_that_can_cost_has_its_advice() {
        assert!(SCORABLE.iter().all(|&id| advice(id) != ELSEWHERE));
    }
}
