//! Both talk at once for a while: how Verint and Cisco count interruptions.

use super::basis::Basis;
use super::joint;
use super::row::{Old, Row};
use listening_core::{MeasureId, Span, Time};

/// Measures of ours that answer what talk-over is asked for.
const OURS: [MeasureId; 3] =
    [MeasureId::InterruptionRate, MeasureId::InterruptionsCertain, MeasureId::InterruptionsPossible];

/// A rule on the length of mutual talk.
pub(super) struct Rule {
    pub(super) definition: &'static str,
    count: &'static str,
    seconds: &'static str,
    long_enough: fn(Time) -> bool,
}

/// The rule of Verint's Real-Time Acoustics with the threshold of its example.
pub(super) const VERINT: Rule = Rule {
    definition: "An interruption is a run of more than 3 s in which both parties talk at once, whoever began. Source: \
                 Verint's online help on Real-Time Acoustics (event Interruption: both talk simultaneously for a \
                 duration that exceeds the threshold, 3 s in its example; stereo recordings only). Chosen here: a \
                 silence of 180 ms or more of either party ends a run.",
    count: "Interruption",
    seconds: "Interruption, length",
    long_enough: |length| length > Time::from_millis(3000),
};

/// The rule of Cisco's Quality Management with its default.
pub(super) const CISCO: Rule = Rule {
    definition: "A talkover event is a run of 10 s or more in which both parties talk at once, whoever began. Source: \
                 Cisco Unified Workforce Optimization, Quality Management (TalkOver Event Minimum Duration: equal to \
                 or greater than the number of seconds, by default 10; 1 to 3600 can be set). Chosen here: a silence \
                 of 180 ms or more of either party ends a run.",
    count: "TalkOver Events",
    seconds: "TalkOver Events, length",
    long_enough: |length| length >= Time::from_millis(10_000),
};

pub(super) fn rows(rule: &Rule, basis: &Basis) -> Vec<Row> {
    let runs: Vec<Span> = joint::talk_over(basis).into_iter().filter(|run| (rule.long_enough)(run.length())).collect();
    let count = Old {
        name: rule.count,
        party: None,
        value: Some(runs.len() as f64),
        unit: "count",
        note: "one who is cut off and stops at once is not counted; two who talk on together count once, whoever cut in",
    };
    let seconds = Old {
        name: rule.seconds,
        party: None,
        value: Some(joint::total(&runs).seconds()),
        unit: "s",
        note: "all those runs together",
    };
    [count.beside(basis, &OURS), seconds.beside(basis, &[])].concat()
}
