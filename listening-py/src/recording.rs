//! What a recording's file promises and holds: the crate `listening-formats` over Python's file objects.

use listening_formats::{Layout, Part, Piece, Source};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// A file object that can seek.
pub(crate) struct File<'py> {
    object: &'py Bound<'py, PyAny>,
    size: u64,
}

impl<'py> File<'py> {
    pub(crate) fn of(object: &'py Bound<'py, PyAny>) -> PyResult<Self> {
        Ok(Self { object, size: object.call_method1("seek", (0, 2))?.extract()? })
    }
}

impl Source for File<'_> {
    type Error = PyErr;

    fn size(&self) -> u64 {
        self.size
    }

    fn read_at(&mut self, at: u64, into: &mut [u8]) -> PyResult<usize> {
        self.object.call_method1("seek", (at,))?;
        let read = self.object.call_method1("read", (into.len(),))?;
        let bytes = read.cast::<PyBytes>()?.as_bytes();
        let count = bytes.len().min(into.len());
        into[..count].copy_from_slice(&bytes[..count]);
        Ok(count)
    }
}

/// Pieces, each bytes or a range of the file; frames lost before them; frames in them, if that is known; how far their end is from
/// that of the row before, in units with this many per second.
type Row<'py> = (Vec<Bound<'py, PyAny>>, u64, Option<u64>, Option<(u64, u32)>);

/// Parts; whether the end is missing, the header was never completed, and it is all zeros.
type Found<'py> = (Vec<Row<'py>>, bool, bool, bool);

/// How the recording in a file object is laid out.
#[pyfunction]
pub(crate) fn recording_layout<'py>(file: &Bound<'py, PyAny>) -> PyResult<Found<'py>> {
    found(file.py(), listening_formats::examine(&mut File::of(file)?)?)
}

/// The whole frames of a FLAC file.
#[pyfunction]
pub(crate) fn flac_runs<'py>(file: &Bound<'py, PyAny>) -> PyResult<Found<'py>> {
    found(file.py(), listening_formats::flac_runs(&mut File::of(file)?)?)
}

/// Whether another FLAC file may follow the first in a file object.
#[pyfunction]
pub(crate) fn flac_may_be_joined(file: &Bound<'_, PyAny>) -> PyResult<bool> {
    listening_formats::flac_may_be_joined(&mut File::of(file)?)
}

fn found(py: Python<'_>, layout: Layout) -> PyResult<Found<'_>> {
    let parts = layout.parts.into_iter().map(|part| row(py, part)).collect::<PyResult<_>>()?;
    Ok((parts, layout.cut, layout.unfinished, layout.blank))
}

fn row(py: Python<'_>, part: Part) -> PyResult<Row<'_>> {
    let piece = |piece| match piece {
        Piece::Bytes(bytes) => Ok(PyBytes::new(py, &bytes).into_any()),
        Piece::Range(start, end) => Ok((start, end).into_pyobject(py)?.into_any()),
    };
    let stretch = part.stretch.map(|stretch| (stretch.units, stretch.per_second));
    Ok((part.pieces.into_iter().map(piece).collect::<PyResult<_>>()?, part.lost, part.frames, stretch))
}
