//! Pages and cards from JSON.

use listening_page::{CallOptions, Difference, Sound, Whose};
use pyo3::prelude::*;

use crate::errors::{ListeningError, detached};

/// Draws the page of a call: whole, or with `uid` as a card for a notebook, or the coaching card.
#[pyfunction]
#[pyo3(signature = (report, title, explanation=None, sound=None, uid=None, coaching=false, centre=None, whose=None))]
#[allow(clippy::too_many_arguments)] // the settings of one function, by name
#[allow(clippy::needless_pass_by_value)] // pyo3 hands these over
pub(crate) fn call_page(
    py: Python<'_>,
    report: &str,
    title: &str,
    explanation: Option<&str>,
    sound: Option<(String, String)>,
    uid: Option<&str>,
    coaching: bool,
    centre: Option<&str>,
    whose: Option<(Option<String>, Option<String>, Option<String>)>,
) -> PyResult<String> {
    let sound = sound.as_ref().map(|(kind, base64)| sounding(kind, base64)).transpose()?;
    let (agent, time, call_id) = &whose.unwrap_or_default();
    let whose = Whose { agent: agent.as_deref(), time: time.as_deref(), call_id: call_id.as_deref() };
    let options = CallOptions { title, whose, explanation, centre, sound };
    drawn(py, || match uid {
        _ if coaching => listening_page::coaching_card(report, &options),
        Some(uid) => listening_page::call_cell(report, uid, &options),
        None => listening_page::call_page(report, &options),
    })
}

/// Draws the page of many calls, or with `uid` the card for a notebook.
#[pyfunction]
#[pyo3(signature = (tracking, title, uid=None))]
pub(crate) fn tracking_page(py: Python<'_>, tracking: &str, title: &str, uid: Option<&str>) -> PyResult<String> {
    drawn(py, || match uid {
        Some(uid) => listening_page::tracking_cell(tracking, title, uid),
        None => listening_page::tracking_page(tracking, title),
    })
}

/// A name as texts and pages show it.
#[pyfunction]
pub(crate) fn shown_name(name: &str) -> String {
    listening_page::shown_name(name)
}

/// A number of things in words.
#[pyfunction]
pub(crate) fn counted(count: usize, what: &str) -> String {
    listening_page::counted(count, what)
}

/// Several of what a noun names.
#[pyfunction]
pub(crate) fn plural(noun: &str) -> String {
    listening_page::plural(noun)
}

/// A difference in words: the parts, the value, the ends, and their unit.
#[pyfunction]
#[pyo3(signature = (value, interval, unit, parts=None))]
pub(crate) fn difference_words(
    value: f64,
    interval: Option<(f64, f64)>,
    unit: &str,
    parts: Option<(f64, f64)>,
) -> (Option<(String, String)>, String, Option<String>, String) {
    let words = Difference { parts, value, interval }.words(unit);
    (words.parts, words.value, words.interval, words.unit)
}

fn sounding<'a>(kind: &'a str, base64: &'a str) -> PyResult<Sound<'a>> {
    Sound::new(kind, base64).ok_or_else(|| ListeningError::new_err("the sound is not audio in base64"))
}

fn drawn(py: Python<'_>, draw: impl FnOnce() -> listening_page::Result<String> + Send) -> PyResult<String> {
    detached(py, draw)?.map_err(|error| ListeningError::new_err(error.to_string()))
}
