//! A tool's way to write a transcript, and what every reader's words go through.

use serde_json::Value;

use super::error::TranscriptError;
use super::units::Unit;
use super::untimed::place;
use super::word::{Raw, SpokenWord, Transcript};
use crate::json;

/// What a reader found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Words in groups, as segments; words without times lie within the times of theirs.
    pub(super) groups: Vec<Group>,
    /// Whether there is text whose words have no times.
    pub(super) only_text: bool,
    /// Unit that the times were in.
    pub(super) unit: Unit,
}

/// Words of a segment.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// In the order in which they were said.
    pub(super) words: Vec<Raw>,
    /// Start and end of the segment in seconds, where it has them.
    pub(super) bounds: (Option<f64>, Option<f64>),
}

impl Found {
    /// Words that belong to no segments.
    pub(super) fn of(words: Vec<Raw>, unit: Unit) -> Self {
        Self { groups: vec![Group { words, bounds: (None, None) }], only_text: false, unit }
    }
}

/// A tool's way to write a transcript.
pub(super) struct Shape {
    /// As messages name it.
    pub(super) name: &'static str,
    /// Whether this is one; `root` is the whole, or the first row of several.
    pub(super) is: fn(root: &Value) -> bool,
    /// Its words.
    pub(super) read: fn(rows: &[Value]) -> Found,
    /// What to ask the tool for when words have no times.
    pub(super) advice: &'static str,
}

/// Places words without times and refuses those that cannot be placed.
pub(super) fn finish(shape: &Shape, found: Found) -> Result<Transcript, TranscriptError> {
    let shape_name = shape.name;
    let no_times = || TranscriptError::NoWordTimes { shape: shape_name, advice: shape.advice };
    if found.only_text {
        return Err(no_times());
    }
    let (mut words, mut untimed) = (Vec::new(), 0);
    for mut group in found.groups {
        group.words.retain(|word| !word.text.trim().is_empty());
        untimed += place(&mut group.words, group.bounds);
        for word in group.words {
            let (Some(start), Some(end)) = (word.start, word.end) else {
                return Err(no_times());
            };
            let what = if !(start.is_finite() && end.is_finite()) {
                "has a time that is no number"
            } else if start < 0.0 {
                "starts before the recording"
            } else if end < start {
                "ends before it starts"
            } else {
                words.push(SpokenWord { speaker: word.speaker, start, end, text: word.text.trim().to_owned() });
                continue;
            };
            return Err(TranscriptError::BadWord {
                shape: shape_name,
                index: words.len(),
                text: json::clipped(word.text.trim()),
                what: format!("{what}: it runs from {start} to {end} s"),
            });
        }
    }
    Ok(Transcript { shape: shape_name, words, unit: found.unit, untimed })
}
