//! Audio that did not arrive: how a session learns of lost packets.

use super::{Events, Session, unequal};
use crate::error::{ErrorKind, Result};
use crate::floor::FloorInput;
use crate::party::Party;
use crate::pcm::Sample;
use crate::time::{Span, Time};

impl Session {
    /// Declares that the next `frames` frames of `party` are lost. They still come with the pushes that follow, as zeros
    /// or as a decoder made them up, so that both channels keep one clock; what is in them on that party's channel is
    /// ignored. Declared again before they have come, it adds up.
    ///
    /// A loss of some packets is bridged from what was heard before it. What a longer one makes of the call is held against
    /// nobody: a silence of which more than a tenth was lost is not reported, and an entry with a loss of 0.1 s or more from
    /// 1.0 s before its onset to 2.3 s after it says so in its reasons and enters no measure. The report's `health` has
    /// `lost_audio`, with the seconds.
    ///
    /// ```
    /// use listening_core::{Config, Party, Session};
    /// let mut session = Session::new(Config::default())?;
    /// session.push_lost(160, Party::Customer);
    /// session.push_interleaved(&[0_i16; 2 * 8000])?;
    /// let report = session.finish();
    /// let found = &report.parties.customer.health[0];
    /// assert_eq!((found.code.as_str(), found.value), ("lost_audio", Some(0.02)));
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    pub fn push_lost(&mut self, frames: u64, party: Party) {
        match &mut self.moved {
            Some(moved) => moved.expect_more_losses(usize::from(self.config.channel(party)), self.taken, frames),
            None => self.pair.of(party).expect_more_losses(frames),
        }
    }

    /// Takes `frames` frames of which nothing arrived on either channel: the clock goes on.
    ///
    /// # Errors
    /// A refusal ([`Error::is_audio`](crate::Error::is_audio)) of more than [`LONGEST_GAP`](Self::LONGEST_GAP) frames; nothing is taken then.
    pub fn push_gap(&mut self, frames: usize) -> Result<Events<'_>> {
        if frames > Self::LONGEST_GAP {
            return Err(ErrorKind::Gap { got: frames, most: Self::LONGEST_GAP }.into());
        }
        self.lose([true, true], frames);
        Ok(self.take(frames, |piece| piece.map(|_| [0.0_f32; 2])))
    }

    /// These channels' next frames did not arrive, whatever was declared of them before.
    fn lose(&mut self, channels: [bool; 2], frames: usize) {
        for number in (0..2).filter(|&number| channels[number]) {
            match &mut self.moved {
                Some(moved) => moved.expect_losses(number, self.taken, frames as u64),
                None => self.pair.channels()[number].expect_losses(frames as u64),
            }
        }
    }

    /// Notes that what was pushed of `party` from `start` to `end`, in seconds, was silence only because nothing arrived: it
    /// was lost, as a later packet proved. Such losses are noted in their order, and after those that were declared before them.
    ///
    /// Events that are final stay; others, the report's `health` and its coverage are as if it had been declared in time.
    ///
    /// ```
    /// use listening_core::{Config, HealthCode, Party, Session};
    /// let mut session = Session::new(Config::default())?;
    /// session.push_interleaved(&[0_i16; 2 * 16_000])?;
    /// session.note_lost(Party::Customer, 0.5, 1.5)?;
    /// let health = session.finish().parties.customer.health;
    /// let lost = health.iter().find(|found| found.code == HealthCode::LostAudio).unwrap();
    /// assert_eq!((lost.start.millis(), lost.end.millis(), lost.value), (500, 1500, Some(1.0)));
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// A refusal ([`Error::is_audio`](crate::Error::is_audio)) of a span that is empty, or is not within what has been pushed; nothing is noted then.
    pub fn note_lost(&mut self, party: Party, start: f64, end: f64) -> Result<()> {
        let position = self.position().seconds();
        if !(0.0 <= start && start < end && end <= position + 0.001) {
            return Err(ErrorKind::LateLoss { start, end, position }.into());
        }
        let span = Span::new(Time::from_seconds(start), Time::from_seconds(end));
        let channel = usize::from(self.config.channel(party));
        let span = match &mut self.moved {
            Some(moved) => span.moved(self.config.offset(party)).and_then(|span| moved.note_lost(channel, span)),
            None => Some(span),
        };
        if let Some(span) = span {
            self.pair.of(party).note_lost(span);
            self.log.push(FloorInput::Lost(party, span));
        }
        Ok(())
    }

    /// Notes that the stream of packets of `party` began again where the next push begins, with another source or another
    /// clock: the report's `health` has `restarted`.
    pub fn note_restarted(&mut self, party: Party) {
        let now = (self.position() + self.config.offset(party)).max(Time::ZERO);
        self.pair.of(party).note_restart(now);
    }

    /// The most frames that one [`push_gap`](Self::push_gap) takes.
    pub const LONGEST_GAP: usize = 1 << 30;

    /// Takes the two channels apart, `None` where nothing arrived: as it comes from two jitter buffers that are read in
    /// step, `frames` frames at a time.
    ///
    /// ```
    /// use listening_core::{Config, Session};
    /// let mut session = Session::new(Config::default())?;
    /// session.push_arrived(160, Some(&[0_i16; 160]), None)?;
    /// session.push_arrived::<i16>(160, None, None)?;
    /// assert_eq!(session.position().millis(), 40);
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// A refusal ([`Error::is_audio`](crate::Error::is_audio)) of a channel that has not `frames` samples, of float samples that are not finite or out
    /// of range, and of too long a gap; nothing is taken then.
    pub fn push_arrived<S: Sample>(
        &mut self,
        frames: usize,
        left: Option<&[S]>,
        right: Option<&[S]>,
    ) -> Result<Events<'_>> {
        let (at_left, at_right) = (left.map_or(frames, <[S]>::len), right.map_or(frames, <[S]>::len));
        if at_left != frames || at_right != frames {
            return Err(unequal(at_left, at_right));
        }
        left.map_or(Ok(()), S::check)?;
        right.map_or(Ok(()), S::check)?;
        // What fills the place of a lost channel is ignored, so the other's samples will do.
        let (a, b) = match (left, right) {
            (Some(left), Some(right)) => (left, right),
            (Some(one), None) | (None, Some(one)) => (one, one),
            (None, None) => return self.push_gap(frames),
        };
        self.lose([left.is_none(), right.is_none()], frames);
        Ok(self.take(frames, |piece| a[piece.clone()].iter().zip(&b[piece]).map(|(&a, &b)| [a, b])))
    }
}
