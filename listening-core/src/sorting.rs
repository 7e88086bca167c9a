//! Stable sorting of the lists of a report, by one routine for all of them.
//!
//! The standard library's sorts are made for millions of items, and are compiled again for every type and comparison: 5 kB each,
//! a tenth of the WebAssembly module. These lists are short, and sorting them takes no time that could be measured. Numbers that
//! are sorted many times over, in the statistics and per talkspurt, stay with the standard library.

use std::cmp::Ordering;

/// Sorts by a comparison.
pub(crate) fn by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut places = places(items.len(), &mut |a, b| compare(&items[a], &items[b]).is_gt());
    settle(&mut places, &mut |a, b| items.swap(a, b));
}

/// Sorts by a key.
pub(crate) fn by_key<T, K: Ord>(items: &mut [T], mut key: impl FnMut(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts by the items' own order.
pub(crate) fn ascending<T: Ord>(items: &mut [T]) {
    by(items, T::cmp);
}

/// Where each of `count` items belongs, by merging runs twice as long each time; `after` says that one item belongs after another.
fn places(count: usize, after: &mut dyn FnMut(usize, usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut merged = order.clone();
    let mut length = 1;
    while length < count {
        for (from, into) in order.chunks(2 * length).zip(merged.chunks_mut(2 * length)) {
            let (left, right) = from.split_at(length.min(from.len()));
            merge(left, right, into, after);
        }
        std::mem::swap(&mut order, &mut merged);
        length *= 2;
    }
    for (place, &item) in order.iter().enumerate() {
        merged[item] = place;
    }
    merged
}

fn merge(mut left: &[usize], mut right: &[usize], into: &mut [usize], after: &mut dyn FnMut(usize, usize) -> bool) {
    for next in into {
        *next = match (left, right) {
            // Of equal ones the left comes first.
            ([a, rest @ ..], [b, ..]) if !after(*a, *b) => {
                left = rest;
                *a
            }
            (_, [b, rest @ ..]) => {
                right = rest;
                *b
            }
            ([a, rest @ ..], []) => {
                left = rest;
                *a
            }
            ([], []) => return,
        };
    }
}

/// Brings every item to its place.
fn settle(places: &mut [usize], swap: &mut dyn FnMut(usize, usize)) {
    for k in 0..places.len() {
        while places[k] != k {
            let place = places[k];
            swap(k, place);
            places.swap(k, place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Random;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        let mut random = Random::new(1);
        for count in (0..40).chain([64, 65, 1000]) {
            for kinds in [1, 3, count.max(1)] {
                // Many keys are equal, and each item is known by where it was.
                let items: Vec<(usize, usize)> = (0..count).map(|k| (random.below(kinds), k)).collect();
                let mut expected = items.clone();
                expected.sort_by_key(|(key, _)| *key);
                let mut sorted = items.clone();
                by_key(&mut sorted, |(key, _)| *key);
                assert_eq!(sorted, expected);
                expected.sort_by(|a, b| b.0.cmp(&a.0));
                by(&mut sorted, |a, b| b.0.cmp(&a.0));
                assert_eq!(sorted, expected);
                expected.sort();
                ascending(&mut sorted);
                assert_eq!(sorted, expected);
            }
        }
    }

    #[test]
    fn a_list_in_order_is_compared_once_per_pair_of_runs() {
        let mut compared = 0;
        by(&mut (0..1024).collect::<Vec<_>>(), |a, b| {
            compared += 1;
            a.cmp(b)
        });
        assert!(compared <= 1024 * 10 / 2, "{compared}");
    }
}
