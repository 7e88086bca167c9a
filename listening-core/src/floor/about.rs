//! The reading of an onset whose place is not certain: averaged over where it may be.
//!
//! Edges of talkspurts are a few hundredths of a second off, from audio (docs/validation.md) as from a transcript. Read at one
//! place, an onset 10 ms to either side of the other's last sound is another kind of event. Read at all places that it may
//! have, its probabilities move as little as it does. Which kind is listed is decided where the onset is, as the model was
//! fitted to decide it.

use super::event::EventKind;
use super::force::{Force, ForceSum};
use super::kinds::Kinds;
use super::manner::Manner;
use super::model::{self, ORDER, READINGS};
use super::placement::Placement;
use super::timeline::Timeline;
use super::words::Evidence;
use crate::time::Time;

/// Places on each side of the onset.
const SIDE: i64 = 3;
/// From one place to the next. The weights fall in a straight line to zero one step past the last: a triangle with a standard
/// deviation of 47 ms.
const STEP: Time = Time::from_millis(30);

/// What an onset is, over all places that it may have.
pub(super) struct Read {
    /// The reading to report, one of the model's order.
    pub(super) kind: Option<EventKind>,
    pub(super) kinds: Kinds,
    pub(super) force: Force,
}

/// Reads the onset of `placement`, which is that of spurt `index`.
pub(super) fn read(
    timeline: &Timeline,
    placement: &Placement,
    index: usize,
    words: Option<&Evidence>,
    manner: &Manner,
) -> Read {
    let spurts = timeline.spurts(placement.by);
    let earliest = index.checked_sub(1).map_or(Time::ZERO, |before| spurts[before].end);
    let here = model::probabilities(placement, words, manner);
    let mut sum = [0.0; READINGS];
    let (mut force, mut whole) = (ForceSum::default(), 0.0);
    for side in -SIDE..=SIDE {
        let onset = placement.onset + Time::from_micros(STEP.micros() * side);
        if onset < earliest || onset >= spurts[index].end {
            continue;
        }
        let weight = (SIDE + 1 - side.abs()) as f32;
        whole += weight;
        // Moved up to what it may be the continuation of, it is one.
        let moved = match side {
            0 => Some(*placement),
            _ => Placement::at(timeline, placement.by, index, placement.anew, onset),
        };
        match moved {
            Some(moved) => {
                let probabilities = if side == 0 { here } else { model::probabilities(&moved, words, manner) };
                sum.iter_mut().zip(probabilities).for_each(|(sum, p)| *sum += weight * p);
                force.add(&moved, &probabilities, weight);
            }
            None => sum[0] += weight,
        }
    }
    let mean = sum.map(|sum| sum / whole);
    let kind = ORDER[model::choose(&here, words.is_some())];
    Read { kind, kinds: Kinds::of(&mean), force: force.mean(whole) }
}
