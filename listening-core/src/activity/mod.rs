//! Frames to speech: a probability per frame from a detector, talkspurts and music from the probability.

#[cfg(feature = "audio")]
mod breath;
#[cfg(feature = "audio")]
mod decision;
#[cfg(feature = "audio")]
mod detector;
#[cfg(feature = "audio")]
mod ear;
#[cfg(feature = "audio")]
mod echo;
#[cfg(feature = "audio")]
mod edge;
#[cfg(feature = "audio")]
mod evidence;
#[cfg(feature = "audio")]
mod music;
#[cfg(feature = "audio")]
mod network;
#[cfg(feature = "audio")]
mod noise;
#[cfg(feature = "audio")]
mod spurts;
mod tones;

#[cfg(feature = "audio")]
pub use self::{
    decision::decide,
    detector::{Detection, SpeechDetector},
    ear::{Ear, EarFrame},
    echo::{EchoGuard, History},
    evidence::{EVIDENCE, Gatherer, Judged},
    network::Network,
    spurts::{Sound, SpurtBuilder},
};
#[cfg(feature = "audio")]
pub(crate) use self::{echo::Leak, edge::SpeechEdge, tones::ToneSpan};
pub use tones::{Tone, TonePlan};
