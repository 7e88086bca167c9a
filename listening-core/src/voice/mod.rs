//! How a talkspurt sounds, always against the speaker's own norm in the same call.

mod manner;
mod pace;
mod pitch;
mod spurt;

pub use manner::Opening;
pub use pitch::{Pitch, PitchFinder};
pub use spurt::{Contour, Delivery, Voice, VoiceFrame};
