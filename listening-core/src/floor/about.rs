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
const SIDE: i64 = 11;
/// From one place to the next. The weights fall in a straight line to zero one step past the last: a triangle with a standard
/// deviation of 47 ms. No place weighs more than a twelfth, so that a step of the model at one of them moves little.
const STEP: Time = Time::from_micros(9_700);
/// The same for the edges around it, which lie up to 66 ms from where they are heard.
const AROUND: Time = Time::from_millis(6);
/// Edge after edge, each takes the places in another order, so that hardly two move together: a lattice (Korobov 1959) of as
/// many points as there are places. With 1 and 22 an edge would move as the onset does, or against it. The first four of eight
/// are those of the talkspurts nearest to the onset: two of its speaker's, two of the other's.
const ORDERS: [i64; 8] = [5, 9, 7, 3, 8, 4, 6, 10];
/// A place past the onset would look past what is known. It looks this much less far than that, each by another bit, so that
/// not all of them learn at once of talk that begins there.
const UNSEEN_MS: [i64; SIDE as usize] = [45, 9, 72, 27, 90, 54, 18, 81, 36, 99, 63];
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
    let from =
        PerParty::from_fn(|party| if party == by { index } else { timeline.half_over(other, placement.onset, known) });
    let mut sum = [0.0; READINGS];
    let (mut force, mut whole) = (ForceSum::default(), 0.0);
    for side in -SIDE..=SIDE {
        let unseen = usize::try_from(side - 1).map_or(Time::ZERO, |k| Time::from_millis(UNSEEN_MS[k]));
        let first = copy.copy_moved(timeline, (since, known - unseen), |party, at| {
            let number = 4 * (at + ORDERS.len() - from[party] % ORDERS.len()) + 2 * usize::from(party == other);
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
        match Placement::at(copy, by, index, placement.after_sound, onset) {
            Some(placement) => {
                let probabilities = probable(&Place { placement: &placement, timeline: copy, index, first });
                sum.iter_mut().zip(probabilities).for_each(|(sum, p)| *sum += weight * p);
                force.add(&placement, &probabilities, weight);
            }
            None => sum[0] += weight,
        }
    }
    let kinds = Kinds::of(&sum.map(|sum| sum / whole));
    Read { kinds, force: force.mean(whole).entering(kinds.sum()) }
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
            let every: Vec<i64> = (-SIDE..=SIDE).map(|place| AROUND.millis() * place).collect();
            assert_eq!(places, every, "edge {number}");
        }
    }
}
