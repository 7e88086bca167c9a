//! The messages of a stream, put in their places.

use listening_core::{Party, PerParty};

use super::super::pair::{LONGEST, Pair, RATE, seconds};
use super::super::{StreamError, StreamStep};
use super::message::{Message, TwilioMessage, TwilioTrack, read};
use crate::rtp::{Held, Order, Packet, Passed, Payload, samples};

/// Seconds that one track's messages may be behind the other's.
const APART: f64 = 0.3;
/// Frames of a message unless others have come: 20 ms.
const USUAL: i64 = RATE / 50;
/// How a message without audio is held.
const NO_AUDIO: u8 = 127;

/// A stream of Twilio's, whose audio is placed by `media.timestamp`: what the sender left out is silence, and audio is lost only
/// where a missing `sequenceNumber` proves it.
///
/// What comes out depends on the messages and their order alone, not on when they came. Where messages must be acted on although no
/// more come, [`advance`](Self::advance) says how late it is.
///
/// ```
/// use listening_formats::{TwilioMessage, TwilioStream, TwilioTrack};
/// let mut stream = TwilioStream::new(TwilioTrack::Outbound, 0.1)?;
/// let said = stream.push(r#"{"event": "start", "sequenceNumber": "1", "streamSid": "MZ1", "start": {"callSid": "CA1",
///     "tracks": ["inbound", "outbound"]}}"#)?;
/// assert!(matches!(said, TwilioMessage::Start(start) if start.call == "CA1"));
/// stream.push(r#"{"event": "media", "sequenceNumber": "2", "streamSid": "MZ1",
///     "media": {"track": "inbound", "chunk": "1", "timestamp": "5", "payload": "fv7+fg=="}}"#)?;
/// stream.finish();
/// while stream.step().is_some() {}
/// assert_eq!(stream.position(), 0.0055);
/// # Ok::<(), listening_formats::StreamError>(())
/// ```
#[derive(Debug)]
pub struct TwilioStream {
    agent: TwilioTrack,
    delay: f64,
    sid: Option<String>,
    order: Order,
    /// The number of the last message that was placed.
    number: u64,
    tracks: PerParty<Track>,
    pair: Pair,
    /// The end of the latest audio, in frames of the stream.
    clock: i64,
    media: u64,
}

#[derive(Debug)]
struct Track {
    /// Whether it is sent at all.
    sent: bool,
    begun: bool,
    usual: i64,
    /// Messages that are missing since its last one, of this track or of the other.
    missing: u64,
}

/// What became of the messages with audio.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TwilioCounts {
    /// Messages with audio that came.
    pub media: u64,
    /// Of all messages, placed although others had overtaken them.
    pub overtaken: u64,
    /// Came after their place had been passed.
    pub late: u64,
    /// Came before.
    pub copies: u64,
    /// Have a number far from the others.
    pub foreign: u64,
    /// Frames that are lost of each party.
    pub lost: PerParty<u64>,
}

impl TwilioStream {
    /// A stream on which the agent is heard on this track: of an incoming call [`TwilioTrack::Outbound`]. A message that was
    /// overtaken is waited for during `delay` seconds of the stream: 0.1 is usual.
    ///
    /// # Errors
    /// [`StreamError::Delay`] outside of 0 to 2.
    pub fn new(agent: TwilioTrack, delay: f64) -> Result<Self, StreamError> {
        if !(0.0..=2.0).contains(&delay) {
            return Err(StreamError::Delay(delay));
        }
        let track = || Track { sent: true, begun: false, usual: USUAL, missing: 0 };
        Ok(Self {
            agent,
            delay,
            sid: None,
            order: Order::new(delay),
            number: 0,
            tracks: PerParty { agent: track(), customer: track() },
            pair: Pair::default(),
            clock: 0,
            media: 0,
        })
    }

    /// Takes a message, as its text came; says what it says, its audio apart.
    ///
    /// # Errors
    /// A refusal of what is no message of this stream; nothing of it is taken then.
    pub fn push(&mut self, text: &str) -> Result<TwilioMessage, StreamError> {
        let Message { said, stream, number, audio } = read(text)?;
        if let (Some(expected), Some(got)) = (&self.sid, &stream)
            && expected != got
        {
            return Err(StreamError::OtherStream { got: got.clone(), expected: expected.clone() });
        }
        if let Some(audio) = &audio {
            let end = place(audio.timestamp) + audio.bytes.len() as i64;
            self.check(end)?;
            self.clock = self.clock.max(end);
            self.media += 1;
        }
        self.sid = self.sid.take().or(stream);
        if let TwilioMessage::Start(start) = &said {
            for party in Party::BOTH {
                let is_sent = start.tracks.is_empty() || start.tracks.contains(&track_of(self.agent, party));
                self.tracks[party].sent = is_sent;
            }
        }
        if let Some(number) = number {
            let payload_type = audio.as_ref().map_or(NO_AUDIO, |audio| u8::from(audio.track == self.agent));
            let packet = Packet {
                payload_type,
                marker: false,
                sequence: number as u16,
                timestamp: audio.as_ref().map_or(0, |audio| audio.timestamp),
                source: 0,
                payload: audio.as_ref().map_or(&[], |audio| &audio.bytes),
            };
            self.order.take(&packet, seconds(self.clock));
        }
        self.work();
        Ok(said)
    }

    /// Nothing will come any more for what is before `now`, in seconds from the start of the stream: it is silence, and lost where
    /// something comes for it all the same. Allow a few seconds for a connection that stalls and catches up.
    ///
    /// # Errors
    /// [`StreamError::Time`] where it is no time, or more than an hour after the latest message.
    pub fn advance(&mut self, now: f64) -> Result<(), StreamError> {
        let end = (now * RATE as f64).round();
        if !end.is_finite() {
            return Err(StreamError::Time { seconds: now, latest: seconds(self.clock) });
        }
        self.check(end as i64)?;
        self.clock = self.clock.max(end as i64);
        self.work();
        Ok(())
    }

    fn check(&self, end: i64) -> Result<(), StreamError> {
        let near = end.saturating_sub(self.clock) <= LONGEST;
        if near { Ok(()) } else { Err(StreamError::Time { seconds: seconds(end), latest: seconds(self.clock) }) }
    }

    /// The stream is over: what waits is placed, and the shorter track is silent to the end of the longer one.
    pub fn finish(&mut self) {
        self.place(f64::INFINITY);
        let end = self.pair.end();
        for party in Party::BOTH {
            self.fill(party, end);
        }
    }

    /// The next of what need not be waited for any longer.
    pub fn step(&mut self) -> Option<StreamStep> {
        self.pair.step()
    }

    /// Seconds of the stream that [`step`](Self::step) has given.
    pub fn position(&self) -> f64 {
        seconds(self.pair.position())
    }

    /// What became of the messages so far.
    pub fn counts(&self) -> TwilioCounts {
        let Passed { copies, late, foreign, overtaken } = self.order.passed;
        let lost = PerParty::from_fn(|party| self.pair.lanes[party].lost.max(0).unsigned_abs());
        TwilioCounts { media: self.media, overtaken, late, copies, foreign, lost }
    }

    /// Places what is due, and takes for silent who is not heard.
    fn work(&mut self) {
        self.place(seconds(self.clock));
        for party in Party::BOTH {
            let waits = if self.tracks[party].sent { self.delay + APART } else { self.delay };
            let until = self.clock - (waits * RATE as f64) as i64;
            self.pair.lanes[party].silent_until(until);
        }
    }

    fn place(&mut self, now: f64) {
        while let Some(held) = self.order.next(now) {
            self.take(&held);
        }
    }

    /// Takes the next message in the order of the sender.
    fn take(&mut self, held: &Held) {
        let follows = self.number > 0 && !held.first;
        let missing = if follows { held.number.saturating_sub(self.number + 1) } else { 0 };
        self.number = held.number;
        for party in Party::BOTH {
            self.tracks[party].missing = self.tracks[party].missing.saturating_add(missing);
        }
        let party = match held.payload_type {
            NO_AUDIO => return,
            0 => Party::Customer,
            _ => Party::Agent,
        };
        let audio = samples(Payload::Pcmu, &held.payload);
        if audio.is_empty() {
            return;
        }
        let (sent, track) = (self.pair.lanes[party].sent, &mut self.tracks[party]);
        track.usual = audio.len() as i64;
        // Timestamps are rounded to milliseconds: what is nearly where the last message ended goes on from there.
        let exact = place(held.timestamp);
        let near = track.begun && (exact - sent).abs() < track.usual / 2;
        let at = if near { sent } else { exact };
        track.begun = true;
        self.fill(party, at);
        self.tracks[party].missing = 0;
        self.pair.lanes[party].add(audio, at);
    }

    /// What lies between a party's last message and `place`: lost where messages are missing, silence where none are.
    fn fill(&mut self, party: Party, place: i64) {
        let (track, lane) = (&self.tracks[party], &mut self.pair.lanes[party]);
        let gap = place - lane.sent;
        if gap <= 0 {
            return;
        }
        let frames = i64::try_from(track.missing).unwrap_or(i64::MAX).saturating_mul(track.usual);
        // The sender's silence is whole messages; what is less is a message of another length.
        let all = track.missing > 0 && gap.saturating_sub(frames) < track.usual;
        let lost = if all { gap } else { frames.min(gap) };
        lane.silent_until(place - lost);
        lane.lost_until(place - lost, place);
        lane.silent_until(place);
        lane.sent = place;
        // These were of this track, not of the other: first those that only this one still missed.
        let claimed = (lost as u64).div_ceil(track.usual as u64);
        let own = track.missing.saturating_sub(self.tracks[party.other()].missing);
        let other = &mut self.tracks[party.other()];
        other.missing = other.missing.saturating_sub(claimed.saturating_sub(own));
    }
}

/// The place of a time in milliseconds.
fn place(timestamp: u32) -> i64 {
    i64::from(timestamp) * RATE / 1000
}

/// The track on which a party is heard.
fn track_of(agent: TwilioTrack, party: Party) -> TwilioTrack {
    match (agent, party) {
        (TwilioTrack::Inbound, Party::Agent) | (TwilioTrack::Outbound, Party::Customer) => TwilioTrack::Inbound,
        _ => TwilioTrack::Outbound,
    }
}
