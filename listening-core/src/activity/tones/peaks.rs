//! What the shared spectrum says: whether nearly all the power of 32 ms is in one or two narrow peaks.

use super::pitches::Pitches;
use crate::signal::{BINS, Spectrum, WINDOW};

/// Hertz from one line to the next.
const SPACING: f32 = 8000.0 / WINDOW as f32;
/// The lines that count: 125 to 3844 Hz. A tone has nothing else there.
const BAND: std::ops::Range<usize> = 4..124;
/// The lines of most call-progress tones, 281 to 688 Hz: some are too near to each other for this spectrum.
const LOW: std::ops::Range<usize> = 9..23;
/// Power of the band at -60 dBov: fainter sounds are not judged.
const FAINT: f32 = 1e-6 * WINDOW as f32 / 2.0;
/// Share of the band's power that must stand in the low lines, in one peak, or in two.
const LOW_SHARE: f32 = 0.93;
const ONE_SHARE: f32 = 0.95;
const TWO_SHARE: f32 = 0.965;
/// The strongest line of a tone under a Hann window has at least 0.48 of its power, and the stronger of two tones
/// at least half of both.
const LINE_SHARE: f32 = 0.22;
const STRONGER_SHARE: f32 = 0.45;
const LOW_STRONGER_SHARE: f32 = 0.42;
/// The weaker of two tones has at least this much of the stronger one's power: -15 dB.
const WEAKER: f32 = 0.03;
/// A peak has this many lines on each side of its strongest.
const REACH: usize = 2;

/// What 32 ms look like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    /// No tone.
    Spread,
    /// Power in the low lines only, the strongest of them at this frequency, Hz: a closer look is needed.
    Low(f32),
    /// One or two peaks.
    Peaks(Pitches),
}

/// The shape of a spectrum.
pub(super) fn shape(spectrum: &Spectrum) -> Shape {
    let (total, strongest) = sum_and_max(&spectrum[BAND]);
    if total < FAINT || strongest < LINE_SHARE * LOW_SHARE * total {
        return Shape::Spread;
    }
    if spectrum[LOW].iter().sum::<f32>() >= LOW_SHARE * total {
        let first = LOW.start + spectrum[LOW].iter().position(|x| *x == strongest).unwrap_or(0);
        // Most voices have more than two harmonics there.
        let enough = around(spectrum, first) >= LOW_STRONGER_SHARE * total;
        return if enough { Shape::Low(pitch(spectrum, first)) } else { Shape::Spread };
    }
    match peaks(spectrum, total, strongest) {
        Some(pitches) => Shape::Peaks(pitches),
        None => Shape::Spread,
    }
}

fn peaks(spectrum: &Spectrum, total: f32, strongest: f32) -> Option<Pitches> {
    let first = BAND.start + spectrum[BAND].iter().position(|x| *x == strongest)?;
    let power = around(spectrum, first);
    if power >= ONE_SHARE * total {
        return Some(Pitches { hz: [pitch(spectrum, first), 0.0], twist: 1.0 });
    }
    if power < STRONGER_SHARE * total {
        return None;
    }
    let apart = 2 * REACH;
    let below = BAND.start..first.saturating_sub(apart).max(BAND.start);
    let above = (first + apart + 1).min(BAND.end)..BAND.end;
    let strongest = sum_and_max(&spectrum[below.clone()]).1.max(sum_and_max(&spectrum[above.clone()]).1);
    let second = below.chain(above).find(|k| spectrum[*k] == strongest)?;
    let weaker = around(spectrum, second);
    if weaker < WEAKER * power || power + weaker < TWO_SHARE * total {
        return None;
    }
    let (low, high) = (first.min(second), first.max(second));
    let twist = around(spectrum, high) / around(spectrum, low);
    Some(Pitches { hz: [pitch(spectrum, low), pitch(spectrum, high)], twist })
}

/// Power of a peak.
fn around(spectrum: &Spectrum, line: usize) -> f32 {
    spectrum[line - REACH..(line + REACH + 1).min(BINS)].iter().sum()
}

/// Hertz of a peak, from its two strongest lines: exact for a tone under a Hann window.
fn pitch(spectrum: &Spectrum, line: usize) -> f32 {
    let (left, right) = (spectrum[line - 1], spectrum[line + 1]);
    let (side, sign) = if right > left { (right, 1.0) } else { (left, -1.0) };
    let ratio = (side / spectrum[line]).sqrt();
    SPACING * (line as f32 + sign * (2.0 * ratio - 1.0) / (1.0 + ratio))
}

/// Eight sums and eight maxima side by side, so that the compiler can use vectors; the order is fixed.
fn sum_and_max(lines: &[f32]) -> (f32, f32) {
    let (mut sums, mut tops) = ([0.0_f32; 8], [0.0_f32; 8]);
    let (chunks, rest) = lines.as_chunks::<8>();
    for chunk in chunks {
        for lane in 0..8 {
            sums[lane] += chunk[lane];
            tops[lane] = if chunk[lane] > tops[lane] { chunk[lane] } else { tops[lane] };
        }
    }
    let sum = sums.iter().sum::<f32>() + rest.iter().sum::<f32>();
    (sum, tops.iter().chain(rest).fold(0.0, |top, x| x.max(top)))
}
