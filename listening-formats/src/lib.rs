#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod capture;
mod diarisation;
mod json;
mod marks;
mod recording;
mod rtp;
mod source;
mod transcript;

pub use capture::{CaptureError, CapturedCall, CapturedStream, Survey, is_capture, play};
pub use diarisation::{Diarisation, DiarisationError, SpokenTurn, diarisation};
pub use marks::{GivenMark, MarksError, marks};
pub use recording::{
    Kind, Layout, Part, Piece, Samples, Stretch, Wav, examine, flac_may_be_joined, flac_runs, kind, wav,
};
pub use rtp::{Payload, RtpCall, RtpCounts, RtpError, RtpStep};
pub use source::Source;
pub use transcript::{PLAIN, Parties, Speaker, SpokenWord, Transcript, TranscriptError, Unit, transcript};
