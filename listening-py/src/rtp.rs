//! Packets of a call, put in their places and pushed to its session.

use listening_core::{Event, Party};
use listening_formats::{Payload, RtpCall as Call, RtpCounts, RtpError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;

use crate::errors::{AudioError, ConfigError};
use crate::session::Session;

/// The packets of both parties of a call.
#[pyclass(module = "listening._native")]
pub(crate) struct RtpCall(Call);

/// Packets, overtaken, late, copies, foreign, undecoded, lost frames.
pub(crate) type Counts = (u64, u64, u64, u64, u64, u64, u64);

fn raise(error: &RtpError) -> PyErr {
    match error {
        RtpError::Rate(_) | RtpError::Delay(_) => ConfigError::new_err(error.to_string()),
        _ => AudioError::new_err(error.to_string()),
    }
}

/// What became of a party's packets.
pub(crate) fn row(counts: RtpCounts) -> Counts {
    let RtpCounts { packets, overtaken, late, copies, foreign, undecoded, lost, .. } = counts;
    (packets, overtaken, late, copies, foreign, undecoded, lost)
}

fn party(name: &str) -> PyResult<Party> {
    let known = Party::BOTH.into_iter().find(|party| party.name() == name);
    known.ok_or_else(|| ConfigError::new_err(format!("party is '{name}': expected 'agent' or 'customer'")))
}

impl RtpCall {
    /// Pushes what is ready; gives the events that this settled or announced.
    fn give(&mut self, py: Python<'_>, session: &mut Session) -> PyResult<Vec<String>> {
        let call = &mut self.0;
        session.with(py, |session| {
            let mut lines = Vec::new();
            while let Some(step) = call.step() {
                lines.extend(step.push_to(session)?.iter().map(Event::to_json));
            }
            Ok(lines)
        })
    }
}

#[pymethods]
impl RtpCall {
    #[new]
    fn new(sample_rate: u32, delay: f64, patience: f64) -> PyResult<Self> {
        Ok(Self(Call::new(sample_rate, delay).map_err(|error| raise(&error))?.patient(patience)))
    }

    /// Says what packets of a payload type carry.
    fn set_payload_type(&mut self, number: u8, name: &str) -> PyResult<()> {
        let payload = Payload::from_name(name).filter(|_| number < 128).ok_or_else(|| {
            ConfigError::new_err(format!(
                "payload type {number} is '{name}': expected a number up to 127 and PCMU, PCMA, L16, CN or telephone-event"
            ))
        })?;
        self.0.set_payload_type(number, payload);
        Ok(())
    }

    /// Takes a datagram.
    #[allow(clippy::needless_pass_by_value)] // pyo3 hands the bytes over
    fn push(
        &mut self,
        py: Python<'_>,
        session: &mut Session,
        of: &str,
        arrival: f64,
        datagram: PyBackedBytes,
    ) -> PyResult<Vec<String>> {
        self.0.push(party(of)?, arrival, &datagram).map_err(|error| raise(&error))?;
        self.give(py, session)
    }

    /// Says that nothing came until then.
    fn advance(&mut self, py: Python<'_>, session: &mut Session, now: f64) -> PyResult<Vec<String>> {
        self.0.advance(now).map_err(|error| raise(&error))?;
        self.give(py, session)
    }

    /// Places what still waits.
    fn finish(&mut self, py: Python<'_>, session: &mut Session) -> PyResult<Vec<String>> {
        self.0.finish();
        self.give(py, session)
    }

    /// Whether both parties have said goodbye.
    #[getter]
    fn has_ended(&self) -> bool {
        self.0.has_ended()
    }

    /// What became of a party's packets.
    fn counts(&self, of: &str) -> PyResult<Counts> {
        Ok(row(self.0.counts(party(of)?)))
    }
}
