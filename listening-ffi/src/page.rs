//! Pages that need nothing but a browser.

use std::ffi::c_char;

use listening_page::{CallOptions, call_page, coaching_card, tracking_page};

use crate::boundary::{Fail, guard};
use crate::pointer;
use crate::report::Report;
use crate::status::Status;

/// The page of the call in HTML, plain ASCII: one file that needs no network, with the score, what to change first, the
/// timeline and the rest of the report. title is its heading. It contains no audio. At most capacity bytes including
/// the NUL are written to buffer; *needed, if needed is not NULL, is set to the size of the text including its NUL. To
/// get only the size, pass NULL and 0; the work is then done twice.
///
/// LISTENING_STATUS_BAD_CONFIG if title is not UTF-8. LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than
/// *needed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_page_html(
    report: *const Report,
    title: *const c_char,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let page = unsafe { drawn(report, title, call_page) }?;
        // SAFETY: the buffer is the caller's, with room for `capacity` bytes.
        unsafe { pointer::copy_text(&page, buffer, capacity, needed) }
    })
}

/// The coaching card of the call in HTML, plain ASCII, for a ten-minute conversation: what went well, the one habit to
/// work on, and three places to listen to. It prints on one page of A4 or Letter. Arguments and statuses are those of
/// listening_report_page_html.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_card_html(
    report: *const Report,
    title: *const c_char,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let card = unsafe { drawn(report, title, coaching_card) }?;
        // SAFETY: the buffer is the caller's, with room for `capacity` bytes.
        unsafe { pointer::copy_text(&card, buffer, capacity, needed) }
    })
}

/// The page of many calls in HTML, plain ASCII, from the JSON of listening_track_json: agents side by side with
/// their intervals, changes, and each agent, without a rank. title is its heading. The buffer is filled as by
/// listening_report_page_html.
///
/// LISTENING_STATUS_BAD_ROWS if tracking is not JSON of the schema "listening.tracking/1". LISTENING_STATUS_BAD_CONFIG if
/// title is not UTF-8. LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_tracking_page_html(
    tracking: *const c_char,
    title: *const c_char,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let (tracking, title) = unsafe { (pointer::text(tracking)?, pointer::text(title)?) };
        let title = title.ok_or(Status::BadConfig)?;
        let page = tracking_page(tracking.unwrap_or_default(), title)
            .map_err(|error| Fail::new(Status::BadRows, error.to_string()))?;
        // SAFETY: the buffer is the caller's, with room for `capacity` bytes.
        unsafe { pointer::copy_text(&page, buffer, capacity, needed) }
    })
}

/// # Safety
/// `report` and `title` are NULL or valid for this call.
unsafe fn drawn(
    report: *const Report,
    title: *const c_char,
    draw: fn(&str, &CallOptions<'_>) -> listening_page::Result<String>,
) -> Result<String, Fail> {
    // SAFETY: the caller's promise.
    let (report, title) = unsafe { (pointer::borrow(report)?, pointer::text(title)?) };
    let title = title.ok_or(Status::BadConfig)?;
    let json = report.json()?.to_str().map_err(|_| Status::Unknown)?;
    let options = CallOptions { title, explanation: Some(report.explanation()?), ..CallOptions::default() };
    // A report that was just written is of its schema.
    draw(json, &options).map_err(|error| Fail::new(Status::Unknown, error.to_string()))
}
