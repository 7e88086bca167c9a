//! The reading of an onset whose place is not certain: averaged over where it may be.
//!
//! Edges of talkspurts are a few hundredths of a second off, from audio (docs/validation.md) as from a transcript. Read at one
//! place, an onset 10 ms to either side of the other's last sound is another kind of event. Read at all places that it may
//! have, with the edges around it moved as well, its probabilities move as little as they do. Which kind is listed is decided
//! where the edges are, as the model was fitted to decide it.

use super::force::{Force, ForceSum};
use super::kinds::Kinds;
use super::model::READINGS;
use super::place::Place;
use super::placement::{Placement, WINDOW};
use super::timeline::Timeline;
use crate::party::PerParty;
use crate::time::Time;

/// Places on each side of the onset.
const SIDE: i64 = 3;
/// From one place to the next. The weights fall in a straight line to zero one step past the last: a triangle with a standard
/// deviation of 47 ms.
const STEP: Time = Time::from_millis(30);
/// The same for the edges around it, which lie up to 60 ms from where they are heard.
const AROUND: Time = Time::from_millis(20);
/// Edge after edge, each takes the places in another order, so that hardly two move together: a lattice (Korobov 1959) of as
/// many points as there are places. With 1 and 6 an edge would move as the onset does, or against it.
const ORDERS: [i64; 4] = [2, 3, 4, 5];
/// A place past the onset would look past what is known. It looks this much less far than that, each by another bit, so that
/// not all of them learn at once of talk that begins there.
const UNSEEN: [Time; SIDE as usize] = [Time::from_millis(45), Time::from_millis(15), Time::from_millis(75)];
/// How far before it the talk is looked at.
const MEMORY: Time = Time::from_millis(30_000);

/// What an onset is, over all places that it may have.
pub(super) struct Read {
    pub(super) kinds: Kinds,
    pub(super) force: Force,
}

/// By how much edge `number` moves while the onset is `side` steps from where it is heard.
fn moved(side: i64, number: usize) -> Time {
    let places = 2 * SIDE + 1;
    let place = (side * ORDERS[number % ORDERS.len()]).rem_euclid(places);
    Time::from_micros(AROUND.micros() * if place > SIDE { place - places } else { place })
}

/// Reads the onset of `placement`, which is that of spurt `index`; `copy` is to work in, and `probable` gives the probabilities
/// in the model's order.
pub(super) fn read(
    (timeline, copy): (&Timeline, &mut Timeline),
    placement: &Placement,
    index: usize,
    probable: impl Fn(&Place<'_>) -> [f32; READINGS],
) -> Read {
    let (by, other) = (placement.by, placement.by.other());
    let (since, known) = (placement.onset - MEMORY, placement.onset + WINDOW);
    // Edges are counted from the onset on, so that what is far away moves none of them otherwise.
    let from = PerParty::from_fn(|party| if party == by { index } else { timeline.started(other, placement.onset) });
    let mut sum = [0.0; READINGS];
    let (mut force, mut whole) = (ForceSum::default(), 0.0);
    for side in -SIDE..=SIDE {
        let unseen = usize::try_from(side - 1).map_or(Time::ZERO, |k| UNSEEN[k]);
        let first = copy.copy_moved(timeline, (since, known - unseen), |party, at| {
            let number = 2 * (at + ORDERS.len() - from[party] % ORDERS.len()) + usize::from(party == other);
            (moved(side, number), moved(side, number + 1))
        });
        let index = index - first[by];
        // Own talk before the place is own talk.
        copy.begin(by, index, placement.onset);
        let onset = placement.onset + Time::from_micros(STEP.micros() * side);
        let earliest = index.checked_sub(1).map_or(Time::ZERO, |before| copy.spurts(by)[before].end);
        if onset < earliest || onset >= copy.spurts(by)[index].end {
            continue;
        }
        let weight = (SIDE + 1 - side.abs()) as f32;
        whole += weight;
        // Moved up to what it may be the continuation of, it is one.
        match Placement::at(copy, by, index, placement.anew, onset) {
            Some(placement) => {
                let probabilities = probable(&Place { placement: &placement, timeline: copy, index, first });
                sum.iter_mut().zip(probabilities).for_each(|(sum, p)| *sum += weight * p);
                force.add(&placement, &probabilities, weight);
            }
            None => sum[0] += weight,
        }
    }
    Read { kinds: Kinds::of(&sum.map(|sum| sum / whole)), force: force.mean(whole) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_takes_every_place_once_and_stays_where_it_is_heard_with_the_onset() {
        for number in 0..8 {
            let mut places: Vec<i64> = (-SIDE..=SIDE).map(|side| moved(side, number).millis()).collect();
            assert_eq!(places[SIDE as usize], 0);
            places.sort_unstable();
            assert_eq!(places, [-60, -40, -20, 0, 20, 40, 60], "edge {number}");
        }
    }
}
