//! Two streams on one clock.

use listening_core::{Party, PerParty};
use thiserror::Error;

use super::control::{Control, SenderReport, is_control};
use super::line::{Line, Origin};
use super::order::Order;
use super::packet::Packet;
use super::payload::{Payload, PayloadTypes};
use crate::lane::{self, Both};

/// Bytes of a payload that is taken: over 0.1 s at any rate, far more than a packet of a call holds.
const LARGEST: usize = 8192;
/// Seconds that one line may be ahead of the other beyond what is waited for.
const AHEAD: f64 = 2.0;
/// Seconds after the call's first packet beyond which an arrival is not believed: a year.
const LATEST: f64 = 31_536_000.0;

/// Seconds that an arrival may be after the latest before: what lies between is silence, which takes time to hear.
const PAUSE: f64 = 3600.0;

/// What was refused of a call's packets.
#[derive(Clone, Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum RtpError {
    /// The rate is none that can be analysed.
    #[error("a rate of {0} Hz: expected 8000 to 48000, the clock of the call's payload types")]
    Rate(u32),
    /// A delay is no time.
    #[error("a delay of {0} s: expected 0 to 2 s")]
    Delay(f64),
    /// An arrival is no time, or far from the others.
    #[error(
        "an arrival at {0} s: expected seconds on one clock for both parties, within an hour of the one before and a year of the first"
    )]
    Arrival(f64),
}

/// The packets of both parties of a call, put in their places: audio for both channels on one clock.
///
/// No socket is in it: packets are pushed as they come, with the time at which they came, and [`step`](Self::step) gives what need not
/// be waited for any longer. RTP is read as RFC 3550 and 3551 have it; what a sender left out as silence is silence, and audio is
/// lost only where a later sequence number proves it. A stream that begins again, with another SSRC or another clock, goes on
/// where its packets arrive. RTCP may come by the same way.
///
/// ```
/// use listening_core::Party;
/// use listening_formats::{RtpCall, RtpStep};
/// let mut call = RtpCall::new(8000, 0.06)?;
/// let mut packet = vec![0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7];
/// packet.extend([0xFF; 160]);
/// call.push(Party::Agent, 12.5, &packet)?;
/// call.finish();
/// assert!(matches!(call.step(), Some(RtpStep::Audio { agent, .. }) if agent.len() == 160));
/// # Ok::<(), listening_formats::RtpError>(())
/// ```
#[derive(Debug)]
pub struct RtpCall {
    rate: u32,
    delay: f64,
    patience: f64,
    types: PayloadTypes,
    began: Option<f64>,
    now: f64,
    streams: PerParty<Stream>,
    position: i64,
    notes: Vec<RtpStep>,
}

#[derive(Debug)]
struct Stream {
    order: Order,
    line: Line,
    report: Option<SenderReport>,
    goodbye: bool,
    packets: u64,
    foreign: u64,
}

/// What comes next on the call's clock.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum RtpStep {
    /// Samples of both parties, equally many; what is lost of a party is zeros.
    Audio {
        /// The agent's samples.
        agent: Vec<i16>,
        /// The customer's samples.
        customer: Vec<i16>,
        /// Whose samples are lost.
        lost: PerParty<bool>,
    },
    /// What came before as silence was lost: a later packet proved it.
    LateLoss {
        /// Whose audio.
        party: Party,
        /// Seconds of the call.
        start: f64,
        /// Seconds of the call.
        end: f64,
    },
    /// A party's stream began again, as at a transfer, with another source or another clock.
    Restarted {
        /// Whose stream.
        party: Party,
        /// Seconds of the call.
        at: f64,
    },
}

impl From<Both> for RtpStep {
    fn from((PerParty { agent, customer }, lost): Both) -> Self {
        Self::Audio { agent, customer, lost }
    }
}

impl RtpStep {
    /// Frames of audio in it, of both parties each; none where it is a note.
    pub fn frames(&self) -> usize {
        if let Self::Audio { agent, .. } = self { agent.len() } else { 0 }
    }
}

/// How many packets of a party came, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RtpCounts {
    /// RTP packets that came.
    pub packets: u64,
    /// Of these, placed although others had overtaken them.
    pub overtaken: u64,
    /// Came after their place had been passed.
    pub late: u64,
    /// Came before.
    pub copies: u64,
    /// Are no RTP or RTCP, too large, or of a source that was not believed.
    pub foreign: u64,
    /// Are of a payload type that is not known: [`RtpCall::set_payload_type`].
    pub undecoded: u64,
    /// Frames that are lost.
    pub lost: u64,
}

impl RtpCall {
    /// A call whose audio has `rate` frames a second, the clock rate of its payload types. A packet that was overtaken is waited
    /// for during `delay` seconds: 0.06 is usual.
    ///
    /// # Errors
    /// [`RtpError::Rate`] outside of 8000 to 48000, [`RtpError::Delay`] outside of 0 to 2.
    pub fn new(rate: u32, delay: f64) -> Result<Self, RtpError> {
        if !(8000..=48_000).contains(&rate) {
            return Err(RtpError::Rate(rate));
        }
        if !(0.0..=2.0).contains(&delay) {
            return Err(RtpError::Delay(delay));
        }
        let stream = || Stream {
            order: Order::new(delay),
            line: Line::new(rate),
            report: None,
            goodbye: false,
            packets: 0,
            foreign: 0,
        };
        Ok(Self {
            rate,
            delay,
            patience: 1.0,
            types: PayloadTypes::default(),
            began: None,
            now: 0.0,
            streams: PerParty { agent: stream(), customer: stream() },
            position: 0,
            notes: Vec::new(),
        })
    }

    /// Waits `patience` seconds, 1 unless this says otherwise, for a party of whom nothing comes before it is taken to be silent.
    /// A live call cannot wait long; a capture can.
    #[must_use]
    pub fn patient(mut self, patience: f64) -> Self {
        self.patience = patience.clamp(0.0, 60.0);
        self
    }

    /// Says what packets of a dynamic payload type carry. 101 is taken for telephone events unless this says otherwise.
    pub fn set_payload_type(&mut self, number: u8, payload: Payload) {
        self.types.set(number, payload);
    }

    /// Takes a datagram of `party`, RTP or RTCP, that arrived at `arrival`, in seconds on one clock for both parties. What is
    /// neither is counted.
    ///
    /// # Errors
    /// [`RtpError::Arrival`] where it is not finite, more than an hour after the latest before, or more than a year from the call's
    /// first.
    pub fn push(&mut self, party: Party, arrival: f64, datagram: &[u8]) -> Result<(), RtpError> {
        let since = self.since(arrival)?;
        let stream = &mut self.streams[party];
        if is_control(datagram) {
            match Control::read(datagram) {
                Some(control) => {
                    stream.report = control.report.or(stream.report);
                    stream.goodbye = control.bye;
                }
                None => stream.foreign += 1,
            }
        } else {
            match Packet::read(datagram).filter(|packet| packet.payload.len() <= LARGEST) {
                Some(packet) => {
                    self.began.get_or_insert(arrival);
                    stream.packets += 1;
                    stream.goodbye = false;
                    stream.order.take(&packet, since);
                }
                None => stream.foreign += 1,
            }
        }
        self.now = self.now.max(since);
        self.work();
        Ok(())
    }

    /// Nothing came until `now`, in seconds on the clock of the arrivals.
    ///
    /// # Errors
    /// As [`push`](Self::push).
    pub fn advance(&mut self, now: f64) -> Result<(), RtpError> {
        let since = self.since(now)?;
        self.now = self.now.max(since);
        self.work();
        Ok(())
    }

    fn since(&self, arrival: f64) -> Result<f64, RtpError> {
        let since = arrival - self.began.unwrap_or(arrival);
        let near = since.abs() <= LATEST && since - self.now <= PAUSE;
        if near { Ok(since) } else { Err(RtpError::Arrival(arrival)) }
    }

    /// Whether both parties have said goodbye (RTCP BYE).
    pub fn has_ended(&self) -> bool {
        Party::BOTH.into_iter().all(|party| self.streams[party].goodbye)
    }

    /// The call is over: what waits is placed, and the shorter line is silent to the end of the longer one.
    pub fn finish(&mut self) {
        self.place(f64::INFINITY);
        let end = Party::BOTH.into_iter().map(|party| self.streams[party].line.lane.known).max().unwrap_or(0);
        Party::BOTH.into_iter().for_each(|party| self.streams[party].line.lane.silent_until(end));
    }

    /// The next of what need not be waited for any longer.
    pub fn step(&mut self) -> Option<RtpStep> {
        let passed = self.position();
        let is_past = |note: &RtpStep| match note {
            RtpStep::LateLoss { end, .. } => *end <= passed,
            RtpStep::Restarted { at, .. } => *at <= passed,
            RtpStep::Audio { .. } => true,
        };
        if let Some(first) = self.notes.iter().position(is_past) {
            return Some(self.notes.remove(first));
        }
        let PerParty { agent, customer } = &mut self.streams;
        let both = lane::step(&mut agent.line.lane, &mut customer.line.lane, self.position)?;
        self.position += both.0.agent.len() as i64;
        Some(RtpStep::from(both))
    }

    /// Seconds of the call that [`step`](Self::step) has given.
    pub fn position(&self) -> f64 {
        self.seconds(self.position)
    }

    /// What became of a party's packets so far.
    pub fn counts(&self, party: Party) -> RtpCounts {
        let stream = &self.streams[party];
        let passed = stream.order.passed;
        RtpCounts {
            packets: stream.packets,
            overtaken: passed.overtaken,
            late: passed.late,
            copies: passed.copies,
            foreign: passed.foreign + stream.foreign,
            undecoded: stream.line.undecoded(),
            lost: stream.line.lane.lost.max(0) as u64,
        }
    }

    /// Places what is due, and takes for silent who is not heard of.
    fn work(&mut self) {
        self.place(self.now);
        let rate = f64::from(self.rate);
        for party in Party::BOTH {
            let other = &self.streams[party.other()];
            let (ahead, quickest) = (other.line.lane.known, other.line.quickest());
            let stream = &mut self.streams[party];
            let quickest = if stream.line.has_begun() { stream.line.quickest() } else { quickest };
            let patience = if stream.goodbye { 0.0 } else { self.patience };
            let by_clock = self.now * rate + quickest - (self.delay + patience) * rate;
            // Where its packets lie is about to be known.
            let waits = stream.line.first_waiting().is_some();
            let by_clock = if waits { f64::NEG_INFINITY } else { by_clock };
            // Whatever the arrivals say, no line waits for ever.
            let by_other = ahead as f64 - (self.patience + AHEAD) * rate;
            stream.line.lane.silent_until(by_clock.max(by_other) as i64);
        }
    }

    fn place(&mut self, now: f64) {
        for party in Party::BOTH {
            loop {
                let stream = &mut self.streams[party];
                let next = stream.order.next(now);
                let any = next.is_some();
                if let Some(held) = next {
                    stream.line.take(held, &self.types);
                }
                if stream.line.is_due(now) {
                    let origin = self.origin(party);
                    self.streams[party].line.settle(&self.types, origin);
                } else if !any {
                    break;
                }
            }
            let (rate, line) = (f64::from(self.rate), &mut self.streams[party].line);
            let seconds = |place: i64| place as f64 / rate;
            let restarts = line.take_restarts().into_iter().map(|at| RtpStep::Restarted { party, at: seconds(at) });
            self.notes.extend(restarts);
            let late = line.lane.take_late_losses().into_iter();
            let late = late.map(|(start, end)| RtpStep::LateLoss { party, start: seconds(start), end: seconds(end) });
            self.notes.extend(late);
        }
    }

    /// Where a party's line may begin, seen from the other's.
    fn origin(&self, party: Party) -> Origin {
        let (mine, other) = (&self.streams[party], &self.streams[party.other()]);
        let quickest = if other.line.has_begun() { other.line.quickest() } else { 0.0 };
        // Seconds from the other's report to this one's first packet, by the senders' clocks.
        let apart = |first: u32, own: SenderReport, theirs: SenderReport| {
            let since = f64::from(first.wrapping_sub(own.timestamp) as i32) / f64::from(self.rate);
            own.wall + since - theirs.wall
        };
        let reported = || {
            let (own, theirs) = (mine.report?, other.report?);
            let apart = apart(mine.line.first_waiting()?, own, theirs) * f64::from(self.rate);
            if other.line.has_begun() {
                return Some(other.line.place_of(theirs.timestamp)? as f64 + apart);
            }
            // Both begin: the call does with the earlier one.
            let first = other.line.first_waiting().or(other.order.first_waiting())?;
            let their_first = f64::from(first.wrapping_sub(theirs.timestamp) as i32);
            Some((apart - their_first).max(0.0))
        };
        Origin { reported: reported(), quickest }
    }

    fn seconds(&self, place: i64) -> f64 {
        place as f64 / f64::from(self.rate)
    }
}
