//! Reports, whole. Row by row they are read in [`rows`](crate::rows).

use std::ffi::{CString, c_char};
use std::sync::{Arc, OnceLock};

use listening_core as core;
use listening_review::{Explanation, Preset};

use crate::boundary::{Fail, guard};
use crate::pointer::{self, Place};
use crate::status::Status;
use crate::texts::Texts;

/// The result for a call. Created by listening_session_finish, listening_floor_finish, listening_mix_finish or a
/// listening_analyze_ function, released with listening_report_free. It never changes and may be read by several threads at once.
pub struct Report {
    pub(crate) inner: core::Report,
    /// What it was scored by.
    profile: Arc<core::Profile>,
    /// Each written when it is first asked for.
    json: OnceLock<CString>,
    explanation: OnceLock<String>,
    presets: [OnceLock<String>; Preset::ALL.len()],
    texts: OnceLock<Texts>,
    /// The events, in order of id.
    by_id: OnceLock<Vec<usize>>,
}

impl Report {
    pub(crate) fn new(inner: core::Report, profile: Arc<core::Profile>) -> Self {
        Self {
            inner,
            profile,
            json: OnceLock::new(),
            explanation: OnceLock::new(),
            presets: Default::default(),
            texts: OnceLock::new(),
            by_id: OnceLock::new(),
        }
    }

    /// A text of the report, as C reads it; it lives as long as the report.
    pub(crate) fn text(&self, text: &str) -> *const c_char {
        self.texts.get_or_init(|| Texts::of(&self.inner)).get(text)
    }

    /// The event with that id.
    pub(crate) fn named(&self, id: &str) -> Option<&core::report::Event> {
        let events = &self.inner.events;
        let by_id = self.by_id.get_or_init(|| {
            let mut order: Vec<usize> = (0..events.len()).collect();
            order.sort_by_key(|&index| events[index].id.as_str());
            order
        });
        let at = by_id.partition_point(|&index| events[index].id.as_str() < id);
        by_id.get(at).map(|&index| &events[index]).filter(|event| event.id == id)
    }

    pub(crate) fn explanation(&self) -> Result<&str, Fail> {
        if let Some(text) = self.explanation.get() {
            return Ok(text);
        }
        let text = Explanation::of(&self.inner, &self.profile)?.to_json();
        Ok(self.explanation.get_or_init(|| text))
    }

    fn preset(&self, preset: Preset) -> &str {
        self.presets[preset as usize].get_or_init(|| preset.count(&self.inner).to_json())
    }

    pub(crate) fn json(&self) -> Result<&CString, Fail> {
        if let Some(json) = self.json.get() {
            return Ok(json);
        }
        // JSON escapes NUL, so that this cannot fail.
        let json = CString::new(self.inner.to_json()).map_err(|_| Status::Unknown)?;
        Ok(self.json.get_or_init(|| json))
    }
}

const _: () = {
    const fn is_shared<T: Send + Sync>() {}
    is_shared::<Report>();
};

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

/// The report counted as another product counts, next to our measures, as JSON of the schema
/// "listening.comparison/1", one line. name is one of verint_3s, miitel, google_5s, medallia, cisco_10s and amazon;
/// the text defines what is counted. At most capacity bytes including the NUL are written to buffer;
/// *needed, if needed is not NULL, is set to the size of the text including its NUL. To get only the size, pass
/// NULL and 0: the text is created once and kept.
///
/// LISTENING_STATUS_BAD_CONFIG if name is not one of them. LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less
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
        let preset = Preset::from_name(name.unwrap_or_default())?;
        // SAFETY: the buffer is the caller's, with room for `capacity` bytes.
        unsafe { pointer::copy_text(report.preset(preset), buffer, capacity, needed) }
    })
}

/// What cost points in the report, largest first, where to listen, and what to change first, as JSON of the schema
/// "listening.explanation/1", one line. At most capacity bytes including the NUL are written to buffer; *needed, if needed
/// is not NULL, is set to the size of the text including its NUL. To get only the size, pass NULL and 0: the text is created
/// once and kept. It has up to 200 bytes for each event that cost points.
///
/// LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_explanation_json(
    report: *const Report,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> Status {
    guard(|| {
        // SAFETY: the report is the caller's, valid for this call.
        let report = unsafe { pointer::borrow(report) }?;
        // SAFETY: the buffer is the caller's, with room for `capacity` bytes.
        unsafe { pointer::copy_text(report.explanation()?, buffer, capacity, needed) }
    })
}

/// Frees a report. NULL is ignored.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_free(report: *mut Report) {
    guard(|| {
        // SAFETY: the report is the caller's to give back, once.
        unsafe { pointer::free(report) };
        Ok(Status::Ok)
    });
}
