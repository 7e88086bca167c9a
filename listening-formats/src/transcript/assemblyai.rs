//! `AssemblyAI`: times in milliseconds, channels counted from 1.
//!
//! Source: `AssemblyAI`'s interface reference of 2026, transcripts; with channels and speakers together its labels are
//! `1A`, `2A`.

use serde_json::Value;

use super::shape::{Found, Shape};
use super::units::Unit;
use super::word::{Raw, Speaker};
use crate::json::{label, list, number, scaled, text};

pub(super) const ASSEMBLYAI: Shape = Shape {
    name: "AssemblyAI",
    is: |root| {
        let keys = ["audio_duration", "utterances", "acoustic_model", "speech_model", "audio_channels", "multichannel"];
        keys.iter().any(|key| root.get(key).is_some())
            && root.get("results").is_none()
            && root.get("segments").is_none()
    },
    read,
    advice: "give the JSON of the transcript itself, which has words, not that of its sentences or paragraphs",
};

fn read(rows: &[Value]) -> Found {
    let mut words = Vec::new();
    let mut only_text = false;
    for row in rows {
        let own = list(row, "words");
        let spoken = list(row, "utterances").iter().flat_map(|utterance| list(utterance, "words"));
        // The words of the whole name nobody in older transcripts, those of the utterances do.
        let named = own.iter().any(|word| speaker(word) != Speaker::Unnamed);
        let before = words.len();
        if named || list(row, "utterances").is_empty() {
            words.extend(own.iter().map(|word| raw(word, Speaker::Unnamed)));
        } else {
            for utterance in list(row, "utterances") {
                words.extend(list(utterance, "words").iter().map(|word| raw(word, speaker(utterance))));
            }
        }
        only_text |= words.len() == before && spoken.count() == 0 && !text(row, &["text"]).trim().is_empty();
    }
    Found { only_text, ..Found::of(words, Unit::Milliseconds) }
}

fn raw(word: &Value, of: Speaker) -> Raw {
    Raw {
        speaker: match speaker(word) {
            Speaker::Unnamed => of,
            own => own,
        },
        start: scaled(word.get("start"), 1e3),
        end: scaled(word.get("end"), 1e3),
        text: text(word, &["text"]).to_owned(),
    }
}

fn speaker(row: &Value) -> Speaker {
    let label = label(row.get("speaker"));
    // A label that begins with a digit is, or begins with, that of a channel.
    let digits = label.as_deref().filter(|label| label.starts_with(|c: char| c.is_ascii_digit()));
    let leading = digits.and_then(|label| {
        let end = label.find(|c: char| !c.is_ascii_digit()).unwrap_or(label.len());
        label[..end].parse().ok()
    });
    match number(row.get("channel")).or(leading) {
        Some(channel) => Speaker::Channel(channel.saturating_sub(1)),
        None => label.map_or(Speaker::Unnamed, Speaker::Label),
    }
}
