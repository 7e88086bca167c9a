//! The messages of a stream, put in their places, and what is answered to them.

use listening_core::{MarkKind, Party};
use serde_json::json;

use super::super::pair::{LONGEST, Pair, RATE, seconds};
use super::super::{StreamError, StreamStep};
use super::message::{AudioHookMessage, Media, Message, read};
use super::reply;
use crate::marks::GivenMark;
use crate::rtp::{Payload, samples};

/// Bytes of a binary message that is taken: eight seconds of what is largest, and far more than is sent at a time.
const LARGEST: usize = 1 << 18;

/// A stream of Genesys AudioHook, version 2 of its protocol, seen from the server. The customer is the external party.
///
/// The clock of the stream is that of its audio: what the client says it discarded is lost of both parties, and a pause is a
/// [`MarkKind::Pause`] in which both are silent but for the faintest
/// noise, since digital silence would be taken for lost audio. Each text message may have an answer, which must be sent in this order.
///
/// ```
/// use listening_formats::{AudioHookMessage, AudioHookStream};
/// let mut stream = AudioHookStream::new();
/// let open = r#"{"version": "2", "type": "open", "id": "e160e428-53e2-487c-977d-96989bf5c99d", "seq": 1, "serverseq": 0,
///     "position": "PT0S", "parameters": {"organizationId": "d7934305-0972-4844-938e-9060eef73d05",
///     "conversationId": "090eaa2f-72fa-480a-83e0-8667ff89c0ec", "media": [
///     {"type": "audio", "format": "PCMU", "channels": ["external", "internal"], "rate": 8000}]}}"#;
/// let answer = stream.push_text(open)?;
/// assert!(answer.reply.unwrap().contains(r#""type":"opened""#));
/// stream.push_audio(&[0xFF; 320])?;
/// while stream.step().is_some() {}
/// assert_eq!(stream.position(), 0.02);
/// # Ok::<(), listening_formats::StreamError>(())
/// ```
#[derive(Debug, Default)]
pub struct AudioHookStream {
    id: Option<String>,
    /// The number of the client's last message.
    client: u64,
    /// The number of the server's last message.
    server: u64,
    media: Option<Media>,
    state: State,
    pair: Pair,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum State {
    #[default]
    Unopened,
    Open,
    /// Since that place.
    Paused(i64),
    Closed,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Unopened => "not open",
            Self::Open => "open",
            Self::Paused(_) => "paused",
            Self::Closed => "closed",
        }
    }
}

/// What a text message said, and what is to be sent back.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AudioHookAnswer {
    /// What the client said.
    pub message: AudioHookMessage,
    /// The answer as text; none where none is due.
    pub reply: Option<String>,
}

impl AudioHookStream {
    /// A stream of which nothing has come.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a text message of the client.
    ///
    /// # Errors
    /// A refusal of what is no message of this stream, or may not come now; nothing of it is taken then. By the protocol the server
    /// ends the stream after it, with [`disconnect`](Self::disconnect).
    pub fn push_text(&mut self, text: &str) -> Result<AudioHookAnswer, StreamError> {
        let Message { said: message, id, number } = read(text)?;
        if let Some(expected) = self.id.as_ref().filter(|expected| **expected != id) {
            return Err(StreamError::OtherStream { got: id, expected: expected.clone() });
        }
        if number != self.client + 1 {
            return Err(StreamError::Sequence { got: number, expected: self.client + 1 });
        }
        self.act(&message)?;
        self.client = number;
        self.id = Some(id);
        let reply = reply::to(&message).map(|(kind, parameters)| self.say(kind, &parameters));
        Ok(AudioHookAnswer { message, reply })
    }

    fn act(&mut self, message: &AudioHookMessage) -> Result<(), StreamError> {
        let is_open = matches!(self.state, State::Open | State::Paused(_));
        let refuse = |what: &str, expected| {
            Err(StreamError::State { what: what.to_owned(), state: self.state.name(), expected })
        };
        match message {
            AudioHookMessage::Open(open) => {
                if self.state != State::Unopened {
                    return refuse("open", "a stream is opened once");
                }
                self.media.clone_from(&open.media);
                self.state = State::Open;
            }
            AudioHookMessage::Discarded { .. } | AudioHookMessage::Paused | AudioHookMessage::Resumed { .. }
                if !is_open =>
            {
                return refuse("discarded, paused or resumed", "open comes first, and close last");
            }
            AudioHookMessage::Discarded { end, .. } => self.lose(*end)?,
            AudioHookMessage::Paused if self.state == State::Open => {
                let at = self.sent();
                self.state = State::Paused(at);
                self.mark(at, None);
            }
            AudioHookMessage::Resumed { end, .. } => self.resume(*end)?,
            AudioHookMessage::Close { .. } => self.state = State::Closed,
            _ => {}
        }
        Ok(())
    }

    /// The end of what is known of the stream.
    fn sent(&self) -> i64 {
        self.pair.end()
    }

    /// The place of a time, no further than may be.
    fn place(&self, time: f64) -> Result<i64, StreamError> {
        let place = (time * RATE as f64).round() as i64;
        let (at, latest) = (place.max(self.sent()), self.sent());
        if at - latest > LONGEST {
            return Err(StreamError::Time { seconds: time, latest: seconds(latest) });
        }
        Ok(at)
    }

    /// Both are lost up to then.
    fn lose(&mut self, end: f64) -> Result<(), StreamError> {
        let (from, to) = (self.sent(), self.place(end)?);
        for party in Party::BOTH {
            self.pair.lanes[party].lost_until(from, to);
            self.pair.lanes[party].sent = to;
        }
        Ok(())
    }

    fn resume(&mut self, end: f64) -> Result<(), StreamError> {
        let State::Paused(from) = self.state else { return self.lose(end) };
        let to = self.place(end)?;
        for party in Party::BOTH {
            self.pair.lanes[party].paused_until(to);
            self.pair.lanes[party].sent = to;
        }
        self.state = State::Open;
        self.mark(from, Some(to));
        Ok(())
    }

    fn mark(&mut self, start: i64, end: Option<i64>) {
        let (start, end) = (seconds(start), end.map(seconds));
        self.pair.mark(GivenMark { kind: MarkKind::Pause, party: None, start, end, agent: None });
    }

    /// Takes a binary message: the next audio of the stream.
    ///
    /// # Errors
    /// A refusal where the stream is not open or is paused, and of what is no whole frames; nothing is taken then.
    pub fn push_audio(&mut self, bytes: &[u8]) -> Result<(), StreamError> {
        let Some(media) = self.media.as_ref().filter(|_| self.state == State::Open) else {
            let expected = "audio comes between opened and close, of the kind agreed upon, and not in a pause";
            return Err(StreamError::State { what: "audio".to_owned(), state: self.state.name(), expected });
        };
        if bytes.len() > LARGEST {
            return Err(StreamError::TooLong { bytes: bytes.len(), most: LARGEST });
        }
        let unit = media.unit();
        if !bytes.len().is_multiple_of(unit) {
            return Err(StreamError::Frame { bytes: bytes.len(), unit });
        }
        let place = self.pair.end();
        let audio: Vec<i16> = if media.linear {
            // Little endian, as in WAV.
            bytes.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect()
        } else {
            samples(Payload::Pcmu, bytes)
        };
        let channels = media.channels.len();
        for (k, party) in media.channels.iter().enumerate() {
            let own = audio.iter().skip(k).step_by(channels).copied().collect();
            self.pair.lanes[*party].add(own, place);
        }
        let end = self.pair.end();
        Party::BOTH.into_iter().for_each(|party| self.pair.lanes[party].silent_until(end));
        Ok(())
    }

    /// A `disconnect`, by which the server ends the stream: `completed`, `unauthorized` or `error`, and why. The
    /// client answers with `close`.
    pub fn disconnect(&mut self, reason: &str, info: &str) -> String {
        self.say("disconnect", &json!({ "reason": reason, "info": info }))
    }

    fn say(&mut self, kind: &str, parameters: &serde_json::Value) -> String {
        self.server += 1;
        reply::written(kind, self.id.as_deref().unwrap_or_default(), self.server, self.client, parameters)
    }

    /// The next of what has come.
    pub fn step(&mut self) -> Option<StreamStep> {
        self.pair.step()
    }

    /// Whether the client has closed the stream.
    pub fn has_ended(&self) -> bool {
        self.state == State::Closed
    }

    /// Whether the stream is paused.
    pub fn is_paused(&self) -> bool {
        matches!(self.state, State::Paused(_))
    }

    /// Seconds of the stream that [`step`](Self::step) has given.
    pub fn position(&self) -> f64 {
        seconds(self.pair.position())
    }

    /// Seconds that the client said it discarded.
    pub fn lost(&self) -> f64 {
        seconds(self.pair.lanes.agent.lost)
    }
}
