//! Speechmatics: results of words, entities and punctuation, for each channel or speaker.
//!
//! Source: Speechmatics' reference of 2026, `json-v2` (format 2.9). Channels are `channel_1`, `channel_2`, or have the names
//! that the user gave them; a speaker that is not known is `UU`.

use serde_json::Value;

use super::shape::{Found, Shape};
use super::units::Unit;
use super::word::{Raw, Speaker};
use crate::json::{any, label, list, number, seconds, text};

pub(super) const SPEECHMATICS: Shape = Shape {
    name: "Speechmatics",
    is: |root| {
        list(root, "results")
            .first()
            .is_some_and(|item| item.get("type").is_some() && item.get("alternatives").is_some())
            || (root.get("format").is_some() && root.get("results").is_some_and(Value::is_array))
    },
    read,
    advice: "give the transcript as json-v2",
};

fn read(rows: &[Value]) -> Found {
    let mut words: Vec<Raw> = Vec::new();
    for item in rows.iter().flat_map(|row| list(row, "results")) {
        let Some(best) = list(item, "alternatives").first() else { continue };
        let speaker = speaker(item, best);
        let said = text(best, &["content"]);
        if text(item, &["type"]) == "punctuation" {
            if let Some(word) = words.last_mut().filter(|word| word.speaker == speaker) {
                word.text.push_str(said);
            }
            continue;
        }
        words.push(Raw {
            speaker,
            start: seconds(item.get("start_time")),
            end: seconds(item.get("end_time")),
            text: said.to_owned(),
        });
    }
    Found::of(words, Unit::Seconds)
}

fn speaker(item: &Value, best: &Value) -> Speaker {
    if let Some(channel) = label(any(item, &["channel"]).or_else(|| any(best, &["channel"]))) {
        return match number(Some(&Value::String(channel.clone()))).filter(|_| channel.starts_with("channel_")) {
            Some(number) => Speaker::Channel(number.saturating_sub(1)),
            None => Speaker::Label(channel),
        };
    }
    label(any(best, &["speaker"])).filter(|label| label != "UU").map_or(Speaker::Unnamed, Speaker::Label)
}
