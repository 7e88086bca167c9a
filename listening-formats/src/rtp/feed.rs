//! From packets to a session.

use listening_core::{Events, PerParty, Result, Session};

use super::RtpStep;

impl RtpStep {
    /// Pushes this to the session of the call; gives the events that it made final or announced. The session's rate is that of
    /// the [`RtpCall`](crate::RtpCall).
    ///
    /// ```
    /// use listening_core::{Config, Party, Session};
    /// use listening_formats::RtpCall;
    /// let (mut session, mut call) = (Session::new(Config::default())?, RtpCall::new(8000, 0.06)?);
    /// let mut packet = vec![0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7];
    /// packet.extend([0xFF; 160]);
    /// call.push(Party::Agent, 12.5, &packet)?;
    /// call.finish();
    /// while let Some(step) = call.step() {
    ///     for event in step.push_to(&mut session)? {
    ///         println!("{event:?}");
    ///     }
    /// }
    /// assert_eq!(session.position().millis(), 20);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A refusal ([`Error::is_audio`](listening_core::Error::is_audio)) of a late loss that is not within what was pushed to this session.
    pub fn push_to<'a>(&self, session: &'a mut Session) -> Result<Events<'a>> {
        match self {
            Self::Audio { agent, customer, lost } => {
                let sides = PerParty {
                    agent: Some(agent.as_slice()).filter(|_| !lost.agent),
                    customer: Some(customer.as_slice()).filter(|_| !lost.customer),
                };
                let (left, right) = if session.agent_channel() == 0 {
                    (sides.agent, sides.customer)
                } else {
                    (sides.customer, sides.agent)
                };
                session.push_arrived(agent.len(), left, right)
            }
            Self::LateLoss { party, start, end } => {
                session.note_lost(*party, *start, *end)?;
                session.push_interleaved::<i16>(&[])
            }
            Self::Restarted { party, .. } => {
                session.note_restarted(*party);
                session.push_interleaved::<i16>(&[])
            }
        }
    }
}
