//! An old number with ours beside.

use listening_core::{Id, MeasureId, Party, Unit, number};
use serde::Serialize;

use super::basis::Basis;

/// An old number, and one of ours beside it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// What the other calls it.
    pub name: &'static str,
    /// The party whose behaviour the figure describes; `None` if it belongs to the call.
    pub party: Option<Party>,
    /// The old number; `None` where there was nothing to count over.
    #[serde(serialize_with = "number::maybe_value::serialize")]
    pub value: Option<f64>,
    /// Its unit: `count`, `s`, `ms`, `%`, `1/min`, `points`, `share` or `words/min`.
    pub unit: &'static str,
    /// Our measure beside it, as in `docs/methods.md`; `None` where we have none.
    pub ours: Option<MeasureId>,
    /// Whose behaviour that describes.
    pub ours_party: Option<Party>,
    /// Its value.
    #[serde(serialize_with = "number::maybe_value::serialize")]
    pub ours_value: Option<f64>,
    /// Its unit.
    pub ours_unit: Option<Id<Unit>>,
    /// Lower end of its 90 % interval; `None` where it is a plain fact of the call.
    #[serde(serialize_with = "number::maybe_value::serialize")]
    pub ours_low: Option<f64>,
    /// Upper end of that.
    #[serde(serialize_with = "number::maybe_value::serialize")]
    pub ours_high: Option<f64>,
    /// What to know of this number; empty where there is nothing.
    pub note: &'static str,
}

/// An old number, before ours are put beside it.
pub(super) struct Old {
    pub(super) name: &'static str,
    pub(super) party: Option<Party>,
    pub(super) value: Option<f64>,
    pub(super) unit: &'static str,
    pub(super) note: &'static str,
}

impl Old {
    /// A row for each of our measures `ids`: of the same party, or of both where the old number is of nobody.
    pub(super) fn beside(self, basis: &Basis, ids: &[MeasureId]) -> Vec<Row> {
        let parties: Vec<Party> = self.party.map_or(Party::BOTH.to_vec(), |party| vec![party]);
        let mut rows: Vec<Row> = Vec::new();
        for party in parties {
            rows.extend(ids.iter().map(|id| self.row(basis, Some((*id, party)))));
        }
        if rows.is_empty() {
            rows.push(self.row(basis, None));
        }
        rows
    }

    fn row(&self, basis: &Basis, beside: Option<(MeasureId, Party)>) -> Row {
        let ours = beside.and_then(|(id, party)| basis.measure(id, party));
        Row {
            name: self.name,
            party: self.party,
            value: self.value,
            unit: self.unit,
            ours: beside.map(|(id, _)| id),
            ours_party: beside.map(|(_, party)| party),
            ours_value: ours.and_then(|ours| ours.value),
            ours_unit: ours.map(|ours| ours.unit.clone()),
            ours_low: ours.and_then(|ours| ours.low),
            ours_high: ours.and_then(|ours| ours.high),
            note: self.note,
        }
    }
}
