//! How a talkspurt sounds, always against the speaker's own norm in the same call.

mod pace;
mod pitch;
mod spurt;

pub use pitch::{Pitch, PitchFinder};
pub use spurt::{Contour, Delivery, Voice, VoiceFrame};
