//! The dimensions that a rating is read from.

use listening_core::DimensionId;

/// Dimensions of the score.
pub(super) const DIMENSION_IDS: [DimensionId; 4] = DimensionId::ALL;
pub(super) const DIMENSIONS: usize = DIMENSION_IDS.len();
