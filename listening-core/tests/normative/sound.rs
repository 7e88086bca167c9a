//! Sound: parts of the demo call, and made-up noise.

use crate::made::Chance;

#[path = "../common/mod.rs"]
mod common;

/// A part of the demo call, both channels, interleaved.
pub(crate) fn demo(from: f64, to: f64) -> Vec<f32> {
    let at = |seconds: f64| 2 * (seconds * 8000.0).round() as usize;
    common::demo_floats()[at(from)..at(to)].to_vec()
}

/// White noise of that level.
pub(crate) fn noise(seconds: f64, dbov: f64, seed: u64) -> Vec<f32> {
    let mut chance = Chance::new(seed);
    // The power of a uniform distribution is a third of the square of its largest; 0 dBov is that of a full-scale square wave.
    let largest = (3.0 * 10_f64.powf(dbov / 10.0)).sqrt();
    (0..(seconds * 8000.0).round() as usize).map(|_| (largest * chance.between(-1.0, 1.0)) as f32).collect()
}
