//! Calls as telephone platforms send them over a web socket: messages in, audio in its place out.

mod audiohook;
mod error;
mod fields;
mod pair;
mod step;
mod twilio;

pub use audiohook::{AudioHookAnswer, AudioHookMessage, AudioHookOpen, AudioHookStream};
pub use error::StreamError;
pub use step::StreamStep;
pub use twilio::{TwilioCounts, TwilioMessage, TwilioStart, TwilioStream, TwilioTrack};
