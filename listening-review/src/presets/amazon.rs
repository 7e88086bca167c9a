//! Amazon Transcribe Call Analytics: its `ConversationCharacteristics`, filled from our events, for programs that
//! read that shape.

use serde::Serialize;

use super::basis::Basis;
use super::row::{Old, Row};
use listening_core::{EventKind, MeasureId, Party, PerParty};
use listening_core::{Span, Time};

pub(super) const DEFINITION: &str = "The shape is that of ConversationCharacteristics in the output of Amazon Transcribe \
    Call Analytics (post-call). Source: its developer guide, which names the fields, says what each is for (an \
    interruption: one participant cuts off the other mid-sentence) and gives no thresholds. So the numbers are counted \
    from this report's own events. Interruptions: the events that are listed as interruption or butting_in, whether \
    they are charged or not, each from its onset to the end of the entry, or for 2.3 s where it lasts longer. NonTalkTime: silences of 3 s or more (dead_air and hold). TalkTime: talkspurts. TalkSpeed: words given \
    with the call per minute of talk, left out where no words were given. Sentiment is not measured and left out; \
    LoudnessScores belong to a transcript.";

/// The measure of the same thing.
const OURS: MeasureId = MeasureId::WordsPerMinute;

/// What a program finds under the name that it knows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Document {
    /// The part of Amazon's output that is filled here.
    pub conversation_characteristics: Characteristics,
}

/// `ConversationCharacteristics`. All times are whole milliseconds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Characteristics {
    /// Who cut in on the other, and when.
    pub interruptions: Interruptions,
    /// Long silences.
    pub non_talk_time: NonTalkTime,
    /// How long each talks.
    pub talk_time: TalkTime,
    /// How fast each talks; `None`, and not written, where no words were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub talk_speed: Option<TalkSpeed>,
    /// Length of the call.
    pub total_conversation_duration_millis: i64,
}

/// A stretch of the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Instance {
    /// Where it begins.
    pub begin_offset_millis: i64,
    /// Where it ends.
    pub end_offset_millis: i64,
    /// How long it is.
    pub duration_millis: i64,
}

/// `Interruptions`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Interruptions {
    /// How many, of both parties.
    pub total_count: usize,
    /// How long they are together.
    pub total_time_millis: i64,
    /// Those of each party.
    pub interruptions_by_interrupter: ByInterrupter,
}

/// Interruptions of each party. As in Amazon's output, who did not interrupt is not written.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub struct ByInterrupter {
    /// The agent's, in order of time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agent: Vec<Instance>,
    /// The customer's, in order of time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub customer: Vec<Instance>,
}

/// `NonTalkTime`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct NonTalkTime {
    /// How long they are together.
    pub total_time_millis: i64,
    /// Each of them, in order of time.
    pub instances: Vec<Instance>,
}

/// `TalkTime`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct TalkTime {
    /// Both parties' together; where both talk at once it counts twice.
    pub total_time_millis: i64,
    /// Each party's.
    pub details_by_participant: Participants<Total>,
}

/// `TalkSpeed`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct TalkSpeed {
    /// Of each party that talks.
    pub details_by_participant: Participants<Speed>,
}

/// Something of each party, under Amazon's names for them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub struct Participants<T> {
    /// The agent's; not written where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<T>,
    /// The customer's; not written where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<T>,
}

/// A party's talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Total {
    /// How long.
    pub total_time_millis: i64,
}

/// A party's speed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Speed {
    /// Words per minute of the party's talk, rounded.
    pub average_words_per_minute: i64,
}

/// The comparison and the document.
pub(super) fn rows(basis: &Basis) -> (Vec<Row>, Option<Document>) {
    let cut_in = PerParty::from_fn(|party| interruptions(basis, party));
    let quiet = silences(basis);
    let mut rows = Vec::new();
    for party in Party::BOTH {
        let old = |name, value, unit, note| Old { name, party: Some(party), value, unit, note };
        let count = cut_in[party].len() as f64;
        rows.extend(
            old("InterruptionsByInterrupter", Some(count), "count", "by our rule: theirs names no threshold").beside(
                basis,
                &[MeasureId::InterruptionRate, MeasureId::InterruptionsCertain, MeasureId::InterruptionsPossible],
            ),
        );
        let talk = basis.talk(party).millis() as f64;
        rows.extend(old("TalkTime.TotalTimeMillis", Some(talk), "ms", "").beside(basis, &[MeasureId::TalkShare]));
        let note = if spoken(basis) { "" } else { "no words were given" };
        let speed = speed(basis, party);
        let ours = [OURS, MeasureId::ArticulationRate];
        let ours = &ours[usize::from(basis.measure(OURS, party).is_none())..];
        rows.extend(old("AverageWordsPerMinute", speed, "words/min", note).beside(basis, ours));
    }
    let quiet_for = Old {
        name: "NonTalkTime.TotalTimeMillis",
        party: None,
        value: Some(total(&quiet) as f64),
        unit: "ms",
        note: "dead air and holds, whoever they come after",
    };
    rows.extend(quiet_for.beside(basis, &[MeasureId::DeadAirS, MeasureId::DeadAirRate]));
    let document = Document { conversation_characteristics: characteristics(basis, cut_in, quiet) };
    (rows, Some(document))
}

fn characteristics(basis: &Basis, cut_in: PerParty<Vec<Instance>>, quiet: Vec<Instance>) -> Characteristics {
    let talk = PerParty::from_fn(|party| Total { total_time_millis: basis.talk(party).millis() });
    let speed = |party| speed(basis, party).map(|speed| Speed { average_words_per_minute: speed.round() as i64 });
    Characteristics {
        interruptions: Interruptions {
            total_count: cut_in.agent.len() + cut_in.customer.len(),
            total_time_millis: total(&cut_in.agent) + total(&cut_in.customer),
            interruptions_by_interrupter: ByInterrupter { agent: cut_in.agent, customer: cut_in.customer },
        },
        non_talk_time: NonTalkTime { total_time_millis: total(&quiet), instances: quiet },
        talk_time: TalkTime {
            total_time_millis: talk.agent.total_time_millis + talk.customer.total_time_millis,
            details_by_participant: Participants { agent: Some(talk.agent), customer: Some(talk.customer) },
        },
        talk_speed: spoken(basis).then(|| TalkSpeed {
            details_by_participant: Participants { agent: speed(Party::Agent), customer: speed(Party::Customer) },
        }),
        total_conversation_duration_millis: basis.length().millis(),
    }
}

/// The events that are listed as one. `interruption_rate` weighs them, and others beside.
fn interruptions(basis: &Basis, party: Party) -> Vec<Instance> {
    let kinds = [EventKind::Interruption, EventKind::ButtingIn];
    let own = basis.events.iter().filter(|event| event.by == party);
    own.filter(|event| kinds.iter().any(|kind| event.kind == *kind)).map(|event| instance(event.span)).collect()
}

fn silences(basis: &Basis) -> Vec<Instance> {
    let long = basis.events.iter().filter(|event| event.kind == EventKind::DeadAir || event.kind == EventKind::Hold);
    long.map(|event| instance(event.span)).collect()
}

fn instance(span: Span) -> Instance {
    Instance {
        begin_offset_millis: span.start.millis(),
        end_offset_millis: span.end.millis(),
        duration_millis: span.length().millis(),
    }
}

fn total(instances: &[Instance]) -> i64 {
    instances.iter().map(|instance| instance.duration_millis).sum()
}

/// Whether words were given, with the report or to it.
fn spoken(basis: &Basis) -> bool {
    basis.words.is_some() || Party::BOTH.iter().any(|&party| basis.measure(OURS, party).is_some())
}

/// Words per minute of talk: of the words that were given here, or as the report measured it; `None` without words or talk.
fn speed(basis: &Basis, party: Party) -> Option<f64> {
    let Some(words) = &basis.words else { return basis.measure(OURS, party)?.value };
    let talk = basis.talk(party);
    (talk > Time::ZERO).then(|| words[party] as f64 / talk.seconds() * 60.0)
}
