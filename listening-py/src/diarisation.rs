//! Diarisations: the crate `listening-formats` over Python's bytes.

use pyo3::prelude::*;

use crate::errors::TalkspurtError;

/// Recording and channel where they are named, speaker, start and end in seconds.
type Turn = (Option<String>, Option<String>, String, f64, f64);

/// Who talked when: the shape, the turns, and how many items named no speaker.
#[pyfunction]
pub(crate) fn diarisation(data: &[u8]) -> PyResult<(&'static str, Vec<Turn>, usize)> {
    let found = listening_formats::diarisation(data).map_err(|error| TalkspurtError::new_err(error.to_string()))?;
    let turns = found.turns.into_iter();
    let turns = turns.map(|turn| (turn.recording, turn.channel, turn.speaker, turn.start, turn.end)).collect();
    Ok((found.shape, turns, found.unnamed))
}
