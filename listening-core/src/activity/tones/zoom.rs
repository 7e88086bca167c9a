//! A closer look at 300 to 688 Hz: 80 ms, in which 400 and 450 Hz, or 440 and 480 Hz, stand apart.

use std::sync::LazyLock;

use super::pitches::Pitches;
use crate::signal::FRAME;

/// Samples that become one: 1600 a second. The caller has seen that there is nothing above to fold down.
const DECIMATION: usize = 5;
/// Samples of a frame, and under the window, after that.
const STEP: usize = FRAME / DECIMATION;
const LENGTH: usize = 8 * STEP;
/// Lines looked at: 300 to 687.5 Hz.
const LINES: usize = 32;
const FIRST: usize = 24;
/// Hertz from one line to the next.
const SPACING: f32 = 12.5;
/// Share of the power that must stand in one or two peaks.
const SHARE: f32 = 0.97;
/// The weaker of two tones has at least this much of the stronger one's strongest line: -14 dB.
const WEAKER: f32 = 0.04;

/// What all channels share.
struct Plan {
    hann: [f32; LENGTH],
    /// 2 cos of each line's angle: Goertzel's recursion.
    turns: [f32; LINES],
}

static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let turn = 2.0 * std::f64::consts::PI / LENGTH as f64;
    Plan {
        hann: std::array::from_fn(|n| (0.5 - 0.5 * libm::cos(turn * (n as f64 + 0.5))) as f32),
        turns: std::array::from_fn(|k| (2.0 * libm::cos(turn * (FIRST + k) as f64)) as f32),
    }
});

/// The last 80 ms of a channel.
#[derive(Clone, Debug)]
pub(super) struct Zoom {
    /// Ring of the last samples; the oldest is at `next`.
    ring: [f32; LENGTH],
    next: usize,
}

impl Default for Zoom {
    fn default() -> Self {
        Self { ring: [0.0; LENGTH], next: 0 }
    }
}

impl Zoom {
    /// Takes the next frame's samples; a short one is followed by silence.
    pub(super) fn push(&mut self, samples: &[f32]) {
        let slot = &mut self.ring[self.next..self.next + STEP];
        slot.fill(0.0);
        for (out, five) in slot.iter_mut().zip(samples.chunks(DECIMATION)) {
            *out = five.iter().sum();
        }
        self.next = (self.next + STEP) % LENGTH;
    }

    /// The one or two tones that the last 80 ms consist of.
    pub(super) fn look(&self) -> Option<Pitches> {
        let (lines, power) = self.lines();
        let first = (1..LINES - 1).max_by(|&a, &b| lines[a].total_cmp(&lines[b]))?;
        let second = (1..LINES - 1)
            .filter(|k| k.abs_diff(first) > 2 && lines[*k] >= WEAKER * lines[first])
            .filter(|&k| lines[k] > lines[k - 1] && lines[k] >= lines[k + 1])
            .max_by(|&a, &b| lines[a].total_cmp(&lines[b]));
        let within = |near: &dyn Fn(usize) -> bool| (0..LINES).filter(|k| near(*k)).map(|k| lines[k]).sum::<f32>();
        let Some(second) = second else {
            // Modulation at 15 to 20 Hz widens a peak by more than a line.
            let near = |k: usize| k.abs_diff(first) <= 3;
            let (mut sum, mut moment) = (0.0, 0.0);
            for k in (0..LINES).filter(|k| near(*k)) {
                sum += lines[k];
                moment += lines[k] * (FIRST + k) as f32;
            }
            let enough = within(&near) >= SHARE * power;
            return enough.then_some(Pitches { hz: [SPACING * moment / sum, 0.0], twist: 1.0 });
        };
        let near = |k: usize| k.abs_diff(first) <= 2 || k.abs_diff(second) <= 2;
        let (low, high) = (first.min(second), first.max(second));
        let hz = [pitch(&lines, low), pitch(&lines, high)];
        (within(&near) >= SHARE * power).then_some(Pitches { hz, twist: lines[high] / lines[low] })
    }

    /// Power of each line, and what they would add up to if there was no sound beside them.
    fn lines(&self) -> ([f32; LINES], f32) {
        let Plan { hann, turns } = &*PLAN;
        let (mut one, mut two) = ([0.0_f32; LINES], [0.0_f32; LINES]);
        let (newer, older) = self.ring.split_at(self.next);
        let mut power = 0.0;
        for (x, w) in older.iter().chain(newer).zip(hann) {
            let x = x * w;
            power += x * x;
            for k in 0..LINES {
                let now = x + turns[k] * one[k] - two[k];
                two[k] = one[k];
                one[k] = now;
            }
        }
        let lines = std::array::from_fn(|k| one[k] * one[k] + two[k] * two[k] - turns[k] * one[k] * two[k]);
        // Parseval: both halves of the spectrum add up to the length times the sum of squares.
        (lines, power * LENGTH as f32 / 2.0)
    }
}

/// Hertz of a peak, from its two strongest lines.
fn pitch(lines: &[f32; LINES], line: usize) -> f32 {
    let (left, right) = (lines[line - 1], lines[line + 1]);
    let (side, sign) = if right > left { (right, 1.0) } else { (left, -1.0) };
    let ratio = (side / lines[line]).sqrt();
    SPACING * ((FIRST + line) as f32 + sign * (2.0 * ratio - 1.0) / (1.0 + ratio))
}
