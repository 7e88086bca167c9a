//! A report counted as other products count.

use listening_review::Preset;
use listening_review::presets::Basis;
use pyo3::prelude::*;

use crate::errors::engine;
use crate::session::Word;
use crate::whole::spoken;

/// The names of the presets with their definitions.
pub(crate) fn presets() -> Vec<(&'static str, &'static str)> {
    Preset::ALL.map(|preset| (preset.name(), preset.definition())).to_vec()
}

/// Counts a report, given as JSON, as the named preset does; without words, figures that need them are left out.
#[pyfunction]
#[allow(clippy::needless_pass_by_value)] // pyo3 hands the strings over
pub(crate) fn compare(py: Python<'_>, report: &str, preset: &str, words: Option<Vec<Word>>) -> PyResult<String> {
    let words = words.map(spoken).transpose()?;
    let json = engine(py, || {
        let preset = Preset::from_name(preset)?;
        let mut basis = Basis::from_json(report)?;
        if let Some(words) = &words {
            basis = basis.with_words(words.iter().map(|(party, _, _, text)| (*party, text.as_str())));
        }
        Ok(preset.count_basis(&basis).to_json())
    });
    Ok(json?)
}
