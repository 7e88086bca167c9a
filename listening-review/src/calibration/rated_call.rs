//! A rated call as the fit sees it.

use super::dimensions::DIMENSIONS;
use super::rating::RaterRating;

/// A call as the fit sees it.
#[derive(Clone, Debug)]
pub(super) struct RatedCall {
    /// Position among the agents.
    pub(super) agent: usize,
    pub(super) values: [Option<f64>; DIMENSIONS],
    pub(super) level: usize,
    pub(super) points: f64,
    pub(super) whole: f64,
    pub(super) second: Option<RaterRating>,
}
