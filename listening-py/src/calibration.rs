//! A centre's own scale: fitted, loaded, and put to work on finished reports.

use listening_core::Report;
use listening_review::Calibration;
use listening_review::calibration::{Calibrated, Rated, RaterRating, Seen, Target, quadratic_kappa};
use pyo3::prelude::*;

use crate::errors::{CalibrationError, engine, raise_review};

/// What the raters would give: the level, its range, and points.
type RatedRow = (&'static str, &'static str, &'static str, f64);

/// The calibration of that text; none for none.
pub(crate) fn calibration(text: &str) -> listening_review::Result<Option<Calibration>> {
    (!text.is_empty()).then(|| Calibration::from_json(text)).transpose()
}

/// The report's JSON, rated by the calibration where there is one.
pub(crate) fn rated_json(mut report: Report, calibration: Option<&Calibration>) -> listening_review::Result<String> {
    calibration.map_or(Ok(()), |calibration| calibration.apply(&mut report))?;
    Ok(report.to_json())
}

fn load(json: &str) -> PyResult<Calibration> {
    Calibration::from_json(json).map_err(|error| raise_review(&error))
}

/// Learns from rated calls, a line of JSON each; gives the calibration as JSON.
#[pyfunction]
pub(crate) fn calibrate(py: Python<'_>, rated: &str, target: &str, force_satisfaction: bool) -> PyResult<String> {
    let json = engine(py, || {
        let target = Target::from_name(target, force_satisfaction)?;
        Ok(Calibration::fit(&Rated::from_json_lines(rated)?, target)?.to_json())
    });
    Ok(json?)
}

/// Refuses what is no calibration; gives its JSON as the engine writes it.
#[pyfunction]
pub(crate) fn check_calibration(json: &str) -> PyResult<String> {
    Ok(load(json)?.to_json())
}

/// What the raters would give to each report, given as JSON.
#[pyfunction]
#[allow(clippy::needless_pass_by_value)] // pyo3 hands the strings over
pub(crate) fn rate(py: Python<'_>, calibration: &str, reports: Vec<String>) -> PyResult<Vec<Option<RatedRow>>> {
    let calibration = load(calibration)?;
    let rated = engine(py, || {
        let rate = |report: &String| calibration.rate(&Seen::from_json(report)?);
        reports.iter().map(rate).collect::<listening_review::Result<Vec<_>>>()
    })?;
    let row = |rated: Calibrated| {
        let name = listening_core::Rating::name;
        (name(rated.rating), name(rated.rating_low), name(rated.rating_high), rated.points)
    };
    Ok(rated.into_iter().map(|rated| rated.map(row)).collect())
}

/// A rating as Python has it.
#[derive(FromPyObject)]
pub(crate) enum Given {
    Points(f64),
    Level(String),
}

/// Quadratic-weighted kappa of two raters' ratings; None where it is not defined.
#[pyfunction]
pub(crate) fn kappa(pairs: Vec<(Given, Given)>) -> PyResult<Option<f64>> {
    let pairs = pairs.into_iter().map(|(one, other)| Ok((level(one)?, level(other)?)));
    Ok(quadratic_kappa(pairs.collect::<PyResult<Vec<_>>>()?))
}

fn level(given: Given) -> PyResult<usize> {
    let (found, shown) = match given {
        Given::Points(points) => (RaterRating::from_points(points), points.to_string()),
        Given::Level(name) => (RaterRating::from_name(&name), format!("{name:?}")),
    };
    let expected = "one of Outstanding, Above Average, Average, Poor, Ineffective or 0 to 100 was expected";
    found.map(RaterRating::level).ok_or_else(|| CalibrationError::new_err(format!("the rating is {shown}: {expected}")))
}
