//! Genesys AudioHook, version 2 of its protocol: JSON messages, and audio as binary ones.

mod message;
mod reply;
mod stream;

pub use message::{AudioHookMessage, AudioHookOpen};
pub use stream::{AudioHookAnswer, AudioHookStream};
