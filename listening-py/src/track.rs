//! Many calls of many agents.

use std::collections::HashMap;

use listening_review::tracking::{Calls, Options, Period, track};
use pyo3::prelude::*;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::errors::{ConfigError, engine};
use crate::session::party;

/// Calls that are to be tracked: of each report only what tracking needs is kept.
#[pyclass(module = "listening._native")]
#[derive(Default)]
pub(crate) struct TrackedCalls {
    calls: Calls,
    /// Names of labels that a call had.
    labels: Vec<String>,
}

#[pymethods]
impl TrackedCalls {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    fn __len__(&self) -> usize {
        self.calls.len()
    }

    /// Names of the labels that any call has, by name.
    #[getter]
    fn labels(&self) -> Vec<String> {
        self.labels.clone()
    }

    /// Adds a call: its report is JSON.
    #[allow(clippy::needless_pass_by_value)] // pyo3 hands the labels over
    fn push(
        &mut self,
        py: Python<'_>,
        agent: &str,
        time: f64,
        report: &str,
        labels: Vec<(String, String)>,
    ) -> PyResult<()> {
        let own = labels.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        engine(py, || self.calls.push_json_labelled(agent, time, report, own))?;
        labels.iter().for_each(|(name, _)| self.note(name));
        Ok(())
    }

    /// Adds the call of a line of JSON, where nothing is unusual about it: gives whether its time is a number (false: a text), and
    /// `None` of a line that it did not add, without a word on why not. `seconds` takes a time that is a text.
    #[allow(clippy::needless_pass_by_value)] // pyo3 hands the labels over
    fn push_line(
        &mut self,
        py: Python<'_>,
        line: &[u8],
        by: &str,
        labels: Vec<String>,
        seconds: &Bound<'_, PyAny>,
    ) -> PyResult<Option<bool>> {
        let Some(row) = Row::of(line, by, &labels) else { return Ok(None) };
        let time = match &row.time {
            Value::Number(time) => time.as_f64(),
            Value::String(time) => seconds.call1((time,))?.extract::<Option<f64>>()?,
            _ => None,
        };
        let Some(time) = time else { return Ok(None) };
        self.push(py, &row.agent, time, row.report, row.labels)?;
        Ok(Some(row.time.is_number()))
    }

    /// Tracks them: JSON.
    #[allow(clippy::too_many_arguments)] // the settings of one function, by name
    fn track(
        &self,
        py: Python<'_>,
        assessed: &str,
        by: String,
        since: Option<f64>,
        until: Option<f64>,
        period: Option<&str>,
        adjust: Vec<String>,
        pairs: bool,
    ) -> PyResult<String> {
        let period = period.map(|name| {
            let unknown = || ConfigError::new_err(format!("setting `period` is {name:?}: expected day, week or month"));
            Period::from_name(name).ok_or_else(unknown)
        });
        let options =
            Options { assessed: party(assessed)?, by, since, until, period: period.transpose()?, adjust, pairs };
        Ok(engine(py, || Ok(track(&self.calls, &options)?.to_json()))?)
    }
}

impl TrackedCalls {
    fn note(&mut self, name: &str) {
        if let Err(at) = self.labels.binary_search_by(|known| known.as_str().cmp(name)) {
            self.labels.insert(at, name.to_owned());
        }
    }
}

/// A line of a call that can be used as it is.
struct Row<'l> {
    agent: String,
    time: Value,
    report: &'l str,
    labels: Vec<(String, String)>,
}

impl<'l> Row<'l> {
    fn of(line: &'l [u8], by: &str, labels: &[String]) -> Option<Self> {
        let text = std::str::from_utf8(line).ok()?;
        let keys: HashMap<String, &RawValue> = serde_json::from_str(text).ok()?;
        let value = |name: &str| serde_json::from_str::<Value>(keys.get(name)?.get()).ok();
        let agent = match value(by)? {
            Value::String(agent) if !agent.trim().is_empty() => agent,
            Value::Number(agent) if agent.is_i64() || agent.is_u64() => agent.to_string(),
            _ => return None,
        };
        let report = match keys.get("report") {
            Some(report) if report.get().starts_with('{') => report.get(),
            Some(_) => return None,
            None => text,
        };
        let mut own = Vec::new();
        for name in labels {
            match value(name) {
                Some(Value::String(value)) => own.push((name.clone(), value)),
                Some(value @ (Value::Number(_) | Value::Bool(_))) => own.push((name.clone(), value.to_string())),
                Some(Value::Null) | None => {}
                Some(_) => return None,
            }
        }
        Some(Self { agent, time: value("time")?, report, labels: own })
    }
}
