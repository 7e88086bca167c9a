//! What each measure of a report cost, and where to listen.

use std::collections::HashSet;

use listening_core::profile::{Dimension, Scored};
use listening_core::{MeasureId, Profile, Report, number};

use super::cost::{Cost, Place};
use crate::lost::Counted;

/// A place is played with this many seconds around its start, ten in total: most of them before, for what led to it.
const BEFORE_S: f64 = 6.0;
const AFTER_S: f64 = 4.0;

/// A report, and what its score counted.
pub(super) struct Measured<'r> {
    report: &'r Report,
    counted: Counted<'r>,
}

impl<'r> Measured<'r> {
    pub(super) fn of(report: &'r Report) -> Self {
        Self { report, counted: Counted::of(&report.measures, report.assessed) }
    }

    /// How much of the profile's weight could be measured.
    pub(super) fn whole(&self, profile: &Profile) -> f64 {
        self.counted.whole(profile)
    }

    /// What a measure cost; `None` where nothing was counted.
    pub(super) fn cost(&self, dimension: &Dimension, scored: &Scored, whole: f64) -> Option<Cost> {
        let (measure, read) = self.counted.measure(scored.measure)?;
        let value = number::to_thousandth(measure.value?);
        Some(Cost {
            dimension: dimension.id,
            measure: scored.measure,
            points: Counted::points(dimension, scored, read, whole),
            value: Some(value),
            scored: Some(read).filter(|&read| read != value),
            unit: measure.unit.clone(),
            low: measure.low.map(number::to_thousandth),
            high: measure.high.map(number::to_thousandth),
            n: measure.n,
            places: self.places(scored.measure),
        })
    }

    /// The events that a measure's points were lost for.
    fn places(&self, measure: MeasureId) -> Vec<Place> {
        let duration = number::seconds(self.report.duration);
        let mut lost = self.report.score.dimensions.iter().flat_map(|dimension| &dimension.deductions);
        let ids = lost.find(|deduction| deduction.measure == measure).map_or(&[][..], |deduction| &deduction.events);
        let ids: HashSet<&str> = ids.iter().map(String::as_str).collect();
        let named = self.report.events.iter().filter(|event| ids.contains(event.id.as_str()));
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
