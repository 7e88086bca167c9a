//! Gladia: utterances of words.
//!
//! Source: Gladia's reference of 2026, `GET /v2/pre-recorded/:id`; channels are counted from 0.

use std::collections::HashSet;

use serde_json::Value;

use super::shape::{Found, Group, Shape};
use super::word::{Raw, Speaker};
use crate::json::{label, list, number, seconds, text};

pub(super) const GLADIA: Shape = Shape {
    name: "Gladia",
    is: |root| transcription(root).is_some(),
    read,
    advice: "give the result as JSON; each utterance has words",
};

fn transcription(root: &Value) -> Option<&Value> {
    let root = root.get("result").filter(|result| result.is_object()).unwrap_or(root);
    root.get("transcription").filter(|transcription| transcription.get("utterances").is_some())
}

fn read(rows: &[Value]) -> Found {
    let mut found = Found::default();
    let utterances: Vec<&Value> =
        rows.iter().filter_map(transcription).flat_map(|transcription| list(transcription, "utterances")).collect();
    let channels: HashSet<_> = utterances.iter().filter_map(|utterance| number(utterance.get("channel"))).collect();
    for utterance in utterances {
        let of = match number(utterance.get("channel")).filter(|_| channels.len() > 1) {
            Some(channel) => Speaker::Channel(channel),
            None => label(utterance.get("speaker")).map_or(Speaker::Unnamed, Speaker::Label),
        };
        let words = list(utterance, "words");
        found.only_text |= words.is_empty() && !text(utterance, &["text"]).trim().is_empty();
        let raw = words.iter().map(|word| Raw {
            speaker: of.clone(),
            start: seconds(word.get("start")),
            end: seconds(word.get("end")),
            text: text(word, &["word"]).to_owned(),
        });
        let bounds = (seconds(utterance.get("start")), seconds(utterance.get("end")));
        found.groups.push(Group { words: raw.collect(), bounds });
    }
    found
}
