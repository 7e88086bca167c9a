//! Fitted trees: evidence to log-odds. Comparisons and whole numbers alone, so every machine finds the same.

use super::evidence::EVIDENCE;
use crate::tensors::Tensors;

/// Nodes of a tree, whose leaves are one more.
const NODES: usize = 15;
const LEAVES: usize = NODES + 1;
/// From here on a child is a leaf.
const LEAF: u8 = 128;
/// How many operating points there are.
const POINTS: usize = 3;

const FILE: Tensors = Tensors::of(include_bytes!("../../models/decisions.safetensors"));

/// One comparison, and where it leads: where the evidence is up to the edge, and where it is over it.
#[derive(Clone, Copy, Debug)]
struct Node {
    feature: u8,
    edge: f32,
    children: [u8; 2],
}

#[derive(Clone, Copy, Debug)]
struct Tree {
    nodes: [Node; NODES],
    leaves: [i16; LEAVES],
}

/// The trees of a question.
#[derive(Debug)]
pub(super) struct Forest {
    trees: &'static [Tree],
    base: i32,
    /// Log-odds in thousandths from which on it is decided, at each operating point.
    points: [i16; POINTS],
}

impl Forest {
    /// Log-odds in thousandths.
    pub(super) fn log_odds(&self, evidence: &[f32; EVIDENCE]) -> i32 {
        self.base + self.trees.iter().map(|tree| i32::from(tree.height(evidence))).sum::<i32>()
    }

    /// From which log-odds on it is decided at the operating point of this number.
    pub(super) fn point(&self, number: usize) -> i32 {
        i32::from(self.points[number])
    }
}

impl Tree {
    fn height(&self, evidence: &[f32; EVIDENCE]) -> i16 {
        let mut at = 0;
        loop {
            let node = &self.nodes[usize::from(at)];
            at = node.children[usize::from(evidence[usize::from(node.feature)] > node.edge)];
            if at >= LEAF {
                return self.leaves[usize::from(at - LEAF)];
            }
        }
    }
}

/// Of a log-odds in thousandths.
pub(super) fn probability(log_odds: i32) -> f32 {
    (1.0 / (1.0 + libm::exp(-f64::from(log_odds) / 1000.0))) as f32
}

/// The trees of one question. How many there are was for the fit to decide.
macro_rules! forest {
    ($name:literal) => {{
        const TREES: usize = FILE.rows(concat!($name, ".features"));
        const FEATURES: [u8; TREES * NODES] = FILE.u8(concat!($name, ".features"), &[TREES, NODES]);
        const EDGES: [f32; TREES * NODES] = FILE.f32(concat!($name, ".edges"), &[TREES, NODES]);
        const CHILDREN: [u8; TREES * NODES * 2] = FILE.u8(concat!($name, ".children"), &[TREES, NODES, 2]);
        const HEIGHTS: [i16; TREES * LEAVES] = FILE.i16(concat!($name, ".leaves"), &[TREES, LEAVES]);
        const BASE: [i16; 1] = FILE.i16(concat!($name, ".base"), &[1]);
        static GROWN: [Tree; TREES] = grown(&FEATURES, &EDGES, &CHILDREN, &HEIGHTS);
        Forest { trees: &GROWN, base: BASE[0] as i32, points: FILE.i16(concat!($name, ".points"), &[POINTS]) }
    }};
}

/// Does the party that began over the other's talk take the floor?
pub(super) static FLOOR_TAKEN: Forest = forest!("floor_taken");
/// Does the floor pass from the party that has fallen silent?
pub(super) static TURN_END: Forest = forest!("turn_end");

/// The trees of a file. A child that leads back, or to a feature that there is none of, does not build.
const fn grown<const TREES: usize>(features: &[u8], edges: &[f32], children: &[u8], heights: &[i16]) -> [Tree; TREES] {
    let node = Node { feature: 0, edge: 0.0, children: [LEAF; 2] };
    let mut trees = [Tree { nodes: [node; NODES], leaves: [0; LEAVES] }; TREES];
    let mut t = 0;
    while t < TREES {
        let mut n = 0;
        while n < NODES {
            let k = t * NODES + n;
            assert!((features[k] as usize) < EVIDENCE, "a tree asks for evidence that there is none of");
            let pair = [children[2 * k], children[2 * k + 1]];
            let mut side = 0;
            while side < 2 {
                let child = pair[side];
                let leaf = child >= LEAF && ((child - LEAF) as usize) < LEAVES;
                assert!(leaf || (child as usize > n && (child as usize) < NODES), "a tree leads nowhere");
                side += 1;
            }
            trees[t].nodes[n] = Node { feature: features[k], edge: edges[k], children: pair };
            n += 1;
        }
        let mut leaf = 0;
        while leaf < LEAVES {
            trees[t].leaves[leaf] = heights[t * LEAVES + leaf];
            leaf += 1;
        }
        t += 1;
    }
    trees
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probability_is_of_its_log_odds() {
        assert_eq!(probability(0), 0.5);
        assert!((probability(2197) - 0.9).abs() < 1e-4);
        assert!((probability(-2197) - 0.1).abs() < 1e-4);
    }

    #[test]
    fn a_stricter_point_needs_more() {
        for forest in [&FLOOR_TAKEN, &TURN_END] {
            assert!(forest.point(0) > forest.point(1) && forest.point(1) > forest.point(2), "{:?}", forest.points);
        }
    }
}
