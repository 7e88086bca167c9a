//! Measures to points, with the reason for every point lost.

use serde::Serialize;

use super::facts::Facts;
use super::measures::Measure;
use super::profile::{Dimension, Profile, Scored};
use crate::party::Party;
use crate::report::rounded;
use crate::time::Time;

/// Least speech of the other party, and least changes of the floor, for a rating.
const LEAST_SPEECH: Time = Time::from_millis(30_000);
const LEAST_TRANSFERS: usize = 5;
/// The same for any number at all.
const SOME_SPEECH: Time = Time::from_millis(10_000);
const SOME_TRANSFERS: usize = 1;

/// The rating scale with the least points of each level.
pub const RATINGS: [(&str, f64); 5] =
    [("Outstanding", 90.0), ("Above Average", 75.0), ("Average", 60.0), ("Poor", 40.0), ("Ineffective", 0.0)];

/// Points that a measure cost.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Deduction {
    /// The measure's id.
    pub measure: &'static str,
    /// Points of the dimension's 100.
    #[serde(serialize_with = "rounded::tenth")]
    pub points: f64,
    /// The events to listen to.
    pub events: Vec<String>,
}

/// One dimension, 0 to 100.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DimensionScore {
    /// `patience`, `attentiveness`, `give_and_take` or `composure`.
    pub id: &'static str,
    /// Points; `None` where nothing of it could be measured.
    #[serde(serialize_with = "rounded::tenth_option")]
    pub value: Option<f64>,
    /// Lower end of the interval.
    #[serde(serialize_with = "rounded::tenth_option")]
    pub low: Option<f64>,
    /// Upper end of the interval.
    #[serde(serialize_with = "rounded::tenth_option")]
    pub high: Option<f64>,
    /// What cost points, dearest first.
    pub deductions: Vec<Deduction>,
}

/// The score of the assessed party.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    /// The whole, 0 to 100: the dimensions' weighted mean. `None` under 10 s of the other's speech or
    /// without a change of the floor.
    #[serde(serialize_with = "rounded::tenth_option")]
    pub observable_listening: Option<f64>,
    /// Lower end of the interval.
    #[serde(serialize_with = "rounded::tenth_option")]
    pub low: Option<f64>,
    /// Upper end of the interval.
    #[serde(serialize_with = "rounded::tenth_option")]
    pub high: Option<f64>,
    /// Level of the whole; `None`, as its range, where the evidence is insufficient.
    pub rating: Option<&'static str>,
    /// Level of the lower end.
    pub rating_low: Option<&'static str>,
    /// Level of the upper end.
    pub rating_high: Option<&'static str>,
    /// The four dimensions.
    pub dimensions: Vec<DimensionScore>,
    /// Share of the profile's weight that could be measured, 0 to 1.
    #[serde(serialize_with = "rounded::plain")]
    pub coverage: f64,
    /// `ok`, or `insufficient_evidence` under 30 s of the other's speech or 5 changes of the floor.
    pub status: &'static str,
}

/// Points with an interval, and the weight that was measured.
#[derive(Clone, Copy, Debug)]
struct Points {
    value: f64,
    low: f64,
    high: f64,
    weight: f64,
}

/// Weighted mean of parts. Half-widths add in squares, as for independent errors.
fn combine(parts: &[Points]) -> Option<Points> {
    let weight: f64 = parts.iter().map(|part| part.weight).sum();
    if weight <= 0.0 {
        return None;
    }
    let mean: f64 = parts.iter().map(|part| part.weight * part.value).sum::<f64>() / weight;
    let spread = |half: fn(&Points) -> f64| {
        parts.iter().map(|part| (part.weight / weight * half(part)).powi(2)).sum::<f64>().sqrt()
    };
    Some(Points {
        value: mean,
        low: (mean - spread(|part| part.value - part.low)).max(0.0),
        high: (mean + spread(|part| part.high - part.value)).min(100.0),
        weight,
    })
}

fn points(scored: &Scored, measure: &Measure) -> Option<Points> {
    let value = scored.curve.points(measure.value?);
    let ends = [measure.low, measure.high].map(|end| end.map_or(value, |end| scored.curve.points(end)));
    Some(Points {
        value,
        low: ends[0].min(ends[1]).min(value),
        high: ends[0].max(ends[1]).max(value),
        weight: scored.weight,
    })
}

fn dimension(dimension: &Dimension, own: &[&Measure]) -> (DimensionScore, Option<Points>) {
    let mut parts = Vec::new();
    let mut lost = Vec::new();
    for scored in dimension.scored {
        let Some(measure) = own.iter().find(|measure| measure.id == scored.measure) else { continue };
        let Some(part) = points(scored, measure) else { continue };
        parts.push(part);
        lost.push((scored, measure, 100.0 - part.value));
    }
    let whole = combine(&parts);
    let weight = whole.map_or(1.0, |whole| whole.weight);
    let mut deductions: Vec<Deduction> = lost
        .into_iter()
        .map(|(scored, measure, lost)| Deduction {
            measure: scored.measure,
            points: lost * scored.weight / weight,
            events: measure.events.clone(),
        })
        .filter(|deduction| deduction.points >= 0.05)
        .collect();
    deductions.sort_by(|a, b| b.points.total_cmp(&a.points));
    let score = DimensionScore {
        id: dimension.id,
        value: whole.map(|whole| whole.value),
        low: whole.map(|whole| whole.low),
        high: whole.map(|whole| whole.high),
        deductions,
    };
    let weighted = whole.map(|whole| Points { weight: dimension.weight * whole.weight, ..whole });
    (score, weighted)
}

/// The level of `points`.
fn rating(points: f64) -> &'static str {
    // As printed: 89.96 is shown as 90.0 and rated so.
    let shown = rounded::to_tenth(points);
    RATINGS.iter().find(|level| shown >= level.1).map_or(RATINGS[4].0, |level| level.0)
}

/// Scores `party` by `profile`.
pub fn score(facts: &Facts<'_>, measures: &[Measure], party: Party, profile: &Profile) -> Score {
    let (speech, transfers) = (facts.speech(party.other()), facts.transfers());
    let enough = speech >= LEAST_SPEECH && transfers >= LEAST_TRANSFERS;
    let some = speech >= SOME_SPEECH && transfers >= SOME_TRANSFERS;
    let own: Vec<&Measure> = measures.iter().filter(|measure| measure.party == party).collect();
    let scored: Vec<_> = profile.dimensions.iter().map(|d| dimension(d, &own)).collect();
    let parts: Vec<Points> = scored.iter().filter_map(|(_, points)| *points).collect();
    let whole = combine(&parts).filter(|_| some);
    let mut dimensions: Vec<DimensionScore> = scored.into_iter().map(|(dimension, _)| dimension).collect();
    if !some {
        for dimension in &mut dimensions {
            (dimension.value, dimension.low, dimension.high) = (None, None, None);
            dimension.deductions.clear();
        }
    }
    let rated = whole.filter(|_| enough);
    Score {
        observable_listening: whole.map(|whole| whole.value),
        low: whole.map(|whole| whole.low),
        high: whole.map(|whole| whole.high),
        rating: rated.map(|whole| rating(whole.value)),
        rating_low: rated.map(|whole| rating(whole.low)),
        rating_high: rated.map(|whole| rating(whole.high)),
        dimensions,
        coverage: parts.iter().map(|part| part.weight).sum(),
        status: if rated.is_some() { "ok" } else { "insufficient_evidence" },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratings_cover_the_scale() {
        for (points, name) in [
            (100.0, "Outstanding"),
            (89.96, "Outstanding"),
            (89.94, "Above Average"),
            (60.0, "Average"),
            (40.0, "Poor"),
            (0.0, "Ineffective"),
        ] {
            assert_eq!(rating(points), name, "{points}");
        }
    }

    #[test]
    fn parts_combine_by_weight_with_an_interval_around() {
        let part = |value: f64, weight: f64| Points { value, low: value - 10.0, high: value + 10.0, weight };
        let whole = combine(&[part(80.0, 3.0), part(40.0, 1.0)]).unwrap();
        assert!((whole.value - 70.0).abs() < 1e-9);
        assert!((whole.value - whole.low - (7.5_f64.powi(2) + 2.5_f64.powi(2)).sqrt()).abs() < 1e-9);
        assert!(combine(&[]).is_none());
    }
}
