//! Captures of packets: which streams are in them, and the call of two of them.

use std::io::{self, Read};

use listening_core::Party;
use listening_formats::{CaptureError, RtpStep, Source, Survey, play};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::errors::AudioError;
use crate::recording::File;
use crate::rtp::{Counts, row};
use crate::session::Session;

/// A file object read from its start; what Python raised is kept.
struct Bytes<'py> {
    file: File<'py>,
    at: u64,
    raised: Option<PyErr>,
}

impl Read for Bytes<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.file.read_at(self.at, into) {
            Ok(count) => {
                self.at += count as u64;
                Ok(count)
            }
            Err(raised) => {
                self.raised = Some(raised);
                Err(io::Error::other("the file object failed"))
            }
        }
    }
}

fn from_start<'py>(file: &'py Bound<'py, PyAny>) -> PyResult<Bytes<'py>> {
    Ok(Bytes { file: File::of(file)?, at: 0, raised: None })
}

fn raise(error: &CaptureError, raised: Option<PyErr>) -> PyErr {
    raised.unwrap_or_else(|| AudioError::new_err(error.to_string()))
}

/// From, to, first and last seen, packets, payload types.
type StreamRow = (String, String, f64, f64, u64, Vec<u8>);
/// Streams; the streams of each call; whether it is cut; frames with a snap length; frames of a link that is not read.
type Surveyed = (Vec<StreamRow>, Vec<(usize, usize)>, bool, u64, u64);

fn surveyed(file: &Bound<'_, PyAny>) -> PyResult<Survey> {
    let mut bytes = from_start(file)?;
    let survey = Survey::of(&mut bytes);
    survey.map_err(|error| raise(&error, bytes.raised))
}

/// Whether a file that begins like this is a capture of packets.
#[pyfunction]
pub(crate) fn is_capture(head: &[u8]) -> bool {
    listening_formats::is_capture(head)
}

/// What a capture holds.
#[pyfunction]
pub(crate) fn capture_survey(file: &Bound<'_, PyAny>) -> PyResult<Surveyed> {
    let survey = surveyed(file)?;
    let calls = survey.calls().iter().map(|call| call.streams).collect();
    let streams = survey.streams.into_iter().map(|stream| {
        let (from, to) = (stream.from.to_string(), stream.to.to_string());
        (from, to, stream.start, stream.end, stream.packets, stream.payload_types)
    });
    Ok((streams.collect(), calls, survey.cut, survey.snapped, survey.unread))
}

/// Pushes two streams of a capture to a session, the agent's first; gives what became of their packets.
#[pyfunction]
pub(crate) fn hear_capture(
    py: Python<'_>,
    file: &Bound<'_, PyAny>,
    session: &mut Session,
    streams: (usize, usize),
) -> PyResult<(Counts, Counts)> {
    let survey = surveyed(file)?;
    let (mut bytes, mut refused) = (from_start(file)?, None);
    let played = play(&mut bytes, &survey, streams, |step| {
        if refused.is_none() {
            refused = session.with(py, |session| step.push_to(session).map(drop)).err();
        }
    });
    let call = played.map_err(|error| raise(&error, bytes.raised))?;
    refused.map_or(Ok(()), Err)?;
    Ok((row(call.counts(Party::Agent)), row(call.counts(Party::Customer))))
}

/// The audio of two streams of a capture, the first on the left: interleaved 16-bit samples in the machine's order.
#[pyfunction]
pub(crate) fn capture_audio<'py>(
    py: Python<'py>,
    file: &Bound<'py, PyAny>,
    streams: (usize, usize),
) -> PyResult<Bound<'py, PyBytes>> {
    let survey = surveyed(file)?;
    let (mut bytes, mut samples) = (from_start(file)?, Vec::new());
    let played = play(&mut bytes, &survey, streams, |step| {
        if let RtpStep::Audio { agent, customer, .. } = step {
            samples.extend(agent.iter().zip(customer).flat_map(|(&a, b)| [a.to_ne_bytes(), b.to_ne_bytes()]).flatten());
        }
    });
    played.map_err(|error| raise(&error, bytes.raised))?;
    Ok(PyBytes::new(py, &samples))
}
