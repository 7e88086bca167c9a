//! STM: recording, channel, speaker, start, end, an optional label in angle brackets, text.
//!
//! Source: NIST, sclite's file formats.

use super::error::DiarisationError;
use super::turn::{Diarisation, turn};

const SHAPE: &str = "STM";

/// The segments; None for what is no STM.
pub(super) fn read(text: &str) -> Option<Result<Diarisation, DiarisationError>> {
    let mut turns = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        if fields.is_empty() || line.trim_start().starts_with(";;") {
            continue;
        }
        let [recording, channel, speaker, start, end, rest @ ..] = &fields[..] else { return None };
        let (Ok(start), Ok(end)) = (start.parse(), end.parse()) else { return None };
        // A stretch that is left out of scoring was not said by anybody.
        if rest.last().is_some_and(|word| word.eq_ignore_ascii_case("IGNORE_TIME_SEGMENT_IN_SCORING")) {
            continue;
        }
        match turn(SHAPE, &format!("line {}", number + 1), speaker, [start, end]) {
            Ok(mut found) => {
                found.recording = Some((*recording).to_owned());
                found.channel = Some((*channel).to_owned());
                turns.push(found);
            }
            Err(error) => return Some(Err(error)),
        }
    }
    (!turns.is_empty()).then(|| Ok(Diarisation::of(SHAPE, turns)))
}
