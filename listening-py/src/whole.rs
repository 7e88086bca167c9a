//! A whole call in one go.

use listening_core::{Floor, Party};
use pyo3::prelude::*;

use crate::arrays::Samples;
use crate::calibration::load;
use crate::errors::engine;
use crate::session::{Speech, Word, config, lexicon, party, speaker};

/// Reports on an array of shape (frames, 2) or (2, frames).
#[pyfunction]
#[pyo3(signature = (samples, sample_rate, agent_channel, assessed, speech, talker_prosody, calibration, words))]
#[allow(clippy::needless_pass_by_value)] // pyo3 hands the strings over
#[allow(clippy::too_many_arguments)] // the fields of Python's Config
pub(crate) fn analyze(
    py: Python<'_>,
    samples: &Bound<'_, PyAny>,
    sample_rate: u32,
    agent_channel: u8,
    assessed: &str,
    speech: Speech,
    talker_prosody: bool,
    calibration: Option<&str>,
    words: Vec<Word>,
) -> PyResult<String> {
    let config = config(sample_rate, agent_channel, assessed, false, &speech, talker_prosody, calibration)?;
    let words = spoken(words)?;
    let samples = Samples::of(samples)?;
    let view = samples.view();
    let json = engine(py, || {
        let mut session = listening_core::Session::new(config)?;
        for (party, start, end, text) in &words {
            session.push_word(*party, *start, *end, text)?;
        }
        view.push(&mut session)?;
        Ok(session.finish().to_json())
    });
    Ok(json?)
}

/// Reports on talkspurts alone, in seconds; the duration is the last one's end if it is not given.
#[pyfunction]
#[pyo3(signature = (agent, customer, duration, assessed, speech, calibration, words))]
#[allow(clippy::too_many_arguments)] // the fields of Python's Config
#[allow(clippy::needless_pass_by_value)] // pyo3 hands the strings over
pub(crate) fn floor(
    py: Python<'_>,
    agent: Vec<(f64, f64)>,
    customer: Vec<(f64, f64)>,
    duration: Option<f64>,
    assessed: &str,
    speech: Speech,
    calibration: Option<&str>,
    words: Vec<Word>,
) -> PyResult<String> {
    let mut floor = Floor::assessing(party(assessed)?).listening_for(lexicon(&speech)?);
    if let Some(calibration) = calibration {
        floor = floor.calibrated_by(load(calibration)?);
    }
    let words = spoken(words)?;
    let json = engine(py, move || {
        for (party, spurts) in [(Party::Agent, agent), (Party::Customer, customer)] {
            for (start, end) in spurts {
                floor.push(party, start, end)?;
            }
        }
        for (party, start, end, text) in &words {
            floor.push_word(*party, *start, *end, text)?;
        }
        Ok(floor.finish(duration)?.to_json())
    });
    Ok(json?)
}

/// The words with their parties.
pub(crate) fn spoken(words: Vec<Word>) -> PyResult<Vec<(Party, f64, f64, String)>> {
    words.into_iter().map(|(name, start, end, text)| Ok((speaker(&name)?, start, end, text))).collect()
}
