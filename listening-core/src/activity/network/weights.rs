//! The weights: `models/vad8k.safetensors`.

use super::layers::{GATES, HIDDEN};
use crate::tensors::Tensors;

/// Inputs of a step: four frames of features.
pub(super) const INPUT: usize = 4 * super::FEATURES;
/// Width of the first layer.
pub(super) const FIRST: usize = 48;

const FILE: Tensors = Tensors::of(include_bytes!("../../../models/vad8k.safetensors"));

/// Every matrix in the layout `[inputs][outputs]`.
#[repr(align(64))]
pub(super) struct Weights {
    pub(super) input_w: [f32; INPUT * FIRST],
    pub(super) input_b: [f32; FIRST],
    pub(super) lower: GruWeights<{ FIRST * GATES }>,
    pub(super) upper: GruWeights<{ HIDDEN * GATES }>,
    pub(super) output_w: [f32; HIDDEN * 4],
    pub(super) output_b: [f32; 4],
}

/// One recurrent layer; gates in the order r, z, n.
pub(super) struct GruWeights<const IN: usize> {
    pub(super) input_w: [f32; IN],
    pub(super) input_b: [f32; GATES],
    pub(super) state_w: [f32; HIDDEN * GATES],
    pub(super) state_b: [f32; GATES],
}

pub(super) static WEIGHTS: Weights = Weights {
    input_w: FILE.f32("inp.w", &[INPUT, FIRST]),
    input_b: FILE.f32("inp.b", &[FIRST]),
    lower: GruWeights {
        input_w: FILE.f32("g1.wih", &[FIRST, GATES]),
        input_b: FILE.f32("g1.bih", &[GATES]),
        state_w: FILE.f32("g1.whh", &[HIDDEN, GATES]),
        state_b: FILE.f32("g1.bhh", &[GATES]),
    },
    upper: GruWeights {
        input_w: FILE.f32("g2.wih", &[HIDDEN, GATES]),
        input_b: FILE.f32("g2.bih", &[GATES]),
        state_w: FILE.f32("g2.whh", &[HIDDEN, GATES]),
        state_b: FILE.f32("g2.bhh", &[GATES]),
    },
    output_w: FILE.f32("out.w", &[HIDDEN, 4]),
    output_b: FILE.f32("out.b", &[4]),
};
