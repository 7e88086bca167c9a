//! Frames to speech: a probability per frame from a detector, talkspurts and music from the probability.

mod breath;
mod decision;
mod detector;
mod ear;
mod echo;
mod edge;
mod evidence;
mod music;
mod network;
mod noise;
mod spurts;
mod tones;

pub use decision::decide;
pub use detector::{Detection, SpeechDetector};
pub use ear::{Ear, EarFrame};
pub use echo::{EchoGuard, History, Leak, Path};
pub use edge::SpeechEdge;
pub use evidence::{AHEAD, EVIDENCE, Gatherer, Judged};
pub use network::{Network, probabilities};
pub use noise::NoiseFloor;
pub use spurts::{Sound, SpurtBuilder};
pub use tones::{Tone, ToneFinder, TonePlan, ToneSpan};
