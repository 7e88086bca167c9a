//! Whisper and what is built on it: `OpenAI`'s command and interface, faster-whisper, `WhisperX`.
//!
//! Sources: the JSON that openai-whisper 20250625 writes with `--word_timestamps True`; `OpenAI`'s interface reference,
//! `verbose_json`; faster-whisper 1.2, `Segment` and `Word`; `WhisperX` 3.4, whose numerals have no times.

use serde_json::Value;

use super::shape::{Found, Group, Shape};
use super::units::Unit;
use super::word::{Raw, Speaker};
use crate::json::{any, label, list, seconds, text};

pub(super) const WHISPERX: Shape = Shape {
    name: "WhisperX",
    is: |root| {
        root.get("word_segments").is_some()
            || list(root, "segments")
                .iter()
                .any(|segment| list(segment, "words").iter().any(|word| word.get("score").is_some()))
    },
    read,
    advice: "align it first: whisperx.align(...) gives words their times",
};

pub(super) const WHISPER: Shape = Shape {
    name: "Whisper",
    is: |root| {
        let of_segments = root.get("segments").is_some_and(Value::is_array)
            && (root.get("text").is_some() || root.get("language").is_some() || root.get("words").is_some());
        let of_words = list(root, "words").first().is_some_and(|word| word.get("word").is_some())
            && (root.get("language").is_some() || root.get("task").is_some() || root.get("text").is_some());
        of_segments || of_words || segment(root)
    },
    read,
    advice: "run it with word_timestamps=True (--word_timestamps True; through OpenAI's interface response_format=\
             verbose_json and timestamp_granularities=[\"word\"])",
};

/// A segment by itself, as faster-whisper gives them.
fn segment(row: &Value) -> bool {
    let own = ["words", "seek", "avg_logprob", "no_speech_prob"].iter().any(|key| row.get(key).is_some());
    own && row.get("text").is_some() && row.get("start").is_some() && row.get("segments").is_none()
}

fn read(rows: &[Value]) -> Found {
    let mut found = Found { unit: Unit::Seconds, ..Found::default() };
    for row in rows {
        let segments = if segment(row) { std::slice::from_ref(row) } else { list(row, "segments") };
        let groups: Vec<Group> = segments.iter().map(group).filter(|group| !group.words.is_empty()).collect();
        let loose = list(row, "words").iter().map(|row| word(row, None)).collect::<Vec<_>>();
        let silent = segments.iter().chain([row]).all(|row| text(row, &["text"]).trim().is_empty());
        if !groups.is_empty() {
            // A segment of text whose words have no times among others that do would be lost.
            found.only_text |= segments
                .iter()
                .any(|segment| list(segment, "words").is_empty() && !text(segment, &["text"]).trim().is_empty());
            found.groups.extend(groups);
        } else if !loose.is_empty() {
            found.groups.push(Group { words: loose, bounds: (None, None) });
        } else {
            found.only_text |= !silent;
        }
    }
    found
}

fn group(segment: &Value) -> Group {
    let speaker = label(segment.get("speaker"));
    Group {
        words: list(segment, "words").iter().map(|row| word(row, speaker.as_deref())).collect(),
        bounds: (seconds(segment.get("start")), seconds(segment.get("end"))),
    }
}

fn word(row: &Value, segment: Option<&str>) -> Raw {
    let speaker = label(row.get("speaker")).or_else(|| segment.map(str::to_owned));
    Raw {
        speaker: speaker.map_or(Speaker::Unnamed, Speaker::Label),
        start: seconds(row.get("start")),
        end: seconds(row.get("end")),
        text: any(row, &["word", "text"]).and_then(Value::as_str).unwrap_or_default().to_owned(),
    }
}
