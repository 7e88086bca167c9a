//! The stages' own types, for this project's benches, examples and tests. Unstable: anything here may change in any
//! release.

#[cfg(feature = "audio")]
pub use crate::{
    activity::{
        Detection, EVIDENCE, Ear, EarFrame, EchoGuard, Gatherer, History, Judged, Network, Print, Sound,
        SpeechDetector, SpeechEdge, SpurtBuilder, decide,
    },
    channel::{SpeechJudge, Verdict},
    health::Watch,
    pcm::Resampler,
    signal::{FRAME, Framer, Spectrum},
    voice::{Amplitudes, PitchTracker, SpeakerPitch, Talk, Voice, glance},
};

pub use crate::decisions::{Asked, EVIDENCE as DECISION_EVIDENCE, NAMES as DECISION_NAMES, asked, decided};
pub use crate::floor::{FloorInput, FloorTracker, Look, OVERLAP_FEATURES, SILENCE_FEATURES, WORD_NAMES, placements};
