//! A report's events, with the reasons for them.

use std::ffi::c_char;

use super::row;
use crate::boundary::guard;
use crate::event::{Event, UNKNOWN};
use crate::pointer::{self, Place};
use crate::report::Report;
use crate::status::Status;

/// Fills event with the event at index, from 0, in order of start. All of them are final.
///
/// LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE if its size is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_event(report: *const Report, index: usize, event: *mut Event) -> Status {
    let find = |report: &Report| report.inner.events.get(index).map(Event::from);
    // SAFETY: the pointers are the caller's, valid for this call.
    unsafe { row(report, event, find) }
}

/// Sets *text to the reason at reason, from 0, for the event at index, such as "holder stopped 920 ms after onset": the first
/// is the most important. The text belongs to the report and lives as long as it.
///
/// LISTENING_STATUS_NO_ROW past the last of either.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_event_reason(
    report: *const Report,
    index: usize,
    reason: usize,
    text: *mut *const c_char,
) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let (report, place) = unsafe { (pointer::borrow(report)?, Place::new(text)?) };
        let found = report.inner.events.get(index).and_then(|event| event.reasons.get(reason));
        Ok(found.map_or(Status::NoRow, |reason| {
            place.set(report.text(reason));
            Status::Ok
        }))
    })
}

/// Sets *kind to the kind at position at, from 0, of those that the event at index might be, a listening_event_kind, and
/// *probability to its probability, 0 to 1: most probable first, without those under .01. The remainder to 1 is the
/// probability that the speaker only continued.
///
/// LISTENING_STATUS_NO_ROW past the last of either; an event without a classification has none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_event_kind(
    report: *const Report,
    index: usize,
    at: usize,
    kind: *mut i32,
    probability: *mut f64,
) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let report = unsafe { pointer::borrow(report) }?;
        if kind.is_null() || probability.is_null() {
            return Err(Status::NullPointer.into());
        }
        let found = report.inner.events.get(index).and_then(|event| event.kinds.get(at));
        Ok(found.map_or(Status::NoRow, |(found, share)| {
            // SAFETY: neither is NULL, so they may be written to.
            unsafe {
                kind.write(found.known().map_or(UNKNOWN, |kind| kind as i32));
                probability.write(*share);
            }
            Status::Ok
        }))
    })
}

/// Sets *text to the id at position at, from 0, of the scored measures that the event at index counts in, such as "interruption_rate".
/// The text belongs to the report and lives as long as it.
///
/// LISTENING_STATUS_NO_ROW past the last of either.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_event_measure(
    report: *const Report,
    index: usize,
    at: usize,
    text: *mut *const c_char,
) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let (report, place) = unsafe { (pointer::borrow(report)?, Place::new(text)?) };
        let found = report.inner.events.get(index).and_then(|event| event.measures.get(at));
        Ok(found.map_or(Status::NoRow, |measure| {
            place.set(report.text(measure.as_str()));
            Status::Ok
        }))
    })
}

/// The event of a report with that id. Ids in measures and deductions are those of its events.
pub(super) fn named(report: &Report, id: &str) -> Option<Event> {
    report.named(id).map(Event::from)
}
