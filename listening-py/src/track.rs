//! Many calls of many agents.

use listening_review::tracking::{Calls, Options, track};
use pyo3::prelude::*;

use crate::errors::engine;
use crate::session::party;

/// Tracks rows of agent, time and report as JSON; changes are told from `since` on.
#[pyfunction(name = "track")]
#[allow(clippy::needless_pass_by_value)] // pyo3 hands the rows over
pub(crate) fn track_rows(
    py: Python<'_>,
    rows: Vec<(String, f64, String)>,
    assessed: &str,
    since: Option<f64>,
) -> PyResult<String> {
    let options = Options { assessed: party(assessed)?, since };
    let json = engine(py, || {
        let mut calls = Calls::new();
        for (agent, time, report) in &rows {
            calls.push_json(agent, *time, report)?;
        }
        Ok(track(&calls, &options)?.to_json())
    });
    Ok(json?)
}
