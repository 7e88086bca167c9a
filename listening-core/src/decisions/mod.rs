//! Live decisions: has this party taken the floor, is this turn over? Decided while the call goes on, from who has talked
//! when on both lines, long before an event is final. They never change a report.
//!
//! Two questions are open at times, of each party:
//! - **floor taken**: it began to talk while the other was talking, within the last 2.5 s. Does it take the floor, or is this
//!   feedback?
//! - **turn end**: it has been silent for 0.18 to 3 s. Does the floor pass, or is this a pause?
//!
//! Every 20 ms each open question has a probability. It is answered once, when that probability passes the operating point
//! that the caller chose.

mod decider;
mod evidence;
mod forest;
#[cfg(any(test, feature = "internals"))]
mod given;
mod operating;
mod track;

#[cfg(feature = "audio")]
pub(crate) use decider::{Commit, Decider, Question};
#[cfg(any(test, feature = "internals"))]
pub use evidence::{EVIDENCE, NAMES};
#[cfg(any(test, feature = "internals"))]
pub use given::{Asked, asked, decided};
pub use operating::OperatingPoint;
