//! The fitted numbers of the reading of an onset; `models/README.md` says what each file holds.

use super::manner::Line;
use super::model::{ALL, Curves, GROUPS, Heights, Model, Pair, READINGS};
use super::placement::FEATURES;
use crate::tensors::Tensors;

const TIMING_FILE: Tensors = Tensors::of(include_bytes!("../../models/floor.safetensors"));
const WORDS_FILE: Tensors = Tensors::of(include_bytes!("../../models/floor_words.safetensors"));
const ANNOUNCED_FILE: Tensors = Tensors::of(include_bytes!("../../models/floor_announced.safetensors"));
const MANNER_FILE: Tensors = Tensors::of(include_bytes!("../../models/floor_manner.safetensors"));

/// The curves of one regime over this many features. How many steps there are was for the fit to decide, so each array
/// is as long as its tensor.
macro_rules! curves {
    ($file:ident, $regime:literal, $features:ident) => {{
        const EDGES: usize = $file.rows(concat!($regime, ".edges"));
        const STEPS: usize = $file.rows(concat!($regime, ".heights"));
        const PAIRS: usize = $file.rows(concat!($regime, ".pairs"));
        const CELLS: usize = $file.rows(concat!($regime, ".tables"));
        const EDGE_COUNTS: [u8; $features] = $file.u8(concat!($regime, ".edge_counts"), &[$features]);
        static EVERY_EDGE: [f32; EDGES] = $file.f32(concat!($regime, ".edges"), &[EDGES]);
        static EVERY_STEP: [i16; STEPS * READINGS] = $file.i16(concat!($regime, ".heights"), &[STEPS, READINGS]);
        static EVERY_CELL: [i16; CELLS * READINGS] = $file.i16(concat!($regime, ".tables"), &[CELLS, READINGS]);
        static EVERY_PAIR: [Pair; PAIRS] = {
            let features: [u8; 2 * PAIRS] = $file.u8(concat!($regime, ".pairs"), &[PAIRS, 2]);
            pairs(features.as_chunks().0, &EDGE_COUNTS, EVERY_CELL.as_chunks().0)
        };
        Curves {
            edges: runs(&EVERY_EDGE, &EDGE_COUNTS, 0),
            heights: runs(EVERY_STEP.as_chunks().0, &EDGE_COUNTS, 1),
            pairs: &EVERY_PAIR,
            base: $file.i16(concat!($regime, ".base"), &[READINGS]),
        }
    }};
}

/// With timing alone.
pub(super) static TIMING: Model<FEATURES> = Model {
    overlap: curves!(TIMING_FILE, "overlap", FEATURES),
    silence: curves!(TIMING_FILE, "silence", FEATURES),
    weights: TIMING_FILE.f32("weights", &[GROUPS]),
    shares: TIMING_FILE.f32("shares", &[GROUPS]),
};

/// With timing and words.
pub(super) static WORDS: Model<ALL> = Model {
    overlap: curves!(WORDS_FILE, "overlap", ALL),
    silence: curves!(WORDS_FILE, "silence", ALL),
    weights: WORDS_FILE.f32("weights", &[GROUPS]),
    shares: WORDS_FILE.f32("shares", &[GROUPS]),
};

/// Of onsets in overlap and in silence when they are announced, with nothing after the onset known.
pub(super) static ANNOUNCED: [Curves<FEATURES>; 2] =
    [curves!(ANNOUNCED_FILE, "overlap", FEATURES), curves!(ANNOUNCED_FILE, "silence", FEATURES)];

/// By how far the voice had fallen, dB.
pub(super) const FADES: Line = line("fades");
/// By how often its last syllable had doubled its usual length; onsets in overlap.
pub(super) const DRAWN_OUT: Line = line("drawn_out");

const fn line(name: &str) -> Line {
    let [even, slope] = MANNER_FILE.f32(name, &[2]);
    Line { even, slope }
}

/// Cuts what lies end to end into a run for each feature, longer than it has edges by `more`.
const fn runs<T, const N: usize>(all: &'static [T], edge_counts: &[u8; N], more: usize) -> [&'static [T]; N] {
    let (mut runs, mut rest) = ([all; N], all);
    let mut k = 0;
    while k < N {
        (runs[k], rest) = rest.split_at(edge_counts[k] as usize + more);
        k += 1;
    }
    assert!(rest.is_empty(), "the lengths of the runs do not add up");
    runs
}

/// Gives each pair of features its table.
const fn pairs<const N: usize>(features: &[[u8; 2]], edge_counts: &[u8], cells: &'static [Heights]) -> [Pair; N] {
    let (mut pairs, mut rest): ([Pair; N], _) = ([(0, 0, cells); N], cells);
    let mut k = 0;
    while k < N {
        let [row, column] = [features[k][0] as usize, features[k][1] as usize];
        let table;
        (table, rest) = rest.split_at((edge_counts[row] as usize + 1) * (edge_counts[column] as usize + 1));
        pairs[k] = (row, column, table);
        k += 1;
    }
    assert!(rest.is_empty(), "the sizes of the tables do not add up");
    pairs
}
