//! What listening speeds up, as far as the audio of one call can tell.

use super::Rows;
use crate::names::MeasureId;
use crate::time::{Span, Time};

/// The customer has stated its case once it has said this share of everything it says.
const TOLD: f64 = 0.8;

impl Rows<'_> {
    pub(super) fn speed(&mut self) {
        let other = self.party.other();
        let wanted = self.facts.speech(other).seconds() * TOLD;
        let mut said = 0.0;
        let mut spurts = self.facts.spurts(other);
        let (whole, opens) = (self.facts.whole(), self.facts.opens);
        let full = spurts.find_map(|spurt: Span| {
            let before = said;
            said += spurt.length().seconds();
            (said >= wanted && wanted > 0.0).then(|| spurt.start + Time::from_seconds(wanted - before) - opens)
        });
        let count = self.facts.spurts(other).count();
        self.fact(MeasureId::GatheringTime, full.filter(|_| whole).map(Time::seconds), count, Vec::new());
    }
}
