//! The numbers of enums as names: those that stand in JSON, and for a status its enumerator.

use std::ffi::{CStr, c_char};

use crate::config::{Language, Party};
use crate::event::{EventKind, EventStatus};
use crate::marks::MarkKind;
use crate::status::Status;

/// The name of an invalid number. Not NULL, so that it can be printed.
const NONE: &CStr = c"unknown";

const fn kind_of(of: EventKind) -> &'static CStr {
    match of {
        EventKind::Backchannel => c"backchannel",
        EventKind::SmoothSwitch => c"smooth_switch",
        EventKind::Overlap => c"overlap",
        EventKind::Interruption => c"interruption",
        EventKind::ButtingIn => c"butting_in",
        EventKind::PauseInterruption => c"pause_interruption",
        EventKind::SimultaneousStart => c"simultaneous_start",
        EventKind::Pause => c"pause",
        EventKind::Gap => c"gap",
        EventKind::DeadAir => c"dead_air",
        EventKind::Hold => c"hold",
        EventKind::UnansweredTurn => c"unanswered_turn",
        EventKind::Bid => c"bid",
        EventKind::Tone => c"tone",
        EventKind::TurnEnd => c"turn_end",
        EventKind::FloorTaken => c"floor_taken",
    }
}

const fn mark_kind_of(of: MarkKind) -> &'static CStr {
    match of {
        MarkKind::Hold => c"hold",
        MarkKind::Mute => c"mute",
        MarkKind::Pause => c"pause",
        MarkKind::Ivr => c"ivr",
        MarkKind::Queue => c"queue",
        MarkKind::Transfer => c"transfer",
        MarkKind::Consult => c"consult",
        MarkKind::RecordingOff => c"recording_off",
    }
}

const fn event_status_of(of: EventStatus) -> &'static CStr {
    match of {
        EventStatus::Provisional => c"provisional",
        EventStatus::Final => c"final",
        EventStatus::Withdrawn => c"withdrawn",
        EventStatus::Committed => c"committed",
    }
}

const fn party_of(of: Party) -> &'static CStr {
    match of {
        Party::Agent => c"agent",
        Party::Customer => c"customer",
    }
}

const fn language_of(of: Language) -> &'static CStr {
    match of {
        Language::English => c"en",
        Language::German => c"de",
        Language::Spanish => c"es",
        Language::French => c"fr",
    }
}

const fn status_of(of: Status) -> &'static CStr {
    match of {
        Status::Ok => c"ok",
        Status::NoEvent => c"no_event",
        Status::NoRow => c"no_row",
        Status::NullPointer => c"null_pointer",
        Status::BadSize => c"bad_size",
        Status::BadConfig => c"bad_config",
        Status::UnsupportedRate => c"unsupported_rate",
        Status::BadAudio => c"bad_audio",
        Status::NotFinite => c"not_finite",
        Status::OutOfRange => c"out_of_range",
        Status::BadTalkspurts => c"bad_talkspurts",
        Status::Finished => c"finished",
        Status::BufferTooSmall => c"buffer_too_small",
        Status::Panic => c"panic",
        Status::Poisoned => c"poisoned",
        // Not to be taken for a number that is none.
        Status::Unknown => c"refused",
        Status::BadWord => c"bad_word",
        Status::BadMark => c"bad_mark",
        Status::BadRows => c"bad_rows",
        Status::BadCalibration => c"bad_calibration",
    }
}

/// The name of a number, looked up among all values.
fn named<T: Copy>(all: &[T], number: i32, of: fn(T) -> i32, name: fn(T) -> &'static CStr) -> *const c_char {
    all.iter().find(|&&one| of(one) == number).map_or(NONE, |&one| name(one)).as_ptr()
}

/// The name of a listening_event_kind as reports have it, "interruption" for LISTENING_EVENT_KIND_INTERRUPTION. Never
/// NULL, "unknown" for an invalid number; the text is static.
#[unsafe(no_mangle)]
pub extern "C" fn listening_event_kind_name(kind: i32) -> *const c_char {
    named(&EventKind::ALL, kind, |one| one as i32, kind_of)
}

/// The name of a listening_event_status: "provisional", "final", "withdrawn" or "committed"; otherwise as listening_event_kind_name.
#[unsafe(no_mangle)]
pub extern "C" fn listening_event_status_name(status: i32) -> *const c_char {
    named(&EventStatus::ALL, status, |one| one as i32, event_status_of)
}

/// The name of a listening_mark_kind as reports have it, "hold" for LISTENING_MARK_KIND_HOLD; otherwise as
/// listening_event_kind_name.
#[unsafe(no_mangle)]
pub extern "C" fn listening_mark_kind_name(kind: i32) -> *const c_char {
    named(&MarkKind::ALL, kind, |one| one as i32, mark_kind_of)
}

/// The name of a listening_party: "agent" or "customer"; otherwise as listening_event_kind_name.
#[unsafe(no_mangle)]
pub extern "C" fn listening_party_name(party: i32) -> *const c_char {
    named(&[Party::Agent, Party::Customer], party, |one| one as i32, party_of)
}

/// The code of a listening_language by ISO 639-1: "en", "de", "es" or "fr"; otherwise as listening_event_kind_name.
#[unsafe(no_mangle)]
pub extern "C" fn listening_language_code(language: i32) -> *const c_char {
    named(&Language::ALL, language, |one| one as i32, language_of)
}

/// The name of a listening_status, to log or to branch on in another language: its enumerator without the prefix, in lower
/// case, such as "bad_config"; "refused" for LISTENING_STATUS_UNKNOWN. Otherwise as listening_event_kind_name.
/// listening_status_text explains it.
#[unsafe(no_mangle)]
pub extern "C" fn listening_status_name(status: i32) -> *const c_char {
    named(&Status::ALL, status, |one| one as i32, status_of)
}
