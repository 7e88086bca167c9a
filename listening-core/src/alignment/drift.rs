//! Whether one party gets later and later against the other.

use super::likelihood::{LAGS, Likelihood};
use super::tables::STEP_MS;

/// A shorter call says nothing of clocks.
const SHORTEST_S: f64 = 900.0;
/// Up to this many steps of lag within a call are tried: 6 s.
const MOST: i64 = 120;

/// How the lag changes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drift {
    /// The log-likelihood of each change from the first block to the last, in steps from -`MOST`, where it is best placed.
    pub(super) sum: Vec<f32>,
    /// How much a step is, in millionths.
    pub(super) step_ppm: f64,
    /// By how many nats the likeliest is likelier than none.
    pub(super) gain: f32,
}

impl Drift {
    /// The log-likelihood of the likeliest.
    pub(super) fn best(&self) -> f32 {
        self.sum.iter().copied().fold(f32::MIN, f32::max)
    }
}

/// How the lag of a call changes, if it is long enough to say.
pub(super) fn drift(likelihood: &Likelihood) -> Option<Drift> {
    let last = likelihood.blocks.len() - 1;
    let seconds = likelihood.middle(last);
    if seconds < SHORTEST_S {
        return None;
    }
    let sum: Vec<f32> = (-MOST..=MOST).map(|change| best(likelihood, change)).collect();
    let none = sum[MOST as usize];
    let step_ppm = STEP_MS as f64 * 1000.0 / seconds;
    let mut drift = Drift { sum, step_ppm, gain: 0.0 };
    drift.gain = drift.best() - none;
    Some(drift)
}

/// The log-likelihood of a lag that changes by this many steps over the call, where it is best placed.
fn best(likelihood: &Likelihood, change: i64) -> f32 {
    let last = likelihood.blocks.len() as i64 - 1;
    // The lag of the call's middle keeps so far from the farthest.
    let reach = change.unsigned_abs().div_ceil(2) as i64;
    let mut sum = vec![0.0_f32; LAGS - 2 * reach as usize];
    for (number, block) in likelihood.blocks.iter().enumerate() {
        let shift = (change * (2 * number as i64 - last)).div_euclid(2 * last).clamp(-reach, reach);
        let seen = &block[(reach + shift) as usize..];
        sum.iter_mut().zip(seen).for_each(|(sum, value)| *sum += value);
    }
    sum.into_iter().fold(f32::MIN, f32::max)
}
