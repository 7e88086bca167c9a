//! The network's two kinds of layer, over `N` channels at once: the weights are more than the nearest cache holds,
//! so each is read once for all channels. The inner loops run over outputs, so no sum crosses lanes and the result is
//! the same bits at every vector width and for any `N`.

#![expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]

use super::math::{sigmoid, tanh};
use super::weights::{FIRST, GruWeights, INPUT};

/// Width of a recurrent layer.
pub(super) const HIDDEN: usize = 64;
/// Three gates of that width.
pub(super) const GATES: usize = 3 * HIDDEN;

/// b + W x of each channel, a row of weights read once for all of them. Of the outputs, `TILE` are summed at a time:
/// as many as the vector registers hold, for all channels, beside the weights.
#[inline(always)]
fn tiled<const N: usize, const IN: usize, const OUT: usize, const TILE: usize>(
    x: [&[f32; IN]; N],
    w: &[f32],
    b: &[f32; OUT],
) -> [[f32; OUT]; N] {
    let mut out = [*b; N];
    for from in (0..OUT).step_by(TILE) {
        let mut sums = [[0.0; TILE]; N];
        for sums in &mut sums {
            sums.copy_from_slice(&b[from..from + TILE]);
        }
        for (i, row) in w.as_chunks::<OUT>().0.iter().enumerate().take(IN) {
            for (sums, x) in sums.iter_mut().zip(x) {
                for k in 0..TILE {
                    sums[k] += x[i] * row[from + k];
                }
            }
        }
        for (out, sums) in out.iter_mut().zip(&sums) {
            out[from..from + TILE].copy_from_slice(sums);
        }
    }
    out
}

/// relu(W x + b) of each channel; `wide` if the registers hold sixteen numbers, and are twice as many.
#[inline(always)]
pub(super) fn relu_layer<const N: usize>(
    wide: bool,
    x: [&[f32; INPUT]; N],
    w: &[f32; INPUT * FIRST],
    b: &[f32; FIRST],
) -> [[f32; FIRST]; N] {
    let mut out =
        if N == 1 || wide { tiled::<N, _, _, FIRST>(x, w, b) } else { tiled::<N, _, _, { FIRST / 2 }>(x, w, b) };
    for sum in out.as_flattened_mut() {
        *sum = sum.max(0.0);
    }
    out
}

/// b + W x of each channel, for all gates.
#[inline(always)]
fn gates<const N: usize, const IN: usize>(
    wide: bool,
    x: [&[f32; IN]; N],
    w: &[f32],
    b: &[f32; GATES],
) -> [[f32; GATES]; N] {
    if wide {
        tiled::<N, _, _, 96>(x, w, b)
    } else if N == 1 {
        tiled::<N, _, _, 64>(x, w, b)
    } else {
        tiled::<N, _, _, 32>(x, w, b)
    }
}

/// State of a gated recurrent unit (Cho et al. 2014) with `PyTorch`'s placement of the reset gate.
pub(super) type State = [f32; HIDDEN];

/// The state of each channel's unit after a step.
#[inline(always)]
pub(super) fn gru<const N: usize, const IN: usize, const W: usize>(
    wide: bool,
    u: [&[f32; IN]; N],
    state: [&State; N],
    w: &GruWeights<W>,
) -> [State; N] {
    let from_input = gates(wide, u, &w.input_w, &w.input_b);
    let from_state = gates(wide, state, &w.state_w, &w.state_b);
    let mut after = [[0.0; HIDDEN]; N];
    for (((after, state), i), h) in after.iter_mut().zip(state).zip(&from_input).zip(&from_state) {
        for k in 0..HIDDEN {
            let r = sigmoid(i[k] + h[k]);
            let z = sigmoid(i[HIDDEN + k] + h[HIDDEN + k]);
            let n = tanh(i[2 * HIDDEN + k] + r * h[2 * HIDDEN + k]);
            after[k] = (1.0 - z) * n + z * state[k];
        }
    }
    after
}
