//! What the server answers.

use listening_core::Party;
use serde_json::{Value, json};

use super::message::{AudioHookMessage, AudioHookOpen, Media};

/// Type and parameters of the answer to a message; none where none is due.
pub(super) fn to(said: &AudioHookMessage) -> Option<(&'static str, Value)> {
    Some(match said {
        AudioHookMessage::Open(open) => ("opened", opened(open)),
        AudioHookMessage::Ping => ("pong", json!({})),
        AudioHookMessage::Update { .. } => ("updated", json!({})),
        AudioHookMessage::Close { .. } => ("closed", json!({})),
        _ => return None,
    })
}

fn opened(open: &AudioHookOpen) -> Value {
    let media: Vec<Value> = open.media.iter().map(chosen).collect();
    let mut parameters = json!({ "startPaused": false, "media": media });
    if open.asks_languages {
        // No words are recognised here.
        parameters["supportedLanguages"] = json!([]);
    }
    parameters
}

fn chosen(media: &Media) -> Value {
    let name = |party: &Party| if *party == Party::Customer { "external" } else { "internal" };
    let channels: Vec<&str> = media.channels.iter().map(name).collect();
    json!({ "type": "audio", "format": if media.linear { "L16" } else { "PCMU" }, "channels": channels, "rate": 8000 })
}

/// A message of the server.
pub(super) fn written(kind: &str, id: &str, number: u64, client: u64, parameters: &Value) -> String {
    let message = json!({
        "version": "2", "id": id, "type": kind, "seq": number, "clientseq": client, "parameters": parameters,
    });
    message.to_string()
}
