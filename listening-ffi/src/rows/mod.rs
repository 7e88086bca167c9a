//! A report, row by row: plain structs that are filled for the caller.

mod events;
mod marks;
mod measures;
mod parties;
mod score;
mod spans;
mod summary;

pub use events::*;
pub use marks::*;
pub use measures::*;
pub use parties::*;
pub use score::*;
pub use spans::*;
pub use summary::*;

use crate::boundary::guard;
use crate::pointer;
use crate::report::Report;
use crate::sized::{self, Grows};
use crate::status::Status;

/// Fills the caller's struct with a row of the report, if there is such a row.
///
/// # Safety
/// The report is NULL or a live one, and the struct as [`sized::fill`] wants it.
unsafe fn row<T: Grows>(report: *const Report, to: *mut T, find: impl FnOnce(&Report) -> Option<T>) -> Status {
    guard(|| {
        // SAFETY: the caller's promise.
        let report = unsafe { pointer::borrow(report) }?;
        // SAFETY: the caller's promise. The size is looked at first, so that a mistake in it shows on every row.
        unsafe { sized::size(to) }?;
        match find(report) {
            // SAFETY: the caller's promise.
            Some(value) => unsafe { sized::fill(to, &value) }.map(|()| Status::Ok),
            None => Ok(Status::NoRow),
        }
    })
}

/// A number that may be missing.
fn number(value: Option<f64>) -> f64 {
    value.filter(|value| value.is_finite()).unwrap_or(f64::NAN)
}
