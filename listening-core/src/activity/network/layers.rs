//! The network's two kinds of layer. The inner loops run over outputs, so no sum crosses lanes and the
//! result is the same bits at every vector width.

#![expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]

use super::math::{sigmoid, tanh};
use super::weights::{FIRST, GruWeights, INPUT};

/// Width of a recurrent layer.
pub(super) const HIDDEN: usize = 64;
/// Three gates of that width.
pub(super) const GATES: usize = 3 * HIDDEN;

/// relu(W x + b).
#[inline(always)]
pub(super) fn relu_layer(x: &[f32; INPUT], w: &[f32; INPUT * FIRST], b: &[f32; FIRST]) -> [f32; FIRST] {
    let mut sums = *b;
    for (x, row) in x.iter().zip(w.as_chunks::<FIRST>().0) {
        for k in 0..FIRST {
            sums[k] += x * row[k];
        }
    }
    sums.map(|sum| sum.max(0.0))
}

/// b + W x for one gate.
#[inline(always)]
fn gate(x: &[f32], w: &[f32], b: &[f32; GATES], gate: usize) -> [f32; HIDDEN] {
    let mut sums: [f32; HIDDEN] = std::array::from_fn(|k| b[gate * HIDDEN + k]);
    for (x, row) in x.iter().zip(w.as_chunks::<HIDDEN>().0.iter().skip(gate).step_by(3)) {
        for k in 0..HIDDEN {
            sums[k] += x * row[k];
        }
    }
    sums
}

/// A gated recurrent unit (Cho et al. 2014) with `PyTorch`'s placement of the reset gate.
#[derive(Clone, Debug)]
pub(super) struct Gru {
    pub(super) state: [f32; HIDDEN],
}

impl Default for Gru {
    fn default() -> Self {
        Self { state: [0.0; HIDDEN] }
    }
}

impl Gru {
    #[inline(always)]
    pub(super) fn step<const IN: usize>(&mut self, u: &[f32], w: &GruWeights<IN>) {
        let from_input = |g| gate(u, &w.input_w, &w.input_b, g);
        let from_state = |g| gate(&self.state, &w.state_w, &w.state_b, g);
        let (ri, rh) = (from_input(0), from_state(0));
        let (zi, zh) = (from_input(1), from_state(1));
        let (ni, nh) = (from_input(2), from_state(2));
        for k in 0..HIDDEN {
            let r = sigmoid(ri[k] + rh[k]);
            let z = sigmoid(zi[k] + zh[k]);
            let n = tanh(ni[k] + r * nh[k]);
            self.state[k] = (1.0 - z) * n + z * self.state[k];
        }
    }
}
