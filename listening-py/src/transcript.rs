//! Transcripts of recognisers: the crate `listening-formats` over Python's bytes.

use std::collections::BTreeMap;

use listening_core::Party;
use listening_formats::{Parties, Unit};
use pyo3::prelude::*;

use crate::errors::WordError;

/// Party, start and end in seconds, text.
type Word = (&'static str, f64, f64, String);

/// The words of a transcript with their parties: its shape, its unit, how many words had no time, and the words.
///
/// `speakers` has the party of each label, None for neither; with `of` all words are of that party.
#[pyfunction]
#[pyo3(signature = (data, speakers, agent_channel, of=None))]
pub(crate) fn transcript(
    data: &[u8],
    speakers: BTreeMap<String, Option<String>>,
    agent_channel: u32,
    of: Option<&str>,
) -> PyResult<(&'static str, &'static str, usize, Vec<Word>)> {
    let party =
        |name: &str| Party::from_name(name).ok_or_else(|| WordError::new_err(format!("no party is called {name}")));
    let refuse = |error: listening_formats::TranscriptError| WordError::new_err(error.to_string());
    let found = listening_formats::transcript(data).map_err(refuse)?;
    let row =
        |party: Party, word: &listening_formats::SpokenWord| (party.name(), word.start, word.end, word.text.clone());
    let words = if let Some(of) = of {
        let of = party(of)?;
        found.words.iter().map(|word| row(of, word)).collect()
    } else {
        let speakers = speakers.into_iter().map(|(label, name)| Ok((label, name.as_deref().map(party).transpose()?)));
        let parties = Parties { speakers: speakers.collect::<PyResult<_>>()?, agent_channel };
        found.said(&parties).map_err(refuse)?.into_iter().map(|(party, word)| row(party, word)).collect()
    };
    Ok((found.shape, unit_name(found.unit), found.untimed, words))
}

/// The unit in which these lengths are those of words, the last of which begins at `last`, in a call of `duration` seconds, if
/// that is known; and how many of it are in a second.
#[pyfunction]
#[pyo3(signature = (lengths, last=0.0, duration=None))]
pub(crate) fn time_unit(lengths: Vec<f64>, last: f64, duration: Option<f64>) -> (&'static str, f64) {
    let unit = match duration {
        Some(duration) => Unit::of_call(lengths, last, duration),
        None => Unit::of_lengths(lengths),
    };
    (unit_name(unit), unit.per_second())
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => "seconds",
        Unit::Milliseconds => "milliseconds",
        Unit::Ticks => "parts of 100 ns",
    }
}
