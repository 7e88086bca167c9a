//! Many calls of many agents.

use std::ffi::c_char;

use listening_core::Party;
use listening_review::tracking::{Calls, Options, track};

use crate::boundary::{Fail, guard};
use crate::pointer;
use crate::status::Status;
use crate::track_config::TrackConfig;

/// Tracks each agent over many calls, as JSON of the schema "listening.tracking/1", one line: pooled and shrunken
/// estimates with their intervals, the number of calls needed, trends, changes, control charts, and one habit to work on.
/// rows is a JSON array with one object per call, in any order:
///
///     [{"agent": "ann", "time": 1700000000, "report": {"schema": "listening.report/1", ...}}, ...]
///
/// or the reports themselves, with additional keys agent and time. time is in seconds since any epoch, or the position
/// in the order of calls. A row may have "labels", an object of texts such as {"queue": "sales"}. assessed is the party whose listening the reports assess, one of listening_party. Changes are
/// between the calls before and after the time *since, or, if since is NULL, between the halves of each agent's calls.
/// listening_track_configured_json has more settings.
///
/// At most capacity bytes including the NUL are written to buffer; *needed, if needed is not NULL, is set to the size
/// of the text including its NUL. To get only the size, pass NULL and 0; the work is then done twice.
///
/// LISTENING_STATUS_BAD_ROWS if a row is rejected: *bad_row, if bad_row is not NULL, is then set to its position
/// from 0, or to SIZE_MAX if the text is not an array. LISTENING_STATUS_BAD_CONFIG if assessed is not a party or
/// *since is not finite. LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_track_json(
    rows: *const c_char,
    assessed: i32,
    since: *const f64,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
    bad_row: *mut usize,
) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let (rows, since) = unsafe { (pointer::text(rows)?, since.as_ref().copied()) };
        let assessed = Party::BOTH.into_iter().find(|party| *party as i32 == assessed);
        let assessed = assessed.ok_or(Status::BadConfig)?;
        // SAFETY: `bad_row` is the caller's, NULL or valid for this call.
        let json = unsafe { tracked(rows, &Options { assessed, since, ..Options::default() }, bad_row) }?;
        // SAFETY: the buffer is the caller's, with room for `capacity` bytes.
        unsafe { pointer::copy_text(&json, buffer, capacity, needed) }
    })
}

/// Like listening_track_json, with the settings of config: weeks, trainings, pairs of agents, adjusted estimates.
/// If the call is rejected, the reason is written to reason, one line terminated by NUL and truncated to
/// reason_capacity bytes; reason may be NULL if reason_capacity is 0.
///
/// LISTENING_STATUS_BAD_ROWS and LISTENING_STATUS_BUFFER_TOO_SMALL as there. LISTENING_STATUS_BAD_CONFIG if a setting is out
/// of its range, or adjust names a label that no row has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_track_configured_json(
    rows: *const c_char,
    config: *const TrackConfig,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
    bad_row: *mut usize,
    reason: *mut c_char,
    reason_capacity: usize,
) -> Status {
    guard(|| {
        if reason.is_null() && reason_capacity > 0 {
            return Err(Status::NullPointer.into());
        }
        // SAFETY: the pointers are the caller's, valid for this call.
        let rows = unsafe { pointer::text(rows) }?;
        // SAFETY: as above.
        let json = unsafe { TrackConfig::options(config).and_then(|options| tracked(rows, &options, bad_row)) };
        let json = json.inspect_err(|fail| {
            // SAFETY: the reason has room for `reason_capacity` bytes.
            unsafe { pointer::copy_cut(&fail.text, reason, reason_capacity) };
        })?;
        // SAFETY: the buffer is the caller's, with room for `capacity` bytes.
        unsafe { pointer::copy_text(&json, buffer, capacity, needed) }
    })
}

/// # Safety
/// `bad_row` is NULL or may be written to.
unsafe fn tracked(rows: Option<&str>, options: &Options, bad_row: *mut usize) -> Result<String, Fail> {
    let tracking = Calls::from_json(rows.unwrap_or_default()).and_then(|calls| track(&calls, options));
    tracking.map(|tracking| tracking.to_json()).map_err(|error| {
        if error.is_rows() && !bad_row.is_null() {
            // SAFETY: not NULL, so it may be written to.
            unsafe { bad_row.write(error.row().unwrap_or(usize::MAX)) };
        }
        Fail::from(error)
    })
}
