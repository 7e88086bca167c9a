//! The three families of measures, rates, shares and values: how each is pooled over calls, and the distribution behind it.

mod distribution;
mod pooling;
mod rate;
mod share;
mod value;

pub(super) use distribution::{Cell, Moments, Pool, TAIL};
pub use pooling::Kind;
pub(super) use pooling::{Over, of_measure};
pub(super) use value::student;
