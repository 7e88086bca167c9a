//! Azure's speech service: batch transcription, fast transcription, and the detailed results of its SDK.
//!
//! Source: Microsoft's reference of 2026: speech to text 3.2 and 2024-11-15 (times in parts of 100 ns as `...InTicks`, or in
//! milliseconds), fast transcription (milliseconds), the SDK's detailed JSON (parts of 100 ns).

use std::collections::HashSet;

use serde_json::Value;

use super::shape::{Found, Shape};
use super::units::Unit;
use super::word::{Raw, Speaker};
use crate::json::{any, label, list, number, scaled, seconds, text};

const TICKS: f64 = Unit::Ticks.per_second();

pub(super) const BATCH: Shape = Shape {
    name: "Azure batch transcription",
    is: |root| root.get("recognizedPhrases").is_some(),
    read: |rows| {
        let phrases: Vec<&Value> = rows.iter().flat_map(|row| list(row, "recognizedPhrases")).collect();
        phrases_of(&phrases, |phrase| list(phrase, "nBest").first().unwrap_or(phrase), Unit::Ticks)
    },
    advice: "ask for wordLevelTimestampsEnabled",
};

pub(super) const FAST: Shape = Shape {
    name: "Azure fast transcription",
    is: |root| root.get("combinedPhrases").is_some(),
    read: |rows| {
        let phrases: Vec<&Value> = rows.iter().flat_map(|row| list(row, "phrases")).collect();
        phrases_of(&phrases, |phrase| phrase, Unit::Milliseconds)
    },
    advice: "use api-version 2024-11-15 or later, whose phrases have words",
};

pub(super) const SDK: Shape = Shape {
    name: "Azure Speech SDK",
    is: |root| root.get("NBest").is_some() || (root.get("RecognitionStatus").is_some() && root.get("Offset").is_some()),
    read: |rows| {
        let phrases: Vec<&Value> = rows.iter().collect();
        phrases_of(&phrases, |phrase| list(phrase, "NBest").first().unwrap_or(phrase), Unit::Ticks)
    },
    advice: "ask for it: speech_config.request_word_level_timestamps()",
};

fn phrases_of(phrases: &[&Value], best: fn(&Value) -> &Value, unit: Unit) -> Found {
    let channel = |phrase: &Value| number(any(phrase, &["channel", "Channel"]));
    let channels: HashSet<u32> = phrases.iter().filter_map(|phrase| channel(phrase)).collect();
    let mut found = Found { unit, ..Found::default() };
    for phrase in phrases {
        let of = match channel(phrase).filter(|_| channels.len() > 1) {
            Some(channel) => Speaker::Channel(channel),
            None => label(any(phrase, &["speaker", "SpeakerId"])).map_or(Speaker::Unnamed, Speaker::Label),
        };
        let best = best(phrase);
        let words = ["words", "Words", "displayWords", "DisplayWords"].iter().map(|key| list(best, key));
        let words = words.into_iter().find(|words| !words.is_empty()).unwrap_or_default();
        let said = text(best, &["display", "Display", "text", "lexical", "DisplayText"]);
        found.only_text |= words.is_empty() && !said.trim().is_empty();
        found.groups.extend(Found::of(words.iter().map(|row| word(row, &of)).collect(), unit).groups);
    }
    found
}

fn word(row: &Value, speaker: &Speaker) -> Raw {
    let start = time(row, ["offsetInTicks", "offsetMilliseconds", "offset", "Offset"]);
    let length = time(row, ["durationInTicks", "durationMilliseconds", "duration", "Duration"]);
    Raw {
        speaker: speaker.clone(),
        start,
        end: start.zip(length).map(|(start, length)| start + length),
        text: text(row, &["word", "Word", "text", "displayText", "Text"]).to_owned(),
    }
}

/// Seconds, from ticks, milliseconds, an ISO 8601 duration, or the SDK's ticks.
fn time(row: &Value, [ticks, milliseconds, iso, sdk]: [&str; 4]) -> Option<f64> {
    scaled(row.get(ticks), TICKS)
        .or_else(|| scaled(row.get(milliseconds), 1e3))
        .or_else(|| row.get(iso).filter(|value| value.is_string()).and_then(|value| seconds(Some(value))))
        .or_else(|| scaled(row.get(sdk), TICKS))
}
