//! Frequencies that stay: where a tone begins and ends.

use super::Pitches;
use super::plan::{self, Signal};
use crate::signal::FRAME;

/// Frames whose energies are remembered.
const KEPT: usize = 32;
/// Frames that a tone may miss before it is over.
const MISSES: u64 = 4;
/// A frame sounds if it has this share of the tone's energy; beats and modulation take away most of it at times.
const SOUNDS: f32 = 0.1;
/// Frames over which the level is taken: two beats of the nearest pair.
const LEVEL: u64 = 5;
/// The most by which the level of a tone may change, as power: 2 dB; 5 dB where it may be modulated.
const STEADY: f32 = 1.6;
const MODULATED: f32 = 3.2;
/// Modulated is what changes by this from frame to frame: 6 dB.
const MODULATION: f32 = 4.0;
/// A frequency may be off by this share, and this many hertz, from its mean so far.
const DRIFT: f32 = 0.006;
const DRIFT_HZ: f32 = 1.0;
/// A tone of one frequency keeps within this share over so many frames before it counts, and differs from its mean by no more than so much on average.
const HELD: f32 = 0.002;
const HELD_HZ: f32 = 0.5;
const HOLD: u32 = 7;
const HOLD_PAIR: u32 = 2;
const ROUGH: f32 = 0.0012;
const ROUGHEST: f32 = 0.008;
const RESTLESS: f32 = 0.0008;
const RESTLESS_PAIR: f32 = 0.003;
/// Below this, 80 ms were looked at, Hz; above, 32 ms.
const CLOSE_LOOK: f32 = 690.0;
/// The same for the first frames, part of which may be no tone yet.
const EARLY: u32 = 3;
const EARLY_DRIFT: f32 = 0.012;

/// A stretch of steady frequencies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Burst {
    pub(super) signal: Signal,
    /// Mean hertz.
    pub(super) hz: [f32; 2],
    /// Samples: the first one in, the first one after.
    pub(super) start: u64,
    pub(super) end: u64,
    /// Breaks in it through which the energy went on.
    pub(super) reversals: u32,
    /// Least and most energy of a frame inside.
    quiet: f32,
    loud: f32,
}

impl Burst {
    pub(super) fn millis(&self) -> f32 {
        self.end.saturating_sub(self.start) as f32 / 8.0
    }

    /// Whether its level goes up and down by more than 1.5 dB.
    pub(super) fn wavers(&self) -> bool {
        self.loud > 1.4 * self.quiet
    }
}

/// What the tracker tells.
#[derive(Clone, Copy, Debug)]
pub(super) enum Change {
    /// A burst is there; its end is not known yet.
    Began(Burst),
    /// The one that began is over.
    Ended(Burst),
}

/// What the tracker says of the last frames.
#[derive(Clone, Copy, Debug)]
pub(super) enum Judged {
    /// They belong to a tone: bit k is the frame k before this one.
    Tone(u64),
    /// What was taken for a tone is none.
    Mistaken,
}

#[derive(Clone, Copy, Debug)]
struct Run {
    mean: Pitches,
    /// Frames that matched.
    count: u32,
    /// First and last frame that matched.
    first: u64,
    last: u64,
    /// Mean energy of its frames.
    energy: f32,
    /// Least and most energy of `LEVEL` frames in a row, and of one.
    levels: (f32, f32),
    frames: (f32, f32),
    start: Option<u64>,
    reversals: u32,
    /// Mean share by which 32 ms differ from its frequency.
    rough: f32,
    /// The same for 80 ms.
    restless: f32,
    /// Its level or its frequency went up or down.
    unsteady: bool,
    signal: Signal,
}

/// Follows one channel's tones.
#[derive(Clone, Debug, Default)]
pub(super) struct Tracker {
    energies: Ring,
    /// The run that goes on, and one that may take its place.
    run: Option<Run>,
    fresh: Option<Run>,
    frame: u64,
}

/// Each frame's energy, and hertz of its strongest line; 0 if it has none.
#[derive(Clone, Debug)]
struct Ring([[f32; 2]; KEPT]);

impl Default for Ring {
    fn default() -> Self {
        Self([[0.0; 2]; KEPT])
    }
}

impl Ring {
    fn at(&self, frame: u64) -> f32 {
        self.0[frame as usize % KEPT][0]
    }

    fn pitch(&self, frame: u64) -> f32 {
        self.0[frame as usize % KEPT][1]
    }
}

impl Tracker {
    /// Takes a frame's energy and hertz of its strongest line, and what its spectrum shows.
    pub(super) fn push(
        &mut self,
        frame: u64,
        [energy, pitch]: [f32; 2],
        pitches: Option<Pitches>,
        mut each: impl FnMut(Change),
    ) -> Judged {
        self.energies.0[frame as usize % KEPT] = [energy, pitch];
        self.frame = frame;
        if self.run.is_none() && pitches.is_none() {
            return Judged::Tone(0);
        }
        let matched = match (&mut self.run, pitches) {
            (Some(run), Some(pitches)) => run.take(frame, pitches, &self.energies),
            _ => false,
        };
        if !matched && self.run.is_some() {
            self.energies.0[frame as usize % KEPT][1] = 0.0;
        }
        if matched {
            self.fresh = None;
        } else if let Some(pitches) = pitches {
            let taken = self.fresh.as_mut().is_some_and(|run| run.take(frame, pitches, &self.energies));
            if !taken {
                self.fresh = Some(Run::new(frame, pitches, energy));
            }
        }
        let mut judged = Judged::Tone(0);
        if let Some(run) = &mut self.run {
            if matched {
                if run.start.is_none() && run.count >= run.signal.enough() && run.holds(&self.energies) {
                    run.confirm(&self.energies, &mut each);
                }
                if let Some(start) = run.start {
                    judged = if run.unsteady { Judged::Mistaken } else { Judged::Tone(bits(frame, start, frame)) };
                }
            } else if frame - run.last >= MISSES {
                judged = Judged::Tone(self.end(frame, &mut each));
            }
        }
        if self.run.is_none() {
            self.run = self.fresh.take();
        }
        judged
    }

    /// Ends what goes on.
    pub(super) fn finish(&mut self, mut each: impl FnMut(Change)) {
        self.end(self.frame, &mut each);
        self.run = self.fresh.take();
        self.end(self.frame, &mut each);
    }

    fn end(&mut self, frame: u64, each: &mut impl FnMut(Change)) -> u64 {
        let Some(run) = self.run.take() else { return 0 };
        let Some(start) = run.start else { return 0 };
        let end = run.end(&self.energies, self.fresh.map(|fresh| fresh.first), frame);
        if run.unsteady {
            each(Change::Ended(Burst { signal: Signal::Unknown, ..run.burst(start, start) }));
            return 0;
        }
        each(Change::Ended(run.burst(start, end)));
        bits(frame, start, end.div_ceil(FRAME as u64).saturating_sub(1))
    }
}

/// The frames from a sample on to a frame, as bits before `frame`.
fn bits(frame: u64, start: u64, to: u64) -> u64 {
    let from = (start / FRAME as u64).max(frame.saturating_sub(KEPT as u64));
    (from..=to.min(frame)).fold(0, |bits, k| bits | 1 << (frame - k))
}

/// The least and the most.
fn span(values: impl Iterator<Item = f32>) -> (f32, f32) {
    values.fold((f32::MAX, 0.0), |(least, most), x| (least.min(x), most.max(x)))
}

impl Run {
    fn new(frame: u64, mean: Pitches, energy: f32) -> Self {
        Self {
            mean,
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
            signal: plan::signal(&mean),
        }
    }

    /// Takes a frame if it goes on with the same tone.
    fn take(&mut self, frame: u64, pitches: Pitches, energies: &Ring) -> bool {
        let drift = if self.count <= EARLY { EARLY_DRIFT } else { DRIFT };
        let near = |(hz, mean): (f32, f32)| (hz - mean).abs() <= mean * drift + DRIFT_HZ;
        let same = (self.mean.hz[1] == 0.0) == (pitches.hz[1] == 0.0)
            && near((pitches.hz[0], self.mean.hz[0]))
            && (self.mean.hz[1] == 0.0 || near((pitches.hz[1], self.mean.hz[1])));
        let sounds = |frame| energies.at(frame) >= SOUNDS * self.energy;
        // Beats and modulation silence a close look's tones for some frames, others only their end does.
        let close = self.mean.hz[0] < CLOSE_LOOK;
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

    /// Whether it goes up and down as Japan's ringback does.
    fn modulated(&self, energies: &Ring) -> bool {
        let (quiet, loud) = span(self.latest(HOLD).map(|k| energies.at(k)));
        self.signal == Signal::Single400 && (loud > MODULATION * quiet || self.frames.1 > MODULATION * self.frames.0)
    }

    /// The last frames that matched, and those between.
    fn latest(&self, looks: u32) -> std::ops::RangeInclusive<u64> {
        self.last.saturating_sub(u64::from(looks.max(1)) - 1)..=self.last
    }

    /// Whether a single frequency has stayed over the last frames, at 32 ms a look.
    fn holds(&self, energies: &Ring) -> bool {
        if self.modulated(energies) {
            return self.count > HOLD && self.restless <= RESTLESS;
        }
        // At 32 ms the first look may have been at the edge.
        let looks = match (self.mean.hz[0] < CLOSE_LOOK, self.mean.hz[1] == 0.0) {
            (true, true) => HOLD,
            (false, true) => HOLD.min(self.count - 1),
            (true, false) => return self.restless <= RESTLESS_PAIR,
            (false, false) => HOLD_PAIR.min(self.count - 1),
        };
        let (low, high) = span(self.latest(looks).map(|k| energies.pitch(k)));
        let pair = if self.mean.hz[1] == 0.0 { 1.0 } else { 2.0 };
        high - low <= pair * (HELD * self.mean.hz[0] + HELD_HZ)
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
        if self.mean.hz[1] == 0.0 && energies.pitch(inside) > 0.0 {
            let off = (energies.pitch(inside) / self.mean.hz[0] - 1.0).abs();
            self.rough += (off - self.rough) / (self.count - MISSES as u32).min(50) as f32;
            let modulated = self.modulated(energies);
            let rough = if modulated { self.restless > RESTLESS } else { self.rough > ROUGH };
            self.unsteady |= self.count > 8 && rough;
            self.unsteady |= off > ROUGHEST && !modulated;
        }
    }

    fn confirm(&mut self, energies: &Ring, each: &mut impl FnMut(Change)) {
        let reach = if self.mean.hz[0] < CLOSE_LOOK { 8 } else { 2 };
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
        each(Change::Began(self.burst(start, start)));
    }

    /// The first sample after it.
    fn end(&self, energies: &Ring, next: Option<u64>, frame: u64) -> u64 {
        let latest = next.map_or(frame, |next| next.saturating_sub(1)).min(self.last + 3);
        let mut last = latest;
        while last > self.first && energies.at(last) < SOUNDS * self.energy {
            last -= 1;
        }
        let filled = (energies.at(last) / self.energy).min(1.0) * FRAME as f32;
        last * FRAME as u64 + filled as u64
    }

    fn burst(&self, start: u64, end: u64) -> Burst {
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
