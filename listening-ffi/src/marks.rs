//! What the telephone system says of a call.

use std::ffi::c_char;

use listening_core as core;

use crate::boundary::{Fail, on};
use crate::config;
use crate::floor::Floor;
use crate::mix::Mix;
use crate::pointer;
use crate::session::Session;
use crate::status::Status;

/// A mark of the telephone system on a stretch of a call. Later versions may add kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum MarkKind {
    /// The caller waits, with music or in silence.
    Hold = 0,
    /// A party has muted its microphone: the agent, unless the mark names a party.
    Mute = 1,
    /// The recording is paused, for example while card data are read out.
    Pause = 2,
    /// A machine talks to the caller.
    Ivr = 3,
    /// The caller waits for an agent.
    Queue = 4,
    /// The call is transferred to another agent, or to the first.
    Transfer = 5,
    /// The agent consults a colleague, and the customer does not hear it.
    Consult = 6,
    /// Nothing is recorded.
    RecordingOff = 7,
}

impl MarkKind {
    pub(crate) const ALL: [Self; 8] = [
        Self::Hold,
        Self::Mute,
        Self::Pause,
        Self::Ivr,
        Self::Queue,
        Self::Transfer,
        Self::Consult,
        Self::RecordingOff,
    ];
}

// Kinds pass by number: the engine's numbers are C's.
const _: () = {
    assert!(core::MarkKind::Hold as i32 == MarkKind::Hold as i32);
    assert!(core::MarkKind::Mute as i32 == MarkKind::Mute as i32);
    assert!(core::MarkKind::Pause as i32 == MarkKind::Pause as i32);
    assert!(core::MarkKind::Ivr as i32 == MarkKind::Ivr as i32);
    assert!(core::MarkKind::Queue as i32 == MarkKind::Queue as i32);
    assert!(core::MarkKind::Transfer as i32 == MarkKind::Transfer as i32);
    assert!(core::MarkKind::Consult as i32 == MarkKind::Consult as i32);
    assert!(core::MarkKind::RecordingOff as i32 == MarkKind::RecordingOff as i32);
    assert!(core::MarkKind::ALL.len() == 8, "a new kind of the engine needs a number here");
};

/// A mark as the engine takes it.
struct Given<'a> {
    kind: core::MarkKind,
    start: f64,
    end: Option<f64>,
    party: Option<core::Party>,
    agent: Option<&'a str>,
}

impl<'a> Given<'a> {
    /// # Safety
    /// `agent` is NULL, or as for [`pointer::text`].
    unsafe fn read(kind: i32, start: f64, end: f64, party: i32, agent: *const c_char) -> Result<Self, Fail> {
        let known = core::MarkKind::ALL.into_iter().find(|known| *known as i32 == kind);
        let kind = known.ok_or_else(|| {
            Fail::new(Status::BadMark, format!("a mark is of kind {kind}: expected a listening_mark_kind, 0 to 7"))
        })?;
        let party = if party == -1 { None } else { Some(config::party(party)?) };
        let agent: Option<&'a str> = if agent.is_null() {
            None
        } else {
            // SAFETY: the caller's promise.
            let text = unsafe { pointer::text(agent) }?;
            Some(text.ok_or_else(|| Fail::new(Status::BadMark, "the agent's name is not UTF-8"))?)
        };
        Ok(Self { kind, start, end: Some(end).filter(|end| !end.is_nan()), party, agent })
    }
}

/// Pushes a mark of the telephone system: kind, a listening_mark_kind, from start to end in seconds from the first
/// sample, in any order. Nothing within it is charged to anyone, and it is excluded from all shares of time and rates. If end is NaN, the
/// mark runs until the same mark (kind, party and start) is pushed with an end, or to the end of the call. party is a listening_party, or
/// -1 for the whole call. agent is NULL, or for LISTENING_MARK_KIND_TRANSFER the name of the agent the call goes to, in UTF-8, 1 to
/// 256 bytes: a new leg starts where the mark ends, and listening_report_leg has the score of each.
///
/// A mark may be pushed late: final events do not change, and the report charges nothing within it.
///
/// LISTENING_STATUS_BAD_MARK if a time, the kind or the agent is rejected, and beyond 1000 marks; LISTENING_STATUS_BAD_CONFIG if
/// party is invalid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_push_mark(
    session: *mut Session,
    kind: i32,
    start: f64,
    end: f64,
    party: i32,
    agent: *const c_char,
) -> Status {
    let body = |session: &mut Session| {
        let core = session.core()?;
        // SAFETY: the text is the caller's, valid for this call.
        let mark = unsafe { Given::read(kind, start, end, party, agent) }?;
        core.push_mark(mark.kind, mark.start, mark.end, mark.party, mark.agent)?;
        Ok(Status::Ok)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// Pushes a mark of the telephone system, as listening_session_push_mark.
///
/// LISTENING_STATUS_BAD_MARK and LISTENING_STATUS_BAD_CONFIG as there, LISTENING_STATUS_FINISHED after listening_floor_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_floor_push_mark(
    floor: *mut Floor,
    kind: i32,
    start: f64,
    end: f64,
    party: i32,
    agent: *const c_char,
) -> Status {
    let body = |floor: &mut Floor| {
        let core = floor.core()?;
        // SAFETY: the text is the caller's, valid for this call.
        let mark = unsafe { Given::read(kind, start, end, party, agent) }?;
        core.push_mark(mark.kind, mark.start, mark.end, mark.party, mark.agent)?;
        Ok(Status::Ok)
    };
    // SAFETY: the floor is the caller's, in use by this call alone.
    unsafe { on(floor, body) }
}

/// Pushes a mark of the telephone system, as listening_session_push_mark.
///
/// LISTENING_STATUS_BAD_MARK and LISTENING_STATUS_BAD_CONFIG as there, LISTENING_STATUS_FINISHED after listening_mix_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_push_mark(
    mix: *mut Mix,
    kind: i32,
    start: f64,
    end: f64,
    party: i32,
    agent: *const c_char,
) -> Status {
    let body = |mix: &mut Mix| {
        let core = mix.core()?;
        // SAFETY: the text is the caller's, valid for this call.
        let mark = unsafe { Given::read(kind, start, end, party, agent) }?;
        core.push_mark(mark.kind, mark.start, mark.end, mark.party, mark.agent)?;
        Ok(Status::Ok)
    };
    // SAFETY: the mix is the caller's, in use by this call alone.
    unsafe { on(mix, body) }
}
