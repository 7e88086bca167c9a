//! Reports, and a whole call in one go.

use std::ffi::{CString, c_char};
use std::sync::OnceLock;

use listening_core as core;

use crate::boundary::{Fail, guard};
use crate::config::Config;
use crate::pointer::{self, Place};
use crate::push;
use crate::status::Status;

/// What is said of a call. Made by listening_session_finish or listening_analyze_i16, given back to
/// listening_report_free. It never changes and may be read by several threads at once.
pub struct Report {
    report: core::Report,
    /// Written when it is first asked for.
    json: OnceLock<CString>,
}

impl Report {
    pub(crate) fn new(report: core::Report) -> Self {
        Self { report, json: OnceLock::new() }
    }

    fn json(&self) -> Result<&CString, Fail> {
        if let Some(json) = self.json.get() {
            return Ok(json);
        }
        // JSON escapes NUL, so that this cannot fail.
        let json = CString::new(self.report.to_json()).map_err(|_| Status::Unknown)?;
        Ok(self.json.get_or_init(|| json))
    }
}

const _: () = {
    const fn is_shared<T: Send + Sync>() {}
    is_shared::<Report>();
};

/// Analyses a whole call of interleaved 16-bit samples (left, right, left, right): the same report as from a
/// session. The report is yours to give back to listening_report_free.
///
/// Statuses as for listening_session_new and listening_session_push_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_analyze_i16(
    config: *const Config,
    interleaved: *const i16,
    frames: usize,
    report: *mut *mut Report,
) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let (config, place) = unsafe { (Config::read(config)?, Place::new(report)?) };
        // SAFETY: `frames` frames of two samples are there.
        let samples = unsafe { push::samples(interleaved, frames, 2) }?;
        place.give(Report::new(core::analyze(samples, &config)?));
        Ok(Status::Ok)
    })
}

/// The report as JSON of the schema "listening.report/1", one line. *text belongs to the report and lives as long
/// as it; *length is set to its bytes without the NUL, and length may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_json(
    report: *const Report,
    text: *mut *const c_char,
    length: *mut usize,
) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let (report, place) = unsafe { (pointer::borrow(report)?, Place::new(text)?) };
        let json = report.json()?;
        place.set(json.as_ptr());
        if !length.is_null() {
            // SAFETY: not NULL, so it may be written to.
            unsafe { length.write(json.as_bytes().len()) };
        }
        Ok(Status::Ok)
    })
}

/// The report counted as another product counts, with our measures beside, as JSON of the schema
/// "listening.comparison/1", one line. name is one of verint_3s, miitel, google_5s, medallia, cisco_10s and amazon;
/// the definition of what is counted stands in the text. At most capacity bytes with the NUL are written to buffer;
/// *needed, where needed is not NULL, is set to the bytes that the text and its NUL take. To ask for that alone, give
/// NULL and 0.
///
/// LISTENING_STATUS_BAD_CONFIG where name is none of them. LISTENING_STATUS_BUFFER_TOO_SMALL where capacity is less
/// than *needed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_preset_json(
    report: *const Report,
    name: *const c_char,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let (report, name) = unsafe { (pointer::borrow(report)?, pointer::text(name)?) };
        let preset = core::Preset::from_name(name.unwrap_or_default())?;
        let text = preset.count(&report.report).to_json();
        // SAFETY: the buffer is the caller's, with room for `capacity` bytes.
        unsafe { pointer::copy_text(&text, buffer, capacity, needed) }
    })
}

/// Frees a report. NULL is passed over.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_free(report: *mut Report) {
    guard(|| {
        // SAFETY: the report is the caller's to give back, once.
        unsafe { pointer::free(report) };
        Ok(Status::Ok)
    });
}
