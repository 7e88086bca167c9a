//! Talkspurts and turns.

use listening_core as core;

use super::row;
use crate::report::Report;
use crate::sized::Grows;
use crate::status::Status;

/// A stretch of the call that belongs to a party: a talkspurt, or a turn.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Span {
    /// The size of this struct: set it to sizeof(listening_span).
    pub size: usize,
    /// Its start, in seconds from the first sample.
    pub start: f64,
    /// Its end.
    pub end: f64,
    /// Its party: a listening_party.
    pub party: i32,
    /// Always 0.
    pub reserved: i32,
}

// SAFETY: `repr(C)`, the size is first, all fields are numbers.
unsafe impl Grows for Span {}

impl Span {
    fn of(party: core::Party, span: core::Span) -> Self {
        let (start, end) = (span.start.seconds(), span.end.seconds());
        Self { size: size_of::<Self>(), start, end, party: party as i32, reserved: 0 }
    }
}

/// Fills span with the talkspurt at index, from 0, of both parties in order of start: speech of one party, bounded by silences
/// of 180 ms or more.
///
/// LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE if its size is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_talkspurt(report: *const Report, index: usize, span: *mut Span) -> Status {
    let find = |report: &Report| report.inner.talkspurts.get(index).map(|spurt| Span::of(spurt.party, spurt.span));
    // SAFETY: the pointers are the caller's, valid for this call.
    unsafe { row(report, span, find) }
}

/// Fills span with the turn at index, from 0, of both parties in order of start: a stretch in which a party has the floor.
///
/// LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE if its size is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_turn(report: *const Report, index: usize, span: *mut Span) -> Status {
    let find = |report: &Report| report.inner.turns.get(index).map(|turn| Span::of(turn.party, turn.span));
    // SAFETY: the pointers are the caller's, valid for this call.
    unsafe { row(report, span, find) }
}
