//! How a talkspurt sounds, always against the speaker's own norm in the same call.

#[cfg(feature = "audio")]
mod contour;
#[cfg(feature = "audio")]
mod cue;
mod delivery;
#[cfg(feature = "audio")]
mod norm;
#[cfg(feature = "audio")]
mod pace;
#[cfg(feature = "audio")]
mod pitch;
#[cfg(feature = "audio")]
mod spurt;

pub use delivery::{Contour, Delivery, Terminal};
pub(crate) use delivery::{Ending, Opening};
#[cfg(feature = "audio")]
pub(crate) use pitch::Voicing;
#[cfg(feature = "audio")]
pub use pitch::{Glance, PitchTracker, SpeakerPitch, Talk};
#[cfg(feature = "audio")]
pub use spurt::Voice;
#[cfg(feature = "audio")]
pub(crate) use spurt::VoiceFrame;
