//! What is found in the samples of a mix as they come.

use super::full_scale::FullScale;
use super::interleaved::Interleaved;
use crate::finding::Health;
use crate::time::Time;

/// Watches a mix at the input's rate.
#[derive(Clone, Debug)]
pub(crate) struct MixWatch {
    full_scale: FullScale,
    interleaved: Interleaved,
}

impl MixWatch {
    /// For a mix at `rate` samples a second.
    pub(crate) fn new(rate: u32) -> Self {
        Self { full_scale: FullScale::new(rate), interleaved: Interleaved::new(rate) }
    }

    /// The next samples.
    pub(crate) fn samples(&mut self, samples: &[f32]) {
        self.full_scale.push(samples);
        self.interleaved.push(samples);
    }

    /// What was found, at the end of the call.
    pub(crate) fn findings(&self, duration: Time) -> impl Iterator<Item = Health> {
        self.full_scale.findings(duration).into_iter().chain(self.interleaved.finding(duration))
    }
}
