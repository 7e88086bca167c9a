//! Vosk and Kaldi's servers: a line or a list item for each utterance.
//!
//! Source: `vosk` 0.3.45, `KaldiRecognizer.Result` with `SetWords(True)`.

use serde_json::Value;

use super::shape::{Found, Shape};
use super::units::Unit;
use super::word::{Raw, Speaker};
use crate::json::{list, seconds, text};

pub(super) const VOSK: Shape = Shape {
    name: "Vosk",
    is: |root| {
        let only =
            |keys: &[&str]| root.as_object().is_some_and(|row| row.keys().all(|key| keys.contains(&key.as_str())));
        list(root, "result").first().is_some_and(|word| word.get("word").is_some())
            || root.as_object().is_some_and(|row| !row.is_empty())
                && only(&["text", "partial", "result", "spk", "spk_frames"])
    },
    read,
    advice: "call recognizer.SetWords(True) before the audio is given",
};

fn read(rows: &[Value]) -> Found {
    let mut found = Found::default();
    for row in rows {
        let words = list(row, "result");
        found.only_text |= words.is_empty() && !text(row, &["text"]).trim().is_empty();
        let raw = words.iter().map(|word| Raw {
            speaker: Speaker::Unnamed,
            start: seconds(word.get("start")),
            end: seconds(word.get("end")),
            text: text(word, &["word"]).to_owned(),
        });
        found.groups.extend(Found::of(raw.collect(), Unit::Seconds).groups);
    }
    found
}
