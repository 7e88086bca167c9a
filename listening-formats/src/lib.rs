#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod recording;
mod source;

pub use recording::{Layout, Part, Piece, examine, flac_runs};
pub use source::Source;
