//! A mono recording of both parties, with who talked when.

use listening_core::Party;
use listening_review::Calibration;
use pyo3::prelude::*;

use crate::arrays::Samples;
use crate::calibration::rated_json;
use crate::errors::{Failure, ListeningError, engine};
use crate::session::{Settings, speaker};

/// A mix that is being read.
#[pyclass(module = "listening._native")]
pub(crate) struct Mix {
    /// `None` once the call has ended, or the engine failed.
    inner: Option<listening_core::Mix>,
    /// What its report is rated by.
    calibration: Option<Calibration>,
}

impl Mix {
    fn with<R: Send>(
        &mut self,
        py: Python<'_>,
        work: impl FnOnce(&mut listening_core::Mix) -> listening_core::Result<R> + Send,
    ) -> PyResult<R> {
        let mix = self.inner.as_mut().ok_or_else(ended)?;
        engine(py, || Ok(work(mix)?)).map_err(|failure| {
            if matches!(failure, Failure::Panicked) {
                self.inner = None;
            }
            failure.into()
        })
    }
}

fn ended() -> PyErr {
    ListeningError::new_err("the call has ended: make a new one for the next call")
}

#[pymethods]
impl Mix {
    #[new]
    #[allow(clippy::needless_pass_by_value)] // pyo3 hands the settings over
    fn new(sample_rate: u32, settings: Settings) -> PyResult<Self> {
        let (config, calibration) = settings.config(sample_rate, 0, false)?;
        let refuse = |error| crate::errors::raise(&error);
        let mut mix = listening_core::Mix::new(config).map_err(refuse)?;
        for mark in settings.marks()? {
            mix.push_mark(mark.kind, mark.start, mark.end, mark.party, mark.agent.as_deref()).map_err(refuse)?;
        }
        Ok(Self { inner: Some(mix), calibration })
    }

    /// Takes the turns of both, in seconds.
    fn push_turns(&mut self, py: Python<'_>, agent: Vec<(f64, f64)>, customer: Vec<(f64, f64)>) -> PyResult<()> {
        self.with(py, move |mix| {
            let of = |party, turns: Vec<(f64, f64)>| turns.into_iter().map(move |turn| (party, turn));
            of(Party::Agent, agent)
                .chain(of(Party::Customer, customer))
                .try_for_each(|(party, (start, end))| mix.push_turn(party, start, end))
        })
    }

    /// Takes a word.
    fn push_word(&mut self, py: Python<'_>, party: &str, start: f64, end: f64, text: &str) -> PyResult<()> {
        let party = speaker(party)?;
        self.with(py, |mix| mix.push_word(party, start, end, text))
    }

    /// Takes an array of shape (frames, 1) or (1, frames).
    fn push(&mut self, py: Python<'_>, samples: &Bound<'_, PyAny>) -> PyResult<()> {
        let samples = Samples::of(samples)?;
        let view = samples.view();
        self.with(py, |mix| view.push_mix(mix))
    }

    /// Says that the next samples are lost.
    fn push_lost(&mut self, frames: u64) -> PyResult<()> {
        self.inner.as_mut().ok_or_else(ended)?.push_lost(frames);
        Ok(())
    }

    /// Notes that the recording is known to be cut short.
    fn note_truncated(&mut self) -> PyResult<()> {
        self.inner.as_mut().ok_or_else(ended)?.note_truncated();
        Ok(())
    }

    /// Notes that the recording's header was never completed.
    fn note_unfinished(&mut self) -> PyResult<()> {
        self.inner.as_mut().ok_or_else(ended)?.note_unfinished();
        Ok(())
    }

    /// Notes that the recording was coded too low, with its bit rate in kbit/s.
    fn note_coding(&mut self, bit_rate: Option<f64>) -> PyResult<()> {
        self.inner.as_mut().ok_or_else(ended)?.note_coding(bit_rate);
        Ok(())
    }

    /// Notes that the words' times were no seconds.
    fn note_word_times(&mut self, per_second: f64) -> PyResult<()> {
        self.inner.as_mut().ok_or_else(ended)?.note_word_times(per_second);
        Ok(())
    }

    /// Ends the call: the report.
    fn finish(&mut self, py: Python<'_>) -> PyResult<String> {
        // Turns that are refused do not end the call.
        self.inner.as_ref().ok_or_else(ended)?.check().map_err(|error| crate::errors::raise(&error))?;
        let mix = self.inner.take().ok_or_else(ended)?;
        Ok(engine(py, || rated_json(mix.finish()?, self.calibration.as_ref()))?)
    }
}
