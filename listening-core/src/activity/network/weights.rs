//! The weights: `models/vad8k.safetensors`, as whole numbers.
//!
//! Each matrix is rounded to 8 bits while this crate is compiled, with one scale per output (Jacob et al. 2018). Sums of
//! whole numbers are exact, so every processor may add them in the order that suits it and gets the same bits; and
//! a quarter of the bytes stays in the nearest cache.

use super::layers::{GATES, HIDDEN};
use crate::tensors::Tensors;

/// Inputs of a step: four frames of features.
pub(super) const INPUT: usize = 4 * super::FEATURES;
/// Width of the first layer.
pub(super) const FIRST: usize = 48;

const FILE: Tensors = Tensors::of(include_bytes!("../../../models/vad8k.safetensors"));
/// Largest weight in its column.
const LARGEST: f32 = 127.0;

/// What activations are multiplied by before they are rounded to 16 bits. Features lie within -3 to 3 but for the
/// level, which is cut off; the first layer is cut off at 32; states lie within -1 to 1.
pub(super) const INPUT_SCALE: f32 = 4096.0;
pub(super) const FIRST_SCALE: f32 = 1024.0;
pub(super) const STATE_SCALE: f32 = 32_767.0;

pub(super) struct Weights {
    pub(super) input: Matrix<{ INPUT * FIRST }, FIRST>,
    pub(super) lower: GruWeights<{ FIRST * GATES }>,
    pub(super) upper: GruWeights<{ HIDDEN * GATES }>,
    /// Layout `[inputs][outputs]`.
    pub(super) output_w: [f32; HIDDEN * 4],
    pub(super) output_b: [f32; 4],
}

/// One recurrent layer; gates in the order r, z, n.
pub(super) struct GruWeights<const IN: usize> {
    pub(super) input: Matrix<IN, GATES>,
    pub(super) state: Matrix<{ HIDDEN * GATES }, GATES>,
}

/// A matrix of `N` weights with its bias.
#[repr(align(64))]
pub(super) struct Matrix<const N: usize, const OUT: usize> {
    /// Layout `[inputs / 2][outputs][2]`: two inputs of an output lie side by side, as processors multiply them.
    pub(super) whole: [i8; N],
    /// What a sum of products is multiplied by.
    pub(super) scale: [f32; OUT],
    pub(super) bias: [f32; OUT],
}

impl<const N: usize, const OUT: usize> Matrix<N, OUT> {
    /// Rounds `weights` in the layout `[inputs][outputs]` for activations that were multiplied by `activation_scale`.
    const fn of(weights: &[f32; N], bias: [f32; OUT], activation_scale: f32) -> Self {
        let mut matrix = Self { whole: [0; N], scale: [0.0; OUT], bias };
        let mut output = 0;
        while output < OUT {
            let mut largest = 0.0;
            let mut at = output;
            while at < N {
                largest = weights[at].abs().max(largest);
                at += OUT;
            }
            let mut input = 0;
            while input * OUT < N {
                let value = weights[input * OUT + output] * (LARGEST / largest);
                // Half away from nought: a cast alone cuts off.
                let rounded = if value < 0.0 { value - 0.5 } else { value + 0.5 };
                matrix.whole[(input / 2 * OUT + output) * 2 + input % 2] = rounded as i8;
                input += 1;
            }
            matrix.scale[output] = largest / (LARGEST * activation_scale);
            output += 1;
        }
        matrix
    }
}

pub(super) static WEIGHTS: Weights = Weights {
    input: Matrix::of(&FILE.f32("inp.w", &[INPUT, FIRST]), FILE.f32("inp.b", &[FIRST]), INPUT_SCALE),
    lower: GruWeights {
        input: Matrix::of(&FILE.f32("g1.wih", &[FIRST, GATES]), FILE.f32("g1.bih", &[GATES]), FIRST_SCALE),
        state: Matrix::of(&FILE.f32("g1.whh", &[HIDDEN, GATES]), FILE.f32("g1.bhh", &[GATES]), STATE_SCALE),
    },
    upper: GruWeights {
        input: Matrix::of(&FILE.f32("g2.wih", &[HIDDEN, GATES]), FILE.f32("g2.bih", &[GATES]), STATE_SCALE),
        state: Matrix::of(&FILE.f32("g2.whh", &[HIDDEN, GATES]), FILE.f32("g2.bhh", &[GATES]), STATE_SCALE),
    },
    output_w: FILE.f32("out.w", &[HIDDEN, 4]),
    output_b: FILE.f32("out.b", &[4]),
};
