//! The names in a report, each defined once: measures, units, findings, dimensions, ratings.
//!
//! The engine works with plain enums ([`MeasureId`], [`HealthCode`] and so on). A report holds [`Id`]s of them, since one
//! that was written by a later version may have names that this version does not know.

mod health;
mod id;
mod measure;
mod name;
mod scoring;
mod unit;

pub use health::HealthCode;
pub use id::Id;
pub use measure::MeasureId;
pub use name::Name;
#[cfg(feature = "schema")]
pub(crate) use name::{key, schema};
pub(crate) use name::{names, read};
pub use scoring::{Basis, CharacteristicId, DimensionId, NotMeasuredId, Rating, ScoreStatus, TalkBasis};
pub use unit::Unit;
