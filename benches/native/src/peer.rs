//! `earshot`: 16 kHz, one probability per 256 samples.

use std::io::Write;

use earshot::Detector;

use crate::wav;

/// Samples a second that it wants.
pub const RATE: u32 = 16_000;
/// Samples of a decision: 16 ms.
pub const HOP: usize = 256;

/// Probability of speech of every whole hop of one channel at 16 kHz.
pub fn probabilities(samples: &[f32]) -> impl Iterator<Item = f32> {
    let mut detector = Detector::default_boxed();
    samples.as_chunks::<HOP>().0.iter().map(move |hop| detector.predict_f32(hop))
}

/// The channel at 16 kHz, within -1..1: 16 kHz as it is, 8 kHz doubled.
pub fn at_its_rate(samples: Vec<f32>, rate: u32) -> Result<Vec<f32>, String> {
    let samples = match rate {
        RATE => samples,
        8_000 => doubled(&samples),
        _ => return Err(format!("{rate} Hz: 8 or 16 kHz is needed")),
    };
    Ok(samples.into_iter().map(|x| x.clamp(-1.0, 1.0)).collect())
}

/// Twice the rate by a 63-tap half-band filter, a sinc under a Kaiser window with beta 8: the filter that
/// `peers.py` doubles the rate with. Every other output is an input.
fn doubled(samples: &[f32]) -> Vec<f32> {
    const HALF: i32 = 16;
    let taps: Vec<f32> = (-HALF..HALF)
        .map(|k| {
            let offset = f64::from(k) + 0.5;
            let x = std::f64::consts::PI * offset;
            let window = bessel_i0(8.0 * (1.0 - (offset * 2.0 / 31.0).powi(2)).max(0.0).sqrt()) / bessel_i0(8.0);
            (x.sin() / x * window) as f32
        })
        .collect();
    let at = |n: i64| usize::try_from(n).ok().and_then(|n| samples.get(n)).copied().unwrap_or(0.0);
    let mut out = Vec::with_capacity(samples.len() * 2);
    for (n, &x) in samples.iter().enumerate() {
        let first = n as i64 + 1 - i64::from(HALF);
        let between = taps.iter().zip(first..).map(|(tap, k)| tap * at(k)).sum();
        out.extend([x, between]);
    }
    out
}

/// Modified Bessel function of the first kind, order zero, by its power series.
fn bessel_i0(x: f64) -> f64 {
    (1..60)
        .scan(1.0, |term, k| {
            *term *= (x / (2.0 * f64::from(k))).powi(2);
            Some(*term)
        })
        .sum::<f64>()
        + 1.0
}

/// Prints one line per channel, files and channels in order: probabilities 16 ms apart, separated by commas.
pub fn print_scores(paths: &[String]) -> Result<(), String> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for path in paths {
        let recording = wav::read(path)?;
        for samples in recording.channels {
            let samples = at_its_rate(samples, recording.rate).map_err(|error| format!("{path}: {error}"))?;
            let cells: Vec<String> = probabilities(&samples).map(|p| p.to_string()).collect();
            writeln!(out, "{}", cells.join(",")).map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_of_twice_the_rate_is_the_same_tone() {
        let tone = |rate: f64, n: usize| (2.0 * std::f64::consts::PI * 1000.0 * n as f64 / rate).sin() as f32;
        let input: Vec<f32> = (0..800).map(|n| tone(8000.0, n)).collect();
        for (n, &x) in doubled(&input).iter().enumerate().take(1500).skip(100) {
            assert!((x - tone(16_000.0, n)).abs() < 2e-3, "{n}");
        }
    }
}
