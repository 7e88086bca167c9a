//! What is checked of given times and words.

use crate::error::{Error, Result};
pub(crate) use crate::number::LATEST_S;
use crate::party::Party;
use crate::time::{Span, Time};

/// A given number as it is told: one far out of range is not worth its hundreds of digits.
pub(crate) fn short(got: f64) -> String {
    if got.is_finite() && got.abs() >= 1e12 { format!("{got:.2e}") } else { got.to_string() }
}

/// The span of a given word, the `index`th of its party.
pub(crate) fn word(party: Party, index: usize, start: f64, end: f64, text: &str) -> Result<Span> {
    if !start.is_finite() || !end.is_finite() {
        return Err(Error::WordNotFinite { party, index, start, end });
    }
    if start < 0.0 || end < start || end > LATEST_S {
        return Err(Error::WordBounds { party, index, start, end, limit: LATEST_S });
    }
    if text.trim().is_empty() {
        return Err(Error::WordEmpty { party, index, start });
    }
    Ok(Span::new(Time::from_seconds(start), Time::from_seconds(end)))
}
