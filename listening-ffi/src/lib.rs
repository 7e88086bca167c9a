//! The C face of Listening. `include/listening.h`, which is generated from here, is its documentation: the doc
//! comments of exported items are written for C readers, and the rules that hold for all of them stand in
//! `cbindgen.toml`.
//!
//! Every exported body runs inside [`boundary`], which catches panics; pointers become references only in
//! [`pointer`] and [`sized`].

#![deny(unsafe_op_in_unsafe_fn, clippy::undocumented_unsafe_blocks)]
// Doc comments become the header's: what a caller must keep to is said once, at its top, and C has no backticks.
#![allow(clippy::missing_safety_doc, clippy::doc_markdown)]

mod boundary;
mod pointer;
mod sized;

// The header follows this order; blank lines keep rustfmt from sorting it.
mod config;

mod session;

mod push;

mod event;

mod report;

mod calibration;
mod track;

mod status;

#[cfg(test)]
mod tests;

pub use calibration::{listening_calibration_check, listening_calibration_fit_json};
pub use config::{Config, Language, Party, listening_config_init};
pub use event::{
    Event, EventKind, EventStatus, listening_event_init, listening_session_last_event_json,
    listening_session_poll_event,
};
pub use push::{
    LISTENING_MAX_FRAMES, listening_session_push_alaw, listening_session_push_f32, listening_session_push_i16,
    listening_session_push_mulaw, listening_session_push_planar_alaw, listening_session_push_planar_f32,
    listening_session_push_planar_i16, listening_session_push_planar_mulaw,
};
pub use report::{
    Report, listening_analyze_i16, listening_report_free, listening_report_json, listening_report_preset_json,
};
pub use session::{
    Session, listening_session_extend_lexicon, listening_session_finish, listening_session_free,
    listening_session_last_error, listening_session_new, listening_session_note_truncated, listening_session_push_word,
};
pub use status::{Status, listening_status_text, listening_version};
pub use track::listening_track_json;
