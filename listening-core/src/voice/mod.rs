//! How a talkspurt sounds, always against the speaker's own norm in the same call.

mod contour;
mod cue;
mod delivery;
mod norm;
mod pace;
mod pitch;
mod spurt;

pub use delivery::{Contour, Delivery, Ending, Opening, Terminal};
pub use pitch::{Glance, Pitch, PitchTracker, SpeakerPitch, Talk, Voicing};
pub use spurt::{Voice, VoiceFrame};
