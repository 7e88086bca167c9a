#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
// clippy.toml lists what differs between machines. Tests may compare with it.
#![cfg_attr(not(test), deny(clippy::disallowed_methods))]

mod capture;
mod diarisation;
mod json;
mod lane;
mod marks;
mod recording;
mod rtp;
mod source;
mod streams;
mod transcript;

pub use capture::{CaptureError, CapturedCall, CapturedStream, Survey, is_capture, play};
pub use diarisation::{Diarisation, DiarisationError, SpokenTurn, diarisation};
pub use marks::{GivenMark, MarksError, marks};
pub use recording::{
    Kind, Layout, Part, Piece, Samples, Stretch, Wav, examine, flac_may_be_joined, flac_runs, kind, wav,
};
pub use rtp::{Payload, RtpCall, RtpCounts, RtpError, RtpStep};
pub use source::Source;
pub use streams::{
    AudioHookAnswer, AudioHookMessage, AudioHookOpen, AudioHookStream, StreamError, StreamStep, TwilioCounts,
    TwilioMessage, TwilioStart, TwilioStream, TwilioTrack,
};
pub use transcript::{PLAIN, Parties, Speaker, SpokenWord, Transcript, TranscriptError, Unit, transcript};
