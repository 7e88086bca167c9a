//! `NumPy` arrays of the taken types, by name.

use listening_core::{Mix, Result, Session};
use ndarray::ArrayView2;
use numpy::{Element, PyArray2, PyArrayMethods, PyReadonlyArray2};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::errors::AudioError;

/// A two-dimensional array of samples, borrowed from `NumPy`.
pub(crate) enum Samples<'py> {
    I16(PyReadonlyArray2<'py, i16>),
    F32(PyReadonlyArray2<'py, f32>),
    F64(PyReadonlyArray2<'py, f64>),
}

/// The same, without ties to the interpreter.
pub(crate) enum View<'a> {
    I16(ArrayView2<'a, i16>),
    F32(ArrayView2<'a, f32>),
    F64(ArrayView2<'a, f64>),
}

impl<'py> Samples<'py> {
    /// Borrows `array`.
    pub(crate) fn of(array: &Bound<'py, PyAny>) -> PyResult<Self> {
        if let Some(samples) = borrowed(array)? {
            return Ok(Self::I16(samples));
        }
        if let Some(samples) = borrowed(array)? {
            return Ok(Self::F32(samples));
        }
        if let Some(samples) = borrowed(array)? {
            return Ok(Self::F64(samples));
        }
        let name = |attribute| -> String {
            let value = array.getattr(attribute).and_then(|value| value.str());
            value.map_or_else(|_| "unknown".into(), |value: Bound<'_, PyString>| value.to_string())
        };
        Err(AudioError::new_err(format!(
            "audio must be a two-dimensional array of int16, float32 or float64, got {} dimensions of {}",
            name("ndim"),
            name("dtype"),
        )))
    }

    pub(crate) fn view(&self) -> View<'_> {
        match self {
            Self::I16(samples) => View::I16(samples.as_array()),
            Self::F32(samples) => View::F32(samples.as_array()),
            Self::F64(samples) => View::F64(samples.as_array()),
        }
    }
}

/// `array` as an array of `T`, if it is one.
fn borrowed<'py, T: Element>(array: &Bound<'py, PyAny>) -> PyResult<Option<PyReadonlyArray2<'py, T>>> {
    let Ok(array) = array.cast::<PyArray2<T>>() else { return Ok(None) };
    let aligned: bool = array.getattr("flags")?.getattr("aligned")?.extract()?;
    let array = if aligned { array.clone() } else { array.call_method0("copy")?.cast_into::<PyArray2<T>>()? };
    let readonly = array.try_readonly();
    readonly.map(Some).map_err(|error| AudioError::new_err(error.to_string()))
}

impl View<'_> {
    /// Pushes the whole array.
    pub(crate) fn push(self, session: &mut Session) -> Result<Vec<String>> {
        let events = match self {
            Self::I16(samples) => session.push_array(samples)?,
            Self::F32(samples) => session.push_array(samples)?,
            Self::F64(samples) => {
                let single = samples.mapv(|sample| sample as f32);
                session.push_array(single.view())?
            }
        };
        Ok(events.iter().map(listening_core::Event::to_json).collect())
    }

    /// Pushes the whole array as one channel.
    pub(crate) fn push_mix(self, mix: &mut Mix) -> Result<()> {
        match self {
            Self::I16(samples) => mix.push(&samples.iter().copied().collect::<Vec<_>>()),
            Self::F32(samples) => mix.push(&samples.iter().copied().collect::<Vec<_>>()),
            Self::F64(samples) => mix.push(&samples.iter().map(|&sample| sample as f32).collect::<Vec<_>>()),
        }
    }
}
