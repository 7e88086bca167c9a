//! What is heard in 10 ms of a mix, as it is kept for the length of a call: a byte where a byte says enough.

use crate::activity::ln;
use crate::signal::Spectrum;

/// Bands, evenly spaced in mel from 150 to 3600 Hz.
pub(super) const BANDS: usize = 16;
/// Lines of the spectrum at which each band begins, and at which the last ends.
const EDGES: [usize; BANDS + 1] = [4, 7, 10, 14, 18, 22, 27, 32, 38, 45, 52, 60, 69, 79, 89, 101, 115];
/// Under any sound.
const FLOOR: f32 = 1e-9;
/// Steps of a level in a dB.
const LEVEL_STEPS: f32 = 100.0;
/// Steps of a band in a neper of power, and the logarithm of the floor, rounded down: a byte reaches from there to e^11.
const BAND_STEPS: f32 = 8.0;
const LEAST_LOG: f32 = -21.0;

/// The power of each band in a frame, as steps of its logarithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bands([u8; BANDS]);

impl Bands {
    /// Of a spectrum.
    pub(super) fn of(spectrum: &Spectrum) -> Self {
        Self::of_powers(std::array::from_fn(|band| {
            let lines = &spectrum[EDGES[band]..EDGES[band + 1]];
            lines.iter().sum::<f32>() / lines.len() as f32 + FLOOR
        }))
    }

    pub(super) fn of_powers(powers: [f32; BANDS]) -> Self {
        Self(powers.map(|power| ((ln(power) - LEAST_LOG) * BAND_STEPS).round() as u8))
    }

    /// Logarithms of the powers.
    pub(super) fn logs(&self) -> [f64; BANDS] {
        self.0.map(|steps| f64::from(steps) / f64::from(BAND_STEPS) + f64::from(LEAST_LOG))
    }
}

/// What is heard in a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moment {
    level: i16,
    detected: u8,
    decided: u8,
    pub(super) music: bool,
    pub(super) bands: Bands,
}

impl Moment {
    /// The level in dBov, the detector's probability of speech; what all evidence weighed makes of it is said later.
    pub(super) fn new(level_dbov: f32, detected: f32, music: bool, bands: Bands) -> Self {
        Self { level: (level_dbov * LEVEL_STEPS).round() as i16, detected: share(detected), decided: 0, music, bands }
    }

    /// With the probability of speech after all evidence was weighed.
    pub(super) fn decided_as(self, speech: f32) -> Self {
        Self { decided: share(speech), ..self }
    }

    /// dBov.
    pub(super) fn level(&self) -> f32 {
        f32::from(self.level) / LEVEL_STEPS
    }

    /// Probability of speech, the detector's.
    pub(super) fn detected(&self) -> f32 {
        f32::from(self.detected) / 255.0
    }

    /// Probability of speech, all evidence weighed.
    pub(super) fn decided(&self) -> f32 {
        f32::from(self.decided) / 255.0
    }

    /// Probability of speech, by whichever says more.
    pub(super) fn speech(&self) -> f32 {
        self.detected().max(self.decided())
    }
}

fn share(probability: f32) -> u8 {
    (probability * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signal::BINS;

    #[test]
    fn every_band_has_lines() {
        assert!(EDGES.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(EDGES[BANDS] < BINS);
    }

    #[test]
    fn what_is_kept_is_near_what_was_heard() {
        for power in [FLOOR, 1e-6, 0.03, 1.0, 2e4] {
            let bands = Bands::of_powers([power; BANDS]);
            assert!((bands.logs()[3] - f64::from(power).ln()).abs() < 0.07, "{power}");
        }
        for level in [-100.0, -47.123, 0.0] {
            let moment = Moment::new(level, 0.4, false, Bands::of_powers([1.0; BANDS])).decided_as(0.71);
            assert!((moment.level() - level).abs() < 0.006);
            assert!((moment.detected() - 0.4).abs() < 0.003 && (moment.decided() - 0.71).abs() < 0.003);
            assert!(moment.speech() > 0.7);
        }
    }
}
