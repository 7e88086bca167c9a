//! Statuses and the texts that belong to them.

use std::ffi::{CStr, c_char};

use listening_core::Error;

/// The result of a function: 0 means success, positive means success with no data, negative means the call was rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Status {
    /// Success.
    Ok = 0,
    /// Success: no event is waiting.
    NoEvent = 1,
    /// Success: there is no row with that position or name.
    NoRow = 2,
    /// A pointer is NULL but must not be.
    NullPointer = -1,
    /// The size of a struct is not one that this library knows: set it to sizeof the struct.
    BadSize = -2,
    /// A field of the configuration or another choice is out of its range.
    BadConfig = -3,
    /// The sample rate is not from 4000 to 192000 Hz.
    UnsupportedRate = -4,
    /// The audio cannot be read: more than LISTENING_MAX_FRAMES frames, or a pointer that is not aligned.
    BadAudio = -5,
    /// A float sample is not a number, or infinite.
    NotFinite = -6,
    /// A float sample is beyond -16..16; full scale is -1..1.
    OutOfRange = -7,
    /// A talkspurt is out of order or out of range.
    BadTalkspurts = -8,
    /// The session has been finished and accepts no more input.
    Finished = -9,
    /// The buffer is too small for the text; *needed is the required number of bytes.
    BufferTooSmall = -10,
    /// A fault inside the library was caught in this call; the session cannot continue.
    Panic = -11,
    /// A fault was caught in an earlier call on this session.
    Poisoned = -12,
    /// Rejected for a reason that this version of the C interface has no number for.
    Unknown = -13,
    /// A word is out of range, without text, or not UTF-8.
    BadWord = -14,
    /// A row for listening_track_json has no agent, no finite time or no report, or the text is not an array of rows.
    BadRows = -15,
    /// A calibration, or the rated calls to fit it to, were rejected.
    BadCalibration = -16,
    /// A mark is out of range, of an unknown kind, or names an agent although it is not a transfer.
    BadMark = -17,
}

impl Status {
    pub(crate) const ALL: [Self; 20] = [
        Self::Ok,
        Self::NoEvent,
        Self::NoRow,
        Self::NullPointer,
        Self::BadSize,
        Self::BadConfig,
        Self::UnsupportedRate,
        Self::BadAudio,
        Self::NotFinite,
        Self::OutOfRange,
        Self::BadTalkspurts,
        Self::Finished,
        Self::BufferTooSmall,
        Self::Panic,
        Self::Poisoned,
        Self::Unknown,
        Self::BadWord,
        Self::BadRows,
        Self::BadCalibration,
        Self::BadMark,
    ];

    /// What it means and what to do, if no session has the details.
    pub(crate) const fn text(self) -> &'static CStr {
        match self {
            Self::Ok => c"done",
            Self::NoEvent => c"no event waits: push more audio",
            Self::NoRow => c"the report has no row with that position or name",
            Self::NullPointer => c"a pointer is NULL that must not be",
            Self::BadSize => {
                c"unknown struct size: set it to sizeof the struct, with its _init function where it has one"
            }
            Self::BadConfig => {
                c"configuration rejected: listening_config_check says why; fields that this library does not know \
                  must be 0"
            }
            Self::UnsupportedRate => c"unsupported sample rate: give 4000 to 192000 Hz, or resample first",
            Self::BadAudio => {
                c"audio cannot be read: give at most LISTENING_MAX_FRAMES frames a call, \
                  from memory that is aligned for the sample type"
            }
            Self::NotFinite => c"a float sample is not finite: mend or silence it before the push",
            Self::OutOfRange => c"a float sample is far beyond -1..1: scale the samples, or push them as 16-bit",
            Self::BadTalkspurts => c"a talkspurt is out of order or out of range",
            Self::Finished => c"the session is finished: begin a new one for more audio",
            Self::BufferTooSmall => c"the buffer is too small for the text",
            Self::Panic => c"fault inside the library: free the session and report it",
            Self::Poisoned => c"an earlier call on this session met a fault inside the library: free it",
            Self::BadWord => {
                c"a word was refused: give finite times, an end not before the start, and a text that is not empty"
            }
            Self::BadRows => {
                c"a row was refused: give an array of objects with an agent, a finite time and a report in each"
            }
            Self::BadCalibration => {
                c"a calibration was refused, or its rated calls: listening_calibration_check and \
                  listening_calibration_fit_json tell why"
            }
            Self::BadMark => {
                c"a mark was refused: give a kind, a finite start, an end not before it, and an agent with a transfer alone"
            }
            Self::Unknown => c"refused for a reason that this version has no number for",
        }
    }
}

impl From<&Error> for Status {
    fn from(error: &Error) -> Self {
        match error {
            error if error.is_sample_rate() => Self::UnsupportedRate,
            error if error.is_not_finite() => Self::NotFinite,
            error if error.is_out_of_range() => Self::OutOfRange,
            error if error.is_config() => Self::BadConfig,
            error if error.is_audio() => Self::BadAudio,
            error if error.is_talkspurts() => Self::BadTalkspurts,
            error if error.is_words() => Self::BadWord,
            error if error.is_mark() => Self::BadMark,
            _ => Self::Unknown,
        }
    }
}

impl From<&listening_review::Error> for Status {
    fn from(error: &listening_review::Error) -> Self {
        match error.as_core() {
            Some(error) => error.into(),
            None if error.is_config() => Self::BadConfig,
            None if error.is_rows() => Self::BadRows,
            None if error.is_calibration() => Self::BadCalibration,
            None => Self::Unknown,
        }
    }
}

/// What a status means and what to do about it, in one line of English. Never NULL, even for an invalid
/// number; the text is static. listening_session_last_error has the details if there is a session.
#[unsafe(no_mangle)]
pub extern "C" fn listening_status_text(status: i32) -> *const c_char {
    let known = Status::ALL.into_iter().find(|known| *known as i32 == status);
    known.map_or(c"no status of this library", Status::text).as_ptr()
}
