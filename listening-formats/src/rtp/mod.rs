//! RTP: the packets of a call, put in their places.

mod call;
mod control;
#[cfg(feature = "audio")]
mod feed;
mod keys;
mod line;
mod order;
mod packet;
mod payload;
#[cfg(test)]
mod tests;

pub(crate) use control::is_control;
pub(crate) use order::{Held, Order, Passed};
pub(crate) use packet::{Packet, packet_of};
pub(crate) use payload::samples;

pub use call::{RtpCall, RtpCounts, RtpError, RtpStep};
pub use payload::Payload;
