//! Pages and cards from JSON.

use listening_page::{CallOptions, Sound};
use pyo3::prelude::*;

use crate::errors::{ListeningError, detached};

/// Draws the page of a call: whole, or with `uid` as a card for a notebook, or the coaching card.
#[pyfunction]
#[pyo3(signature = (report, title, explanation=None, sound=None, uid=None, coaching=false, centre=None))]
#[allow(clippy::too_many_arguments)] // the settings of one function, by name
#[allow(clippy::needless_pass_by_value)] // pyo3 hands the sound over
pub(crate) fn call_page(
    py: Python<'_>,
    report: &str,
    title: &str,
    explanation: Option<&str>,
    sound: Option<(String, String)>,
    uid: Option<&str>,
    coaching: bool,
    centre: Option<&str>,
) -> PyResult<String> {
    let sound = sound.as_ref().map(|(kind, base64)| sounding(kind, base64)).transpose()?;
    let options = CallOptions { title, explanation, centre, sound };
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

fn sounding<'a>(kind: &'a str, base64: &'a str) -> PyResult<Sound<'a>> {
    Sound::new(kind, base64).ok_or_else(|| ListeningError::new_err("the sound is not audio in base64"))
}

fn drawn(py: Python<'_>, draw: impl FnOnce() -> listening_page::Result<String> + Send) -> PyResult<String> {
    detached(py, draw)?.map_err(|error| ListeningError::new_err(error.to_string()))
}
