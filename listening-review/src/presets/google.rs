//! Google Conversational Insights: long silences as a share of the call.

use super::basis::Basis;
use super::joint;
use super::row::{Old, Row};
use listening_core::{MeasureId, Span, Time};

pub(super) const DEFINITION: &str = "Silences of more than 5 s, in percent of the call and in seconds. Source: Google \
    Cloud, Conversational Insights, Silence analysis (periods of silence longer than five seconds, as a percentage of \
    the conversation), and the fields of ConversationLevelSilence in its API. Chosen here: silence is where neither \
    party talks, music on hold included, and the call is counted from its first to its last second, before the first \
    word and after the last too.";

const THRESHOLD: Time = Time::from_millis(5000);

pub(super) fn rows(basis: &Basis) -> Vec<Row> {
    let long: Vec<Span> = joint::silences(basis).into_iter().filter(|run| run.length() > THRESHOLD).collect();
    let total = joint::total(&long).seconds();
    let percent = Old {
        name: "silence_percentage",
        party: None,
        value: basis.minutes().map(|minutes| total / (minutes * 60.0) * 100.0),
        unit: "%",
        note: "blames nobody; our dead air is after the other's speech, from 3 s on, and leaves holds out",
    };
    let seconds = Old { name: "silence_duration", party: None, value: Some(total), unit: "s", note: "" };
    [percent.beside(basis, &[MeasureId::DeadAirRate]), seconds.beside(basis, &[MeasureId::DeadAirS])].concat()
}
