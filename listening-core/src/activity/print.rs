//! A frame's print: which parts of its spectrum rise against their neighbours.
//!
//! After J. Haitsma and T. Kalker, "A Highly Robust Audio Fingerprinting System", ISMIR 2002: a bit says whether the
//! difference of two neighbouring bands grew from the frame before. A copy of a voice keeps most of the bits whatever its level and
//! its line; another voice, or the same one at another moment, keeps half.

use crate::signal::Spectrum;

/// Bands of 125 Hz, from 312 to 3312 Hz.
const BANDS: usize = 24;
const LINES: std::ops::Range<usize> = 10..106;
/// Under any sound.
const FLOOR: f32 = 1e-9;

/// Bits of a frame. None is set in digital silence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Print(pub u32);

impl Print {
    /// Bits that there are.
    pub(super) const BITS: u32 = BANDS as u32 - 1;

    /// Bits that are the same in another.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]
    pub(super) fn same(self, other: Self) -> u32 {
        Self::BITS - (self.0 ^ other.0).count_ones()
    }
}

/// Takes the prints of one channel.
#[derive(Clone, Debug, Default)]
pub(super) struct Printer {
    /// Differences of neighbouring bands in the frame before.
    before: [i32; BANDS],
}

impl Printer {
    /// The print of the next frame.
    pub(super) fn print(&mut self, spectrum: &Spectrum) -> Print {
        let mut bands = [0; BANDS];
        let (lines, _) = spectrum[LINES].as_chunks::<4>();
        for (band, lines) in bands.iter_mut().zip(lines) {
            let power = (lines[0] + lines[1]) + (lines[2] + lines[3]) + FLOOR;
            // The bits of a float grow as its logarithm does, near enough.
            *band = power.to_bits() as i32;
        }
        let mut print = 0;
        for k in 0..BANDS - 1 {
            let slope = bands[k + 1] - bands[k];
            print |= u32::from(slope > self.before[k]) << k;
            self.before[k] = slope;
        }
        Print(print)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signal::Framer;

    /// Noise that swells, another for each seed, `late` samples late.
    fn voice(seed: u32, late: usize, gain: f32) -> Vec<Print> {
        let mut state = seed;
        let mut draw = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / 8_388_608.0 - 1.0
        };
        let samples: Vec<f32> = std::iter::repeat_n(0.0, late).chain((0..16_000).map(|_| gain * draw())).collect();
        let (mut framer, mut printer, mut prints) = (Framer::new(), Printer::default(), Vec::new());
        framer.push(&samples, |frame| prints.push(printer.print(&frame.spectrum)));
        prints
    }

    fn same(a: &[Print], b: &[Print]) -> f64 {
        let pairs = a.iter().zip(b).map(|(a, b)| a.same(*b)).sum::<u32>();
        f64::from(pairs) / (a.len().min(b.len()) as f64 * f64::from(Print::BITS))
    }

    #[test]
    fn a_copy_keeps_its_bits_and_another_sound_keeps_half() {
        let source = voice(1, 0, 0.1);
        // Whole frames late, a tenth as loud; then half a frame off the beat.
        assert!(same(&source[10..], &voice(1, 800, 0.01)[20..]) > 0.98);
        assert!(same(&source[10..], &voice(1, 840, 0.01)[20..]) > 0.63);
        for other in [voice(2, 0, 0.1), voice(3, 0, 0.01)] {
            assert!((same(&source, &other) - 0.5).abs() < 0.05);
        }
    }

    #[test]
    fn digital_silence_has_no_bits() {
        let mut printer = Printer::default();
        assert_eq!(printer.print(&[0.0; crate::signal::BINS]), Print(0));
    }
}
