//! Events as C sees them.

use std::ffi::c_char;
use std::fmt::{self, Write as _};
use std::mem::offset_of;

use listening_core as core;

use crate::boundary::{guard, on};
use crate::pointer::{self, Place};
use crate::session::Session;
use crate::sized::{self, Grows};
use crate::status::Status;

/// The kind of an event. Later versions may add kinds: ignore numbers you do not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum EventKind {
    /// Short feedback that does not take the floor.
    Backchannel = 0,
    /// The floor changes in silence; the previous speaker had finished.
    SmoothSwitch = 1,
    /// The floor changes while both talk and the previous speaker finishes: benign.
    Overlap = 2,
    /// The floor changes while both talk and the previous speaker gives way.
    Interruption = 3,
    /// One talks into the other's turn and stops; the other continues.
    ButtingIn = 4,
    /// The floor is taken in a pause; the previous speaker had not finished.
    PauseInterruption = 5,
    /// Both start within 0.2 s of each other.
    SimultaneousStart = 6,
    /// Silence inside a turn; by is the party whose turn it is.
    Pause = 7,
    /// Silence at a change of speaker; by is the party who spoke before it.
    Gap = 8,
    /// No one talks for 3 s or more; by is the party who spoke before it.
    DeadAir = 9,
    /// No one talks and music or a tone plays; by is the party who spoke before it.
    Hold = 10,
    /// No one answered: after 3 s or more of own silence, by had to continue. The span is the wait.
    UnansweredTurn = 11,
    /// by tried to take the floor while the other talked.
    Bid = 12,
    /// A signalling tone on the channel of by: a pressed key, ringback, busy, a fax. The reason names it.
    Tone = 13,
    /// Live decision: the turn of by is over. From the end of its talk to the last audio used for the decision; never in a
    /// report.
    TurnEnd = 14,
    /// Live decision: by, who started while the other talked, takes the floor. From its onset to the last audio used for the
    /// decision; never in a report.
    FloorTaken = 15,
}

/// Whether an event can still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum EventStatus {
    /// Announced early. A final or a withdrawn event with the same id follows.
    Provisional = 0,
    /// Final. Only final events enter measures.
    Final = 1,
    /// Withdraws the provisional event with the same id: it turned out not to be an event. Never in a report.
    Withdrawn = 2,
    /// A live decision, as requested by decisions of listening_config. It is emitted once and never withdrawn; never in a report.
    Committed = 3,
}

impl EventKind {
    pub(crate) const ALL: [Self; 16] = [
        Self::Backchannel,
        Self::SmoothSwitch,
        Self::Overlap,
        Self::Interruption,
        Self::ButtingIn,
        Self::PauseInterruption,
        Self::SimultaneousStart,
        Self::Pause,
        Self::Gap,
        Self::DeadAir,
        Self::Hold,
        Self::UnansweredTurn,
        Self::Bid,
        Self::Tone,
        Self::TurnEnd,
        Self::FloorTaken,
    ];
}

impl EventStatus {
    pub(crate) const ALL: [Self; 4] = [Self::Provisional, Self::Final, Self::Withdrawn, Self::Committed];
}

// Kinds and statuses pass by number: the engine's numbers are C's.
const _: () = {
    assert!(core::EventKind::Backchannel as i32 == EventKind::Backchannel as i32);
    assert!(core::EventKind::SmoothSwitch as i32 == EventKind::SmoothSwitch as i32);
    assert!(core::EventKind::Overlap as i32 == EventKind::Overlap as i32);
    assert!(core::EventKind::Interruption as i32 == EventKind::Interruption as i32);
    assert!(core::EventKind::ButtingIn as i32 == EventKind::ButtingIn as i32);
    assert!(core::EventKind::PauseInterruption as i32 == EventKind::PauseInterruption as i32);
    assert!(core::EventKind::SimultaneousStart as i32 == EventKind::SimultaneousStart as i32);
    assert!(core::EventKind::Pause as i32 == EventKind::Pause as i32);
    assert!(core::EventKind::Gap as i32 == EventKind::Gap as i32);
    assert!(core::EventKind::DeadAir as i32 == EventKind::DeadAir as i32);
    assert!(core::EventKind::Hold as i32 == EventKind::Hold as i32);
    assert!(core::EventKind::UnansweredTurn as i32 == EventKind::UnansweredTurn as i32);
    assert!(core::EventKind::Bid as i32 == EventKind::Bid as i32);
    assert!(core::EventKind::Tone as i32 == EventKind::Tone as i32);
    assert!(core::EventKind::TurnEnd as i32 == EventKind::TurnEnd as i32);
    assert!(core::EventKind::FloorTaken as i32 == EventKind::FloorTaken as i32);
    assert!(core::EventKind::ALL.len() == 16, "a new kind of the engine needs a number here");
    assert!(core::Status::Provisional as i32 == EventStatus::Provisional as i32);
    assert!(core::Status::Final as i32 == EventStatus::Final as i32);
    assert!(core::Status::Withdrawn as i32 == EventStatus::Withdrawn as i32);
    assert!(core::Status::Committed as i32 == EventStatus::Committed as i32);
};

/// Something that a party did, or a silence. Set it up once with listening_event_init; each function that returns an event
/// then fills it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct Event {
    /// The size of this struct: set by listening_event_init; do not change it.
    pub size: usize,
    /// Its start, in seconds from the first sample.
    pub start: f64,
    /// Its end, in seconds from the first sample. An entry ends with its contribution, or 2.3 s after its
    /// start, whichever comes first: later it would not be final in time.
    pub end: f64,
    /// The probability that the kind is right, 0 to 1; NaN if no classification was made. listening_report_event_kind returns
    /// that of each kind it might be.
    pub confidence: f64,
    /// The number of reasons for it: listening_report_event_reason returns them.
    pub reasons: i32,
    /// Its kind: a listening_event_kind.
    pub kind: i32,
    /// The party that did it: a listening_party. Each kind documents the party of a silence.
    pub by: i32,
    /// Provisional, final, withdrawn or committed: a listening_event_status.
    pub status: i32,
    /// 1 if the other was talking at the onset, otherwise 0.
    pub in_overlap: i32,
    /// 1 if it may be the other party's echo, otherwise 0.
    pub leak_suspect: i32,
    /// The same for a provisional event and its final event; terminated by NUL.
    pub id: [c_char; 24],
    /// Its weight against the assessed party, 0 to 1: its largest weight in a measure that the profile scores;
    /// listening_report_event_measure returns the measures it counts in. NaN if it does not count, and for an event
    /// emitted before the report.
    pub charged: f64,
}

// SAFETY: `repr(C)`, the size is first, all fields are numbers.
unsafe impl Grows for Event {
    // The first version ended with `id`.
    const SHORTER: &'static [usize] = &[offset_of!(Self, charged)];
}

impl Default for Event {
    fn default() -> Self {
        Self {
            size: size_of::<Self>(),
            start: 0.0,
            end: 0.0,
            confidence: 0.0,
            reasons: 0,
            kind: 0,
            by: 0,
            status: 0,
            in_overlap: 0,
            leak_suspect: 0,
            id: [0; 24],
            charged: 0.0,
        }
    }
}

/// An id as it is written, without allocating.
struct Id {
    text: [c_char; 24],
    length: usize,
}

impl fmt::Write for Id {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = self.text.len() - 1 - self.length;
        if text.len() > room {
            return Err(fmt::Error);
        }
        for byte in text.bytes() {
            self.text[self.length] = byte as c_char;
            self.length += 1;
        }
        Ok(())
    }
}

impl Id {
    /// What does not fit is left out: no time that a session can reach is so long.
    fn written(write: impl FnOnce(&mut Self) -> fmt::Result) -> [c_char; 24] {
        let mut id = Self { text: [0; 24], length: 0 };
        let _ = write(&mut id);
        id.text
    }
}

/// A live event.
impl From<&core::Event> for Event {
    fn from(event: &core::Event) -> Self {
        Self {
            size: size_of::<Self>(),
            start: event.span.start.seconds(),
            end: event.span.end.seconds(),
            confidence: event.confidence.map_or(f64::NAN, f64::from),
            reasons: event.reasons.iter().count() as i32,
            kind: event.kind as i32,
            by: event.by as i32,
            status: event.status as i32,
            in_overlap: event.in_overlap.into(),
            leak_suspect: event.leak_suspect.into(),
            id: Id::written(|id| event.write_id(id)),
            charged: f64::NAN,
        }
    }
}

/// One of a report.
impl From<&core::ReportEvent> for Event {
    fn from(event: &core::ReportEvent) -> Self {
        Self {
            size: size_of::<Self>(),
            start: event.span.start.seconds(),
            end: event.span.end.seconds(),
            confidence: event.confidence.unwrap_or(f64::NAN),
            reasons: event.reasons.len() as i32,
            kind: event.kind.known().map_or(UNKNOWN, |kind| kind as i32),
            by: event.by as i32,
            status: event.status.known().map_or(UNKNOWN, |status| status as i32),
            in_overlap: event.in_overlap.into(),
            leak_suspect: event.leak_suspect.into(),
            id: Id::written(|id| id.write_str(&event.id)),
            charged: event.charged.unwrap_or(f64::NAN),
        }
    }
}

/// The number of a kind or a status that this version does not know. No report of its own has one.
pub(crate) const UNKNOWN: i32 = -1;

/// Empties an event for listening_session_poll_event. Call it as listening_event_init(&event, sizeof event).
///
/// size is sizeof your own struct: this many bytes are written.
/// LISTENING_STATUS_BAD_SIZE if it is less than that of a listening_event of the first version, or more than 4096.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_event_init(event: *mut Event, size: usize) -> Status {
    // SAFETY: the caller says by `size` how much may be written.
    guard(|| unsafe { sized::write(event, size, &Event::default()) }.map(|()| Status::Ok))
}

/// Takes the next event out of the session's queue. Pushes and listening_session_finish put events there, in the
/// order in which they became known; they wait until they are polled or the session is freed. Poll until
/// LISTENING_STATUS_NO_EVENT after each push: no more than LISTENING_MAX_WAITING_EVENTS wait, and the oldest provisional
/// ones are dropped beyond that.
///
/// LISTENING_STATUS_NO_EVENT if none is waiting; the event is then not written. LISTENING_STATUS_BAD_SIZE if the
/// event was not set up with listening_event_init.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_poll_event(session: *mut Session, event: *mut Event) -> Status {
    let body = |session: &mut Session| {
        // SAFETY: the event is the caller's, valid for this call.
        let size = unsafe { sized::size(event) }?;
        let Some(next) = session.waiting.pop() else {
            return Ok(Status::NoEvent);
        };
        session.polled = Some(next);
        // SAFETY: the event has `size` bytes.
        unsafe { sized::write(event, size, &Event::from(&next)) }?;
        Ok(Status::Ok)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// The event that was polled last as one line of JSON, as in a report's "events", with the reasons for it. At most
/// capacity bytes including the NUL are written to buffer; *needed, if needed is not NULL, is set to the size of
/// the text including its NUL. To get only the size, pass NULL and 0.
///
/// LISTENING_STATUS_NO_EVENT if none has been polled. LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less
/// than *needed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_last_event_json(
    session: *mut Session,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> Status {
    let body = |session: &mut Session| match &session.polled {
        // SAFETY: the buffer is the caller's, with room for `capacity` bytes.
        Some(event) => unsafe { pointer::copy_text(&event.to_json(), buffer, capacity, needed) },
        None => Ok(Status::NoEvent),
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// The reason at position reason, from 0, for the event polled last, such as "holder stopped 920 ms after onset": the first
/// is the most important; reasons of listening_event is their number. Buffer, capacity and needed are as for
/// listening_session_last_event_json; 128 bytes are enough for any.
///
/// LISTENING_STATUS_NO_EVENT if none has been polled, LISTENING_STATUS_NO_ROW past the last.
/// LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_last_event_reason(
    session: *mut Session,
    reason: usize,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> Status {
    let body = |session: &mut Session| {
        let Some(event) = &session.polled else { return Ok(Status::NoEvent) };
        let Some(reason) = event.reasons.iter().nth(reason) else { return Ok(Status::NoRow) };
        // SAFETY: the buffer is the caller's, with room for `capacity` bytes.
        unsafe { pointer::copy_text(&reason.to_string(), buffer, capacity, needed) }
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// Sets *kind to the kind at position at, from 0, of those that the event polled last might be, and *probability to its
/// probability: like listening_report_event_kind.
///
/// LISTENING_STATUS_NO_EVENT if none has been polled, LISTENING_STATUS_NO_ROW past the last; an event without a
/// classification has none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_last_event_kind(
    session: *mut Session,
    at: usize,
    kind: *mut i32,
    probability: *mut f64,
) -> Status {
    let body = |session: &mut Session| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let (kind, probability) = unsafe { (Place::new(kind)?, Place::new(probability)?) };
        let Some(event) = &session.polled else { return Ok(Status::NoEvent) };
        let event = core::ReportEvent::from(event);
        let Some((found, share)) = event.kinds.get(at) else { return Ok(Status::NoRow) };
        kind.set(found.known().map_or(UNKNOWN, |kind| kind as i32));
        probability.set(*share);
        Ok(Status::Ok)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}
