//! JSON of diarisers: pyannote's output, lhotse's supervisions, segments of `WhisperX`, and rows as a user writes them.
//!
//! Sources: pyannote.audio 4.0, `DiarizeOutput.serialize`; lhotse 1.31, `SupervisionSegment.to_dict`; `WhisperX` 3.4.

use serde_json::Value;

use super::error::DiarisationError;
use super::turn::{Diarisation, SpokenTurn, turn};
use crate::json::{any, label, lines, seconds};

/// Rows of who talked when, in one of these.
pub(super) fn read(text: &str) -> Result<Diarisation, DiarisationError> {
    let (shape, rows) = match serde_json::from_str(text) {
        Ok(Value::Array(rows)) => ("rows", rows),
        Ok(root) => of_root(root)?,
        Err(_) => ("rows", lines(text).ok_or(DiarisationError::UnknownShape)?),
    };
    let lhotse = rows.iter().any(|row| row.get("recording_id").is_some());
    let shape = if lhotse { "lhotse" } else { shape };
    let mut found = Diarisation::of(shape, Vec::new());
    for (k, row) in rows.iter().enumerate() {
        match of_row(shape, k, row)? {
            Some(turn) => found.turns.push(turn),
            None => found.unnamed += 1,
        }
    }
    found.turns.retain(|turn| turn.end > turn.start);
    Ok(found)
}

/// The rows of an object. Exclusive diarisations, in which nobody talks at the same time, are never taken: they lose every
/// overlap.
fn of_root(root: Value) -> Result<(&'static str, Vec<Value>), DiarisationError> {
    let Value::Object(mut fields) = root else { return Err(DiarisationError::UnknownShape) };
    for (key, shape) in [("diarization", "pyannote"), ("segments", "WhisperX"), ("turns", "rows")] {
        if let Some(Value::Array(rows)) = fields.remove(key) {
            return Ok((shape, rows));
        }
    }
    if fields.contains_key("start") {
        return Ok(("rows", vec![Value::Object(fields)]));
    }
    // Lists by speaker.
    if !fields.is_empty() && fields.values().all(Value::is_array) {
        let rows = fields.into_iter().flat_map(|(speaker, list)| {
            let list = if let Value::Array(list) = list { list } else { Vec::new() };
            list.into_iter().map(move |times| serde_json::json!({ "speaker": speaker, "times": times }))
        });
        return Ok(("rows", rows.collect()));
    }
    Err(DiarisationError::UnknownShape)
}

/// A row; None where it names nobody.
fn of_row(shape: &'static str, index: usize, row: &Value) -> Result<Option<SpokenTurn>, DiarisationError> {
    let place = format!("turn {index}");
    let bad = |what: &str| DiarisationError::Bad { shape, place: place.clone(), what: what.into() };
    let times = row.get("times").unwrap_or(row);
    let start = seconds(any(times, &["start"]).or_else(|| times.get(0)));
    let end = seconds(any(times, &["end"]).or_else(|| times.get(1)));
    let end = end.or_else(|| Some(start? + seconds(times.get("duration"))?));
    let (Some(start), Some(end)) = (start, end) else {
        return Err(bad("has no start and end, or start and duration, in seconds"));
    };
    let Some(speaker) = label(any(row, &["speaker", "party"])) else { return Ok(None) };
    let mut found = turn(shape, &place, &speaker, [start, end])?;
    found.recording = label(row.get("recording_id"));
    found.channel = label(row.get("channel").or_else(|| row.get("channel_id")));
    Ok(Some(found))
}
