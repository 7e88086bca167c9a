//! A finding about a channel: plain data, which reports hold.

use crate::names::{HealthCode, Id};
use crate::time::Time;

/// A finding about a channel, and the part of the call that it concerns.
#[derive(Clone, Debug, PartialEq)]
pub struct Health {
    /// What it is; each code says what its value is.
    pub code: Id<HealthCode>,
    /// Where it begins, in seconds.
    pub start: Time,
    /// Where it ends.
    pub end: Time,
    /// How much, as said at the codes; `None` where there is no amount.
    pub value: Option<f64>,
}

impl Health {
    pub(crate) fn new(code: HealthCode, span: crate::time::Span, value: Option<f64>) -> Self {
        Self { code: code.into(), start: span.start, end: span.end, value }
    }
}
