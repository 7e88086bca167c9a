//! The native module of the Python package `listening`.
//!
//! It holds only what needs the engine; reading files, tables, text and the command line are Python. Every
//! call into the engine runs detached from the interpreter, and none lets a panic through.

mod arrays;
mod calibration;
mod capture;
mod diarisation;
mod errors;
mod mix;
mod page;
mod presets;
mod recording;
mod resample;
mod rtp;
mod session;
mod streams;
mod track;
mod transcript;
mod whole;

use pyo3::prelude::*;

/// The engine behind the package. Private: use the names that `listening` exports.
#[pymodule]
mod _native {
    use super::{Bound, PyModule, PyModuleMethods, PyResult};

    #[pymodule_export]
    use crate::calibration::{calibrate, check_calibration, kappa, rate};
    #[pymodule_export]
    use crate::capture::{capture_audio, capture_survey, hear_capture, is_capture};
    #[pymodule_export]
    use crate::diarisation::diarisation;
    #[pymodule_export]
    use crate::errors::{
        AudioError, CalibrationError, ConfigError, ListeningError, MarkError, RowError, TalkspurtError, WordError,
    };
    #[pymodule_export]
    use crate::mix::Mix;
    #[pymodule_export]
    use crate::page::{call_page, counted, difference_words, plural, shown_name, tracking_page};
    #[pymodule_export]
    use crate::presets::compare;
    #[pymodule_export]
    use crate::recording::{flac_may_be_joined, flac_runs, recording_layout};
    #[pymodule_export]
    use crate::resample::Resampler;
    #[pymodule_export]
    use crate::rtp::RtpCall;
    #[pymodule_export]
    use crate::session::{Session, built_in_profile, check_settings, read_marks};
    #[pymodule_export]
    use crate::streams::{AudioHookCall, TwilioCall};
    #[pymodule_export]
    use crate::track::TrackedCalls;
    #[pymodule_export]
    use crate::transcript::{time_unit, transcript};
    #[pymodule_export]
    use crate::whole::{analyze, check_report, explain, floor};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("FRAME_COLUMNS", listening_core::FRAME_COLUMNS.to_vec())?;
        module.add("WORDS", listening_page::WORDS)?;
        module.add("PRESETS", crate::presets::presets())?;
        module
            .add("SUPPORTED_RATES", (*listening_core::SUPPORTED_RATES.start(), *listening_core::SUPPORTED_RATES.end()))
    }
}
