//! A report's events, with the reasons for them.

use std::ffi::c_char;

use super::row;
use crate::boundary::guard;
use crate::event::Event;
use crate::pointer::{self, Place};
use crate::report::Report;
use crate::status::Status;

/// Fills event with the event at index, from 0, in order of start. All of them are final.
///
/// LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE where its size is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_event(report: *const Report, index: usize, event: *mut Event) -> Status {
    let find = |report: &Report| report.inner.events.get(index).map(Event::from);
    // SAFETY: the pointers are the caller's, valid for this call.
    unsafe { row(report, event, find) }
}

/// Sets *text to the reason at reason, from 0, for the event at index, as "holder stopped 920 ms after onset": the first
/// weighs most. The text belongs to the report and lives as long as it.
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

/// The event of a report with that id. Ids in measures and deductions are those of its events.
pub(super) fn named(report: &Report, id: &str) -> Option<Event> {
    report.inner.events.iter().find(|event| event.id == id).map(Event::from)
}
