//! What each measure of a report cost, and where to listen.

use std::collections::HashSet;

use listening_core::profile::{Dimension, Scored};
use listening_core::report::Measure;
use listening_core::{MeasureId, Report, number};

use super::cost::{Cost, Place};

/// A place is played with this many seconds around its start, ten in total: most of them before, for what led to it.
const BEFORE_S: f64 = 6.0;
const AFTER_S: f64 = 4.0;

/// The measures of the party whose listening was scored, as they are written: a stored report is explained as one that was
/// just made.
pub(super) struct Measured<'r> {
    report: &'r Report,
    /// Whether the report says what its curves read. Those of version 0.1.0 read the values.
    says_scored: bool,
}

impl<'r> Measured<'r> {
    pub(super) fn of(report: &'r Report) -> Self {
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
    pub(super) fn weight(&self, dimension: &Dimension) -> f64 {
        let measured = dimension.scored.iter().filter(|scored| self.measure(scored.measure).is_some());
        dimension.weight * measured.map(|scored| scored.weight).sum::<f64>()
    }

    /// What a measure cost; `None` where nothing was counted.
    pub(super) fn cost(&self, dimension: &Dimension, scored: &Scored, whole: f64) -> Option<Cost> {
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
