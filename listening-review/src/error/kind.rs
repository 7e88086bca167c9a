//! Every reason to refuse, with its text.

use listening_core::report::SCHEMA;

use crate::calibration::{CALIBRATION_SCHEMA, LEAST_AGENTS, LEAST_CALLS};

#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum ErrorKind {
    /// The engine refused.
    #[error(transparent)]
    Core(listening_core::Error),
    /// A setting is outside its range.
    #[error("setting `{name}` is {got}: expected {expected}")]
    Setting { name: &'static str, got: String, expected: &'static str },
    /// No preset of that name.
    #[error("preset '{got}' is not known: give one of {names}")]
    Preset { got: String, names: String },
    /// A report that cannot be used.
    #[error("not a report of schema {SCHEMA}: {reason}")]
    Report { reason: String },
    /// A row for tracking without an agent.
    #[error("row {index} names no agent: give each call the id of its agent, a text that is not empty")]
    RowAgent { index: usize },
    /// A row for tracking with a time that is not finite.
    #[error("row {index} has the time {got}: give a finite number, seconds since any epoch or the order of the call")]
    RowTime { index: usize, got: f64 },
    /// A row for tracking that holds no report.
    #[error("row {index}: {reason}")]
    RowReport { index: usize, reason: String },
    /// A text that is no array of rows for tracking.
    #[error("not rows for tracking: an array of {{\"agent\", \"time\", \"report\"}} was expected: {reason}")]
    Rows { reason: String },
    /// A line of rated calls that was not understood; lines count from 1.
    #[error("line {line}: {reason}")]
    Rated { line: usize, reason: String },
    /// Too few rated calls for a calibration.
    #[error(
        "a calibration needs {LEAST_CALLS} rated calls whose reports have a rating, got {got} of which {usable} have: \
         rate more calls"
    )]
    CalibrationCalls { got: usize, usable: usize },
    /// Rated calls of too few agents.
    #[error(
        "a calibration needs rated calls of {LEAST_AGENTS} agents, got {got}: else it learns people, not listening"
    )]
    CalibrationAgents { got: usize },
    /// Ratings that cannot be calibrated to.
    #[error("the ratings cannot be calibrated to: {reason}")]
    Ratings { reason: String },
    /// Ratings by customers.
    #[error(
        "customer satisfaction is no measure of listening: it follows the matter of the call and who talks with whom \
         (gender among it), so agents would be rated for what they are; calibrate to quality ratings, or force it with \
         force_satisfaction"
    )]
    Satisfaction,
    /// A text that is no calibration.
    #[error("not a calibration of schema {CALIBRATION_SCHEMA}: {reason}")]
    Calibration { reason: String },
    /// A calibration and a report of different profiles.
    #[error(
        "the calibration was fitted on profile '{expected}' and cannot rate what '{got}' scored: score the rated calls again, \
         then `listening calibrate RATED --out FILE`"
    )]
    CalibrationProfile { got: String, expected: String },
    /// Rated calls that another profile scored.
    #[error(
        "a rated call was scored by profile '{got}', the calibration would be for '{expected}': score the rated calls again, \
         then `listening calibrate RATED --out FILE`"
    )]
    RatedProfile { got: String, expected: String },
}
