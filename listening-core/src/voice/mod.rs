//! How a talkspurt sounds, always against the speaker's own norm in the same call.

mod contour;
mod cue;
mod manner;
mod pace;
mod pitch;
mod spurt;

pub use contour::{Contour, Terminal};
pub use manner::{Ending, Opening};
pub use pitch::{Glance, Pitch, PitchTracker, SpeakerPitch, Talk, Voicing};
pub use spurt::{Delivery, Voice, VoiceFrame};
