//! The three families of measures, rates, shares and values: how each is pooled over calls, and the distribution behind it.

mod distribution;
mod kind;
mod rate;
mod share;
mod value;

pub(super) use distribution::{Cell, Moments, Pool, TAIL};
pub use kind::Kind;
pub(super) use kind::{Over, of_measure};
