//! Measures to points, with the reason for every point lost.

use serde::{Deserialize, Serialize};

use super::doubt::Doubt;
use super::evidence::Evidence;
use super::facts::Facts;
use super::measures::{Measure, Seen};
use super::profile::{Dimension, Profile, Scored};
use crate::names::{DimensionId, HealthCode, Id, MeasureId, Rating, ScoreStatus, Unit};
use crate::number;
use crate::party::Party;
use crate::stats::{Estimate, Random, Z};
use crate::time::Time;

/// Least speech of the other party, and least changes of the floor, for a rating.
const LEAST_SPEECH: Time = Time::from_millis(30_000);
const LEAST_TRANSFERS: usize = 5;
/// The same for any number at all.
const SOME_SPEECH: Time = Time::from_millis(10_000);
const SOME_TRANSFERS: usize = 1;

/// Draws of the bootstrap.
const REPEATS: usize = 400;

/// Points that a measure cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "deduction", deny_unknown_fields))]
pub struct Deduction {
    /// The measure that cost them.
    pub measure: Id<MeasureId>,
    /// Points of the dimension's 100 that it cost.
    #[serde(with = "number::points")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::points::schema"))]
    pub points: f64,
    /// Ids of the events to listen to; none where no single event made it.
    #[serde(default)]
    pub events: Vec<String>,
}

/// One dimension, 0 to 100.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "dimension", deny_unknown_fields))]
pub struct DimensionScore {
    /// Its name.
    pub id: Id<DimensionId>,
    /// Points, 0 to 100; `None` where nothing of it could be measured.
    #[serde(default, with = "number::maybe_points")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_points::schema"))]
    pub value: Option<f64>,
    /// Lower end of the 90 % interval, in points, 0 to 100; `None` like the value.
    #[serde(default, with = "number::maybe_points")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_points::schema"))]
    pub low: Option<f64>,
    /// Upper end of the 90 % interval, in points, 0 to 100; `None` like the value.
    #[serde(default, with = "number::maybe_points")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_points::schema"))]
    pub high: Option<f64>,
    /// What cost points, largest first.
    #[serde(default)]
    pub deductions: Vec<Deduction>,
}

/// The score of the assessed party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "score", deny_unknown_fields))]
pub struct Score {
    /// The total in points, 0 to 100: the weighted mean of the dimensions. `None` with less than 10 s of the other's speech or
    /// without a change of the floor.
    #[serde(default, with = "number::maybe_points")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_points::schema"))]
    pub observable_listening: Option<f64>,
    /// Lower end of the 90 % interval, in points, 0 to 100; `None` like the value.
    #[serde(default, with = "number::maybe_points")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_points::schema"))]
    pub low: Option<f64>,
    /// Upper end of the 90 % interval, in points, 0 to 100; `None` like the value.
    #[serde(default, with = "number::maybe_points")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_points::schema"))]
    pub high: Option<f64>,
    /// Level of the total; `None`, like its range, where the evidence is insufficient.
    #[serde(default)]
    pub rating: Option<Id<Rating>>,
    /// Level of the lower end; `None` like that of the total.
    #[serde(default)]
    pub rating_low: Option<Id<Rating>>,
    /// Level of the upper end; `None` like that of the total.
    #[serde(default)]
    pub rating_high: Option<Id<Rating>>,
    /// The four dimensions: patience, attentiveness, give and take, composure.
    #[serde(default)]
    pub dimensions: Vec<DimensionScore>,
    /// Share of the profile's weight that could be measured, 0 to 1.
    #[serde(with = "number::share")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::share::schema"))]
    pub coverage: f64,
    /// Whether there is enough evidence for a rating.
    pub status: Id<ScoreStatus>,
    /// The findings on the channels for which no score is given; not there where none is the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withheld_by: Vec<Id<HealthCode>>,
}

/// A measure that counts, on its way to points.
struct Part<'m> {
    scored: &'m Scored,
    measure: &'m Measure,
    /// What is to be believed of it.
    value: f64,
    /// Its 90 % interval; without one it is a fact.
    interval: Option<(f64, f64)>,
}

impl<'m> Part<'m> {
    fn of(scored: &'m Scored, own: &[(&'m Measure, Option<Evidence>)]) -> Option<Self> {
        let (measure, evidence) = own.iter().find(|(measure, _)| measure.id == scored.measure)?;
        // Of what there was no case, only a prior says something.
        if scored.prior.is_none() {
            measure.value?;
        }
        let evidence = evidence.or_else(|| {
            let interval = measure.low.zip(measure.high);
            Some(Evidence::Mean { value: measure.value?, interval, variance: 0.0, n: measure.n as f64 })
        })?;
        let Estimate { value, low, high } = evidence.under(scored.prior)?;
        Some(Self { scored, measure, value, interval: Some((low, high)).filter(|(low, high)| low < high) })
    }

    fn points(&self, value: f64) -> f64 {
        self.scored.curve.points(value)
    }

    /// A value that the same behaviour could have shown: normal on each side of the value, as wide as the interval, and not
    /// beyond what is possible.
    fn drawn(&self, random: &mut Random) -> f64 {
        let z = random.normal();
        let Some((low, high)) = self.interval else { return self.value };
        let half = if z < 0.0 { self.value - low } else { high - self.value };
        let drawn = self.value + half * z / Z;
        match self.measure.unit.known() {
            Some(Unit::Share) => drawn.clamp(0.0, 1.0),
            Some(Unit::PerMinute | Unit::Count) => drawn.max(0.0),
            _ => drawn,
        }
    }
}

/// A dimension's parts, and the weight that could be measured.
struct Parts<'m> {
    dimension: &'m Dimension,
    counted: Vec<Part<'m>>,
    /// Of the dimension's own weights.
    weight: f64,
}

impl<'m> Parts<'m> {
    fn of(dimension: &'m Dimension, own: &[(&'m Measure, Option<Evidence>)]) -> Self {
        let counted: Vec<Part<'m>> = dimension.scored.iter().filter_map(|scored| Part::of(scored, own)).collect();
        let weight = counted.iter().map(|part| part.scored.weight).sum();
        Self { dimension, counted, weight }
    }

    /// Its share of the whole.
    fn share(&self) -> f64 {
        self.dimension.weight * self.weight
    }

    /// The weighted mean of the points of `value`s; `None` where nothing was measured.
    fn points(&self, mut value: impl FnMut(&Part<'m>) -> f64) -> Option<f64> {
        let sum: f64 = self.counted.iter().map(|part| part.scored.weight * part.points(value(part))).sum();
        (self.weight > 0.0).then(|| sum / self.weight)
    }

    /// What cost points, largest first.
    fn deductions(&self) -> Vec<Deduction> {
        let lost = self.counted.iter().map(|part| Deduction {
            measure: part.scored.measure.into(),
            points: (100.0 - part.points(part.value)) * part.scored.weight / self.weight,
            // What was given is no reason for what is missing.
            events: match part.scored.measure {
                MeasureId::BackchannelRate | MeasureId::BackchannelResponsiveness => Vec::new(),
                _ => part.measure.events.clone(),
            },
        });
        let mut lost: Vec<Deduction> = lost.filter(|deduction| deduction.points >= 0.05).collect();
        lost.sort_by(|a, b| b.points.total_cmp(&a.points));
        lost
    }
}

/// The weighted mean of the dimensions; `None` where nothing was measured.
fn whole(all: &[Parts<'_>], points: &[Option<f64>]) -> Option<f64> {
    let measured = || all.iter().zip(points).filter_map(|(parts, points)| Some((parts.share(), (*points)?)));
    let weight: f64 = measured().map(|(share, _)| share).sum();
    (weight > 0.0).then(|| measured().map(|(share, points)| share * points).sum::<f64>() / weight)
}

/// Points with their interval.
#[derive(Clone, Copy, Debug)]
struct Points {
    value: f64,
    low: f64,
    high: f64,
}

/// The points of each dimension and of the whole. The intervals are a parametric bootstrap through the whole chain (Efron &
/// Tibshirani 1993): every measure is resampled within its own interval, passed through its curve and summed, [`REPEATS`]
/// times; the middle 90 % of what comes out. Measures are drawn independently of each other.
fn bootstrapped(all: &[Parts<'_>]) -> (Vec<Option<Points>>, Option<Points>) {
    let values: Vec<Option<f64>> = all.iter().map(|parts| parts.points(|part| part.value)).collect();
    let mut repeated: Vec<Vec<f64>> = vec![Vec::with_capacity(REPEATS); all.len() + 1];
    let mut random = Random::new(REPEATS as u64);
    for _ in 0..REPEATS {
        let drawn: Vec<Option<f64>> = all.iter().map(|parts| parts.points(|part| part.drawn(&mut random))).collect();
        let sum = whole(all, &drawn);
        for (kept, points) in repeated.iter_mut().zip(drawn.into_iter().chain([sum])) {
            kept.extend(points);
        }
    }
    let mut ends = repeated.into_iter().map(|mut drawn| {
        drawn.sort_by(f64::total_cmp);
        let at = |share: f64| drawn.get((drawn.len().saturating_sub(1) as f64 * share).round() as usize).copied();
        at(0.05).zip(at(0.95))
    });
    let mut bounded = |value: Option<f64>| {
        let (value, ends) = (value?, ends.next()?);
        let (low, high) = ends.unwrap_or((value, value));
        Some(Points { value, low: low.min(value), high: high.max(value) })
    };
    // In the order of the ends: each dimension, then the whole. A dimension without value has ends too.
    let mut dimensions = Vec::with_capacity(all.len());
    for value in &values {
        dimensions.push(bounded(Some(value.unwrap_or(0.0))).filter(|_| value.is_some()));
    }
    let sum = bounded(whole(all, &values));
    (dimensions, sum)
}

/// Widens an interval by this many points on each side, within the scale.
fn widen(points: Option<&mut Points>, by: f64) {
    if let Some(points) = points {
        points.low = (points.low - by).max(0.0);
        points.high = (points.high + by).min(100.0);
    }
}

/// The level of `points`.
fn rating(points: f64) -> Rating {
    // As printed: 89.96 is shown as 90.0 and rated so.
    let shown = number::to_tenth(points);
    Rating::ALL.into_iter().find(|level| shown >= level.least()).unwrap_or(Rating::Ineffective)
}

/// Scores `party` by `profile`, from the measures and from what was seen of them; with what the curves read.
pub(crate) fn score(
    facts: &Facts<'_>,
    (measures, seen): (&[Measure], &Seen),
    (party, profile): (Party, &Profile),
    doubt: Doubt,
) -> (Score, Vec<(MeasureId, f64)>) {
    let (speech, transfers) = (facts.speech(party.other()), facts.transfers());
    let enough = speech >= LEAST_SPEECH && transfers >= LEAST_TRANSFERS;
    // Of a call in which nobody talks there is no score in any case.
    let withheld_by = if speech >= SOME_SPEECH { doubt.withheld_by } else { Vec::new() };
    let withheld = !withheld_by.is_empty();
    let some = speech >= SOME_SPEECH && transfers >= SOME_TRANSFERS && !withheld;
    let own = measures.iter().filter(|measure| measure.party == party).map(|measure| {
        let evidence = seen.iter().find(|(whose, id, _)| *whose == party && measure.id == *id);
        (measure, evidence.map(|(.., evidence)| *evidence))
    });
    let own: Vec<(&Measure, Option<Evidence>)> = own.collect();
    let all: Vec<Parts<'_>> = profile.dimensions().iter().map(|dimension| Parts::of(dimension, &own)).collect();
    let (mut points, mut sum) = bootstrapped(&all);
    let measured: f64 = all.iter().map(Parts::share).sum();
    for (parts, points) in all.iter().zip(&mut points).filter(|(parts, _)| parts.dimension.id == DimensionId::Patience)
    {
        widen(points.as_mut(), doubt.patience);
        widen(sum.as_mut(), doubt.patience * parts.share() / measured.max(f64::MIN_POSITIVE));
    }
    let whole = sum.filter(|_| some);
    let dimensions = all.iter().zip(points).map(|(parts, points)| {
        let points = points.filter(|_| some);
        DimensionScore {
            id: parts.dimension.id.into(),
            value: points.map(|points| points.value),
            low: points.map(|points| points.low),
            high: points.map(|points| points.high),
            deductions: if some { parts.deductions() } else { Vec::new() },
        }
    });
    let rated = whole.filter(|_| enough);
    let read = all.iter().flat_map(|parts| &parts.counted).filter(|_| some);
    let read = read.map(|part| (part.scored.measure, part.value)).collect();
    let score = Score {
        observable_listening: whole.map(|whole| whole.value),
        low: whole.map(|whole| whole.low),
        high: whole.map(|whole| whole.high),
        rating: rated.map(|whole| rating(whole.value).into()),
        rating_low: rated.map(|whole| rating(whole.low).into()),
        rating_high: rated.map(|whole| rating(whole.high).into()),
        dimensions: dimensions.collect(),
        coverage: if some { all.iter().map(Parts::share).sum() } else { 0.0 },
        status: match (withheld, rated) {
            (true, _) => ScoreStatus::Withheld,
            (false, None) => ScoreStatus::InsufficientEvidence,
            (false, Some(_)) => ScoreStatus::Ok,
        }
        .into(),
        withheld_by,
    };
    (score, read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratings_cover_the_scale() {
        for (points, name) in [
            (100.0, Rating::Outstanding),
            (89.96, Rating::Outstanding),
            (89.94, Rating::AboveAverage),
            (60.0, Rating::Average),
            (40.0, Rating::Poor),
            (0.0, Rating::Ineffective),
        ] {
            assert_eq!(rating(points), name, "{points}");
        }
    }

    /// A profile without priors: what is measured is what counts.
    fn plain() -> Profile {
        Profile::from_json(include_str!("../../profiles/contact_center_1.json")).unwrap()
    }

    fn measure(id: MeasureId, [value, low, high]: [f64; 3]) -> Measure {
        let [value, low, high] = [value, low, high].map(Some);
        Measure {
            id: id.into(),
            party: Party::Agent,
            value,
            scored: None,
            unit: id.unit().into(),
            low,
            high,
            n: 9,
            events: Vec::new(),
        }
    }

    #[test]
    fn draws_stay_near_the_measure_and_the_whole_is_surer_than_its_parts() {
        let profile = plain();
        let measures = [
            measure(MeasureId::InterruptionRate, [1.0, 0.2, 3.0]),
            measure(MeasureId::TalkShare, [0.6, 0.5, 0.7]),
            measure(MeasureId::LongestMonologueS, [20.0, 20.0, 20.0]),
        ];
        let own: Vec<(&Measure, Option<Evidence>)> = measures.iter().map(|measure| (measure, None)).collect();
        let all: Vec<Parts<'_>> = profile.dimensions().iter().map(|dimension| Parts::of(dimension, &own)).collect();
        let (points, whole) = bootstrapped(&all);
        let whole = whole.unwrap();
        let patience = points[0].unwrap();
        assert!((patience.value - 70.0).abs() < 1e-9);
        assert!((patience.low - 26.7).abs() < 4.0, "{patience:?}");
        assert!((patience.high - 94.0).abs() < 4.0, "{patience:?}");
        assert!(points[1].is_none() && points[3].is_none());
        assert!(whole.low < whole.value && whole.value < whole.high);
        assert!(whole.high - whole.low < patience.high - patience.low);
    }

    /// A call of six minutes with true rates, shares and waits; what is measured of it, and the true values.
    fn simulated(random: &mut Random) -> (Vec<Measure>, Vec<(MeasureId, f64)>) {
        use crate::stats::{Estimate, poisson, quantile, ratio, wilson};
        let mut drawn = |mean: f64| {
            let (mut count, mut product) = (0.0, random.uniform());
            while product > (-mean).exp() {
                (count, product) = (count + 1.0, product * random.uniform());
            }
            count
        };
        let counts = [
            (MeasureId::InterruptionRate, 1.2, 3.0),
            (MeasureId::DeadAirRate, 0.4, 6.0),
            (MeasureId::BackchannelRate, 2.5, 3.0),
        ];
        let counted = counts.map(|(id, per_min, min)| (id, poisson(drawn(per_min * min), min), per_min));
        let shares = [
            (MeasureId::PauseRespect, 0.88, 30),
            (MeasureId::ImmediateReplyShare, 0.45, 25),
            (MeasureId::BidYieldShare, 0.6, 8),
        ];
        let shared = shares.map(|(id, p, n)| {
            let hits = (0..n).filter(|_| random.uniform() < p).count();
            (id, wilson(hits as f64, f64::from(n)), p)
        });
        let waits: Vec<f64> = (0..25).map(|_| 1.3 + 0.5 * random.normal()).collect();
        let talk: Vec<(f64, f64)> = (0..12).map(|_| (30.0 * (0.58 + 0.12 * random.normal()), 30.0)).collect();
        let others =
            [(MeasureId::ResponseLatencyP50, quantile(&waits, 0.5), 1.3), (MeasureId::TalkShare, ratio(&talk), 0.58)];
        let row = |id, estimate: Option<Estimate>| {
            let estimate = estimate.unwrap();
            measure(id, [estimate.value, estimate.low, estimate.high])
        };
        let all = counted.into_iter().chain(shared).chain(others);
        all.map(|(id, estimate, truth)| (row(id, estimate), (id, truth))).unzip()
    }

    #[test]
    fn the_interval_of_the_whole_holds_the_truth_about_nine_times_in_ten() {
        let profile = plain();
        let mut random = Random::new(7);
        let calls = 400;
        let held = (0..calls).filter(|_| {
            let (measures, truth) = simulated(&mut random);
            let own: Vec<(&Measure, Option<Evidence>)> = measures.iter().map(|measure| (measure, None)).collect();
            let all: Vec<Parts<'_>> = profile.dimensions().iter().map(|dimension| Parts::of(dimension, &own)).collect();
            let known = |part: &Part<'_>| truth.iter().find(|(id, _)| part.measure.id == *id).unwrap().1;
            let points: Vec<Option<f64>> = all.iter().map(|parts| parts.points(known)).collect();
            let truth = whole(&all, &points).unwrap();
            let whole = bootstrapped(&all).1.unwrap();
            (whole.low..=whole.high).contains(&truth)
        });
        let share = held.count() as f64 / f64::from(calls);
        assert!((0.85..=0.95).contains(&share), "{share}");
    }
}
