//! Whether a frame is speech, all evidence weighed.

use std::sync::LazyLock;

use pulp::{Arch, Simd, WithSimd};

use super::evidence::EVIDENCE;
use super::network::sigmoid;
use crate::tensors::Tensors;

/// Width of the hidden layer.
const HIDDEN: usize = 24;

const FILE: Tensors = Tensors::of(include_bytes!("../../models/decision.safetensors"));
/// A row for each number of the evidence.
static FIRST: [f32; EVIDENCE * HIDDEN] = FILE.f32("first", &[EVIDENCE, HIDDEN]);
static FIRST_START: [f32; HIDDEN] = FILE.f32("first_start", &[HIDDEN]);
static SECOND: [f32; HIDDEN] = FILE.f32("second", &[HIDDEN]);
const SECOND_START: f32 = FILE.f32::<1>("second_start", &[1])[0];

static ARCH: LazyLock<Arch> = LazyLock::new(Arch::new);

/// Probability of speech, 0 to 1: one hidden layer, fitted by `benches/fit_hearing.py`.
pub fn decide(evidence: &[f32; EVIDENCE]) -> f32 {
    ARCH.dispatch(Decide(evidence))
}

struct Decide<'a>(&'a [f32; EVIDENCE]);

impl WithSimd for Decide<'_> {
    type Output = f32;

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the compiler must see through the dispatch")]
    fn with_simd<S: Simd>(self, _: S) -> f32 {
        weigh(self.0)
    }
}

#[inline(always)]
#[expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]
fn weigh(evidence: &[f32; EVIDENCE]) -> f32 {
    let mut sums = FIRST_START;
    for (x, row) in evidence.iter().zip(FIRST.as_chunks::<HIDDEN>().0) {
        for k in 0..HIDDEN {
            sums[k] += x * row[k];
        }
    }
    // Eight sums side by side, so that the compiler can use vectors; the order is fixed.
    let mut odds = [0.0; 8];
    for (sums, weights) in sums.as_chunks::<8>().0.iter().zip(SECOND.as_chunks::<8>().0) {
        for lane in 0..8 {
            odds[lane] += sums[lane].max(0.0) * weights[lane];
        }
    }
    sigmoid(SECOND_START + odds.iter().sum::<f32>())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steady background, or talk as loud as usual, far above it; nothing else to be heard.
    fn evidence(speech: f32, over_background: f32) -> [f32; EVIDENCE] {
        let mut all = [0.0; EVIDENCE];
        all[..5].fill(speech);
        for k in [6, 8, 12, 13, 14] {
            all[k] = over_background;
        }
        all[7] = over_background / 3.0;
        (all[11], all[19]) = (-5.0, -5.0);
        all[15] = if over_background > 10.0 { 1.0 } else { 0.0 };
        (all[16], all[17]) = (20.0, 20.0);
        all
    }

    #[test]
    fn eight_sums_side_by_side_hold_the_hidden_layer() {
        assert_eq!(HIDDEN % 8, 0);
    }

    #[test]
    fn the_sure_cases_are_sure() {
        assert!(decide(&evidence(4.0, 30.0)) > 0.9);
        assert!(decide(&evidence(-4.0, 0.0)) < 0.05);
    }

    #[test]
    fn what_the_leak_explains_is_not_speech() {
        let mut leak = evidence(3.0, 20.0);
        leak[18] = -20.0;
        let clear = decide(&leak);
        (leak[16], leak[17]) = (-3.0, -3.0);
        assert!(decide(&leak) < 0.3 && decide(&leak) < clear, "{} {clear}", decide(&leak));
    }
}
