//! `MiiTel`: a score of talk ratio, overlaps, silences and the length of the call.

use super::basis::Basis;
use super::joint;
use super::row::{Old, Row};
use listening_core::Time;
use listening_core::{MeasureId, Party};

pub(super) const DEFINITION: &str = "Overall = 50 + duration points - (talk ratio - 40) - 10 x overlaps per minute - 10 \
    x silences per minute, held to 0 to 100. Duration points by the length of the call: under 5 min 0, under 10 min \
    +30, under 30 min +50, under 40 min +30, under 50 min 0, under 60 min -10, from then on -20. The talk ratio is the \
    party's talk in percent of both parties' talk. An overlap is a run of more than 1 s in which both talk, a silence \
    a run of 3 s or more in which neither does. Source: MiiTel's support pages on call analysis results (default \
    scoring rules); its notice of October 2020 has the distance |talk ratio - 40| instead, which gives less where \
    the ratio is under 40. Chosen here: a silence of 180 ms or more of either party ends an overlap; silences before \
    the first word and after the last count; the customer's score is counted in the same way.";

const OVERLAP: Time = Time::from_millis(1000);
const SILENCE: Time = Time::from_millis(3000);

pub(super) fn rows(basis: &Basis) -> Vec<Row> {
    let per_minute = |count: usize| basis.minutes().map(|minutes| count as f64 / minutes);
    let overlaps = per_minute(joint::talk_over(basis).iter().filter(|run| run.length() > OVERLAP).count());
    let silences = per_minute(joint::silences(basis).iter().filter(|run| run.length() >= SILENCE).count());
    let points = basis.minutes().map(duration_points);

    let mut rows = Vec::new();
    for party in Party::BOTH {
        let ratio = talk_ratio(basis, party);
        let score = points.zip(ratio).zip(overlaps.zip(silences)).map(|((points, ratio), (overlaps, silences))| {
            (50.0 + points - (ratio - 40.0) - 10.0 * overlaps - 10.0 * silences).clamp(0.0, 100.0)
        });
        let old = |name, value, unit, note| Old { name, party: Some(party), value, unit, note };
        rows.extend(
            old("Overall", score, "points", "another question than our score: compare the parts, not the sums")
                .beside(basis, &[]),
        );
        rows.extend(old("Talk ratio", ratio, "%", "").beside(basis, &[MeasureId::TalkShare]));
    }
    let old = |name, value, unit, note| Old { name, party: None, value, unit, note };
    rows.extend(
        old("Number of overlaps per minute", overlaps, "1/min", "feedback over 1 s counts, a short cut-in does not")
            .beside(
                basis,
                &[MeasureId::InterruptionRate, MeasureId::InterruptionsCertain, MeasureId::InterruptionsPossible],
            ),
    );
    rows.extend(
        old("Number of silences per minute", silences, "1/min", "blames nobody")
            .beside(basis, &[MeasureId::DeadAirRate]),
    );
    rows.extend(
        old("Call duration", points, "points", "the length of a call says nothing of listening").beside(basis, &[]),
    );
    rows
}

fn talk_ratio(basis: &Basis, party: Party) -> Option<f64> {
    let both = (basis.talk(party) + basis.talk(party.other())).seconds();
    (both > 0.0).then(|| basis.talk(party).seconds() / both * 100.0)
}

fn duration_points(minutes: f64) -> f64 {
    match minutes {
        m if m < 5.0 => 0.0,
        m if m < 10.0 => 30.0,
        m if m < 30.0 => 50.0,
        m if m < 40.0 => 30.0,
        m if m < 50.0 => 0.0,
        m if m < 60.0 => -10.0,
        _ => -20.0,
    }
}
