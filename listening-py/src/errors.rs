//! The engine's errors as Python exceptions, and the wall that panics stop at.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::create_exception;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;

create_exception!(
    listening,
    ListeningError,
    PyValueError,
    "An input that was refused. The message says what came, what was expected and what to do."
);
create_exception!(listening, ConfigError, ListeningError, "A setting was refused, before any audio.");
create_exception!(listening, AudioError, ListeningError, "Audio was refused.");
create_exception!(listening, TalkspurtError, ListeningError, "Given talkspurts were refused.");

create_exception!(listening, WordError, ListeningError, "Given words were refused.");
create_exception!(listening, MarkError, ListeningError, "A mark of the telephone system was refused.");
create_exception!(listening, RowError, ListeningError, "A row for tracking was refused.");
create_exception!(
    listening,
    CalibrationError,
    ListeningError,
    "A calibration was refused, or the rated calls that it was to be fitted to."
);

/// The exception for an engine's error.
pub(crate) fn raise(error: &listening_core::Error) -> PyErr {
    let message = error.to_string();
    if error.is_config() {
        ConfigError::new_err(message)
    } else if error.is_audio() {
        AudioError::new_err(message)
    } else if error.is_talkspurts() {
        TalkspurtError::new_err(message)
    } else if error.is_words() {
        WordError::new_err(message)
    } else if error.is_mark() {
        MarkError::new_err(message)
    } else {
        ListeningError::new_err(message)
    }
}

/// The exception for an error of reading finished reports.
pub(crate) fn raise_review(error: &listening_review::Error) -> PyErr {
    let message = error.to_string();
    if let Some(error) = error.as_core() {
        raise(error)
    } else if error.is_config() {
        ConfigError::new_err(message)
    } else if error.is_rows() {
        RowError::new_err(message)
    } else if error.is_calibration() {
        CalibrationError::new_err(message)
    } else {
        ListeningError::new_err(message)
    }
}

/// Why the engine gave no result.
pub(crate) enum Failure {
    /// It refused the input.
    Refused(listening_review::Error),
    /// It panicked: a defect of ours.
    Panicked,
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(error) => raise_review(&error),
            Failure::Panicked => {
                PyRuntimeError::new_err("the engine failed on this input, which is a defect in it: please report it")
            }
        }
    }
}

/// Runs `work` detached from the interpreter, and stops a panic.
pub(crate) fn detached<R: Send>(py: Python<'_>, work: impl FnOnce() -> R + Send) -> Result<R, Failure> {
    py.detach(|| catch_unwind(AssertUnwindSafe(work))).map_err(|_| Failure::Panicked)
}

/// Runs `work` in the engine in the same way.
pub(crate) fn engine<R: Send>(
    py: Python<'_>,
    work: impl FnOnce() -> listening_review::Result<R> + Send,
) -> Result<R, Failure> {
    detached(py, work)?.map_err(Failure::Refused)
}
