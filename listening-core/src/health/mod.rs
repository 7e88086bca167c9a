//! What is wrong with a channel, and what is on it besides talk: found before anyone is blamed for it, with its place in
//! the call.

#[cfg(feature = "audio")]
mod agc;
#[cfg(feature = "audio")]
mod clipping;
#[cfg(feature = "audio")]
mod declared_losses;
#[cfg(feature = "audio")]
mod dropouts;
#[cfg(feature = "audio")]
mod duplicated;
#[cfg(feature = "audio")]
mod full_scale;
#[cfg(feature = "audio")]
mod gain;
#[cfg(feature = "audio")]
mod leak_findings;
#[cfg(feature = "audio")]
mod levels;
#[cfg(feature = "audio")]
mod moment;
#[cfg(feature = "audio")]
mod offset;
#[cfg(feature = "audio")]
mod pair_watch;
#[cfg(feature = "audio")]
mod prompt;
#[cfg(feature = "audio")]
mod roles;
#[cfg(feature = "audio")]
mod silent;
#[cfg(feature = "audio")]
mod sounds;
#[cfg(feature = "audio")]
mod spans;
#[cfg(feature = "audio")]
mod watch;

#[cfg(test)]
#[cfg(feature = "audio")]
mod made_channels;

use crate::names::{HealthCode, Id};
#[cfg(feature = "audio")]
use crate::time::Span;
use crate::time::Time;

#[cfg(feature = "audio")]
pub(crate) use self::{
    declared_losses::DeclaredLosses, leak_findings::add_leaks, pair_watch::PairWatch, sounds::Sounds, watch::Watch,
};

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

#[cfg(feature = "audio")]
impl Health {
    pub(crate) fn new(code: HealthCode, span: Span, value: Option<f64>) -> Self {
        Self { code: code.into(), start: span.start, end: span.end, value }
    }
}

/// Puts findings in the order of a report.
#[cfg(feature = "audio")]
pub(crate) fn sort(found: &mut [Health]) {
    found.sort_by(|a, b| a.start.cmp(&b.start).then_with(|| a.code.cmp(&b.code)));
}
