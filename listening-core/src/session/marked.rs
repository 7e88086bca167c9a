//! What the telephone system says of a live call.

use super::Session;
use crate::error::Result;
use crate::marks::MarkKind;
use crate::party::Party;

impl Session {
    /// Takes a mark of the telephone system, in seconds from the first sample, in any order: what happens in its span is charged to
    /// nobody, and the span leaves every share of time and every rate. Without an `end` it goes on until the same mark (kind, party and
    /// start) comes with one, or to the end of the call. A `transfer` may name the agent to whom the call goes: a new leg begins
    /// where it ends, and each leg is scored by itself.
    ///
    /// A mark may come late: what is final stays as it was emitted, and the report charges it to nobody. A silence that a mark
    /// breaks is emitted in its pieces where the mark comes within 2.3 s of the silence's end, and as one otherwise.
    ///
    /// ```
    /// use listening_core::{Config, MarkKind, Session};
    /// let mut session = Session::new(Config::default())?;
    /// session.push_mark(MarkKind::Transfer, 0.0, Some(0.0), None, Some("anna"))?;
    /// session.push_mark(MarkKind::Hold, 0.5, None, None, None)?;
    /// session.push_interleaved(&[0_i16; 2 * 8000])?;
    /// session.push_mark(MarkKind::Hold, 0.5, Some(0.9), None, None)?;
    /// let report = session.finish();
    /// assert_eq!(report.marks[1].span.end.millis(), 900);
    /// assert_eq!(report.legs[0].agent.as_deref(), Some("anna"));
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// A refusal ([`Error::is_mark`](crate::Error::is_mark)) of times that are not finite or out of range, an end before the start, an agent
    /// of another mark than a transfer or with a name of no text or over 256 bytes, and more than 1000 marks; nothing is taken then.
    pub fn push_mark(
        &mut self,
        kind: MarkKind,
        start: f64,
        end: Option<f64>,
        party: Option<Party>,
        agent: Option<&str>,
    ) -> Result<()> {
        if let Some(history) = self.config.history {
            self.marks.forget(self.position() - history);
        }
        self.marks.push(kind, (start, end), party, agent)?;
        self.log.floor().mark(self.marks.cover());
        Ok(())
    }
}
