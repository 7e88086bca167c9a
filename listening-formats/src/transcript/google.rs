//! Google's Speech-to-Text, versions 1 and 2.
//!
//! Source: its reference of 2026. A time is text with an `s` (`"1.200s"`) and is left out where it is 0, as every default in
//! this encoding is; channels are counted from 1; with speakers, version 1 gives every word again, with its speaker, in the
//! last result.

use serde_json::Value;

use super::shape::{Found, Shape};
use super::units::Unit;
use super::word::{Raw, Speaker};
use crate::json::{any, label, list, number, seconds, text};

const STARTS: [&str; 4] = ["startTime", "startOffset", "start_time", "start_offset"];
const ENDS: [&str; 4] = ["endTime", "endOffset", "end_time", "end_offset"];

pub(super) const GOOGLE: Shape = Shape {
    name: "Google Speech-to-Text",
    is: |root| !results(root).is_empty(),
    read,
    advice: "ask for enableWordTimeOffsets (enable_word_time_offsets)",
};

/// The results of a response, of an operation that holds one, or of a batch of version 2.
fn results(root: &Value) -> Vec<&Value> {
    let root = root.get("response").unwrap_or(root);
    let listed = match root.get("results") {
        Some(Value::Array(results)) => results.iter().collect(),
        // By the address of the recording.
        Some(Value::Object(files)) => files
            .values()
            .flat_map(|file| {
                let transcript = file
                    .get("transcript")
                    .or_else(|| file.get("inlineResult").and_then(|inline| inline.get("transcript")));
                transcript.map_or(&[] as &[Value], |transcript| list(transcript, "results"))
            })
            .collect(),
        _ => Vec::new(),
    };
    if listed.iter().any(|result| result.get("alternatives").is_some()) { listed } else { Vec::new() }
}

fn read(rows: &[Value]) -> Found {
    let mut found = Found::default();
    let results: Vec<&Value> = rows.iter().flat_map(results).collect();
    let channel = |result: &Value| number(any(result, &["channelTag", "channel_tag"])).filter(|&channel| channel > 0);
    let mut words = Vec::new();
    for result in &results {
        let Some(best) = list(result, "alternatives").first() else { continue };
        let said = list(best, "words");
        found.only_text |= said.is_empty() && !text(best, &["transcript"]).trim().is_empty();
        for row in said {
            let label = label(any(row, &["speakerLabel", "speaker_label"]))
                .or_else(|| label(any(row, &["speakerTag", "speaker_tag"])).filter(|label| label != "0"));
            let of = channel(result).filter(|_| label.is_none()).map(|channel| Speaker::Channel(channel - 1));
            let end = seconds(any(row, &ENDS));
            words.push(Raw {
                speaker: of.or(label.map(Speaker::Label)).unwrap_or(Speaker::Unnamed),
                start: seconds(any(row, &STARTS)).or_else(|| end.map(|_| 0.0)),
                end,
                text: text(row, &["word"]).to_owned(),
            });
        }
    }
    if words.iter().any(|word| matches!(word.speaker, Speaker::Label(_))) {
        words.retain(|word| matches!(word.speaker, Speaker::Label(_)));
    }
    Found { groups: Found::of(words, Unit::Seconds).groups, ..found }
}
