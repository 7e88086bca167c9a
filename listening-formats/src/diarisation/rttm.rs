//! RTTM: a line of ten fields for each turn, or nine or eight in older tools.
//!
//! Source: NIST, The 2009 (RT-09) Rich Transcription Meeting Recognition Evaluation Plan, appendix A. The fields have no
//! quotes, so that a recording or a speaker with a space in the name has more of them: they are identified by what the
//! others are.

use super::error::DiarisationError;
use super::turn::{Diarisation, SpokenTurn, turn};

const SHAPE: &str = "RTTM";
/// Kinds of lines that say something of speakers without saying that anybody talks.
const OTHERS: [&str; 3] = ["SPKR-INFO", ";;", "#"];

/// The `SPEAKER` lines; None where there is a line that is of no RTTM.
pub(super) fn read(text: &str) -> Result<Option<Diarisation>, DiarisationError> {
    let mut turns = Vec::new();
    let mut other = false;
    for (number, line) in text.lines().enumerate() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        match fields.first() {
            Some(&"SPEAKER") => turns.push(speaker(&format!("line {}", number + 1), &fields)?),
            Some(first) => other |= !OTHERS.iter().any(|kind| first.starts_with(kind)),
            None => {}
        }
    }
    // Lines of other kinds (LEXEME, NON-SPEECH) stand beside those of speakers.
    Ok((!other || !turns.is_empty()).then(|| Diarisation::of(SHAPE, turns)))
}

fn speaker(place: &str, fields: &[&str]) -> Result<SpokenTurn, DiarisationError> {
    let bad = |what| DiarisationError::Bad { shape: SHAPE, place: place.to_owned(), what };
    let number = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok());
    if fields.len() < 8 {
        let form = "SPEAKER recording channel start duration <NA> <NA> speaker";
        return Err(bad(format!("has {} fields: `{form}` was expected", fields.len())));
    }
    // Start and duration are two numbers that two others follow which are none; the channel is before them.
    let starts = (3..fields.len() - 4).find(|&at| {
        number(at).is_some() && number(at + 1).is_some() && number(at + 2).is_none() && number(at + 3).is_none()
    });
    let (Some(at), Some(start), Some(duration)) =
        (starts, starts.and_then(number), starts.and_then(|at| number(at + 1)))
    else {
        return Err(lasts(bad, fields, 3));
    };
    if !(start >= 0.0 && start.is_finite() && duration >= 0.0 && duration.is_finite()) {
        return Err(lasts(bad, fields, at));
    }
    // What follows the speaker is a confidence and a time, or nothing of them.
    let mut end = fields.len();
    while end > at + 5 && fields.len() - end < 2 && (fields[end - 1] == "<NA>" || number(end - 1).is_some()) {
        end -= 1;
    }
    let name = fields[at + 4..end].join(" ");
    let mut found = turn(SHAPE, place, &name, [start, start + duration])?;
    found.recording = Some(fields[1..at - 1].join(" "));
    found.channel = Some(fields[at - 1].to_owned());
    Ok(found)
}

fn lasts(bad: impl Fn(String) -> DiarisationError, fields: &[&str], at: usize) -> DiarisationError {
    bad(format!(
        "starts at {} and lasts {}: two numbers of seconds from 0 on were expected",
        fields[at],
        fields[at + 1]
    ))
}
