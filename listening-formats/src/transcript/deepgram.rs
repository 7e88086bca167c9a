//! Deepgram, of a file and of a stream.
//!
//! Source: Deepgram's interface reference of 2026, pre-recorded audio (`results.channels[].alternatives[].words[]`) and live
//! audio (`type: Results`).

use serde_json::Value;

use super::shape::{Found, Shape};
use super::units::Unit;
use super::word::{Raw, Speaker};
use crate::json::{label, list, number, seconds, text};

const ADVICE: &str = "ask for a model that gives words; every response of /v1/listen has them";

pub(super) const FILE: Shape = Shape {
    name: "Deepgram",
    is: |root| root.get("results").is_some_and(|results| results.get("channels").is_some_and(Value::is_array)),
    read: |rows| {
        let mut found = Found::default();
        for row in rows {
            let channels = list(&row["results"], "channels");
            for (k, channel) in channels.iter().enumerate() {
                let of = (channels.len() > 1).then_some(k as u32);
                add(&mut found, channel, of);
            }
        }
        found
    },
    advice: ADVICE,
};

pub(super) const STREAM: Shape = Shape {
    name: "Deepgram live",
    is: |root| {
        root.get("channel_index").is_some()
            || (root.get("type").is_some() && root.get("channel").is_some_and(Value::is_object))
    },
    read: |rows| {
        let mut found = Found::default();
        // Results that are not final come again.
        for row in rows.iter().filter(|row| row.get("is_final") != Some(&Value::Bool(false))) {
            let index = list(row, "channel_index");
            let of = (number(index.get(1)) > Some(1)).then(|| number(index.first())).flatten();
            add(&mut found, &row["channel"], of);
        }
        found
    },
    advice: ADVICE,
};

fn add(found: &mut Found, channel: &Value, of: Option<u32>) {
    let Some(best) = list(channel, "alternatives").first() else { return };
    let words = list(best, "words");
    found.only_text |= words.is_empty() && !text(best, &["transcript"]).trim().is_empty();
    let raw = words.iter().map(|word| Raw {
        speaker: match of {
            Some(channel) => Speaker::Channel(channel),
            None => label(word.get("speaker")).map_or(Speaker::Unnamed, Speaker::Label),
        },
        start: seconds(word.get("start")),
        end: seconds(word.get("end")),
        text: text(word, &["punctuated_word", "word"]).to_owned(),
    });
    found.groups.extend(Found::of(raw.collect(), Unit::Seconds).groups);
}
