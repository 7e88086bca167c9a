//! Medallia (Voci): how many of a party's turns begin while the other talks.

use super::basis::Basis;
use super::row::{Old, Row};
use listening_core::CONTRIBUTION_GAP;
use listening_core::{MeasureId, Party};
use listening_core::{Span, Time};

pub(super) const DEFINITION: &str = "Overtalk is the share of the agent's turns that are overtalk turns which the agent \
    began. Source: Medallia (Voci), agent-initiated overtalk turns divided by agent turns. Chosen here, where \
    that leaves it open: a turn is a party's talk with pauses of less than 1 s inside it, feedback such as \"mm-hm\" included; an \
    overtalk turn begins while the other is talking; where both begin in the same millisecond nobody began. The \
    customer's is counted in the same way.";

pub(super) fn rows(basis: &Basis) -> Vec<Row> {
    Party::BOTH.into_iter().flat_map(|party| of(basis, party)).collect()
}

fn of(basis: &Basis, party: Party) -> Vec<Row> {
    let turns = turns(basis.spurts(party));
    let others = basis.spurts(party.other());
    let into = |at: Time| {
        let began = others.partition_point(|other| other.start < at);
        began > 0 && at < others[began - 1].end
    };
    let begun = turns.iter().filter(|turn| into(turn.start)).count();
    let old = |name, value, unit, note| Old { name, party: Some(party), value, unit, note };
    let share = (!turns.is_empty()).then(|| begun as f64 / turns.len() as f64);
    [
        old("overtalk", share, "share", "feedback and benign overlaps count as much as interruptions")
            .beside(basis, &[MeasureId::InterruptionShare, MeasureId::InterruptionRate]),
        old("overtalk turns", Some(begun as f64), "count", "")
            .beside(basis, &[MeasureId::InterruptionsCertain, MeasureId::InterruptionsPossible]),
        old("turns", Some(turns.len() as f64), "count", "our turns leave feedback out")
            .beside(basis, &[MeasureId::TurnsPerMin]),
    ]
    .concat()
}

/// Talk with short pauses inside.
fn turns(spurts: &[Span]) -> Vec<Span> {
    let mut turns: Vec<Span> = Vec::new();
    for spurt in spurts {
        match turns.last_mut() {
            Some(last) if spurt.start - last.end < CONTRIBUTION_GAP => last.end = last.end.max(spurt.end),
            _ => turns.push(*spurt),
        }
    }
    turns
}
