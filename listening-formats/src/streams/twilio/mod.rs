//! Twilio Media Streams: JSON messages with mu-law in base64.

mod message;
mod stream;

pub use message::{TwilioMessage, TwilioStart, TwilioTrack};
pub use stream::{TwilioCounts, TwilioStream};
