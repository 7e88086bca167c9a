//! Bursts of tones, one after the other.

use super::pitches::Pitches;
use super::plan::Signal;
use super::run::Run;
use crate::signal::FRAME;

/// Frames whose energies are remembered.
pub(super) const KEPT: usize = 32;
/// Frames that a tone may miss before it is over.
pub(super) const MISSES: u64 = 4;

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
    pub(super) quiet: f32,
    pub(super) loud: f32,
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

/// What the tracker reports.
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
pub(super) struct Ring([[f32; 2]; KEPT]);

impl Default for Ring {
    fn default() -> Self {
        Self([[0.0; 2]; KEPT])
    }
}

impl Ring {
    pub(super) fn at(&self, frame: u64) -> f32 {
        self.0[frame as usize % KEPT][0]
    }

    pub(super) fn pitch(&self, frame: u64) -> f32 {
        self.0[frame as usize % KEPT][1]
    }
}

impl Tracker {
    /// Whether there is something that may be a tone.
    pub(super) fn follows(&self) -> bool {
        self.run.is_some()
    }

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
        if matched {
            self.fresh = None;
        } else if let Some(pitches) = pitches {
            let taken = self.fresh.as_mut().is_some_and(|run| run.take(frame, pitches, &self.energies));
            if !taken {
                self.fresh = Some(Run::new(frame, pitches, energy));
            }
        }
        let mut tones = 0;
        if let Some(run) = &self.run {
            // What is no tone yet gives way to the next at once.
            let gives_way = run.start.is_none() && self.fresh.is_some();
            if !matched && (gives_way || frame - run.last >= MISSES) {
                tones = self.end(frame, &mut each);
            }
        }
        if self.run.is_none() {
            self.run = self.fresh.take();
        }
        let Some(run) = self.run.as_mut().filter(|run| run.last == frame) else { return Judged::Tone(tones) };
        if run.confirm(&self.energies) {
            let start = run.start.unwrap_or_default();
            each(Change::Began(run.burst(start, start)));
        }
        match run.start {
            Some(_) if run.unsteady => Judged::Mistaken,
            Some(start) => Judged::Tone(tones | bits(frame, start, frame)),
            None => Judged::Tone(tones),
        }
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
