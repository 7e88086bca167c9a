//! A whole call in one go.

use listening_core::{Floor, Party, Report};
use listening_review::Explanation;
use pyo3::prelude::*;

use crate::arrays::Samples;
use crate::calibration::rated_json;
use crate::errors::engine;
use crate::session::{Settings, Word, speaker};

/// Reports on an array of shape (frames, 2) or (2, frames).
///
/// Of the words' times there were `word_times` in a second.
#[pyfunction]
#[allow(clippy::too_many_arguments, clippy::needless_pass_by_value)] // pyo3 hands them over
#[pyo3(signature = (samples, sample_rate, agent_channel, settings, words, word_times=1.0, shorter=None))]
pub(crate) fn analyze(
    py: Python<'_>,
    samples: &Bound<'_, PyAny>,
    sample_rate: u32,
    agent_channel: u8,
    settings: Settings,
    words: Vec<Word>,
    word_times: f64,
    shorter: Option<(String, f64)>,
) -> PyResult<String> {
    let (config, calibration) = settings.config(sample_rate, agent_channel, false)?;
    let shorter = shorter.map(|(party, seconds)| PyResult::Ok((speaker(&party)?, seconds))).transpose()?;
    let (words, marks) = (spoken(words)?, settings.marks()?);
    let samples = Samples::of(samples)?;
    let view = samples.view();
    let json = engine(py, || {
        let mut session = listening_core::Session::new(config)?;
        for (party, start, end, text) in &words {
            session.push_word(*party, *start, *end, text)?;
        }
        for mark in &marks {
            session.push_mark(mark.kind, mark.start, mark.end, mark.party, mark.agent.as_deref())?;
        }
        view.push(&mut session)?;
        if not_seconds(word_times) {
            session.note_word_times(word_times);
        }
        if let Some((party, seconds)) = shorter {
            session.note_shorter(party, seconds);
        }
        rated_json(session.finish(), calibration.as_ref())
    });
    Ok(json?)
}

/// Refuses JSON that is not a report.
#[pyfunction]
pub(crate) fn check_report(py: Python<'_>, json: &str) -> PyResult<()> {
    Ok(engine(py, || Ok(Report::from_json(json).map(drop)?))?)
}

/// Takes the score of a report, given as JSON, apart: by the profile of that text, or by the built-in one that scored it.
#[pyfunction]
pub(crate) fn explain(py: Python<'_>, report: &str, profile: &str) -> PyResult<String> {
    let explained = || {
        let report = Report::from_json(report)?;
        if profile.is_empty() {
            return Explanation::by_built_in(&report);
        }
        Explanation::of(&report, &*crate::session::profile(profile)?)
    };
    Ok(engine(py, || Ok(explained()?.to_json()))?)
}

/// Reports on talkspurts alone, in seconds; the duration is the last one's end if it is not given.
#[pyfunction]
#[pyo3(signature = (agent, customer, duration, settings, words, word_times=1.0))]
#[allow(clippy::needless_pass_by_value)] // pyo3 hands the strings over
pub(crate) fn floor(
    py: Python<'_>,
    agent: Vec<(f64, f64)>,
    customer: Vec<(f64, f64)>,
    duration: Option<f64>,
    settings: Settings,
    words: Vec<Word>,
    word_times: f64,
) -> PyResult<String> {
    let (config, calibration) = settings.config(8000, 0, false)?;
    let (words, marks) = (spoken(words)?, settings.marks()?);
    let json = engine(py, move || {
        let mut floor = Floor::configured(config)?;
        for (party, spurts) in [(Party::Agent, agent), (Party::Customer, customer)] {
            for (start, end) in spurts {
                floor.push(party, start, end)?;
            }
        }
        for (party, start, end, text) in &words {
            floor.push_word(*party, *start, *end, text)?;
        }
        for mark in &marks {
            floor.push_mark(mark.kind, mark.start, mark.end, mark.party, mark.agent.as_deref())?;
        }
        if not_seconds(word_times) {
            floor.note_word_times(word_times);
        }
        rated_json(floor.finish(duration)?, calibration.as_ref())
    });
    Ok(json?)
}

/// Whether times are not in seconds but in a unit with this many per second.
fn not_seconds(per_second: f64) -> bool {
    (per_second - 1.0).abs() > f64::EPSILON
}

/// The words with their parties.
pub(crate) fn spoken(words: Vec<Word>) -> PyResult<Vec<(Party, f64, f64, String)>> {
    words.into_iter().map(|(name, start, end, text)| Ok((speaker(&name)?, start, end, text))).collect()
}
