//! One message, as <https://www.twilio.com/docs/voice/media-streams/websocket-messages> has it.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::super::StreamError;
use super::super::fields::{Fields, object};

/// Bytes of a payload that is taken: a second, fifty times what Twilio sends.
const LARGEST: usize = 8000;

/// Who is heard on a track, seen from Twilio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TwilioTrack {
    /// What Twilio receives: of an incoming call, the caller.
    Inbound,
    /// What Twilio sends: what the caller hears.
    Outbound,
}

/// What a message says, its audio apart.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TwilioMessage {
    /// The connection is there.
    Connected,
    /// What the stream is.
    Start(TwilioStart),
    /// Audio of a track: [`TwilioStream::step`](super::TwilioStream::step) gives it.
    Media,
    /// A key was pressed, heard on the inbound track.
    Key {
        /// `0` to `9`, `*`, `#`.
        digit: String,
    },
    /// What was sent to be played has been played up to this name: no mark of the telephone system.
    Mark {
        /// As it was sent.
        name: String,
    },
    /// The stream has ended. A message that others overtook may still come.
    Stop,
    /// Something else.
    Other {
        /// Its type.
        event: String,
    },
}

impl TwilioMessage {
    /// As JSON, with `event` and the names of the protocol.
    ///
    /// ```
    /// use listening_formats::TwilioMessage;
    /// let key = TwilioMessage::Key { digit: "5".to_owned() };
    /// assert_eq!(key.to_json(), r#"{"digit":"5","event":"dtmf"}"#);
    /// ```
    pub fn to_json(&self) -> String {
        let value = match self {
            Self::Connected => json!({ "event": "connected" }),
            Self::Start(start) => {
                let tracks: Vec<&str> = start.tracks.iter().map(|track| track.name()).collect();
                json!({
                    "event": "start", "streamSid": start.stream, "callSid": start.call, "tracks": tracks,
                    "customParameters": start.parameters,
                })
            }
            Self::Media => json!({ "event": "media" }),
            Self::Key { digit } => json!({ "event": "dtmf", "digit": digit }),
            Self::Mark { name } => json!({ "event": "mark", "name": name }),
            Self::Stop => json!({ "event": "stop" }),
            Self::Other { event } => json!({ "event": event }),
        };
        value.to_string()
    }
}

impl TwilioTrack {
    /// `inbound` or `outbound`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
        }
    }

    /// The track of that name; some pages write `inbound_track`.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.strip_suffix("_track").unwrap_or(name);
        [Self::Inbound, Self::Outbound].into_iter().find(|track| track.name() == name)
    }
}

/// What the first message says of a stream.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TwilioStart {
    /// `streamSid`.
    pub stream: String,
    /// `callSid`.
    pub call: String,
    /// The tracks that are sent.
    pub tracks: Vec<TwilioTrack>,
    /// What was set where the stream was asked for: the agent's name, for example.
    pub parameters: BTreeMap<String, String>,
}

/// A message that was read.
pub(super) struct Message {
    pub(super) said: TwilioMessage,
    pub(super) stream: Option<String>,
    /// Its number, from 1 on; only `connected` has none.
    pub(super) number: Option<u64>,
    pub(super) audio: Option<Audio>,
}

pub(super) struct Audio {
    pub(super) track: TwilioTrack,
    /// Milliseconds from the start of the stream.
    pub(super) timestamp: u32,
    pub(super) bytes: Vec<u8>,
}

pub(super) fn read(text: &str) -> Result<Message, StreamError> {
    let (value, event) = object(text, "event")?;
    let fields = Fields { value: &value, message: &event };
    let mut audio = None;
    let said = match event.as_str() {
        "connected" => TwilioMessage::Connected,
        "start" => TwilioMessage::Start(start(&fields)?),
        "media" => {
            audio = Some(media(&fields)?);
            TwilioMessage::Media
        }
        "dtmf" => TwilioMessage::Key { digit: fields.text("dtmf.digit")?.to_owned() },
        "mark" => TwilioMessage::Mark { name: fields.text("mark.name")?.to_owned() },
        "stop" => TwilioMessage::Stop,
        _ => TwilioMessage::Other { event: event.clone() },
    };
    let number = match said {
        TwilioMessage::Connected => None,
        TwilioMessage::Other { .. } => fields.number("sequenceNumber").ok(),
        _ => Some(fields.number("sequenceNumber")?),
    };
    let stream = fields.get("streamSid").and_then(Value::as_str).map(str::to_owned);
    Ok(Message { said, stream, number, audio })
}

fn start(fields: &Fields<'_>) -> Result<TwilioStart, StreamError> {
    let format = |field, is: fn(&Value) -> bool| fields.get(field).is_none_or(is);
    let checked = format("start.mediaFormat.encoding", |value| value == "audio/x-mulaw")
        && format("start.mediaFormat.sampleRate", |value| value.as_u64() == Some(8000))
        && format("start.mediaFormat.channels", |value| value.as_u64() == Some(1));
    if !checked {
        return Err(fields.refuse("start.mediaFormat", "audio/x-mulaw, 8000 Hz, 1 channel"));
    }
    let tracks = fields.get("start.tracks").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let tracks = tracks.iter().filter_map(|name| name.as_str().and_then(TwilioTrack::from_name)).collect();
    let given = fields.get("start.customParameters").and_then(Value::as_object);
    let parameters = given.into_iter().flatten();
    let parameters = parameters.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect();
    let or_empty = |field| fields.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(TwilioStart { stream: or_empty("streamSid"), call: or_empty("start.callSid"), tracks, parameters })
}

fn media(fields: &Fields<'_>) -> Result<Audio, StreamError> {
    let refused = || fields.refuse("media.track", "\"inbound\" or \"outbound\"");
    let track =
        fields.get("media.track").and_then(Value::as_str).and_then(TwilioTrack::from_name).ok_or_else(refused)?;
    let timestamp = fields.number("media.timestamp")?;
    let timestamp = u32::try_from(timestamp)
        .map_err(|_| fields.refuse("media.timestamp", "milliseconds from the start of the stream"))?;
    let bytes = STANDARD.decode(fields.text("media.payload")?);
    let bytes = bytes.ok().filter(|bytes| bytes.len() <= LARGEST);
    let bytes = bytes.ok_or_else(|| fields.refuse("media.payload", "mu-law in base64, at most a second"))?;
    Ok(Audio { track, timestamp, bytes })
}
