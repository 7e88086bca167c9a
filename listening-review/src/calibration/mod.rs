//! Calibration: from the four dimensions to the level that a centre's own raters would give.
//!
//! [`Calibration::fit`] learns from rated calls, [`Calibration::from_json`] loads a calibration that was stored, and
//! [`Calibration::apply`] rates a finished report by it. It is monotone throughout: a call that is better in every dimension
//! never gets a worse level. docs/calibration.md says what is fitted and why.

mod agreement;
mod dimensions;
mod figures;
mod fit;
mod folds;
mod isotonic;
mod limits;
mod mark;
mod model;
mod ordinal;
mod rated;
mod rated_call;
mod rating;
mod saved;
mod score_values;
mod target;
mod weights;

#[cfg(test)]
mod close;

pub use agreement::{mean_absolute_error, quadratic_kappa, spearman};
pub use figures::{Figure, Figures, LevelCount, Raters, Uncalibrated};
pub use isotonic::isotonic;
pub use limits::{CALIBRATION_SCHEMA, LEAST_AGENTS, LEAST_CALLS};
pub(crate) use mark::base;
pub use model::Calibrated;
pub use rated::Rated;
pub use rating::RaterRating;
pub use saved::{Calibration, DimensionWeight, Threshold};
pub use score_values::{Seen, SeenDimension};
pub use target::Target;
