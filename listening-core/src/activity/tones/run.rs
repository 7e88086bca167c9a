//! One stretch of frequencies that stay: whether it is a tone, and where it begins and ends.

use super::burst::{Burst, KEPT, MISSES, Ring};
use super::pitches::Pitches;
use super::plan::{self, Signal};
use crate::signal::FRAME;

/// A frame sounds if it has this share of the tone's energy: beats and modulation take most of it away at times.
const SOUNDS: f32 = 0.1;
/// Below this, 80 ms are looked at, Hz; above, 32 ms.
const CLOSE_LOOK: f32 = 690.0;

// Level. Power over power.
/// Frames over which it is taken: two beats of the nearest pair.
const LEVEL: u64 = 5;
/// The most by which it may change: 2 dB; 5 dB where it may be modulated.
const STEADY: f32 = 1.6;
const MODULATED: f32 = 3.2;
/// Modulated is what changes by this from frame to frame: 6 dB.
const MODULATION: f32 = 4.0;

// Frequency, as shares of it. Of a tone 20 dB above white noise, 32 ms are off by 0.0005 on average.
/// A frame goes on with the tone if it is no further, and no more hertz, off the mean so far.
const DRIFT: f32 = 0.006;
const DRIFT_HZ: f32 = 1.0;
/// The same for the first frames, part of which may be no tone yet.
const EARLY: u32 = 3;
const EARLY_DRIFT: f32 = 0.012;
/// Before a tone counts, it keeps within this, and these hertz, over this many frames, at 32 ms a look.
const HELD: f32 = 0.002;
const HELD_HZ: f32 = 0.5;
const HOLD: u32 = 7;
const HOLD_PAIR: u32 = 2;
/// And it is off its mean by no more than this on average: one frequency at 80 ms a look, at 32 ms, two.
const RESTLESS_CLOSE: f32 = 0.001;
const RESTLESS_SINGLE: f32 = 0.0025;
const RESTLESS_PAIR: f32 = 0.004;
/// Later, one frequency may be off by this on average, and by this at most; a modulated one, at 80 ms a look, by this.
const ROUGH: f32 = 0.0012;
const ROUGHEST: f32 = 0.005;
const RESTLESS: f32 = 0.0008;

/// Frames of the same frequencies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    mean: Pitches,
    pub(super) signal: Signal,
    /// Frames that matched.
    count: u32,
    /// First and last of them.
    pub(super) first: u64,
    pub(super) last: u64,
    /// Mean energy of a frame.
    energy: f32,
    /// Least and most energy inside, of `LEVEL` frames in a row, and of one.
    levels: (f32, f32),
    frames: (f32, f32),
    /// First sample, once it is a tone.
    pub(super) start: Option<u64>,
    reversals: u32,
    /// Mean share by which one frequency at 32 ms a look is off its mean.
    rough: f32,
    /// The same as the frames were matched.
    restless: f32,
    /// Its level or its frequency went up or down.
    pub(super) unsteady: bool,
}

/// The least and the most.
fn span(values: impl Iterator<Item = f32>) -> (f32, f32) {
    values.fold((f32::MAX, 0.0), |(least, most), x| (least.min(x), most.max(x)))
}

impl Run {
    pub(super) fn new(frame: u64, mean: Pitches, energy: f32) -> Self {
        Self {
            mean,
            signal: plan::signal(&mean),
            count: 1,
            first: frame,
            last: frame,
            energy,
            levels: (f32::MAX, 0.0),
            frames: (f32::MAX, 0.0),
            start: None,
            reversals: 0,
            rough: 0.0,
            restless: 0.0,
            unsteady: false,
        }
    }

    /// Takes a frame if it goes on with the same tone.
    pub(super) fn take(&mut self, frame: u64, pitches: Pitches, energies: &Ring) -> bool {
        let drift = if self.count <= EARLY { EARLY_DRIFT } else { DRIFT };
        let near = |(hz, mean): (f32, f32)| (hz - mean).abs() <= mean * drift + DRIFT_HZ;
        let same = (self.mean.hz[1] == 0.0) == (pitches.hz[1] == 0.0)
            && near((pitches.hz[0], self.mean.hz[0]))
            && (self.mean.hz[1] == 0.0 || near((pitches.hz[1], self.mean.hz[1])));
        let sounds = |frame| energies.at(frame) >= SOUNDS * self.energy;
        // Beats and modulation silence a close look's tones for some frames, others only their end does.
        let close = self.close();
        let back = if close { MISSES } else { 2 };
        let lately = (0..back.min(frame + 1)).any(|k| sounds(frame - k));
        let through = frame > self.last + 1 && (self.last..frame).all(sounds);
        if !same || !lately || (!close && frame > self.last + 1 && !through) {
            return false;
        }
        self.reversals += u32::from(through);
        self.count += 1;
        self.last = frame;
        let share = 1.0 / self.count.min(30) as f32;
        let blend = |mean: f32, now: f32| mean + (now - mean) * share;
        self.mean.hz = [blend(self.mean.hz[0], pitches.hz[0]), blend(self.mean.hz[1], pitches.hz[1])];
        self.mean.twist = blend(self.mean.twist, pitches.twist);
        // The first frame may be tone in part only.
        let share = if self.count <= 3 { 1.0 } else { 1.0 / (self.count - 2).min(30) as f32 };
        let second = if pitches.hz[1] == 0.0 { 0.0 } else { (pitches.hz[1] / self.mean.hz[1] - 1.0).abs() };
        let off = (pitches.hz[0] / self.mean.hz[0] - 1.0).abs().max(second);
        self.restless += (off - self.restless) * share;
        self.energy += (energies.at(frame) - self.energy) * share;
        if self.start.is_none() {
            self.signal = plan::signal(&self.mean);
        }
        self.weigh(frame, energies);
        true
    }

    fn close(&self) -> bool {
        self.mean.hz[0] < CLOSE_LOOK
    }

    /// Whether it goes up and down as Japan's ringback does.
    fn modulated(&self, energies: &Ring) -> bool {
        let (quiet, loud) = span(self.latest(HOLD).map(|k| energies.at(k)));
        self.signal == Signal::Single400 && (loud > MODULATION * quiet || self.frames.1 > MODULATION * self.frames.0)
    }

    /// The last frames that matched, and those between.
    fn latest(&self, looks: u32) -> std::ops::RangeInclusive<u64> {
        self.last.saturating_sub(u64::from(looks.max(1)) - 1)..=self.last
    }

    /// Whether its frequency has stayed over the last frames.
    fn holds(&self, energies: &Ring) -> bool {
        if self.modulated(energies) {
            return self.count > HOLD && self.restless <= RESTLESS;
        }
        // Looks at 32 ms, the first of which may have been at the edge; average and range that are allowed.
        let inner = self.count - 1;
        let (looks, restless, times) = match (self.close(), self.mean.hz[1] == 0.0) {
            (true, true) => (HOLD, RESTLESS_CLOSE, 1.0),
            (false, true) => (HOLD.min(inner), RESTLESS_SINGLE, 1.0),
            (false, false) => (HOLD_PAIR.min(inner), RESTLESS_PAIR, 2.0),
            // At 32 ms they are one peak.
            (true, false) => return self.restless <= RESTLESS_PAIR,
        };
        let (low, high) = span(self.latest(looks).map(|k| energies.pitch(k)));
        self.restless <= restless && high - low <= times * (HELD * self.mean.hz[0] + HELD_HZ)
    }

    /// Whether the level stays. What lies at the end of a burst is not looked at before it is known to be inside.
    fn weigh(&mut self, frame: u64, energies: &Ring) {
        if self.count < MISSES as u32 + 2 || frame < self.first + LEVEL + MISSES {
            return;
        }
        let inside = frame - MISSES;
        let now = energies.at(inside);
        self.frames = (self.frames.0.min(now), self.frames.1.max(now));
        let level = (0..LEVEL).map(|k| energies.at(inside - k)).sum::<f32>();
        self.levels = (self.levels.0.min(level), self.levels.1.max(level));
        let most = if matches!(self.signal, Signal::Single400 | Signal::Answers) { MODULATED } else { STEADY };
        self.unsteady |= self.levels.1 > most * self.levels.0;
        let off = (energies.pitch(inside) / self.mean.hz[0] - 1.0).abs();
        // Where its phase turns, a frame misses.
        let missed = energies.pitch(inside) == 0.0 || (off > DRIFT && !self.close());
        if self.mean.hz[1] == 0.0 && !missed {
            self.rough += (off - self.rough) / (self.count - MISSES as u32).min(50) as f32;
            let modulated = self.modulated(energies);
            let restless = if modulated { RESTLESS } else { RESTLESS_CLOSE };
            let rough = (self.rough > ROUGH && !modulated) || (self.restless > restless && self.close());
            self.unsteady |= self.count > 8 && rough;
            self.unsteady |= off > ROUGHEST && !modulated;
        }
    }

    /// Finds out where it began, if it is a tone now.
    pub(super) fn confirm(&mut self, energies: &Ring) -> bool {
        if self.start.is_some() || self.count < self.signal.enough() || !self.holds(energies) {
            return false;
        }
        let reach = if self.close() { 8 } else { 2 };
        let earliest = self.first.saturating_sub(reach).max((self.last + 1).saturating_sub(KEPT as u64));
        let mut from = self.first.max(earliest);
        while from > earliest && (1..=2.min(from)).any(|k| energies.at(from - k) >= SOUNDS * self.energy) {
            from -= 1;
        }
        while energies.at(from) < SOUNDS * self.energy && from < self.last {
            from += 1;
        }
        // The first frame is filled from somewhere inside on.
        let filled = (energies.at(from) / self.energy).min(1.0) * FRAME as f32;
        let start = (from + 1) * FRAME as u64 - filled as u64;
        self.start = Some(start);
        true
    }

    /// The first sample after it.
    pub(super) fn end(&self, energies: &Ring, next: Option<u64>, frame: u64) -> u64 {
        let latest = next.map_or(frame, |next| next.saturating_sub(1)).min(self.last + 3);
        let mut last = latest;
        while last > self.first && energies.at(last) < SOUNDS * self.energy {
            last -= 1;
        }
        let filled = (energies.at(last) / self.energy).min(1.0) * FRAME as f32;
        last * FRAME as u64 + filled as u64
    }

    pub(super) fn burst(&self, start: u64, end: u64) -> Burst {
        Burst {
            signal: self.signal,
            hz: self.mean.hz,
            start,
            end,
            reversals: self.reversals,
            quiet: self.frames.0,
            loud: self.frames.1,
        }
    }
}
