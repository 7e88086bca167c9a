//! How much of an entry is force: its probabilities, by how long both talked.
//!
//! The thresholds of docs/events.md decide what is listed. What is scored runs through them in straight lines, so that a
//! talkspurt that begins 10 ms sooner moves a weight by a few hundredths and never turns it over. A ramp that replaces a
//! threshold is half way up there; the ends of the others are judgements.

use super::coarse::Coarse;
use super::event::EventKind;
use super::model::{ORDER, READINGS};
use super::placement::Placement;
use crate::time::Time;

/// Where a weight begins to rise from 0, and where it reaches 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ramp(Time, Time);

impl Ramp {
    pub(crate) const fn of(from_ms: i64, to_ms: i64) -> Self {
        Self(Time::from_millis(from_ms), Time::from_millis(to_ms))
    }

    pub(crate) fn at(self, time: Time) -> f64 {
        let (from, to) = (self.0.seconds(), self.1.seconds());
        ((time.seconds() - from) / (to - from)).clamp(0.0, 1.0)
    }
}

/// Both talk for this long where a floor is taken by force: a few tenths of a second are the usual small overlap.
const TOGETHER: Ramp = Ramp::of(300, 1000);
/// And the entry goes on for this long: what is shorter cuts off little, and feedback lasts up to 2 s.
const LASTS: Ramp = Ramp::of(1000, 2000);
/// The other has talked for this long: two who begin together interrupt nobody (docs/events.md: 200 ms).
const UNDER_WAY: Ramp = Ramp::of(100, 300);
/// A try that fails lasts this long: shorter ones are mostly feedback.
const TRIED: Ramp = Ramp::of(1000, 2500);
/// Whoever talks on this long into the other's entry and then stops has yielded (docs/events.md: 500 ms).
const YIELDED: Ramp = Ramp::of(250, 750);
/// An onset within a second of one's own talk begins something new where the other has said this much between.
const BETWEEN: Ramp = Ramp::of(0, 200);
/// Or after this much own silence (docs/events.md: 1 s).
const AFRESH: Ramp = Ramp::of(1000, 1200);

/// An onset counts from nothing where it is an entry with the first probability to whole from the second on: about where it
/// begins to be listed. Many that hardly are any would else add up to some.
const ENTERS: (f32, f32) = (0.4, 0.7);

/// How much an onset begins something new, 0 to 1, after so much own silence in which the other talked so long.
pub(crate) fn fresh(own_gap: Time, other_talked: Time) -> f64 {
    BETWEEN.at(other_talked).max(AFRESH.at(own_gap))
}

/// Weights of 0 to 1, to 1/255, with which an entry counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Force {
    cut_off: Coarse,
    tried: Coarse,
    yielded: Coarse,
    ignored: Coarse,
    fails: Coarse,
}

impl Force {
    /// The other had not finished and was made to stop.
    pub fn cut_off(self) -> f64 {
        self.cut_off.get().into()
    }

    /// The entry failed: the other went on.
    pub fn tried(self) -> f64 {
        self.tried.get().into()
    }

    /// As a try for the floor, it was yielded to.
    pub fn yielded(self) -> f64 {
        self.yielded.get().into()
    }

    /// As a try for the floor, it was ignored.
    pub fn ignored(self) -> f64 {
        self.ignored.get().into()
    }

    /// The share of it that counts, 0 to 1: it is listed or nearly, and does more than continue over feedback. The second is known at the
    /// end of a call.
    pub(crate) fn counts(self) -> f64 {
        1.0 - f64::from(self.fails.get())
    }

    /// The same of an onset that is an entry with that probability, 0 to 1.
    pub(super) fn entering(self, probability: f32) -> Self {
        self.counting(((probability - ENTERS.0) / (ENTERS.1 - ENTERS.0)).clamp(0.0, 1.0))
    }

    /// The same with only that share counting, 0 to 1.
    pub(crate) fn counting(self, share: f32) -> Self {
        Self { fails: Coarse::of(1.0 - share * (1.0 - self.fails.get())), ..self }
    }
}

/// The same, summed over the places that an onset may have.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ForceSum([f32; 4]);

impl ForceSum {
    /// Adds an onset placed like that, with its probabilities in the model's order.
    pub(super) fn add(&mut self, placement: &Placement, probabilities: &[f32; READINGS], weight: f32) {
        if !placement.in_overlap {
            return;
        }
        let p = |kind| ORDER.iter().position(|reading| *reading == Some(kind)).map_or(0.0, |at| probabilities[at]);
        let stop = placement.holder_end - placement.onset;
        let length = placement.entry_end - placement.onset;
        let begun = UNDER_WAY.at(placement.holder_talked) * fresh(placement.own_gap, placement.other_in_own_gap);
        let begun = weight * begun as f32;
        let cut_off = p(EventKind::Interruption) * (TOGETHER.at(stop) * LASTS.at(length)) as f32;
        let failed = p(EventKind::ButtingIn);
        let tried = failed * TRIED.at(stop.min(length)) as f32;
        let yielded = cut_off + p(EventKind::Overlap) * YIELDED.at(stop) as f32;
        for (sum, part) in self.0.iter_mut().zip([cut_off, tried, yielded, failed]) {
            *sum += begun * part;
        }
    }

    /// Over the summed weights.
    pub(super) fn mean(self, whole: f32) -> Force {
        let [cut_off, tried, yielded, ignored] = self.0.map(|sum| Coarse::of(sum / whole));
        Force { cut_off, tried, yielded, ignored, ..Force::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ramps_are_half_way_at_the_threshold_that_is_listed() {
        for (ramp, threshold) in [(UNDER_WAY, 200), (YIELDED, 500)] {
            for (off, within) in [(-10, ..0.5), (10, ..1.0)] {
                let at = ramp.at(Time::from_millis(threshold + off));
                assert!(within.contains(&at) && (at - 0.5).abs() < 0.06, "{ramp:?} at {off}: {at}");
            }
            assert!((ramp.at(Time::from_millis(threshold)) - 0.5).abs() < 1e-9);
        }
        for (ms, weight) in [(1000, 0.0), (1010, 0.05), (1200, 1.0), (1210, 1.0)] {
            assert!((AFRESH.at(Time::from_millis(ms)) - weight).abs() < 1e-9, "{ms}");
        }
    }
}
