//! The report as a whole.

use std::ffi::c_char;
use std::mem::offset_of;
use std::ptr;

use super::row;
use crate::report::Report;
use crate::sized::Grows;
use crate::status::Status;

/// An overview of a report: its length, and the number of rows of each kind.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Summary {
    /// The size of this struct: set it to sizeof(listening_summary).
    pub size: usize,
    /// Length of the call, in seconds.
    pub duration: f64,
    /// Name and version of the profile that scored it, such as "contact_center/2"; with a calibration, followed by its hash.
    pub profile: *const c_char,
    /// Rows for listening_report_talkspurt.
    pub talkspurts: usize,
    /// Rows for listening_report_turn.
    pub turns: usize,
    /// Rows for listening_report_event.
    pub events: usize,
    /// Rows for listening_report_measure.
    pub measures: usize,
    /// Rows for listening_report_dimension.
    pub dimensions: usize,
    /// Version of the engine that made it, such as "0.1.0".
    pub engine: *const c_char,
    /// Name and version of the network that detected speech, such as "vad8k/1"; NULL if no audio was given.
    pub network: *const c_char,
    /// The party whose listening was scored: a listening_party.
    pub assessed: i32,
    /// Always 0.
    pub reserved: i32,
}

// SAFETY: `repr(C)`, the size is first, all fields are numbers or pointers.
unsafe impl Grows for Summary {
    // The first version ended with `dimensions`.
    const SHORTER: &'static [usize] = &[offset_of!(Self, engine)];
}

/// Fills summary with an overview of the report.
///
/// LISTENING_STATUS_BAD_SIZE if its size is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_summary(report: *const Report, summary: *mut Summary) -> Status {
    let find = |report: &Report| {
        let of = &report.inner;
        let network = of.engine.as_ref().and_then(|engine| engine.network.as_deref());
        Some(Summary {
            size: size_of::<Summary>(),
            duration: of.duration.seconds(),
            profile: report.text(&of.profile),
            talkspurts: of.talkspurts.len(),
            turns: of.turns.len(),
            events: of.events.len(),
            measures: of.measures.len(),
            dimensions: of.score.dimensions.len(),
            engine: of.engine.as_ref().map_or(ptr::null(), |engine| report.text(&engine.version)),
            network: network.map_or(ptr::null(), |network| report.text(network)),
            assessed: of.assessed as i32,
            reserved: 0,
        })
    };
    // SAFETY: the pointers are the caller's, valid for this call.
    unsafe { row(report, summary, find) }
}
