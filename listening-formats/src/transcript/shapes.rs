//! Which tool wrote a transcript, and what every reader's words go through.

use serde_json::Value;

use super::untimed::place;
use super::{Raw, SpokenWord, Transcript, TranscriptError, Unit, json};
use super::{assemblyai, aws, azure, deepgram, gladia, google, plain, rev, soniox, speechmatics, vosk, whisper};

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

/// The more particular first: a shape may have the keys of a later one.
const SHAPES: [&Shape; 16] = [
    &whisper::WHISPERX,
    &deepgram::FILE,
    &deepgram::STREAM,
    &aws::CALL_ANALYTICS,
    &aws::TRANSCRIBE,
    &azure::BATCH,
    &azure::FAST,
    &azure::SDK,
    &gladia::GLADIA,
    &rev::REV,
    &speechmatics::SPEECHMATICS,
    &google::GOOGLE,
    &soniox::SONIOX,
    &assemblyai::ASSEMBLYAI,
    &vosk::VOSK,
    &whisper::WHISPER,
];

/// Reads rows of JSON, or one value that is the whole transcript.
pub(super) fn read(rows: &[Value]) -> Result<Transcript, TranscriptError> {
    let rows = match rows {
        // A list of a tool's rows is read as its lines are.
        [Value::Array(inner)] if inner.iter().any(Value::is_object) => inner,
        rows => rows,
    };
    let known = rows.first().and_then(|first| SHAPES.iter().find(|shape| (shape.is)(first)));
    let (shape, found) = match known {
        Some(shape) => (*shape, (shape.read)(rows)),
        None => (&plain::PLAIN, plain::read(rows)?),
    };
    finish(shape, found)
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
