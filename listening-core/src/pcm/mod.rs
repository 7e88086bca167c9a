//! PCM in any of the taken forms to two mono streams at 8 kHz.
//!
//! [`Sample`] turns one stored sample into a float, [`Resampler`] brings a channel to 8 kHz. Neither
//! looks at how the input was cut into pushes.

mod conceal;
mod resample;
mod sample;

pub(crate) use conceal::Concealer;
pub use resample::Resampler;
pub use sample::Sample;

/// Samples per second of everything behind this stage.
pub(crate) const RATE: u32 = 8000;
