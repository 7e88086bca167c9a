//! What the resampler lets through.

use listening_core::internals::Resampler;

/// How loud a tone comes out that is pushed at 48 kHz, dB.
fn gain_db(hz: f64) -> f64 {
    let mut resampler = Resampler::new(48_000).unwrap();
    let tone: Vec<f32> =
        (0..48_000).map(|k| (std::f64::consts::TAU * hz * f64::from(k) / 48_000.0).sin() as f32).collect();
    let mut out = Vec::new();
    resampler.push(&tone, &mut out);
    resampler.finish(&mut out);
    let middle = &out[1000..7000];
    let power: f64 = middle.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>() / middle.len() as f64;
    10.0 * (2.0 * power).log10()
}

/// Tones up to `pass` Hz come through as they are, and from `stop` Hz on weaker by `down` dB.
pub(crate) fn passes(pass: f64, down: f64, stop: f64) {
    for hz in [300.0, 1000.0, pass] {
        assert!(gain_db(hz).abs() < 0.05, "{hz} Hz: {} dB", gain_db(hz));
    }
    for hz in [stop, stop + 300.0, 6000.0] {
        assert!(gain_db(hz) <= -down + 0.5, "{hz} Hz: {} dB", gain_db(hz));
    }
}
