//! Checks of given times and words.

use crate::error::{ErrorKind, Result};
use crate::party::Party;
use crate::time::{LATEST_S, Span, Time};

/// The text of a word is no longer, in bytes: an utterance that is given as one word fits many times over.
const WORD_BYTES: usize = 65_536;

/// The span of a given talkspurt of a party that has these.
pub(crate) fn spurt(party: Party, before: &[Span], start: f64, end: f64) -> Result<Span> {
    let index = before.len();
    if !start.is_finite() || !end.is_finite() {
        return Err(ErrorKind::SpurtNotFinite { party, index, start, end }.into());
    }
    let span = Span::new(Time::from_seconds(start), Time::from_seconds(end));
    if start < 0.0 || span.end <= span.start || end > LATEST_S {
        let limit = LATEST_S;
        return Err(ErrorKind::SpurtBounds { party, index, start, end, limit }.into());
    }
    if let Some(last) = before.last()
        && span.start < last.end
    {
        let previous_end = last.end.seconds();
        return Err(ErrorKind::SpurtOrder { party, index, start, previous_end }.into());
    }
    Ok(span)
}

/// The span of a given word, the `index`th of its party.
pub(crate) fn word(party: Party, index: usize, start: f64, end: f64, text: &str) -> Result<Span> {
    if !start.is_finite() || !end.is_finite() {
        return Err(ErrorKind::WordNotFinite { party, index, start, end }.into());
    }
    if start < 0.0 || end < start || end > LATEST_S {
        return Err(ErrorKind::WordBounds { party, index, start, end, limit: LATEST_S }.into());
    }
    if text.len() > WORD_BYTES {
        return Err(ErrorKind::WordLong { party, index, start, got: text.len(), most: WORD_BYTES }.into());
    }
    if text.trim().is_empty() {
        return Err(ErrorKind::WordEmpty { party, index, start }.into());
    }
    Ok(Span::new(Time::from_seconds(start), Time::from_seconds(end)))
}
