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
mod review;
mod sized;

mod texts;

// The header follows this order; blank lines keep rustfmt from sorting it.
mod version;

mod config;

mod session;

mod push;

mod audio;

mod rtp;

mod event;

mod queue;

mod snapshot;

mod floor;

mod mix;

mod marks;

mod transcript;

mod analyze;

mod report;

mod rows;

mod calibration;

mod track_config;

mod track;

mod page;

mod status;

mod names;

#[cfg(test)]
mod tests;

pub use analyze::{
    listening_analyze_alaw, listening_analyze_f32, listening_analyze_i16, listening_analyze_mulaw,
    listening_analyze_planar_alaw, listening_analyze_planar_f32, listening_analyze_planar_i16,
    listening_analyze_planar_mulaw,
};
pub use audio::{Audio, Encoding, Layout, listening_analyze_audio, listening_audio_init, listening_session_push_audio};
pub use calibration::{listening_calibration_check, listening_calibration_fit_json};
pub use config::{Config, Language, Party, listening_config_check, listening_config_init, listening_profile_json};
pub use event::{
    Event, EventKind, EventStatus, listening_event_init, listening_session_last_event_json,
    listening_session_last_event_kind, listening_session_last_event_reason, listening_session_poll_event,
};
pub use floor::{
    Floor, listening_floor_finish, listening_floor_free, listening_floor_last_error, listening_floor_new,
    listening_floor_push, listening_floor_push_word,
};
pub use marks::{MarkKind, listening_floor_push_mark, listening_mix_push_mark, listening_session_push_mark};
pub use mix::{
    Mix, listening_mix_finish, listening_mix_free, listening_mix_last_error, listening_mix_new,
    listening_mix_note_coding, listening_mix_note_truncated, listening_mix_note_unfinished, listening_mix_position,
    listening_mix_push_alaw, listening_mix_push_f32, listening_mix_push_i16, listening_mix_push_lost,
    listening_mix_push_mulaw, listening_mix_push_turn, listening_mix_push_word,
};
pub use names::{
    listening_event_kind_name, listening_event_status_name, listening_language_code, listening_mark_kind_name,
    listening_party_name, listening_status_name,
};
pub use page::{listening_report_card_html, listening_report_page_html, listening_tracking_page_html};
pub use push::{
    LISTENING_MAX_FRAMES, listening_session_note_lost, listening_session_push_alaw, listening_session_push_f32,
    listening_session_push_i16, listening_session_push_lost, listening_session_push_mulaw,
    listening_session_push_planar_alaw, listening_session_push_planar_f32, listening_session_push_planar_i16,
    listening_session_push_planar_mulaw,
};
pub use queue::{LISTENING_MAX_WAITING_EVENTS, listening_session_dropped_events};
pub use report::{
    Report, listening_report_explanation_json, listening_report_free, listening_report_json,
    listening_report_preset_json,
};
pub use rows::{
    Channel, Deduction, Dimension, Health, Leg, Mark, Measure, Score, Span, Summary, listening_report_channel,
    listening_report_deduction, listening_report_deduction_event, listening_report_dimension, listening_report_event,
    listening_report_event_kind, listening_report_event_measure, listening_report_event_reason,
    listening_report_find_measure, listening_report_health, listening_report_leg, listening_report_mark,
    listening_report_measure, listening_report_measure_event, listening_report_score, listening_report_summary,
    listening_report_talkspurt, listening_report_turn, listening_report_withheld_by,
};
pub use rtp::{
    Rtp, RtpCounts, listening_rtp_advance, listening_rtp_finish, listening_rtp_free, listening_rtp_has_ended,
    listening_rtp_new, listening_rtp_party_counts, listening_rtp_push, listening_rtp_set_payload_type,
};
pub use session::{
    Session, listening_session_extend_lexicon, listening_session_finish, listening_session_free,
    listening_session_last_error, listening_session_new, listening_session_note_coding, listening_session_note_shorter,
    listening_session_note_truncated, listening_session_note_unfinished, listening_session_position,
    listening_session_probability, listening_session_push_word,
};
pub use snapshot::{Snapshot, listening_session_report_so_far, listening_session_snapshot};
pub use status::{Status, listening_status_text};
pub use track::{listening_track_configured_json, listening_track_json};
pub use track_config::{Period, TrackConfig, listening_track_config_init};
pub use transcript::{
    listening_floor_push_transcript, listening_mix_push_transcript, listening_session_push_transcript,
};
pub use version::{
    LISTENING_ABI_VERSION, listening_abi_version, listening_build_info, listening_is_missing, listening_version,
};
