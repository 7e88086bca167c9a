//! What the telephone system says of a call: hold, mute, a transfer.

mod cover;
mod given;

pub(crate) use cover::Cover;
pub(crate) use given::Marks;
pub use given::{Mark, MarkKind};
