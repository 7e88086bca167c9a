//! Signalling tones as events.

use crate::activity::ToneSpan;
use crate::floor::{Event, EventKind, Force, Kinds, Reason, Status};
use crate::party::Party;
use crate::time::Time;
use crate::tone::Tone;

/// An echoed tone is this late, and as long as its source to this many microseconds.
const ECHO_LEAST: Time = Time::from_millis(5);
const ECHO_MOST: Time = Time::from_millis(510);
const ECHO_LENGTH: i64 = 40_000;

/// The event of a signalling tone on the channel of `by`.
pub(super) fn tone_event(by: Party, tone: ToneSpan) -> Event {
    Event {
        kind: EventKind::Tone,
        by,
        span: tone.span,
        in_overlap: false,
        confidence: None,
        kinds: Kinds::default(),
        force: Force::default(),
        status: Status::Final,
        reasons: [Reason::Tone(tone.tone, tone.plan, tone.hz)].into_iter().collect(),
        leak_suspect: false,
    }
}

/// The tone that an event is; `None` for another event.
pub(super) fn tone_of(event: &Event) -> Option<Tone> {
    event.reasons.iter().find_map(|reason| match reason {
        Reason::Tone(tone, ..) => Some(tone),
        _ => None,
    })
}

/// Whether a tone is the `other` party's, heard again a little later.
pub(super) fn is_copy(event: &Event, other: &Event) -> bool {
    let late = event.span.start - other.span.start;
    let longer = event.span.length() - other.span.length();
    tone_of(event).is_some()
        && tone_of(event) == tone_of(other)
        && event.by != other.by
        && (ECHO_LEAST..=ECHO_MOST).contains(&late)
        && (-ECHO_LENGTH..=ECHO_LENGTH).contains(&longer.micros())
}
