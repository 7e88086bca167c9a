//! The network's two kinds of layer, over `N` channels at once: each weight is read once for all of them.

#![expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]

use super::kernel::Kernel;
use super::math::{sigmoid, tanh};
use super::weights::{FIRST, FIRST_SCALE, GruWeights, INPUT, INPUT_SCALE, Matrix, STATE_SCALE};

/// Width of a recurrent layer.
pub(super) const HIDDEN: usize = 64;
/// Three gates of that width.
pub(super) const GATES: usize = 3 * HIDDEN;
/// Registers of sums in the widest tile.
const MOST: usize = 12;

/// Pairs of activations in 16 bits each, the first in the low bits; an odd number gets a nought.
type Pairs = [u32; INPUT / 2];

/// Rounds activations to 16 bits, in pairs.
#[inline(always)]
fn pairs(values: &[f32], scale: f32) -> Pairs {
    // Adding 1.5 * 2^23 rounds to a whole number, which is then in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    let whole = |value: f32| (value * scale).clamp(-32_767.0, 32_767.0) + ROUND;
    let mut pairs = [0; INPUT / 2];
    for (pair, values) in pairs.iter_mut().zip(values.as_chunks::<2>().0) {
        *pair = whole(values[0]).to_bits() & 0xFFFF | whole(values[1]).to_bits() << 16;
    }
    pairs
}

/// Sums of products of each channel for `TILE` registers of outputs from `from` on.
#[expect(clippy::needless_range_loop, reason = "plain indices are unrolled at every level of optimisation")]
#[inline(always)]
fn tile<K: Kernel, const N: usize, const TILE: usize, const OUT: usize>(
    kernel: K,
    inputs: &[Pairs; N],
    rows: &[i8],
    from: usize,
    out: &mut [[i32; OUT]; N],
) {
    let mut sums = [[kernel.zero(); TILE]; N];
    for (i, row) in rows.chunks_exact(2 * OUT).enumerate() {
        let row = &row[2 * from..][..2 * K::LANES * TILE];
        let activations = inputs.each_ref().map(|inputs| kernel.activations(inputs[i]));
        for k in 0..TILE {
            let weights = kernel.weights(row, k);
            for n in 0..N {
                sums[n][k] = kernel.add(sums[n][k], weights, activations[n]);
            }
        }
    }
    for (out, sums) in out.iter_mut().zip(sums) {
        let out = &mut out[from..][..K::LANES * TILE];
        for (k, sums) in sums.into_iter().enumerate() {
            kernel.store(sums, out, k);
        }
    }
}

/// Bias and products of each channel, a row of weights read once for all of them.
#[inline(always)]
fn products<K: Kernel, const N: usize, const WEIGHTS: usize, const OUT: usize>(
    kernel: K,
    inputs: &[Pairs; N],
    matrix: &Matrix<WEIGHTS, OUT>,
) -> [[f32; OUT]; N] {
    let mut whole = [[0; OUT]; N];
    let registers = (if N == 1 { K::ONE } else { K::TWO }).min(OUT / K::LANES);
    for from in (0..OUT).step_by(registers * K::LANES) {
        match registers {
            3 => tile::<K, N, 3, OUT>(kernel, inputs, &matrix.whole, from, &mut whole),
            6 => tile::<K, N, 6, OUT>(kernel, inputs, &matrix.whole, from, &mut whole),
            _ => tile::<K, N, MOST, OUT>(kernel, inputs, &matrix.whole, from, &mut whole),
        }
    }
    let mut out = [[0.0; OUT]; N];
    for (out, whole) in out.iter_mut().zip(&whole) {
        for (k, out) in out.iter_mut().enumerate() {
            *out = matrix.bias[k] + whole[k] as f32 * matrix.scale[k];
        }
    }
    out
}

/// relu(W x + b) of each channel.
#[inline(always)]
pub(super) fn relu_layer<K: Kernel, const N: usize>(
    kernel: K,
    x: [&[f32; INPUT]; N],
    matrix: &Matrix<{ INPUT * FIRST }, FIRST>,
) -> [[f32; FIRST]; N] {
    let mut out = products(kernel, &x.map(|x| pairs(x, INPUT_SCALE)), matrix);
    for sum in out.as_flattened_mut() {
        *sum = sum.max(0.0);
    }
    out
}

/// State of a gated recurrent unit (Cho et al. 2014) with `PyTorch`'s placement of the reset gate.
pub(super) type State = [f32; HIDDEN];

/// The state of each channel's lower unit after a step, from the first layer.
#[inline(always)]
pub(super) fn lower<K: Kernel, const N: usize>(
    kernel: K,
    first: &[[f32; FIRST]; N],
    state: [&State; N],
    weights: &GruWeights<{ FIRST * GATES }>,
) -> [State; N] {
    gru(kernel, &first.each_ref().map(|first| pairs(first, FIRST_SCALE)), state, weights)
}

/// The state of each channel's upper unit after a step, from the lower one.
#[inline(always)]
pub(super) fn upper<K: Kernel, const N: usize>(
    kernel: K,
    lower: &[State; N],
    state: [&State; N],
    weights: &GruWeights<{ HIDDEN * GATES }>,
) -> [State; N] {
    gru(kernel, &lower.each_ref().map(|lower| pairs(lower, STATE_SCALE)), state, weights)
}

#[inline(always)]
fn gru<K: Kernel, const N: usize, const IN: usize>(
    kernel: K,
    input: &[Pairs; N],
    state: [&State; N],
    weights: &GruWeights<IN>,
) -> [State; N] {
    let from_input = products(kernel, input, &weights.input);
    let from_state = products(kernel, &state.map(|state| pairs(state, STATE_SCALE)), &weights.state);
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
