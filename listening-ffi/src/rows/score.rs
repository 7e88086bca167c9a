//! The score, its dimensions, and why points were lost.

use std::ffi::c_char;
use std::ptr;

use listening_core::report::DimensionScore;
use listening_core::{Id, Rating};

use super::events::named;
use super::{number, row};
use crate::boundary::guard;
use crate::event::Event;
use crate::pointer::{self, Place};
use crate::report::Report;
use crate::sized::Grows;
use crate::status::Status;

/// The score of the assessed party.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Score {
    /// The size of this struct: set it to sizeof(listening_score).
    pub size: usize,
    /// The total, 0 to 100; NaN with less than 10 s of the other's speech or without a change of the floor.
    pub value: f64,
    /// Lower end of its interval; NaN like the value.
    pub low: f64,
    /// Upper end of its interval; NaN like the value.
    pub high: f64,
    /// Share of the profile's weight that could be measured, 0 to 1.
    pub coverage: f64,
    /// Level of the total: "Outstanding", "Above Average", "Average", "Poor" or "Ineffective"; NULL, like its
    /// range, if the evidence is insufficient.
    pub rating: *const c_char,
    /// Level of the lower end.
    pub rating_low: *const c_char,
    /// Level of the upper end.
    pub rating_high: *const c_char,
    /// "ok", "insufficient_evidence" with less than 30 s of the other's speech or fewer than 5 changes of the floor, or "withheld",
    /// for which listening_report_withheld_by gives the reasons.
    pub status: *const c_char,
    /// Rows for listening_report_dimension.
    pub dimensions: usize,
}

// SAFETY: `repr(C)`, the size is first, all fields are numbers or pointers.
unsafe impl Grows for Score {}

/// One dimension of the score.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Dimension {
    /// The size of this struct: set it to sizeof(listening_dimension).
    pub size: usize,
    /// "patience", "attentiveness", "give_and_take" or "composure".
    pub id: *const c_char,
    /// Points, 0 to 100; NaN if nothing of it could be measured.
    pub value: f64,
    /// Lower end of its interval; NaN like the value.
    pub low: f64,
    /// Upper end of its interval; NaN like the value.
    pub high: f64,
    /// Rows for listening_report_deduction.
    pub deductions: usize,
}

// SAFETY: `repr(C)`, the size is first, all fields are numbers or pointers.
unsafe impl Grows for Dimension {}

/// Points that a measure cost.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Deduction {
    /// The size of this struct: set it to sizeof(listening_deduction).
    pub size: usize,
    /// Its dimension, as in listening_dimension.
    pub dimension: *const c_char,
    /// The measure, as in listening_measure.
    pub measure: *const c_char,
    /// Points of the dimension's 100.
    pub points: f64,
    /// Rows for listening_report_deduction_event: the events to listen to.
    pub events: usize,
}

// SAFETY: `repr(C)`, the size is first, all fields are numbers or pointers.
unsafe impl Grows for Deduction {}

fn at(report: &Report, dimension: usize) -> Option<&DimensionScore> {
    report.inner.score.dimensions.get(dimension)
}

/// Fills score with the score of the assessed party.
///
/// LISTENING_STATUS_BAD_SIZE if its size is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_score(report: *const Report, score: *mut Score) -> Status {
    let find = |report: &Report| {
        let of = &report.inner.score;
        let level =
            |rating: &Option<Id<Rating>>| rating.as_ref().map_or(ptr::null(), |rating| report.text(rating.as_str()));
        Some(Score {
            size: size_of::<Score>(),
            value: number(of.observable_listening),
            low: number(of.low),
            high: number(of.high),
            coverage: of.coverage,
            rating: level(&of.rating),
            rating_low: level(&of.rating_low),
            rating_high: level(&of.rating_high),
            status: report.text(of.status.as_str()),
            dimensions: of.dimensions.len(),
        })
    };
    // SAFETY: the pointers are the caller's, valid for this call.
    unsafe { row(report, score, find) }
}

/// Sets *text to the health code at index, from 0, of those because of which the score is withheld, such as "duplicated": the findings
/// on the line make a score impossible. The text belongs to the report and lives as long as it.
///
/// LISTENING_STATUS_NO_ROW past the last; a score that is not withheld has none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_withheld_by(
    report: *const Report,
    index: usize,
    text: *mut *const c_char,
) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let (report, place) = unsafe { (pointer::borrow(report)?, Place::new(text)?) };
        let found = report.inner.score.withheld_by.get(index);
        Ok(found.map_or(Status::NoRow, |code| {
            place.set(report.text(code.as_str()));
            Status::Ok
        }))
    })
}

/// Fills to with the dimension at position dimension, from 0.
///
/// LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE if its size is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_dimension(
    report: *const Report,
    dimension: usize,
    to: *mut Dimension,
) -> Status {
    let find = |report: &Report| {
        let of = at(report, dimension)?;
        Some(Dimension {
            size: size_of::<Dimension>(),
            id: report.text(of.id.as_str()),
            value: number(of.value),
            low: number(of.low),
            high: number(of.high),
            deductions: of.deductions.len(),
        })
    };
    // SAFETY: the pointers are the caller's, valid for this call.
    unsafe { row(report, to, find) }
}

/// Fills to with the deduction at position deduction, from 0, of the dimension at position dimension: largest first.
///
/// LISTENING_STATUS_NO_ROW past the last of either; LISTENING_STATUS_BAD_SIZE if its size is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_deduction(
    report: *const Report,
    dimension: usize,
    deduction: usize,
    to: *mut Deduction,
) -> Status {
    let find = |report: &Report| {
        let whole = at(report, dimension)?;
        let of = whole.deductions.get(deduction)?;
        Some(Deduction {
            size: size_of::<Deduction>(),
            dimension: report.text(whole.id.as_str()),
            measure: report.text(of.measure.as_str()),
            points: of.points,
            events: of.events.len(),
        })
    };
    // SAFETY: the pointers are the caller's, valid for this call.
    unsafe { row(report, to, find) }
}

/// Fills event with the event at index, from 0, of those behind the deduction at position deduction of the dimension at
/// position dimension.
///
/// LISTENING_STATUS_NO_ROW past the last of any; LISTENING_STATUS_BAD_SIZE if its size is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_deduction_event(
    report: *const Report,
    dimension: usize,
    deduction: usize,
    index: usize,
    event: *mut Event,
) -> Status {
    let find = |report: &Report| {
        let of = at(report, dimension)?.deductions.get(deduction)?;
        named(report, of.events.get(index)?)
    };
    // SAFETY: the pointers are the caller's, valid for this call.
    unsafe { row(report, event, find) }
}
