//! One stored sample, in each form that is taken.

use crate::error::{ErrorKind, Result};
use crate::g711::{ALAW, ALaw, MULAW, MuLaw};

/// The largest float magnitude that is taken as a sample: 24 dB above full scale.
const LARGEST: f32 = 16.0;

/// A stored sample that can be read as a float, full scale at ±1.
pub trait Sample: Copy {
    /// The sample with full scale at ±1.
    fn to_float(self) -> f32;

    /// Checks a push before any of it is taken.
    ///
    /// # Errors
    /// A refusal ([`Error::is_not_finite`](crate::Error::is_not_finite) or [`Error::is_out_of_range`](crate::Error::is_out_of_range)) with the position of the first bad sample.
    fn check(samples: &[Self]) -> Result<()> {
        let _ = samples;
        Ok(())
    }
}

impl Sample for i16 {
    fn to_float(self) -> f32 {
        f32::from(self) / 32768.0
    }
}

impl Sample for MuLaw {
    fn to_float(self) -> f32 {
        MULAW[usize::from(self.0)]
    }
}

impl Sample for ALaw {
    fn to_float(self) -> f32 {
        ALAW[usize::from(self.0)]
    }
}

impl Sample for f32 {
    fn to_float(self) -> f32 {
        self
    }

    fn check(samples: &[Self]) -> Result<()> {
        match samples.iter().position(|x| x.is_nan() || x.abs() > LARGEST) {
            None => Ok(()),
            Some(index) if samples[index].is_finite() => {
                Err(ErrorKind::OutOfRange { index, value: samples[index] }.into())
            }
            Some(index) => Err(ErrorKind::NonFinite { index, value: samples[index] }.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_reads_the_same_full_scale() {
        assert!((i16::MIN.to_float() - -1.0).abs() < f32::EPSILON);
        assert!((MuLaw(0x80).to_float() - 32124.0 / 32768.0).abs() < f32::EPSILON);
        assert!((ALaw(0xAA).to_float() - 32256.0 / 32768.0).abs() < f32::EPSILON);
        assert!((0.25_f32.to_float() - 0.25).abs() < f32::EPSILON);
    }

    #[test]
    fn the_first_bad_float_is_named() {
        assert_eq!(f32::check(&[0.0, 1.5, -16.0]), Ok(()));
        assert_eq!(f32::check(&[0.0, 17.0, f32::NAN]), Err(ErrorKind::OutOfRange { index: 1, value: 17.0 }.into()));
        let error = f32::check(&[0.0, 0.0, f32::NAN]).unwrap_err();
        assert!(error.is_not_finite() && error.to_string().starts_with("sample 2 is NaN"), "{error}");
        let error = f32::check(&[f32::NEG_INFINITY]).unwrap_err();
        assert!(error.is_not_finite() && error.to_string().starts_with("sample 0 is -inf"), "{error}");
    }
}
