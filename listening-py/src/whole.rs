//! A whole call in one go.

use listening_core::{Floor, Party};
use pyo3::prelude::*;

use crate::arrays::Samples;
use crate::errors::engine;
use crate::session::{config, party};

/// Reports on an array of shape (frames, 2) or (2, frames).
#[pyfunction]
pub(crate) fn analyze(
    py: Python<'_>,
    samples: &Bound<'_, PyAny>,
    sample_rate: u32,
    agent_channel: u8,
    assessed: &str,
) -> PyResult<String> {
    let config = config(sample_rate, agent_channel, assessed, false)?;
    let samples = Samples::of(samples)?;
    let view = samples.view();
    let json = engine(py, || {
        let mut session = listening_core::Session::new(config)?;
        view.push(&mut session)?;
        Ok(session.finish().to_json())
    });
    Ok(json?)
}

/// Reports on talkspurts alone, in seconds; the duration is the last one's end if it is not given.
#[pyfunction]
#[pyo3(signature = (agent, customer, duration, assessed))]
pub(crate) fn floor(
    py: Python<'_>,
    agent: Vec<(f64, f64)>,
    customer: Vec<(f64, f64)>,
    duration: Option<f64>,
    assessed: &str,
) -> PyResult<String> {
    let mut floor = Floor::assessing(party(assessed)?);
    let json = engine(py, move || {
        for (party, spurts) in [(Party::Agent, agent), (Party::Customer, customer)] {
            for (start, end) in spurts {
                floor.push(party, start, end)?;
            }
        }
        Ok(floor.finish(duration)?.to_json())
    });
    Ok(json?)
}
