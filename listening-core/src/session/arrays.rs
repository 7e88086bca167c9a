//! Audio in arrays.

use ndarray::ArrayView2;

use super::{Events, Session};
use crate::error::{ErrorKind, Result};
use crate::pcm::Sample;

impl Session {
    /// Takes an array of shape (frames, 2) or (2, frames): an axis of length two holds the channels, the
    /// last axis if both have it.
    ///
    /// # Errors
    /// A refusal ([`Error::is_audio`](crate::Error::is_audio)) where no axis has length two, and of float samples that are not finite or out of
    /// range; nothing is taken then.
    #[expect(clippy::needless_pass_by_value, reason = "a view is a pointer, and ndarray passes views so")]
    pub fn push_array<S: Sample>(&mut self, samples: ArrayView2<'_, S>) -> Result<Events<'_>> {
        let samples = match samples.dim() {
            (_, 2) => samples,
            (2, _) => samples.reversed_axes(),
            (rows, columns) => return Err(ErrorKind::ArrayShape { rows, columns }.into()),
        };
        if let Some(slice) = samples.as_slice() {
            return self.push_interleaved(slice);
        }
        let (left, right) = (samples.column(0), samples.column(1));
        if let (Some(left), Some(right)) = (left.as_slice(), right.as_slice()) {
            return self.push_planar(left, right);
        }
        let (left, right) = (left.to_vec(), right.to_vec());
        self.push_planar(&left, &right)
    }
}
