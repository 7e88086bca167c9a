//! How likely each lag between the parties is: what two who hear each other do is rare at any other.
//!
//! People begin when the other has ended, stop when the other begins, and seldom talk at once. So each pair of edges, one of
//! each party, speaks for the lags at which it is as usual (Sacks, Schegloff & Jefferson 1974 on how turns follow each other;
//! Cox 1972 on marked point processes that drive each other). The curves and the weight of overlap are those of a softmax over
//! lags that was fitted on real conversations (`benches/fit_alignment.py`).

use super::edges::{Edge, Edges};
use super::tables::{CURVES, FARTHEST, OVERLAP, PAIRS, REACH, STEP_MS};
use crate::time::{Span, Time};

/// Lags that are tried: by how many steps the first party is late, from `-FARTHEST`.
pub(super) const LAGS: usize = 2 * FARTHEST + 1;
/// Lags between edges that matter to any of those.
const SEEN: usize = FARTHEST + REACH;
/// A block is this long; that of a long call is longer, so that there are at most this many.
const BLOCK_S: i64 = 15;
const BLOCKS: i64 = 240;

/// The log-likelihood of each lag, up to a constant, by blocks of the call.
#[derive(Debug)]
pub(super) struct Likelihood {
    pub(super) blocks: Vec<[f32; LAGS]>,
    /// What of it is in the edges of each party against those of the other.
    sides: [Vec<[f32; LAGS]>; 2],
    /// When the first block begins, and how long each is.
    start: Time,
    length: Time,
}

impl Likelihood {
    /// Of the talkspurts of two parties, each in order, over `whole`.
    pub(super) fn of(first: &[Span], second: &[Span], whole: Span) -> Self {
        let seconds = whole.length().micros().div_euclid(1_000_000);
        let length = Time::from_millis(1000 * BLOCK_S.max(seconds / BLOCKS + 1));
        let count = (whole.length().micros() + length.micros() - 1) / length.micros();
        let none = vec![[0.0; LAGS]; count.max(1) as usize];
        let sides = [none.clone(), none.clone()];
        let mut all = Self { blocks: none, sides, start: whole.start, length };
        let (a, b) = (Edges::of(first), Edges::of(second));
        all.add_pairs(&a, &b, 0);
        all.add_pairs(&b, &a, 1);
        for (block, sum) in all.blocks.iter_mut().enumerate() {
            for side in &all.sides {
                sum.iter_mut().zip(&side[block]).for_each(|(sum, one)| *sum += one);
            }
        }
        all.add_overlap(first, second);
        all
    }

    /// The block that a moment is in.
    fn block(&self, at: Time) -> usize {
        let number = (at - self.start).micros().max(0) / self.length.micros();
        (number as usize).min(self.blocks.len() - 1)
    }

    /// The span of some blocks.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        let at = |number: usize| self.start + Time::from_micros(self.length.micros() * number as i64);
        Span::new(at(from), at(to))
    }

    /// The middle of a block, in seconds after the first one's.
    pub(super) fn middle(&self, block: usize) -> f64 {
        self.length.seconds() * block as f64
    }

    /// The sum over some blocks.
    pub(super) fn sum(&self, from: usize, to: usize) -> [f32; LAGS] {
        let mut sum = [0.0; LAGS];
        for block in &self.blocks[from..to] {
            sum.iter_mut().zip(block).for_each(|(sum, one)| *sum += one);
        }
        sum
    }

    /// By how much one place in the lags is likelier than another over some blocks, by what each party does.
    pub(super) fn gains(&self, from: usize, to: usize, lag: usize, than: usize) -> [f32; 2] {
        self.sides.each_ref().map(|side| side[from..to].iter().map(|block| block[lag] - block[than]).sum())
    }

    /// Adds what the pairs say in which an edge of `entering`, the first party or the second, is looked at against one of `other`.
    fn add_pairs(&mut self, entering: &Edges, other: &Edges, party: usize) {
        let after = |outer: bool, also: bool| Some((2 * usize::from(outer) + usize::from(also), 1.0));
        self.add(&entering.onsets, &other.ends, party, after);
        self.add(&entering.onsets, &other.onsets, party, |outer, also| alike(outer, also, 4));
        self.add(&entering.ends, &other.ends, party, |outer, also| alike(outer, also, 5));
    }

    /// Adds what all pairs say of which `pair` gives the curve, by whether the edges are outer ones, and how much they count.
    fn add(&mut self, own: &[Edge], other: &[Edge], party: usize, pair: impl Fn(bool, bool) -> Option<(usize, f32)>) {
        // Lags are those of the first party.
        let sign = if party == 0 { 1 } else { -1 };
        let mut seen = vec![[0.0_f32; 2 * SEEN + 1]; PAIRS];
        let far = Time::from_millis(STEP_MS * SEEN as i64);
        let (mut from, mut near) = (0, 0);
        while from < own.len() {
            let block = self.block(own[from].at);
            while let Some(edge) = own.get(from).filter(|edge| self.block(edge.at) == block) {
                while other.get(near).is_some_and(|then| edge.at - then.at > far) {
                    near += 1;
                }
                for then in other[near..].iter().take_while(|then| then.at - edge.at <= far) {
                    if let Some((pair, weight)) = pair(edge.outer, then.outer) {
                        count(&mut seen[pair], edge.at - then.at, weight);
                    }
                }
                from += 1;
            }
            for (counts, curve) in seen.iter_mut().zip(CURVES) {
                weigh(counts, curve, sign, &mut self.sides[party][block]);
                counts.fill(0.0);
            }
        }
    }

    /// Adds what it says how long both talk at once, at each lag.
    fn add_overlap(&mut self, first: &[Span], second: &[Span]) {
        let steps = (self.length.micros() / (1000 * STEP_MS)) as usize;
        let whole = steps * self.blocks.len();
        let [first, second] = [first, second].map(|spurts| bits(spurts, self.start, whole));
        let each = STEP_MS as f32 / 1000.0 * OVERLAP;
        for (number, block) in self.blocks.iter_mut().enumerate() {
            let from = (number * steps) as i64;
            for at in (0..steps as i64).step_by(64) {
                let left = (steps as i64 - at).min(64) as u32;
                let talk = word(&second, from + at) & (u64::MAX >> (64 - left));
                if talk == 0 {
                    continue;
                }
                for (lag, sum) in block.iter_mut().enumerate() {
                    let shift = lag as i64 - FARTHEST as i64;
                    *sum += each * (word(&first, from + at + shift) & talk).count_ones() as f32;
                }
            }
        }
    }
}

/// Two onsets, or two ends: which curve they have, and how much they count, since two outer ones are met from both sides.
fn alike(outer: bool, also: bool, first: usize) -> Option<(usize, f32)> {
    match (outer, also) {
        (true, false) => Some((first, 1.0)),
        (true, true) => Some((first + 2, 0.5)),
        (false, _) => None,
    }
}

/// Counts a pair whose first edge is later by `lag`.
fn count(counts: &mut [f32; 2 * SEEN + 1], lag: Time, weight: f32) {
    let step = (lag.micros() + 500 * STEP_MS).div_euclid(1000 * STEP_MS) + SEEN as i64;
    if let Some(count) = usize::try_from(step).ok().and_then(|step| counts.get_mut(step)) {
        *count += weight;
    }
}

/// Adds to each lag what pairs that were counted say of it.
fn weigh(counts: &[f32; 2 * SEEN + 1], curve: &[f32; 2 * REACH + 1], sign: i64, lags: &mut [f32; LAGS]) {
    for (step, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0.0) {
        let seen = step as i64 - SEEN as i64;
        let reach = REACH as i64;
        // Of the lags that the curve reaches.
        for (place, value) in curve.iter().enumerate() {
            let lag = sign * (seen - (place as i64 - reach)) + FARTHEST as i64;
            if let Some(sum) = usize::try_from(lag).ok().and_then(|lag| lags.get_mut(lag)) {
                *sum += count * value;
            }
        }
    }
}

/// Who talks in each step, a bit for each.
fn bits(spurts: &[Span], start: Time, steps: usize) -> Vec<u64> {
    let mut bits = vec![0_u64; steps.div_ceil(64)];
    // A step counts where its middle does.
    let step = |at: Time| {
        let number = ((at - start).micros() + 500 * STEP_MS).div_euclid(1000 * STEP_MS);
        number.clamp(0, steps as i64) as usize
    };
    for spurt in spurts {
        for number in step(spurt.start)..step(spurt.end) {
            bits[number / 64] |= 1 << (number % 64);
        }
    }
    bits
}

/// 64 steps from one on; there is silence outside.
fn word(bits: &[u64], from: i64) -> u64 {
    let at = |number: i64| usize::try_from(number).ok().and_then(|number| bits.get(number)).copied().unwrap_or(0);
    let (number, shift) = (from.div_euclid(64), from.rem_euclid(64) as u32);
    if shift == 0 { at(number) } else { at(number) >> shift | at(number + 1) << (64 - shift) }
}
