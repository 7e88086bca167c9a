//! Which tool wrote a transcript.

use serde_json::Value;

use super::error::TranscriptError;
use super::shape::{Shape, finish};
use super::word::Transcript;
use super::{assemblyai, aws, azure, deepgram, gladia, google, plain, rev, soniox, speechmatics, vosk, whisper};

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
