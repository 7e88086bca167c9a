//! What each event did to the score: how much it counts, and which measures name it.

use super::charge;
use super::measures::Measure;
use super::profile::Profile;
use crate::floor::{Event, EventKind};
use crate::names::{Id, MeasureId};
use crate::party::Party;

/// What one event did.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Charge {
    /// Its largest weight in a scored measure that it counts against, 0 to 1; `None` where it counts against none.
    pub(crate) weight: Option<f64>,
    /// The scored measures that name it.
    pub(crate) measures: Vec<Id<MeasureId>>,
}

/// What each of `events` did to the score of `party`.
pub(crate) fn charges(events: &[Event], measures: &[Measure], party: Party, profile: &Profile) -> Vec<Charge> {
    let scored: Vec<MeasureId> = profile
        .dimensions()
        .iter()
        .flat_map(|dimension| dimension.scored.iter().map(|scored| scored.measure))
        .collect();
    let own = measures.iter().filter(|measure| measure.party == party && scored.iter().any(|id| measure.id == *id));
    let mut named: Vec<(&str, &Measure)> =
        own.flat_map(|measure| measure.events.iter().map(move |id| (id.as_str(), measure))).collect();
    named.sort_by_key(|(id, _)| *id);
    events
        .iter()
        .map(|event| {
            let id = event.id();
            let from = named.partition_point(|(other, _)| *other < id.as_str());
            let by = || named[from..].iter().take_while(|(other, _)| *other == id);
            let weights = by().filter_map(|(_, measure)| weight(event, measure.id.known()?));
            Charge { weight: weights.reduce(f64::max), measures: by().map(|(_, measure)| measure.id.clone()).collect() }
        })
        .collect()
}

/// With how much an event counts in a measure; `None` where the measure does not count trespasses or silences, but describes how things
/// are spread: of a wait or a turn no share is anybody's fault.
fn weight(event: &Event, measure: MeasureId) -> Option<f64> {
    use MeasureId::{
        BidYieldShare, DeadAirRate, InterruptionRate, InterruptionShare, InterruptionsCertain, InterruptionsExpected,
        OpeningUninterruptedS, PauseRespect, UnansweredTurnRate,
    };
    match measure {
        InterruptionRate | InterruptionsCertain | InterruptionsExpected => Some(charge::forced(event)),
        InterruptionShare | OpeningUninterruptedS => Some(charge::cut_off(event)),
        PauseRespect => Some(charge::broke_pause(event)),
        DeadAirRate | UnansweredTurnRate => Some(charge::dead(event.span)),
        BidYieldShare if event.kind == EventKind::Bid => Some(charge::bid(event)[1]),
        _ => None,
    }
}
