//! What the events say of listening: measures with intervals, a score with reasons.

mod accommodation;
mod activation;
mod charge;
mod charged;
mod doubt;
mod evidence;
mod facts;
mod measures;
mod part;
mod profile;
mod profile_file;
mod readings;
mod score;
mod traits;
mod trajectory;

#[cfg(test)]
mod made_call;

pub use accommodation::Accommodation;
pub use activation::TalkerProsody;
pub(crate) use charged::charges;
pub(crate) use doubt::Doubt;
pub use evidence::Prior;
pub(crate) use facts::Facts;
pub use measures::{Measure, SCORABLE};
pub(crate) use measures::{leave_out_overlap, measures};
pub(crate) use part::Part;
pub use profile::{Curve, Dimension, Profile, Scored};
pub(crate) use readings::readings;
pub(crate) use score::score;
pub use score::{Deduction, DimensionScore, Score};
pub use traits::{Characteristic, NotMeasured, Trait};
pub(crate) use traits::{characteristics, not_measured, traits};
pub use trajectory::TurnVoice;
