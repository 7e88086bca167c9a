//! A step in the gain: talk and noise of a channel change by the same amount, and stay.
//!
//! Someone who speaks up does not lift the noise, and a lorry outside does not lift the voice.

use super::levels::{Step, floor, median};
use super::moment::Moment;
use super::spans::Spans;
use crate::finding::Health;
use crate::names::HealthCode;
use crate::signal::dbov;
use crate::time::{Span, Time};

/// Seconds that are looked at on each side of the step.
const SIDE: usize = 32;
/// Both change by this much at least, dB, and by about the same.
const STEP_DB: f32 = 6.0;
const ALIKE_DB: f32 = 4.0;
/// Seconds with noise, and seconds with talk, that each side needs.
const NOISE_SECONDS: usize = 5;
const TALK_SECONDS: usize = 5;
/// Seconds whose noise is nearer to that of the other side, at most: a share of all.
const MISFITS: f32 = 0.1;
/// Frames that the noise of a second, and the talk of a second, are taken from at least.
const NOISE_FRAMES: usize = 25;
const TALK_FRAMES: u32 = 30;

/// What is known of a second, dBov.
#[derive(Clone, Copy, Debug, Default)]
struct Second {
    noise: Option<f32>,
    talk: Option<f32>,
}

/// The best place for a step among neighbours.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    misfits: usize,
    /// The second that begins with the step.
    at: u32,
    span: (u32, u32),
    db: f32,
}

/// Compares the last 32 seconds with the 32 before them, every second.
#[derive(Clone, Debug)]
pub(super) struct GainStep {
    spans: Spans,
    /// The last seconds in a ring, and the count of all.
    seconds: [Second; 2 * SIDE],
    taken: u32,
    best: Option<Candidate>,
    /// Of the second.
    noise: [Step; 100],
    noises: usize,
    talk: (f64, u32),
}

impl Default for GainStep {
    fn default() -> Self {
        Self {
            spans: Spans::new(Time::ZERO),
            seconds: [Second::default(); 2 * SIDE],
            taken: 0,
            best: None,
            noise: [Step::default(); 100],
            noises: 0,
            talk: (0.0, 0),
        }
    }
}

impl GainStep {
    pub(super) fn push(&mut self, moment: &Moment) {
        if moment.foreign || moment.still() {
            return;
        }
        if moment.talk {
            self.talk.0 += f64::from(moment.block.energy);
            self.talk.1 += 1;
        } else {
            self.noise[self.noises] = Step::of(moment.level);
            self.noises += 1;
        }
    }

    pub(super) fn second(&mut self) {
        let noise = if self.noises >= NOISE_FRAMES { floor(&mut self.noise[..self.noises]) } else { None };
        let (energy, frames) = std::mem::take(&mut self.talk);
        let talk = (frames >= TALK_FRAMES).then(|| dbov(energy / f64::from(frames)) as f32);
        self.noises = 0;
        self.take(Second { noise, talk });
    }

    fn take(&mut self, second: Second) {
        self.seconds[self.taken as usize % (2 * SIDE)] = second;
        self.taken += 1;
        if let Some(at) = self.taken.checked_sub(SIDE as u32).filter(|&at| at > 0) {
            if let Some(found) = self.step(at) {
                let better = self.best.is_none_or(|best| found.misfits < best.misfits);
                if better {
                    self.best = Some(found);
                }
            }
            if self.best.is_some_and(|best| at - best.at >= SIDE as u32) {
                self.settle();
            }
        }
    }

    fn get(&self, second: u32) -> Second {
        self.seconds[second as usize % (2 * SIDE)]
    }

    /// The step that begins with second `at`, if there is one.
    fn step(&self, at: u32) -> Option<Candidate> {
        let sides = [at.saturating_sub(SIDE as u32)..at, at..at + SIDE as u32];
        let middle = |side: &std::ops::Range<u32>, what: fn(Second) -> Option<f32>, least: usize| {
            let mut values = [0.0; SIDE];
            let mut count = 0;
            for value in side.clone().filter_map(|second| what(self.get(second))) {
                values[count] = value;
                count += 1;
            }
            if count >= least { median(&mut values[..count]) } else { None }
        };
        let noise = [&sides[0], &sides[1]].map(|side| middle(side, |second| second.noise, NOISE_SECONDS));
        let talk = [&sides[0], &sides[1]].map(|side| middle(side, |second| second.talk, TALK_SECONDS));
        let (before, after) = (noise[0]?, noise[1]?);
        let (by_noise, by_talk) = (after - before, talk[1]? - talk[0]?);
        let both = by_noise.abs().min(by_talk.abs()) >= STEP_DB && by_noise * by_talk > 0.0;
        if !both || (by_noise - by_talk).abs() > ALIKE_DB {
            return None;
        }
        let half = f32::midpoint(before, after);
        let high = |second: u32| self.get(second).noise.map(|level| (level > half) == (by_noise > 0.0));
        let [early, late] = sides;
        let known = early.clone().chain(late.clone()).filter_map(high).count();
        let misfits = early.clone().filter(|&second| high(second) == Some(true)).count()
            + late.clone().filter(|&second| high(second) == Some(false)).count();
        if misfits as f32 > MISFITS * known as f32 {
            return None;
        }
        let heard = |second: &u32| self.get(*second).noise.is_some();
        let from = early.rev().find(heard).unwrap_or(at);
        let to = late.clone().find(heard).unwrap_or(at);
        Some(Candidate { misfits, at, span: (from, to + 1), db: f32::midpoint(by_noise, by_talk) })
    }

    fn settle(&mut self) {
        if let Some(best) = self.best.take() {
            let at = |second: u32| Time::from_millis(i64::from(second) * 1000);
            self.spans.add(Span::new(at(best.span.0), at(best.span.1)), best.db, 1.0);
        }
    }

    pub(super) fn finish(&mut self) {
        for _ in 0..SIDE {
            self.take(Second::default());
        }
        self.settle();
    }

    pub(super) fn findings(&self) -> impl Iterator<Item = Health> {
        self.spans.iter().map(|found| found.health(HealthCode::GainStep, Some(found.share())))
    }
}

#[cfg(test)]
mod tests {
    use super::super::made_channels::{Noise, TALK, heard, speech};
    use crate::names::HealthCode;

    fn db(gain: f64) -> f64 {
        10_f64.powf(gain / 20.0)
    }

    #[test]
    fn a_step_of_the_gain_is_found_where_it_is() {
        for (step, at) in [(10.0, 61.3), (-9.0, 44.0), (14.0, 90.5)] {
            let found = heard(&speech(120.0, |s, x| if s >= at { x * db(step) } else { x }), HealthCode::GainStep);
            assert_eq!(found.len(), 1, "{step} dB at {at}: {found:?}");
            assert!(found[0].start.seconds() <= at && at <= found[0].end.seconds(), "{at}: {found:?}");
            assert!(found[0].end.seconds() - found[0].start.seconds() <= 5.0, "{found:?}");
            assert!((found[0].value.unwrap() - step).abs() < 2.5, "{found:?}");
        }
    }

    #[test]
    fn a_step_up_and_back_down_are_two() {
        let gain = |s: f64| if (60.0..120.0).contains(&s) { db(10.0) } else { 1.0 };
        let found = heard(&speech(180.0, |s, x| x * gain(s)), HealthCode::GainStep);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].value.unwrap() > 6.0 && found[1].value.unwrap() < -6.0, "{found:?}");
    }

    #[test]
    fn a_voice_that_is_raised_or_a_street_that_gets_loud_is_no_step() {
        let talks = |s: f64| s % 4.0 < TALK;
        let louder = speech(120.0, |s, x| if s >= 60.0 && talks(s) { x * db(10.0) } else { x });
        assert!(heard(&louder, HealthCode::GainStep).is_empty());
        let mut noise = Noise::new(7);
        let street = speech(120.0, |s, x| x + noise.next() * if s >= 60.0 { 0.01 } else { 0.0 });
        assert!(heard(&street, HealthCode::GainStep).is_empty());
        // For ten seconds only: it does not stay.
        let short = speech(120.0, |s, x| if (60.0..64.0).contains(&s) { x * db(10.0) } else { x });
        assert!(heard(&short, HealthCode::GainStep).is_empty());
    }
}
