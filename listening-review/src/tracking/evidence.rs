//! What tracking needs of a report.

use std::sync::Arc;

use listening_core::report::{Measure, Score};
use listening_core::{Id, MeasureId, Party, Profile, Report, ScoreStatus, Unit, number};

use super::exposure::Exposure;
use super::made_by::MadeBy;
use super::shared::{Names, Shared};
use crate::calibration;
use crate::lost::Counted;

/// No measure of a call is beyond this, and nothing was counted over more: what is comes from no report. The longest call,
/// a year, has 3.2e7 seconds.
const MOST: f64 = 1e8;

/// A measure of a call that has a value.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(super) struct Measured {
    names: Arc<Names>,
    pub(super) party: Party,
    pub(super) value: f64,
    pub(super) n: u32,
}

impl Measured {
    pub(super) fn id(&self) -> &Id<MeasureId> {
        &self.names.0
    }

    pub(super) fn unit(&self) -> &Id<Unit> {
        &self.names.1
    }
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
    pub(super) scores: Vec<(Arc<str>, f64)>,
    /// What each measure cost of the whole, in points; only what did, and none by a profile of your own, whose curves the
    /// report does not hold.
    costs: Vec<(Arc<str>, f64)>,
    pub(super) sufficient: bool,
    /// Whether the channels do not say who talked: nothing of the call is used.
    pub(super) withheld: bool,
    /// Whose score it is.
    pub(super) assessed: Party,
    /// The profile that scored it and the engine that heard it.
    pub(super) made_by: Arc<MadeBy>,
    /// Whether the report is of before it said whose score it is.
    pub(super) dated: bool,
}

impl Evidence {
    /// Of a report: of each leg where the call was transferred, with the name of its agent where that is known, else of the
    /// whole call. Or why not. Numbers are taken as they are written: a report that was stored tracks the same as one that was
    /// just made.
    pub(super) fn of<'r>(report: &'r Report, shared: &mut Shared) -> Result<Vec<(Option<&'r str>, Self)>, String> {
        let legs = report.legs.iter().flat_map(|leg| &leg.measures);
        let wild = |value: Option<f64>| value.is_some_and(|value| value.abs() > MOST);
        if let Some(bad) = report.measures.iter().chain(legs).find(|each| wild(each.value) || each.n as f64 > MOST) {
            return Err(format!("its {} is out of range", bad.id));
        }
        if report.legs.is_empty() {
            return Ok(vec![(
                None,
                Self::of_part(report, &report.score, &report.measures, Exposure::of(report), shared),
            )]);
        }
        let legs = report.legs.iter().map(|leg| {
            let exposure = Exposure::within(report, leg.span);
            (leg.agent.as_deref(), Self::of_part(report, &leg.score, &leg.measures, exposure, shared))
        });
        Ok(legs.collect())
    }

    fn of_part(report: &Report, score: &Score, measures: &[Measure], exposure: Exposure, shared: &mut Shared) -> Self {
        // Where the channels do not say who talked, no measure says whose it is.
        let withheld = score.status == ScoreStatus::Withheld;
        let measured = || measures.iter().filter(|each| each.value.is_some() && !withheld);
        let mut known = Vec::with_capacity(measured().count());
        for measure in measured() {
            let (Some(value), Ok(n)) = (measure.value, u32::try_from(measure.n)) else { continue };
            let names = shared.names((measure.id.clone(), measure.unit.clone()));
            known.push(Measured { names, party: measure.party, value: number::to_thousandth(value), n });
        }
        let sufficient = score.status == ScoreStatus::Ok;
        let mut scores = Vec::new();
        if sufficient {
            scores.extend(score.observable_listening.map(|value| (shared.name(WHOLE), number::to_tenth(value))));
            for dimension in &score.dimensions {
                scores
                    .extend(dimension.value.map(|value| (shared.name(dimension.id.as_str()), number::to_tenth(value))));
            }
        }
        Self {
            minutes: exposure.minutes,
            speech: exposure.speech,
            measures: known,
            scores,
            costs: if sufficient { costs(report, measures, shared) } else { Vec::new() },
            sufficient,
            withheld,
            assessed: report.assessed,
            made_by: shared.maker(MadeBy::of(report)),
            dated: report.is_dated(),
        }
    }

    /// Points of the whole that a measure cost.
    pub(super) fn cost(&self, measure: &str) -> f64 {
        self.costs.iter().find(|(id, _)| **id == *measure).map_or(0.0, |(_, points)| *points)
    }

    /// How long `party` talks, in minutes.
    pub(super) const fn speech(&self, party: Party) -> f64 {
        self.speech[party as usize]
    }
}

/// What each of a scored call's measures cost.
fn costs(report: &Report, measures: &[Measure], shared: &mut Shared) -> Vec<(Arc<str>, f64)> {
    let Some(profile) = Profile::built_in(calibration::base(&report.profile)) else { return Vec::new() };
    let counted = Counted::of(measures, report.assessed);
    let whole = counted.whole(&profile);
    let mut costs = Vec::new();
    for dimension in profile.dimensions() {
        for scored in &dimension.scored {
            let Some((_, read)) = counted.measure(scored.measure) else { continue };
            let points = Counted::points(dimension, scored, read, whole);
            if points > 0.0 {
                costs.push((shared.name(scored.measure.name()), points));
            }
        }
    }
    costs.shrink_to_fit();
    costs
}

/// The name of the whole score.
pub(super) const WHOLE: &str = "observable_listening";
