//! Amazon Transcribe and its Call Analytics. Words are read, never segments: a segment's times hold its pauses.
//!
//! Source: Amazon Transcribe's developer guide of 2026: output of transcription jobs (times as text, punctuation as items
//! without times), with speakers and with channels; output of post-call analytics (milliseconds).

use std::collections::HashMap;

use serde_json::Value;

use super::shape::{Found, Shape};
use super::units::Unit;
use super::word::{Raw, Speaker};
use crate::json::{label, list, number, scaled, seconds, text};

pub(super) const TRANSCRIBE: Shape = Shape {
    name: "Amazon Transcribe",
    is: |root| {
        root.get("results")
            .is_some_and(|results| results.get("items").is_some() || results.get("channel_labels").is_some())
    },
    read: |rows| {
        let mut words = Vec::new();
        for row in rows {
            let results = &row["results"];
            let channels = list(&results["channel_labels"], "channels");
            if channels.is_empty() {
                let labels = segment_labels(results);
                for item in list(results, "items") {
                    let of =
                        label(item.get("speaker_label")).or_else(|| labels.get(text(item, &["start_time"])).cloned());
                    add(&mut words, item, of.map_or(Speaker::Unnamed, Speaker::Label));
                }
            }
            for channel in channels {
                let of = number(channel.get("channel_label")).map_or(Speaker::Unnamed, Speaker::Channel);
                list(channel, "items").iter().for_each(|item| add(&mut words, item, of.clone()));
            }
        }
        Found::of(words, Unit::Seconds)
    },
    advice: "give the whole JSON of the job, whose results have items",
};

pub(super) const CALL_ANALYTICS: Shape = Shape {
    name: "Amazon Transcribe Call Analytics",
    is: |root| {
        list(root, "Transcript").first().is_some_and(|part| part.get("BeginOffsetMillis").is_some())
            || root.get("ConversationCharacteristics").is_some()
    },
    read: |rows| {
        let mut words = Vec::new();
        let mut only_text = false;
        for part in rows.iter().flat_map(|row| list(row, "Transcript")) {
            let items = list(part, "Items");
            only_text |= items.is_empty() && !text(part, &["Content"]).trim().is_empty();
            let of = label(part.get("ParticipantRole")).or_else(|| label(part.get("ParticipantId")));
            for item in items {
                add(&mut words, item, of.clone().map_or(Speaker::Unnamed, Speaker::Label));
            }
        }
        Found { only_text, ..Found::of(words, Unit::Milliseconds) }
    },
    advice: "give the output of a post-call analytics job, whose transcript has Items; that of Contact Lens has none",
};

/// Older jobs name the speaker of a word only in the segments: found by the time at which it starts.
fn segment_labels(results: &Value) -> HashMap<String, String> {
    let segments = list(&results["speaker_labels"], "segments").iter();
    let items = segments.flat_map(|segment| list(segment, "items"));
    items.filter_map(|item| Some((text(item, &["start_time"]).to_owned(), label(item.get("speaker_label"))?))).collect()
}

fn add(words: &mut Vec<Raw>, item: &Value, speaker: Speaker) {
    let best = list(item, "alternatives").first().unwrap_or(item);
    let said = text(best, &["content", "Content"]);
    if text(item, &["type", "Type"]).eq_ignore_ascii_case("punctuation") {
        if let Some(word) = words.last_mut().filter(|word| word.speaker == speaker) {
            word.text.push_str(said);
        }
        return;
    }
    let time = |plain: &str, offset: &str| seconds(item.get(plain)).or_else(|| scaled(item.get(offset), 1e3));
    words.push(Raw {
        speaker,
        start: time("start_time", "BeginOffsetMillis"),
        end: time("end_time", "EndOffsetMillis"),
        text: said.to_owned(),
    });
}
