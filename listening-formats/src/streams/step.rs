//! What a stream gives, in order.

use crate::marks::GivenMark;
use crate::rtp::RtpStep;

/// What comes next of a stream: audio with what is lost of it, or a mark.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum StreamStep {
    /// Audio of both parties, or a loss that was found out late.
    Placed(RtpStep),
    /// The stream was paused, or goes on after a pause: then it has its end.
    Mark(GivenMark),
}

#[cfg(feature = "audio")]
impl StreamStep {
    /// Pushes this to the session of the call, whose rate is 8000 Hz; gives the events that it made final or announced.
    ///
    /// # Errors
    /// A refusal of a late loss that is not within what was pushed to this session, or of more marks than a call may have.
    pub fn push_to<'a>(
        &self,
        session: &'a mut listening_core::Session,
    ) -> listening_core::Result<listening_core::Events<'a>> {
        match self {
            Self::Placed(step) => step.push_to(session),
            Self::Mark(GivenMark { kind, party, start, end, agent }) => {
                session.push_mark(*kind, *start, *end, *party, agent.as_deref())?;
                session.push_interleaved::<i16>(&[])
            }
        }
    }
}
