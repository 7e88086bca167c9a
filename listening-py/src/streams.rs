//! Calls as telephone platforms send them, put in their places and pushed to their session.

use listening_core::Event;
use listening_formats::{AudioHookStream, StreamError, StreamStep, TwilioStream, TwilioTrack};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;

use crate::errors::{AudioError, ConfigError};
use crate::session::Session;

fn raise(error: &StreamError) -> PyErr {
    match error {
        StreamError::Delay(_) => ConfigError::new_err(error.to_string()),
        _ => AudioError::new_err(error.to_string()),
    }
}

/// Pushes what is ready; gives the events that this settled or announced.
fn give(
    py: Python<'_>,
    session: &mut Session,
    mut next: impl FnMut() -> Option<StreamStep> + Send,
) -> PyResult<Vec<String>> {
    session.with(py, |session| {
        let mut lines = Vec::new();
        while let Some(step) = next() {
            lines.extend(step.push_to(session)?.iter().map(Event::to_json));
        }
        Ok(lines)
    })
}

/// Messages of Twilio's, audio frames lost of both parties.
type TwilioCounts = (u64, u64, u64, u64, u64, u64, u64);

/// A stream of Twilio's.
#[pyclass(module = "listening._native")]
pub(crate) struct TwilioCall(TwilioStream);

#[pymethods]
impl TwilioCall {
    #[new]
    fn new(agent: &str, delay: f64) -> PyResult<Self> {
        let expected = || ConfigError::new_err(format!("agent is '{agent}': expected 'inbound' or 'outbound'"));
        let track = TwilioTrack::from_name(agent).ok_or_else(expected)?;
        Ok(Self(TwilioStream::new(track, delay).map_err(|error| raise(&error))?))
    }

    /// Takes a message: what it says as JSON, and events.
    fn push(&mut self, py: Python<'_>, session: &mut Session, text: &str) -> PyResult<(String, Vec<String>)> {
        let said = self.0.push(text).map_err(|error| raise(&error))?;
        Ok((said.to_json(), give(py, session, || self.0.step())?))
    }

    /// Nothing will come for what is before then.
    fn advance(&mut self, py: Python<'_>, session: &mut Session, now: f64) -> PyResult<Vec<String>> {
        self.0.advance(now).map_err(|error| raise(&error))?;
        give(py, session, || self.0.step())
    }

    /// Places what waits.
    fn finish(&mut self, py: Python<'_>, session: &mut Session) -> PyResult<Vec<String>> {
        self.0.finish();
        give(py, session, || self.0.step())
    }

    /// Media, overtaken, late, copies, foreign, and lost frames of the agent and of the customer.
    fn counts(&self) -> TwilioCounts {
        let counts = self.0.counts();
        let lost = counts.lost;
        (counts.media, counts.overtaken, counts.late, counts.copies, counts.foreign, lost.agent, lost.customer)
    }
}

/// A stream of AudioHook.
#[pyclass(module = "listening._native")]
pub(crate) struct AudioHookCall(AudioHookStream);

#[pymethods]
impl AudioHookCall {
    #[new]
    fn new() -> Self {
        Self(AudioHookStream::new())
    }

    /// Takes a text message: what it says as JSON, events, and the answer.
    fn push_text(
        &mut self,
        py: Python<'_>,
        session: &mut Session,
        text: &str,
    ) -> PyResult<(String, Vec<String>, Option<String>)> {
        let answer = self.0.push_text(text).map_err(|error| raise(&error))?;
        Ok((answer.message.to_json(), give(py, session, || self.0.step())?, answer.reply))
    }

    /// Takes a binary message.
    #[allow(clippy::needless_pass_by_value)] // pyo3 hands the bytes over
    fn push_audio(&mut self, py: Python<'_>, session: &mut Session, data: PyBackedBytes) -> PyResult<Vec<String>> {
        self.0.push_audio(&data).map_err(|error| raise(&error))?;
        give(py, session, || self.0.step())
    }

    /// The message by which the server ends the stream.
    fn disconnect(&mut self, reason: &str, info: &str) -> PyResult<String> {
        match reason {
            "completed" | "unauthorized" | "error" => Ok(self.0.disconnect(reason, info)),
            _ => Err(ConfigError::new_err(format!(
                "reason is '{reason}': expected 'completed', 'unauthorized' or 'error'"
            ))),
        }
    }

    #[getter]
    fn has_ended(&self) -> bool {
        self.0.has_ended()
    }

    #[getter]
    fn is_paused(&self) -> bool {
        self.0.is_paused()
    }

    /// Seconds that the client discarded.
    #[getter]
    fn lost(&self) -> f64 {
        self.0.lost()
    }
}
