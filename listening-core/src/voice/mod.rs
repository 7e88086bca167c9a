//! How a talkspurt sounds, always against the speaker's own norm in the same call.

mod contour;
mod cue;
mod norm;
mod pace;
mod pitch;
mod spurt;

pub(crate) use pitch::Voicing;
pub use pitch::{Amplitudes, PitchTracker, SpeakerPitch, Talk, glance};
pub use spurt::Voice;
pub(crate) use spurt::VoiceFrame;
