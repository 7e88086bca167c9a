#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod recording;
mod source;
mod transcript;

pub use recording::{Layout, Part, Piece, examine, flac_runs};
pub use source::Source;
pub use transcript::{Parties, Speaker, SpokenWord, Transcript, TranscriptError, Unit, transcript};
