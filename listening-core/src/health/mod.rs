//! What is wrong with a channel, and what is on it besides talk: found before anyone is blamed for it, with its place in
//! the call.

mod agc;
mod alike;
mod clipping;
mod declared_losses;
mod dropouts;
mod duplicated;
mod full_scale;
mod gain;
mod holes;
mod interleaved;
mod leak_findings;
mod levels;
mod mix_watch;
mod moment;
mod offset;
mod pair_watch;
mod prompt;
mod silent;
mod sounds;
mod spans;
mod watch;

#[cfg(test)]
mod made_channels;

pub(crate) use self::{
    declared_losses::DeclaredLosses,
    holes::Holes,
    leak_findings::{LeakWatch, Leaked, add_leaks},
    mix_watch::MixWatch,
    pair_watch::PairWatch,
    sounds::Sounds,
    spans::Spans,
};
pub use watch::Watch;

use crate::finding::Health;

/// Puts findings in the order of a report.
pub(crate) fn sort(found: &mut [Health]) {
    found.sort_by(|a, b| a.start.cmp(&b.start).then_with(|| a.code.cmp(&b.code)));
}
