//! What all pages share: the document, its style and script, and what may play in it.

mod document;
mod escape;
mod kind;
mod sound;

pub(crate) use document::{cell, drawn, page};
pub(crate) use escape::Plain;
pub(crate) use kind::Kind;
pub use sound::Sound;
