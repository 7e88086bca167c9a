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

pub use delivery::{Contour, Delivery, Ending, Opening, Terminal};
#[cfg(feature = "audio")]
pub use pitch::{Glance, Pitch, PitchTracker, SpeakerPitch, Talk, Voicing};
#[cfg(feature = "audio")]
pub use spurt::{Voice, VoiceFrame};
