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

/// A sample in 16 bits, full scale at 1: the nearest step, as far as there are steps.
#[inline]
pub(crate) fn to_i16(sample: f32) -> i16 {
    // Adding 1.5 * 2^23 rounds to a whole number, which is then in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    ((sample * 32768.0).clamp(-32768.0, 32767.0) + ROUND).to_bits() as i16
}

/// Puts samples of 16 bits into as many floats at the front of `out`, full scale at 1.
#[inline]
pub(crate) fn from_i16(samples: &[i16], out: &mut [f32]) {
    for (out, sample) in out.iter_mut().zip(samples) {
        *out = f32::from(*sample) / 32768.0;
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

    #[test]
    fn sixteen_bits_are_the_nearest_step() {
        for sample in [i16::MIN, -1, 0, 1, 12345, i16::MAX] {
            let exact = f32::from(sample) / 32768.0;
            for off in [-0.4, 0.0, 0.4] {
                assert_eq!(to_i16(exact + off / 32768.0), sample, "{sample} {off}");
            }
            let mut back = [0.0; 2];
            from_i16(&[sample], &mut back);
            assert_eq!(back, [exact, 0.0]);
        }
        assert_eq!([to_i16(2.0), to_i16(-2.0)], [i16::MAX, i16::MIN]);
    }
}
