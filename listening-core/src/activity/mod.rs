//! Frames to speech: a probability per frame from a detector, talkspurts and music from the probability.

mod detector;
mod ear;
mod echo;
mod edge;
mod network;
mod noise;
mod spurts;
mod tones;

pub use detector::{Heard, SpeechDetector};
pub use ear::{Ear, EarFrame};
pub use echo::{EchoGuard, History, Path};
pub use network::{Network, probabilities};
pub use noise::NoiseFloor;
pub use spurts::{Sound, SpeechEdge, SpurtBuilder};
pub use tones::{Tone, ToneFinder, TonePlan, ToneSpan};
