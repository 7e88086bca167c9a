//! A whole call in one go.

#[cfg(feature = "ndarray")]
use ndarray::ArrayView2;

use crate::config::Config;
use crate::error::Result;
use crate::pcm::Sample;
use crate::report::Report;
use crate::session::Session;

/// A whole call's audio, borrowed. Made from a slice of interleaved samples, from a pair of slices or, with the feature
/// `ndarray`, from an array of shape (frames, 2) or (2, frames).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Audio<'a, S> {
    /// Left, right, left, right.
    Interleaved(&'a [S]),
    /// The channels apart.
    Planar(&'a [S], &'a [S]),
    #[cfg(feature = "ndarray")]
    /// An axis of length two holds the channels; the last if both have it.
    Array(ArrayView2<'a, S>),
}

impl<'a, S> From<&'a [S]> for Audio<'a, S> {
    fn from(samples: &'a [S]) -> Self {
        Self::Interleaved(samples)
    }
}

impl<'a, S> From<&'a Vec<S>> for Audio<'a, S> {
    fn from(samples: &'a Vec<S>) -> Self {
        Self::Interleaved(samples)
    }
}

impl<'a, S> From<(&'a [S], &'a [S])> for Audio<'a, S> {
    fn from((left, right): (&'a [S], &'a [S])) -> Self {
        Self::Planar(left, right)
    }
}

#[cfg(feature = "ndarray")]
impl<'a, S> From<ArrayView2<'a, S>> for Audio<'a, S> {
    fn from(samples: ArrayView2<'a, S>) -> Self {
        Self::Array(samples)
    }
}

/// Reports on a whole call: one push and the end, the same bytes as any other way of cutting it.
///
/// # Errors
/// What [`Session::new`] and the push of that form refuse.
///
/// ```
/// use listening_core::{Config, ScoreStatus, analyze};
/// let silence = vec![0_i16; 16_000];
/// let report = analyze(&silence, &Config::default())?;
/// assert_eq!(report.score.status, ScoreStatus::InsufficientEvidence);
/// # Ok::<(), listening_core::Error>(())
/// ```
pub fn analyze<'a, S: Sample + 'a>(audio: impl Into<Audio<'a, S>>, config: &Config) -> Result<Report> {
    let mut session = Session::new(config.clone())?;
    match audio.into() {
        Audio::Interleaved(samples) => session.push_interleaved(samples)?,
        Audio::Planar(left, right) => session.push_planar(left, right)?,
        #[cfg(feature = "ndarray")]
        Audio::Array(samples) => session.push_array(samples)?,
    };
    Ok(session.finish())
}
