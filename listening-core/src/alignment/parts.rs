//! Where one party is late against the other, and from when on: a call is cut where its lag changes.

use super::likelihood::{LAGS, Likelihood};
use super::tables::FARTHEST;

/// A change of the lag within a call is so improbable, in nats, besides where it may be.
const CHANGE: f32 = 1.5;
/// One party may seem late by up to this many steps because of its way of talking: 0.3 s.
pub(super) const NEAR: usize = 6;

/// Parts of which the lags differ by no more steps are one, 0.6 s.
const SAME: u64 = 12;

/// Blocks in which the lag is the same.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The most likely lag, in steps.
    pub(super) lag: i64,
    /// By how many nats it is likelier than none.
    pub(super) gain: f32,
    /// The part of that which each party's own edges have.
    pub(super) gains: [f32; 2],
    /// The log-likelihood of each lag.
    pub(super) sum: Vec<f32>,
}

impl Part {
    /// The log-likelihood of its lag.
    pub(super) fn best(&self) -> f32 {
        self.sum.iter().copied().fold(f32::MIN, f32::max)
    }
}

/// What a change of the lag costs, nats: it may be between any two blocks.
pub(super) fn cost_of_change(likelihood: &Likelihood) -> f32 {
    CHANGE + libm::logf(likelihood.blocks.len() as f32)
}

/// The most likely parts of a call, in order.
pub(super) fn parts(likelihood: &Likelihood) -> Vec<Part> {
    let blocks = &likelihood.blocks;
    // Viterbi 1967, with a state for each lag.
    let change = cost_of_change(likelihood);
    let mut score = [0.0_f32; LAGS];
    let mut came = vec![[0_u16; LAGS]; blocks.len()];
    for (block, came) in blocks.iter().zip(&mut came) {
        let best = highest(&score);
        for (lag, from) in came.iter_mut().enumerate() {
            let changed = score[best] - change;
            *from = if score[lag] >= changed { lag } else { best } as u16;
            score[lag] = score[lag].max(changed) + block[lag];
        }
    }
    let mut lag = highest(&score);
    let mut starts = vec![(blocks.len(), lag)];
    for (number, came) in came.iter().enumerate().skip(1).rev() {
        let before = usize::from(came[lag]);
        if before != lag {
            starts.push((number, before));
            lag = before;
        }
    }
    let mut all: Vec<Part> = Vec::new();
    for (to, _) in starts.into_iter().rev() {
        let new = part(likelihood, all.last().map_or(0, |last| last.to), to);
        match all.last_mut() {
            // So small a change is one of the way of talking.
            Some(last) if last.lag.abs_diff(new.lag) <= SAME => *last = part(likelihood, last.from, to),
            _ => all.push(new),
        }
    }
    all
}

/// What some blocks say together.
fn part(likelihood: &Likelihood, from: usize, to: usize) -> Part {
    let sum = likelihood.sum(from, to);
    let best = highest(&sum);
    let none = FARTHEST - NEAR + highest(&sum[FARTHEST - NEAR..=FARTHEST + NEAR]);
    let gains = likelihood.gains(from, to, best, none);
    let (lag, gain) = (best as i64 - FARTHEST as i64, sum[best] - sum[none]);
    Part { from, to, lag, gain, gains, sum: sum.to_vec() }
}

/// The first of the highest.
pub(super) fn highest(values: &[f32]) -> usize {
    let best = values.iter().copied().fold(f32::MIN, f32::max);
    values.iter().position(|value| *value >= best).unwrap_or(0)
}
