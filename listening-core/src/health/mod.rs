//! What is wrong with a channel, and what is on it besides talk: found before anyone is blamed for it, with its place in
//! the call.

mod agc;
mod clipping;
mod dropouts;
mod duplicated;
mod full_scale;
mod gain;
mod leaks;
mod levels;
mod lost_audio;
mod moment;
mod offset;
mod pair;
mod prompt;
mod roles;
mod silent;
mod sounds;
mod spans;
mod watch;

#[cfg(test)]
mod testing;

use crate::names::{HealthCode, Id};
use crate::time::{Span, Time};

pub(crate) use leaks::add_leaks;
pub(crate) use lost_audio::LostAudio;
pub(crate) use pair::PairWatch;
pub(crate) use sounds::Sounds;
pub(crate) use watch::Watch;

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
    pub(crate) fn new(code: HealthCode, span: Span, value: Option<f64>) -> Self {
        Self { code: code.into(), start: span.start, end: span.end, value }
    }
}

/// Puts findings in the order of a report.
pub(crate) fn sort(found: &mut [Health]) {
    found.sort_by(|a, b| a.start.cmp(&b.start).then_with(|| a.code.cmp(&b.code)));
}
