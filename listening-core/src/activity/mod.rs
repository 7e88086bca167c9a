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

pub use self::{
    decision::decide,
    detector::{Detection, SpeechDetector},
    ear::{Ear, EarFrame},
    echo::{EchoGuard, History},
    evidence::{EVIDENCE, Gatherer, Judged},
    network::Network,
    spurts::{Sound, SpurtBuilder},
};
pub(crate) use self::{echo::Leak, edge::SpeechEdge, tones::ToneSpan};
