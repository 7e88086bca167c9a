//! Frames to speech: a probability per frame from a detector, talkspurts and music from the probability.

mod breath;
mod copies;
mod crosstalk;
mod decision;
mod detector;
mod ear;
mod echo;
mod edge;
mod evidence;
mod halves;
mod history;
mod leak;
mod music;
mod network;
mod noise;
mod print;
mod spurts;
mod tones;

pub(crate) use self::{
    copies::{Copies, Way},
    crosstalk::Crosstalk,
    leak::Leak,
    network::ln,
    tones::ToneSpan,
};
pub use self::{
    decision::decide,
    detector::{Detection, SpeechDetector},
    ear::{Ear, EarFrame},
    echo::EchoGuard,
    edge::SpeechEdge,
    evidence::{EVIDENCE, Gatherer, Judged},
    history::History,
    network::Network,
    print::Print,
    spurts::{Sound, SpurtBuilder},
};
