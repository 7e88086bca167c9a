//! One text message of the client, as <https://developer.genesys.cloud/devapps/audiohook/protocol-reference> has it.

use listening_core::Party;
use serde_json::{Value, json};

use super::super::StreamError;
use super::super::fields::{Fields, object};

/// What a message of the client says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum AudioHookMessage {
    /// What the stream is.
    Open(AudioHookOpen),
    /// The client has not sent this audio of either party.
    Discarded {
        /// Seconds of the stream.
        start: f64,
        /// Seconds of the stream.
        end: f64,
    },
    /// The stream is paused: nothing is sent, as while card data are given. A call on hold is not paused.
    Paused,
    /// The stream goes on.
    Resumed {
        /// When the pause began, in seconds of the stream.
        start: f64,
        /// When it ended, in seconds of the stream.
        end: f64,
    },
    /// Asks whether the server is there.
    Ping,
    /// Another language is spoken.
    Update {
        /// As `en-US`.
        language: String,
    },
    /// The client found an error.
    Error {
        /// As of HTTP.
        code: u64,
        /// What is wrong.
        message: String,
    },
    /// The stream is over: no audio follows.
    Close {
        /// `end`, `error`, `disconnect` or `reconnect`.
        reason: String,
    },
    /// Something else.
    Other {
        /// Its type.
        kind: String,
    },
}

impl AudioHookMessage {
    /// As JSON, with `type` and the names of the protocol; times are seconds of the stream.
    ///
    /// ```
    /// use listening_formats::AudioHookMessage;
    /// assert_eq!(AudioHookMessage::Paused.to_json(), r#"{"type":"paused"}"#);
    /// ```
    pub fn to_json(&self) -> String {
        let value = match self {
            Self::Open(open) => json!({
                "type": "open", "id": open.session, "conversationId": open.conversation,
                "organizationId": open.organization, "language": open.language, "probe": open.probe,
            }),
            Self::Discarded { start, end } => json!({ "type": "discarded", "start": start, "end": end }),
            Self::Paused => json!({ "type": "paused" }),
            Self::Resumed { start, end } => json!({ "type": "resumed", "start": start, "end": end }),
            Self::Ping => json!({ "type": "ping" }),
            Self::Update { language } => json!({ "type": "update", "language": language }),
            Self::Error { code, message } => json!({ "type": "error", "code": code, "message": message }),
            Self::Close { reason } => json!({ "type": "close", "reason": reason }),
            Self::Other { kind } => json!({ "type": kind }),
        };
        value.to_string()
    }
}

/// What the first message says of a stream.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AudioHookOpen {
    /// The stream's `id`.
    pub session: String,
    /// `conversationId`: of all streams of a call.
    pub conversation: String,
    /// `organizationId`.
    pub organization: String,
    /// As `en-US`; empty where it is not said.
    pub language: String,
    /// Whether the connection is only tried: such a stream has no audio.
    pub probe: bool,
    /// Whether the client asks for the languages that the server knows.
    pub(super) asks_languages: bool,
    /// What was chosen of the audio offered; none where none is offered.
    pub(super) media: Option<Media>,
}

/// Audio of the stream: how a sample is written, and whose samples a frame has.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Media {
    pub(super) linear: bool,
    /// The customer is the external party, and comes first where both are sent.
    pub(super) channels: Vec<Party>,
}

impl Media {
    /// Bytes of a frame.
    pub(super) fn unit(&self) -> usize {
        self.channels.len() * if self.linear { 2 } else { 1 }
    }
}

/// A message that was read.
pub(super) struct Message {
    pub(super) said: AudioHookMessage,
    pub(super) id: String,
    pub(super) number: u64,
}

pub(super) fn read(text: &str) -> Result<Message, StreamError> {
    let (value, kind) = object(text, "type")?;
    let fields = Fields { value: &value, message: &kind };
    if fields.text("version")? != "2" {
        return Err(fields.refuse("version", "\"2\""));
    }
    let (id, number) = (fields.text("id")?.to_owned(), fields.number("seq")?);
    let span = || {
        let start = fields.duration("parameters.start")?;
        Ok((start, start + fields.duration("parameters.discarded")?))
    };
    let said = match kind.as_str() {
        "open" => AudioHookMessage::Open(open(&fields, &id)?),
        "discarded" => span().map(|(start, end)| AudioHookMessage::Discarded { start, end })?,
        "paused" => AudioHookMessage::Paused,
        "resumed" => span().map(|(start, end)| AudioHookMessage::Resumed { start, end })?,
        "ping" => AudioHookMessage::Ping,
        "update" => AudioHookMessage::Update { language: or_empty(&fields, "parameters.language") },
        "error" => AudioHookMessage::Error {
            code: fields.number("parameters.code")?,
            message: or_empty(&fields, "parameters.message"),
        },
        "close" => AudioHookMessage::Close { reason: or_empty(&fields, "parameters.reason") },
        _ => AudioHookMessage::Other { kind: kind.clone() },
    };
    Ok(Message { said, id, number })
}

fn or_empty(fields: &Fields<'_>, field: &str) -> String {
    fields.get(field).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn open(fields: &Fields<'_>, id: &str) -> Result<AudioHookOpen, StreamError> {
    let offered = fields.get("parameters.media").and_then(Value::as_array);
    let offered = offered.ok_or_else(|| fields.refuse("parameters.media", "a list of the audio offered"))?;
    let known = || offered.iter().filter_map(media);
    let media = known().find(|media| media.channels.len() == 2).or_else(|| known().next());
    if media.is_none() && !offered.is_empty() {
        return Err(StreamError::Media { got: crate::json::clipped(&Value::from(offered.clone()).to_string()) });
    }
    let conversation = or_empty(fields, "parameters.conversationId");
    Ok(AudioHookOpen {
        session: id.to_owned(),
        probe: !conversation.is_empty() && conversation.bytes().all(|byte| byte == b'0' || byte == b'-'),
        conversation,
        organization: or_empty(fields, "parameters.organizationId"),
        language: or_empty(fields, "parameters.language"),
        asks_languages: fields.get("parameters.supportedLanguages") == Some(&Value::Bool(true)),
        media,
    })
}

fn media(offered: &Value) -> Option<Media> {
    let linear = match offered.get("format")?.as_str()? {
        "PCMU" => false,
        "L16" => true,
        _ => return None,
    };
    let party = |name: &Value| match name.as_str()? {
        "external" => Some(Party::Customer),
        "internal" => Some(Party::Agent),
        _ => None,
    };
    let channels = offered.get("channels")?.as_array()?.iter().map(party).collect::<Option<Vec<Party>>>()?;
    let fits = offered.get("rate")?.as_u64() == Some(8000)
        && (channels.len() == 1 || channels.len() == 2 && channels[0] != channels[1]);
    fits.then_some(Media { linear, channels })
}
