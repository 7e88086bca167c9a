//! CHAT, the transcripts of `TalkBank`: a main line for each utterance, with its times in milliseconds between control marks.
//!
//! Source: `MacWhinney`, Tools for Analyzing Talk, part 1: the CHAT transcription format, "Media linkage".

use super::error::DiarisationError;
use super::turn::{Diarisation, turn};

const SHAPE: &str = "CHAT";
/// The mark around a time.
const BULLET: char = '\u{15}';

/// The utterances that have times.
pub(super) fn read(text: &str) -> Result<Diarisation, DiarisationError> {
    let mut turns = Vec::new();
    let mut speaker = None;
    for (number, line) in text.lines().enumerate() {
        // A line that begins with a tab goes on with the one before.
        if let Some(main) = line.strip_prefix('*') {
            speaker = main.split_once(':').map(|(name, _)| name.trim());
        } else if !line.starts_with('\t') {
            speaker = None;
        }
        let Some(speaker) = speaker else { continue };
        for times in line.split(BULLET).skip(1).step_by(2) {
            // Older files name the recording before the times.
            let times = times.trim().rsplit(|c: char| !(c.is_ascii_digit() || c == '_')).next().unwrap_or_default();
            let Some((start, end)) = times.trim_matches('_').split_once('_') else { continue };
            if let (Ok(start), Ok(end)) = (start.parse::<f64>(), end.parse::<f64>()) {
                turns.push(turn(SHAPE, &format!("line {}", number + 1), speaker, [start / 1e3, end / 1e3])?);
            }
        }
    }
    Ok(Diarisation::of(SHAPE, turns))
}
