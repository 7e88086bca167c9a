//! What each measure of a call cost of its score.

use listening_core::profile::{Dimension, Scored};
use listening_core::report::Measure;
use listening_core::{MeasureId, Party, Profile, number};

/// The measures of the party whose listening was scored, as they are written: a stored report gives the same as one that was
/// just made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted<'r> {
    measures: &'r [Measure],
    party: Party,
    /// Whether the report says what its curves read. Those of version 0.1.0 read the values.
    says_scored: bool,
}

impl<'r> Counted<'r> {
    /// Those of a call, or of a leg of one.
    pub(crate) fn of(measures: &'r [Measure], party: Party) -> Self {
        Self { measures, party, says_scored: measures.iter().any(|measure| measure.scored.is_some()) }
    }

    /// A measure that counted, and what its curve read.
    pub(crate) fn measure(&self, id: MeasureId) -> Option<(&'r Measure, f64)> {
        let own = |measure: &&Measure| measure.party == self.party && measure.id == id;
        let read = |measure: &'r Measure| if self.says_scored { measure.scored } else { measure.value };
        let (measure, read) = self.measures.iter().filter(own).find_map(|measure| Some((measure, read(measure)?)))?;
        Some((measure, number::to_thousandth(read)))
    }

    /// How much of the profile's weight could be measured.
    pub(crate) fn whole(&self, profile: &Profile) -> f64 {
        let of = |dimension: &Dimension| {
            let measured = dimension.scored.iter().filter(|scored| self.measure(scored.measure).is_some());
            dimension.weight * measured.map(|scored| scored.weight).sum::<f64>()
        };
        profile.dimensions().iter().map(of).sum()
    }

    /// Points of the whole score's 100 that a measure cost where its curve read `read`; `whole` as above.
    pub(crate) fn points(dimension: &Dimension, scored: &Scored, read: f64, whole: f64) -> f64 {
        (100.0 - scored.curve.points(read)) * dimension.weight * scored.weight / whole
    }
}
