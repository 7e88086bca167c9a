//! Captures of packets: which calls are in them, and the audio of one.

mod error;
mod flows;
mod frame;
mod reader;
mod survey;
#[cfg(test)]
mod tests;

use std::io::Read;

use listening_core::Party;

pub use error::CaptureError;
pub use flows::CapturedStream;
pub use reader::is_capture;
pub use survey::{CapturedCall, Survey};

use crate::rtp::{RtpCall, RtpStep};

/// Seconds for which a party may be silent on the line before the other goes on without it.
const PATIENCE: f64 = 30.0;
/// Seconds for which a packet that was overtaken is waited for.
const DELAY: f64 = 0.2;
/// The clock of telephone audio.
const RATE: u32 = 8000;

/// Plays two streams of a capture, by their numbers in its [`Survey`]: the audio of both parties, as it was placed by capture time,
/// sequence number and timestamp. RTCP beside them, on the same port or the next one, counts.
///
/// # Errors
/// [`CaptureError`] where it cannot be read, or has no such streams; `each` may have been given steps by then.
pub fn play<R: Read>(
    reader: R,
    survey: &Survey,
    (agent, customer): (usize, usize),
    mut each: impl FnMut(RtpStep),
) -> Result<RtpCall, CaptureError> {
    let picked = (agent, customer);
    let there = survey.streams.len();
    let (Some(left), Some(right)) = (survey.streams.get(agent), survey.streams.get(customer)) else {
        return Err(CaptureError::Picked { picked, there });
    };
    if agent == customer {
        return Err(CaptureError::Picked { picked, there });
    }
    let mut call = RtpCall::new(RATE, DELAY).map_err(|_| CaptureError::Damaged)?.patient(PATIENCE);
    for (number, payload) in &survey.payload_types {
        call.set_payload_type(*number, *payload);
    }
    let begin = left.start.min(right.start);
    reader::frames(reader, |frame| {
        let Some(found) = frame::datagram(frame.link, frame.bytes) else { return };
        for (party, stream) in [(Party::Agent, left), (Party::Customer, right)] {
            // What came long before or after is of another call on these ports.
            let during = frame.time >= begin - 5.0 && frame.time <= stream.end + 5.0;
            if during && stream.takes(&found) && call.push(party, frame.time, found.payload).is_ok() {
                while let Some(step) = call.step() {
                    each(step);
                }
            }
        }
    })?;
    call.finish();
    while let Some(step) = call.step() {
        each(step);
    }
    Ok(call)
}
