//! What a diarisation gives.

use super::error::DiarisationError;

/// Who talked when.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Diarisation {
    /// What it is written in: `RTTM`, `TextGrid`, `pyannote`.
    pub shape: &'static str,
    /// The turns, in the order of the file.
    pub turns: Vec<SpokenTurn>,
    /// Items that name no speaker, as segments have that `WhisperX` could give to nobody: they are not among the turns.
    pub unnamed: usize,
}

/// A time in which a speaker talks.
#[derive(Clone, Debug, PartialEq)]
pub struct SpokenTurn {
    /// The recording, where the file names it.
    pub recording: Option<String>,
    /// The channel, as the file calls it, where it names one.
    pub channel: Option<String>,
    /// The speaker's label.
    pub speaker: String,
    /// Seconds from the start of the recording, 0 or more.
    pub start: f64,
    /// Seconds from the start of the recording, more than `start`.
    pub end: f64,
}

impl Diarisation {
    /// Turns of speakers; those that last no time are left out, as a diariser may write them.
    pub(super) fn of(shape: &'static str, turns: Vec<SpokenTurn>) -> Self {
        Self { shape, turns: turns.into_iter().filter(|turn| turn.end > turn.start).collect(), unnamed: 0 }
    }
}

/// A turn with its times checked; `place` is its location, such as "line 3".
pub(super) fn turn(
    shape: &'static str,
    place: &str,
    speaker: &str,
    [start, end]: [f64; 2],
) -> Result<SpokenTurn, DiarisationError> {
    // Sums of decimals are rounded where the engine does: at the microsecond.
    let end = (end * 1e6).round() / 1e6;
    if !(start.is_finite() && end.is_finite() && start >= 0.0 && end >= start) {
        let what = format!("runs from {start} to {end} s: two numbers of seconds from 0 on, in order, were expected");
        return Err(DiarisationError::Bad { shape, place: place.to_owned(), what });
    }
    Ok(SpokenTurn { recording: None, channel: None, speaker: speaker.to_owned(), start, end })
}
