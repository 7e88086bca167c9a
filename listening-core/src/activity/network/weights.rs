//! The weights, read from the safetensors file while this crate is compiled: one read-only copy in the
//! binary, shared by every session, and a file of other shapes does not build.

use super::layers::{GATES, HIDDEN};

/// Inputs of a step: four frames of features.
pub(super) const INPUT: usize = 4 * super::FEATURES;
/// Width of the first layer.
pub(super) const FIRST: usize = 48;

static FILE: &[u8] = include_bytes!("../../../models/vad8k.safetensors");

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
    input_w: tensor(b"\"inp.w\""),
    input_b: tensor(b"\"inp.b\""),
    lower: GruWeights {
        input_w: tensor(b"\"g1.wih\""),
        input_b: tensor(b"\"g1.bih\""),
        state_w: tensor(b"\"g1.whh\""),
        state_b: tensor(b"\"g1.bhh\""),
    },
    upper: GruWeights {
        input_w: tensor(b"\"g2.wih\""),
        input_b: tensor(b"\"g2.bih\""),
        state_w: tensor(b"\"g2.whh\""),
        state_b: tensor(b"\"g2.bhh\""),
    },
    output_w: tensor(b"\"out.w\""),
    output_b: tensor(b"\"out.b\""),
};

/// The floats of one tensor. Panics, at compile time, where the file lacks it or has another size.
const fn tensor<const N: usize>(name: &[u8]) -> [f32; N] {
    let header = u64::from_le_bytes(bytes_at(0)) as usize;
    let entry = find(name, 8, 8 + header);
    let offsets = find(b"\"data_offsets\": [", entry, 8 + header);
    let (start, after) = number(offsets);
    let (end, _) = number(after + 2);
    assert!(end - start == 4 * N, "a tensor of the weights file has another size than the code expects");
    let mut values = [0.0; N];
    let mut k = 0;
    while k < N {
        values[k] = f32::from_bits(u32::from_le_bytes(bytes_at(8 + header + start + 4 * k)));
        k += 1;
    }
    values
}

const fn bytes_at<const N: usize>(at: usize) -> [u8; N] {
    let mut bytes = [0; N];
    let mut k = 0;
    while k < N {
        bytes[k] = FILE[at + k];
        k += 1;
    }
    bytes
}

/// Position after the next `needle` in `from..to`.
const fn find(needle: &[u8], from: usize, to: usize) -> usize {
    let mut at = from;
    while at + needle.len() <= to {
        let mut k = 0;
        while k < needle.len() && FILE[at + k] == needle[k] {
            k += 1;
        }
        if k == needle.len() {
            return at + k;
        }
        at += 1;
    }
    panic!("the weights file lacks a tensor")
}

/// A decimal number and the position after it.
const fn number(from: usize) -> (usize, usize) {
    let (mut value, mut at) = (0, from);
    while FILE[at].is_ascii_digit() {
        value = 10 * value + (FILE[at] - b'0') as usize;
        at += 1;
    }
    assert!(at > from, "a number was expected in the weights file's header");
    (value, at)
}
