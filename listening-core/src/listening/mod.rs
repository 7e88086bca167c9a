//! What the events say of listening: measures with intervals, a score with reasons.

mod accommodation;
mod activation;
mod facts;
mod measures;
mod profile;
mod profile_file;
mod score;
mod traits;
mod trajectory;

#[cfg(test)]
mod testing;

pub use accommodation::Accommodation;
pub use activation::TalkerProsody;
pub use facts::Facts;
pub use measures::{Measure, SCORABLE, measures};
pub use profile::{Curve, Dimension, Profile, Scored};
pub use score::{Deduction, DimensionScore, Score, score};
pub use traits::{Characteristic, NotMeasured, Trait, characteristics, not_measured, traits};
pub use trajectory::TurnVoice;
