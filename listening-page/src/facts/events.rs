//! Which events are shown where, how they are drawn, and why they are what they are.

use std::collections::HashSet;

use crate::data::{Event, Report};
use crate::words::{WORDS, reason, spaced};

/// Probability from which on another kind is named beside the most probable one.
const PERHAPS: f64 = 0.25;

/// How an event's sign is drawn.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) enum Look {
    /// It counts.
    Charged,
    /// An entry of the assessed party that nothing names: under .1, an event is counted and not named.
    Candidate,
    /// Neither.
    Other,
    /// It may be the other channel's echo.
    Echo,
}

impl Look {
    /// Those that the legend explains, in its order.
    pub(crate) const NAMED: [Self; 3] = [Self::Charged, Self::Candidate, Self::Echo];

    /// What the legend says of it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Charged => "counts",
            Self::Candidate => "counts under 10 %",
            Self::Other => "",
            Self::Echo => "perhaps an echo",
        }
    }

    /// Whether its sign is drawn hollow.
    pub(crate) const fn hollow(self) -> bool {
        matches!(self, Self::Candidate | Self::Echo)
    }

    /// Whether its sign has the colour of what counts.
    pub(crate) const fn colored(self) -> bool {
        matches!(self, Self::Charged | Self::Candidate)
    }
}

/// Whether a kind is a silence, which is after somebody.
pub(crate) fn is_silence(kind: &str) -> bool {
    matches!(kind, "dead_air" | "hold" | "gap" | "pause")
}

/// Whether the length of a kind says something by itself.
pub(crate) fn lasting(kind: &str) -> bool {
    is_silence(kind) || matches!(kind, "butting_in" | "backchannel" | "unanswered_turn")
}

/// Whether an event of a kind has a sign or a band on the timeline.
pub(crate) fn drawn(kind: &str) -> bool {
    WORDS.signs.contains_key(kind)
}

/// Whether a report says how much each event counts; those of before there were these keys do not.
pub(crate) fn weighed(report: &Report) -> bool {
    let mut judged =
        report.events.iter().filter(|event| WORDS.is_entry(&event.kind) && event.confidence.is_some()).peekable();
    judged.peek().is_none() || judged.any(|event| event.kinds.is_some())
}

/// What counts against the assessed party, heaviest first.
pub(crate) fn charged(report: &Report) -> Vec<&Event> {
    let mut found: Vec<&Event> = report.events.iter().filter(|event| event.charged.is_some()).collect();
    found.sort_by(|a, b| {
        b.charged.unwrap_or(0.0).total_cmp(&a.charged.unwrap_or(0.0)).then(a.start.total_cmp(&b.start))
    });
    found
}

/// Entries of the assessed party that count under 10 %; none where a report does not say what counts.
pub(crate) fn candidates(report: &Report) -> Vec<&Event> {
    if !weighed(report) {
        return Vec::new();
    }
    let apart = |event: &&Event| WORDS.is_entry(&event.kind) && event.by == report.assessed && event.charged.is_none();
    report.events.iter().filter(apart).collect()
}

/// The rest of what is listed one by one.
pub(crate) fn others(report: &Report) -> Vec<&Event> {
    let apart: HashSet<&str> =
        charged(report).into_iter().chain(candidates(report)).map(|event| event.id.as_str()).collect();
    let listed =
        |event: &&Event| WORDS.kinds.iter().any(|kind| kind.id == event.kind) && !apart.contains(event.id.as_str());
    report.events.iter().filter(listed).collect()
}

/// All that is listed, in order of start.
pub(crate) fn shown(report: &Report) -> Vec<&Event> {
    let ids: HashSet<&str> = charged(report)
        .into_iter()
        .chain(candidates(report))
        .chain(others(report))
        .map(|event| event.id.as_str())
        .collect();
    report.events.iter().filter(|event| ids.contains(event.id.as_str())).collect()
}

/// Each event that is listed, with its look.
pub(crate) fn looks(report: &Report) -> Vec<(&Event, Look)> {
    let apart: HashSet<&str> = candidates(report).into_iter().map(|event| event.id.as_str()).collect();
    let look = |event: &Event| {
        if event.charged.is_some() {
            Look::Charged
        } else if apart.contains(event.id.as_str()) {
            Look::Candidate
        } else if event.leak_suspect {
            Look::Echo
        } else {
            Look::Other
        }
    };
    shown(report).into_iter().map(|event| (event, look(event))).collect()
}

/// What counts: the kind, and who did it where that is not the assessed party.
pub(crate) fn what(event: &Event, report: &Report) -> String {
    let kind = spaced(&event.kind);
    if is_silence(&event.kind) {
        format!("{kind} after {}", event.by.name())
    } else if event.by == report.assessed {
        kind
    } else {
        format!("{kind} of {}", event.by.name())
    }
}

/// Whose event it is; a silence is after somebody.
pub(crate) fn whose(event: &Event) -> String {
    format!("{}{}", if is_silence(&event.kind) { "after " } else { "" }, event.by.name())
}

/// What an event rests on, the plainest first: its reasons, what else it may be, and the measures that it counts in.
pub(crate) fn why(event: &Event) -> Vec<String> {
    let mut found = Vec::new();
    if event.leak_suspect {
        found.push("may be the other channel's echo: not charged".to_owned());
    }
    found.extend(event.reasons.iter().map(|text| reason(text, event.by)));
    let kinds = event.kinds.iter().flatten().filter(|(kind, share)| *kind != event.kind && *share >= PERHAPS);
    let kinds: Vec<String> = kinds.map(|(kind, _)| spaced(kind)).collect();
    if !kinds.is_empty() {
        found.push(format!("may also be {}", kinds.join(" or ")));
    }
    if event.charged.is_some() {
        let counting = event.measures.iter().filter(|id| WORDS.counting.contains(id));
        let mut names: Vec<String> = counting.map(|id| WORDS.name(id)).collect();
        if names.is_empty() {
            names = event.measures.iter().map(|id| WORDS.name(id)).collect();
        }
        if !names.is_empty() {
            found.push(format!("counts in: {}", names.join(", ")));
        }
    }
    found
}
