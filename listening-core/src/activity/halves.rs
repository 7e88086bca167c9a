//! Whether both halves of what was heard of a leak say the same lag.

use super::history::{BESIDE, History, REACH};
use super::print::Print;

/// Lags that are compared: the leak's own and those beside it.
const LAGS: usize = 2 * BESIDE + 1;
/// Parts of the evidence that are kept apart, and the frames of the first ones.
const PARTS: usize = 8;
const FIRST_LENGTH: u32 = 25;
/// Share of the bits that are the same from which on a lag is one: without a leak half of them are.
const SAME: f32 = 0.53;

/// What was heard of a leak, in its order, so that both halves can be asked for its lag: bits of the prints that are the same as the other
/// channel's at the lag and at those beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Halves {
    lag: usize,
    /// Frames of each part, and the bits at each lag.
    parts: [(u32, [u32; LAGS]); PARTS],
    begun: usize,
    /// Frames that a part takes; where all are full two become one.
    length: u32,
}

impl Halves {
    pub(super) fn new(lag: usize) -> Self {
        Self { lag, parts: [(0, [0; LAGS]); PARTS], begun: 1, length: FIRST_LENGTH }
    }

    /// Takes the newest frame of both.
    pub(super) fn push(&mut self, own: &History, other: &History) {
        if self.parts[self.begun - 1].0 == self.length {
            if self.begun == PARTS {
                for k in 0..PARTS / 2 {
                    let (first, second) = (self.parts[2 * k], self.parts[2 * k + 1]);
                    self.parts[k] = (first.0 + second.0, std::array::from_fn(|at| first.1[at] + second.1[at]));
                }
                self.parts[PARTS / 2..].fill((0, [0; LAGS]));
                (self.begun, self.length) = (PARTS / 2, 2 * self.length);
            }
            self.begun += 1;
        }
        let frame = own.frames() - 1;
        let print = own.print(frame);
        let (frames, bits) = &mut self.parts[self.begun - 1];
        *frames += 1;
        for (at, bits) in bits.iter_mut().enumerate() {
            let lag = (self.lag + at).saturating_sub(BESIDE).min(REACH - 1);
            *bits += print.same(other.print(frame - lag.min(frame)));
        }
    }

    /// Whether both halves say the same lag.
    pub(super) fn agree(&self) -> bool {
        let all: u32 = self.parts.iter().map(|part| part.0).sum();
        let (mut before, mut halves) = (0, [(0, [0; LAGS]); 2]);
        for (frames, bits) in &self.parts[..self.begun] {
            // A part that lies in both goes to the one that holds more of it.
            let half = &mut halves[usize::from(2 * before + frames > all)];
            half.0 += frames;
            half.1.iter_mut().zip(bits).for_each(|(sum, bits)| *sum += bits);
            before += frames;
        }
        let share = |half: &(u32, [u32; LAGS]), at: usize| half.1[at] as f32 / (half.0 * Print::BITS).max(1) as f32;
        (0..LAGS).any(|at| halves.iter().all(|half| share(half, at) >= SAME))
    }
}
