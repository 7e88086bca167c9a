//! One channel to 8 kHz, for a pair of recordings whose rates differ.

use numpy::{IntoPyArray, PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use crate::errors::raise;

/// Brings one channel from its rate to 8 kHz.
#[pyclass(module = "listening._native")]
pub(crate) struct Resampler {
    inner: listening_core::Resampler,
}

#[pymethods]
impl Resampler {
    #[new]
    fn new(sample_rate: u32) -> PyResult<Self> {
        let inner = listening_core::Resampler::new(sample_rate).map_err(|error| raise(&error))?;
        Ok(Self { inner })
    }

    /// Takes samples, and gives those at 8 kHz that they settle.
    #[allow(clippy::needless_pass_by_value)] // pyo3 hands the array over
    fn push<'py>(&mut self, py: Python<'py>, samples: PyReadonlyArray1<'py, f32>) -> Bound<'py, PyArray1<f32>> {
        let mut output = Vec::new();
        let view = samples.as_array();
        match view.as_slice() {
            Some(samples) => self.inner.push(samples, &mut output),
            None => self.inner.push(&view.to_vec(), &mut output),
        }
        output.into_pyarray(py)
    }

    /// Gives what is left.
    fn finish<'py>(&mut self, py: Python<'py>) -> Bound<'py, PyArray1<f32>> {
        let mut output = Vec::new();
        self.inner.finish(&mut output);
        output.into_pyarray(py)
    }
}
