//! By how much turns are longer than the talk that they hold, as whoever made them pads them.
//!
//! Where the beginnings of all turns are laid over the places at which talk is heard to begin, most lie anywhere, but those that
//! are alone show the same distance time and again: the padding. It is read off as the highest point of the correlogram of the
//! two (Perkel, Gerstein & Moore 1967); so it is known also for edges at which the other party talks, where nothing can be heard.

use crate::time::Time;

/// Distances that are looked at: turns begin this much after talk at most, to this much before.
const LATE: i64 = -200_000;
const EARLY: i64 = 500_000;
/// Steps between them, and how far from one a distance still counts for it, in microseconds.
const STEP: i64 = 10_000;
const NEAR: i64 = 30_000;
/// The highest point must exceed the others by this many of their standard deviations, or nothing is known.
const STANDS_OUT: f64 = 2.5;
/// And it comes at least so often, where all comes once in each of two lists of marks.
const TWICE: f64 = 3.0;

/// By how much `edges` lie before `marks`, both in order: the distance that comes most often; `None` where none does.
pub(super) fn padding(edges: &[Time], marks: &[Time]) -> Option<Time> {
    let steps = ((EARLY - LATE) / STEP + 1) as usize;
    let mut heights = vec![0.0_f64; steps];
    for &edge in edges {
        let first = marks.partition_point(|&mark| (mark - edge).micros() < LATE - NEAR);
        let near = marks[first..].iter().map(|&mark| (mark - edge).micros()).take_while(|&d| d <= EARLY + NEAR);
        for distance in near {
            for (k, height) in heights.iter_mut().enumerate() {
                let off = (distance - (LATE + STEP * k as i64)).abs();
                *height += ((NEAR - off).max(0) as f64) / NEAR as f64;
            }
        }
    }
    let (best, &highest) = heights.iter().enumerate().max_by(|(a, x), (b, y)| x.total_cmp(y).then(b.cmp(a)))?;
    let n = steps as f64;
    let mean = heights.iter().sum::<f64>() / n;
    let sd = (heights.iter().map(|height| (height - mean).powi(2)).sum::<f64>() / n).sqrt();
    let stands_out = highest - mean >= STANDS_OUT * sd && highest >= TWICE;
    stands_out.then(|| Time::from_micros(LATE + STEP * best as i64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Random;

    fn ms(of: &[i64]) -> Vec<Time> {
        let mut all: Vec<Time> = of.iter().map(|&ms| Time::from_millis(ms)).collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn the_distance_that_comes_most_often_is_the_padding() {
        let mut random = Random::new(11);
        for padding_ms in [-150, 0, 100, 300, 490] {
            let marks: Vec<i64> = (0..60).map(|k| 2000 * k + random.below(1500) as i64).collect();
            // A third of the edges have a mark of their own; the others lie anywhere.
            let edges: Vec<i64> = (0..60)
                .map(|k| if k % 3 == 0 { marks[k] - padding_ms } else { random.below(120_000) as i64 })
                .collect();
            let found = padding(&ms(&edges), &ms(&marks)).unwrap().millis();
            assert!((found - padding_ms).abs() <= 10, "{found} for {padding_ms}");
        }
    }

    #[test]
    fn where_nothing_stands_out_there_is_none() {
        assert_eq!(padding(&[], &[]), None);
        assert_eq!(padding(&ms(&[1000, 5000]), &ms(&[1300, 5300])), None);
        let found = padding(&ms(&[1000, 5000, 9000]), &ms(&[1300, 5300, 9300]));
        assert_eq!(found, Some(Time::from_millis(300)));
    }
}
