//! The measures of both parties.

use std::ffi::c_char;
use std::mem::offset_of;

use listening_core as core;

use super::events::named;
use super::{number, row};
use crate::boundary::guard;
use crate::config;
use crate::event::Event;
use crate::pointer;
use crate::report::Report;
use crate::sized::{self, Grows};
use crate::status::Status;

/// One measure of one party. docs/methods.md of the source defines each.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Measure {
    /// The size of this struct: set it to sizeof(listening_measure).
    pub size: usize,
    /// Its name, such as "interruption_rate".
    pub id: *const c_char,
    /// The unit of its value: "s", "1/min", "share", "count", "dB", "syllables/s", "ratio", "correlation", "z" or "z/min".
    pub unit: *const c_char,
    /// The measured value; NaN if there were no cases.
    pub value: f64,
    /// Lower end of the 90 % interval; NaN if the value is a plain fact of this call.
    pub low: f64,
    /// Upper end of the 90 % interval; NaN like the lower end.
    pub high: f64,
    /// The number of cases: replies, pauses, talkspurts, windows.
    pub n: usize,
    /// Rows for listening_report_measure_event: the events it is based on.
    pub events: usize,
    /// The party whose behaviour it describes: a listening_party.
    pub party: i32,
    /// Always 0.
    pub reserved: i32,
    /// The value that the profile's curve uses, in the same unit: the shorter the call, the more it is shrunken towards the
    /// usual value. NaN if the profile does not score it, or not for this party.
    pub scored: f64,
}

// SAFETY: `repr(C)`, the size is first, all fields are numbers or pointers.
unsafe impl Grows for Measure {
    // The first version ended with `reserved`.
    const SHORTER: &'static [usize] = &[offset_of!(Self, scored)];
}

impl Measure {
    fn of(report: &Report, measure: &core::report::Measure) -> Self {
        Self {
            size: size_of::<Self>(),
            id: report.text(measure.id.as_str()),
            unit: report.text(measure.unit.as_str()),
            value: number(measure.value),
            low: number(measure.low),
            high: number(measure.high),
            n: measure.n,
            events: measure.events.len(),
            party: measure.party as i32,
            reserved: 0,
            scored: number(measure.scored),
        }
    }
}

/// Fills measure with the measure at index, from 0: the agent's, then the customer's.
///
/// LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE if its size is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_measure(
    report: *const Report,
    index: usize,
    measure: *mut Measure,
) -> Status {
    let find = |report: &Report| report.inner.measures.get(index).map(|measure| Measure::of(report, measure));
    // SAFETY: the pointers are the caller's, valid for this call.
    unsafe { row(report, measure, find) }
}

/// Fills measure with the measure of party, a listening_party, with the name id, such as "dead_air_rate".
///
/// LISTENING_STATUS_NO_ROW if there is none; LISTENING_STATUS_BAD_SIZE if its size is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_find_measure(
    report: *const Report,
    party: i32,
    id: *const c_char,
    measure: *mut Measure,
) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let (of, id) = unsafe { (pointer::borrow(report)?, pointer::text(id)?) };
        // SAFETY: the struct is the caller's, valid for this call.
        unsafe { sized::size(measure) }?;
        let party = config::party(party).ok();
        let mut rows = of.inner.measures.iter();
        let found = rows.find(|row| Some(row.party) == party && Some(row.id.as_str()) == id);
        let Some(found) = found else { return Ok(Status::NoRow) };
        // SAFETY: the struct is the caller's, valid for this call.
        unsafe { sized::fill(measure, &Measure::of(of, found)) }.map(|()| Status::Ok)
    })
}

/// Fills event with the event at index, from 0, of those that the measure at position measure is based on.
///
/// LISTENING_STATUS_NO_ROW past the last of either; LISTENING_STATUS_BAD_SIZE if its size is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_measure_event(
    report: *const Report,
    measure: usize,
    index: usize,
    event: *mut Event,
) -> Status {
    let find = |report: &Report| named(report, report.inner.measures.get(measure)?.events.get(index)?);
    // SAFETY: the pointers are the caller's, valid for this call.
    unsafe { row(report, event, find) }
}
