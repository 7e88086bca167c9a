//! Marks and legs.

use std::ffi::c_char;
use std::ptr;

use super::{number, row};
use crate::event::UNKNOWN;
use crate::report::Report;
use crate::sized::Grows;
use crate::status::Status;

/// A mark of the telephone system on a stretch of the call.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Mark {
    /// The size of this struct: set it to sizeof(listening_mark).
    pub size: usize,
    /// Its start, in seconds from the first sample.
    pub start: f64,
    /// Its end.
    pub end: f64,
    /// The agent that a transfer goes to; NULL if unknown.
    pub agent: *const c_char,
    /// Its kind: a listening_mark_kind.
    pub kind: i32,
    /// Its party: a listening_party; -1 for the whole call.
    pub party: i32,
}

// SAFETY: `repr(C)`, the size is first, all fields are numbers or pointers.
unsafe impl Grows for Mark {}

/// A part of the call with one agent, scored separately.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Leg {
    /// The size of this struct: set it to sizeof(listening_leg).
    pub size: usize,
    /// Its start, in seconds from the first sample.
    pub start: f64,
    /// Its end.
    pub end: f64,
    /// The agent's name, as given by the transfer to them; NULL before the first transfer.
    pub agent: *const c_char,
    /// The score of the assessed party in it, 0 to 100; NaN if there is too little evidence.
    pub value: f64,
    /// Lower end of its interval; NaN like the value.
    pub low: f64,
    /// Upper end of its interval; NaN like the value.
    pub high: f64,
    /// Level of the score, as in listening_score; NULL if the evidence is insufficient.
    pub rating: *const c_char,
    /// As in listening_score.
    pub status: *const c_char,
}

// SAFETY: `repr(C)`, the size is first, all fields are numbers or pointers.
unsafe impl Grows for Leg {}

/// Fills mark with the mark at index, from 0, in order of start.
///
/// LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE if its size is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_mark(report: *const Report, index: usize, mark: *mut Mark) -> Status {
    let find = |report: &Report| {
        let of = report.inner.marks.get(index)?;
        Some(Mark {
            size: size_of::<Mark>(),
            start: of.span.start.seconds(),
            end: of.span.end.seconds(),
            agent: of.agent.as_deref().map_or(ptr::null(), |agent| report.text(agent)),
            kind: of.kind.known().map_or(UNKNOWN, |kind| kind as i32),
            party: of.party.map_or(-1, |party| party as i32),
        })
    };
    // SAFETY: the pointers are the caller's, valid for this call.
    unsafe { row(report, mark, find) }
}

/// Fills leg with the part of the call at index, from 0, with one agent. There are legs if a transfer names an agent.
///
/// LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE if its size is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_leg(report: *const Report, index: usize, leg: *mut Leg) -> Status {
    let find = |report: &Report| {
        let of = report.inner.legs.get(index)?;
        Some(Leg {
            size: size_of::<Leg>(),
            start: of.span.start.seconds(),
            end: of.span.end.seconds(),
            agent: of.agent.as_deref().map_or(ptr::null(), |agent| report.text(agent)),
            value: number(of.score.observable_listening),
            low: number(of.score.low),
            high: number(of.score.high),
            rating: of.score.rating.as_ref().map_or(ptr::null(), |rating| report.text(rating.as_str())),
            status: report.text(of.score.status.as_str()),
        })
    };
    // SAFETY: the pointers are the caller's, valid for this call.
    unsafe { row(report, leg, find) }
}
