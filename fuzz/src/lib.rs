//! What is done with random input, and what must hold whatever the input is. The fuzzer's targets (`fuzz_targets`) and the
//! smoke run (`main.rs`) share it. A target panics where an invariant does not hold.

pub mod calibration;
pub mod capture;
pub mod floor;
mod holds;
pub mod lexicon;
mod made;
pub mod packets;
pub mod profile;
pub mod recording;
pub mod report;
pub mod session;
pub mod streams;
pub mod tracking;
pub mod transcript;
pub mod words;

/// A target: its name, which is that of its folder of seeds, and what it does with an input.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 13] = [
    ("session", session::run),
    ("floor", floor::run),
    ("words", words::run),
    ("lexicon", lexicon::run),
    ("profile", profile::run),
    ("calibration", calibration::run),
    ("report", report::run),
    ("tracking", tracking::run),
    ("recording", recording::run),
    ("packets", packets::run),
    ("streams", streams::run),
    ("capture", capture::run),
    ("transcript", transcript::run),
];

/// The input as text: what is not UTF-8 is no input of a reader of text.
fn text(input: &[u8]) -> Option<&str> {
    std::str::from_utf8(input).ok()
}
