//! What a calibration takes, and the name of its form.

/// The schema that [`Calibration::to_json`](super::Calibration::to_json) follows.
pub const CALIBRATION_SCHEMA: &str = "listening.calibration/1";
/// Rated calls that a fit needs at least.
pub const LEAST_CALLS: usize = 50;
/// Agents that they must come from at least.
pub const LEAST_AGENTS: usize = 5;
