//! The slopes of all pairs of points, without making each.
//!
//! A line of slope s through each point meets the axis at y - s x. Two points stand the other way round there than in
//! order of x exactly where the slope between them is below s, so a sort that counts its inversions counts the slopes
//! below s. The k-th slope is found between two such counts that samples choose (Matousek 1991).

use std::cmp::Ordering;

use super::Random;

/// So few points have fewer pairs than a search would take steps.
const FEW: usize = 128;

/// The slopes of all pairs of points (x, y) with different x, rising: any of them by its rank.
pub(super) struct Slopes {
    /// In order of x, then y.
    points: Vec<(f64, f64)>,
    pairs: usize,
    /// All of them, of few points.
    all: Option<Vec<f64>>,
}

/// The order of points along the axis under lines of one slope, and how many slopes are below it.
struct Bound {
    at: f64,
    order: Vec<u32>,
    below: usize,
}

impl Slopes {
    /// `None` where a number is not finite.
    pub(super) fn of(points: &[(f64, f64)]) -> Option<Self> {
        if !points.iter().all(|(x, y)| x.is_finite() && y.is_finite()) {
            return None;
        }
        let mut points = points.to_vec();
        points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let two_of = |n: usize| n * n.saturating_sub(1) / 2;
        let tied: usize = points.chunk_by(|a, b| a.0 == b.0).map(|same| two_of(same.len())).sum();
        let pairs = two_of(points.len()) - tied;
        let mut slopes = Self { points, pairs, all: None };
        if slopes.points.len() <= FEW {
            slopes.all = Some(slopes.every());
        }
        Some(slopes)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.pairs
    }

    /// How many rise, less how many fall: Kendall's S.
    pub(super) fn rising(&self) -> f64 {
        let falling = self.bound(0.0, false).below;
        let not_rising = self.bound(0.0, true).below;
        (self.pairs - not_rising) as f64 - falling as f64
    }

    /// The slope of that rank, from 0 on; the last of them for a rank beyond. There must be one. Of more than 128 points,
    /// slopes that differ only by rounding may replace each other.
    pub(super) fn ranked(&self, rank: usize) -> f64 {
        let rank = rank.min(self.pairs - 1);
        match &self.all {
            Some(all) => all[rank],
            None => self.searched(rank),
        }
    }

    fn every(&self) -> Vec<f64> {
        let points = &self.points;
        let pairs = points.iter().enumerate().flat_map(|(k, a)| points[k + 1..].iter().map(move |b| (a, b)));
        let mut all: Vec<f64> = pairs.filter(|(a, b)| a.0 != b.0).map(|(a, b)| slope(*a, *b)).collect();
        all.sort_by(f64::total_cmp);
        all
    }

    fn searched(&self, rank: usize) -> f64 {
        let n = self.points.len();
        let mut random = Random::new(rank as u64);
        // Below all slopes the points stand in order of x; above them in the opposite one, those of one x by their y.
        let mut low = Bound { at: f64::NEG_INFINITY, order: (0..n as u32).collect(), below: 0 };
        let opposite = self.points.chunk_by(|a, b| a.0 == b.0).scan(0, |from, same| {
            let start = *from;
            *from += same.len() as u32;
            Some(start..*from)
        });
        let order = opposite.collect::<Vec<_>>().into_iter().rev().flatten().collect();
        let mut high = Bound { at: f64::INFINITY, order, below: self.pairs };
        loop {
            let inside = high.below.saturating_sub(low.below);
            let mut sample = if inside > 4 * n { self.sample(low.at, high.at, n, &mut random) } else { Vec::new() };
            if sample.len() < n / 4 {
                return self.between(&low, &high, rank);
            }
            sample.sort_by(f64::total_cmp);
            // Three standard errors of a sample's rank to each side, at most.
            let (size, last) = (sample.len() as f64, sample.len() - 1);
            let expected = (rank - low.below) as f64 / inside as f64 * size;
            let under = (expected - 1.5 * size.sqrt()).max(0.0) as usize;
            let over = ((expected + 1.5 * size.sqrt()) as usize).min(last);
            let (under, over) = (self.bound(sample[under.min(last)], false), self.bound(sample[over], true));
            let same = under.at == over.at;
            let before = inside;
            if same && under.below <= rank && rank < over.below {
                return under.at;
            }
            for bound in [under, over] {
                if bound.below <= rank && bound.below >= low.below {
                    low = bound;
                } else if bound.below > rank && bound.below <= high.below {
                    high = bound;
                }
            }
            // Where the bounds no longer move, what is between them differs by rounding at most, or is few.
            if high.below.saturating_sub(low.below) >= before {
                return self.between(&low, &high, rank);
            }
        }
    }

    /// Slopes drawn at random from those from `low` to `high`; few or none where there are few.
    fn sample(&self, low: f64, high: f64, count: usize, random: &mut Random) -> Vec<f64> {
        let n = self.points.len();
        let drawn = (0..n * count).filter_map(|_| {
            let (a, b) = (self.points[random.below(n)], self.points[random.below(n)]);
            (a.0 != b.0).then(|| slope(a, b)).filter(|slope| (low..=high).contains(slope))
        });
        drawn.take(count).collect()
    }

    /// The order under lines of the slope `at`, and how many slopes are below it; with those that are equal to it.
    fn bound(&self, at: f64, with_equal: bool) -> Bound {
        // What rounding makes of equal slopes falls on one side. Of level lines the order is exact.
        let nudged = at + if with_equal { 1e-12 } else { -1e-12 } * at.abs();
        let foot = |point: u32| {
            let (x, y) = self.points[point as usize];
            y - nudged * x
        };
        let mut order: Vec<(f64, u32)> = (0..self.points.len() as u32).map(|point| (foot(point), point)).collect();
        order.sort_by(|a, b| {
            let by_x = self.points[a.1 as usize].0.total_cmp(&self.points[b.1 as usize].0);
            let by_x = if with_equal { by_x.reverse() } else { by_x };
            a.0.partial_cmp(&b.0).unwrap_or(Ordering::Equal).then(by_x).then(a.1.cmp(&b.1))
        });
        let order: Vec<u32> = order.into_iter().map(|(_, point)| point).collect();
        let below = inversions(&mut order.clone(), &mut vec![0; order.len()]);
        Bound { at, order, below }
    }

    /// The slope of that rank, of those between two bounds, by making each.
    fn between(&self, low: &Bound, high: &Bound, rank: usize) -> f64 {
        let mut place = vec![0_u32; self.points.len()];
        low.order.iter().enumerate().for_each(|(at, &point)| place[point as usize] = at as u32);
        // Sorting by insertion swaps each two that stand the other way round, once.
        let (mut sorted, mut slopes): (Vec<u32>, Vec<f64>) = (Vec::with_capacity(place.len()), Vec::new());
        for &point in &high.order {
            let mut at = sorted.len();
            sorted.push(point);
            while at > 0 && place[sorted[at - 1] as usize] > place[point as usize] {
                let (a, b) = (self.points[sorted[at - 1] as usize], self.points[point as usize]);
                if a.0 != b.0 {
                    slopes.push(slope(a, b));
                }
                sorted.swap(at - 1, at);
                at -= 1;
            }
        }
        let Some(last) = slopes.len().checked_sub(1) else { return if low.at.is_finite() { low.at } else { high.at } };
        let rank = rank.saturating_sub(low.below).min(last);
        *slopes.select_nth_unstable_by(rank, f64::total_cmp).1
    }
}

fn slope(a: (f64, f64), b: (f64, f64)) -> f64 {
    (b.1 - a.1) / (b.0 - a.0)
}

/// How many pairs of `order` fall; sorts it, by way of `spare`.
fn inversions(order: &mut [u32], spare: &mut [u32]) -> usize {
    let half = order.len() / 2;
    if half == 0 {
        return 0;
    }
    let (left, right) = order.split_at_mut(half);
    let mut count = inversions(left, &mut spare[..half]) + inversions(right, &mut spare[half..]);
    let (mut i, mut j) = (0, 0);
    for to in spare.iter_mut() {
        if j == right.len() || (i < half && left[i] <= right[j]) {
            *to = left[i];
            i += 1;
        } else {
            *to = right[j];
            j += 1;
            count += half - i;
        }
    }
    order.copy_from_slice(spare);
    count
}

#[cfg(test)]
mod tests {
    use super::super::random::noise;
    use super::*;

    /// Many points, and the slopes of all their pairs.
    fn made(points: &[(f64, f64)]) -> (Slopes, Vec<f64>) {
        let slopes = Slopes::of(points).unwrap();
        let all = slopes.every();
        assert_eq!(all.len(), slopes.len());
        (slopes, all)
    }

    fn held(points: &[(f64, f64)]) {
        let (slopes, all) = made(points);
        let last = all.len() - 1;
        for rank in [0, 1, last / 4, last / 2, last / 2 + 1, 3 * last / 4, last - 1, last] {
            let (got, expected) = (slopes.searched(rank), all[rank]);
            assert!((got - expected).abs() <= 1e-9 * expected.abs(), "rank {rank} of {last}: {got}, not {expected}");
        }
        let s: f64 = all.iter().map(|slope| if *slope == 0.0 { 0.0 } else { slope.signum() }).sum();
        assert_eq!(slopes.rising(), s);
    }

    #[test]
    fn a_search_finds_what_sorting_all_pairs_finds() {
        for seed in 0..20 {
            let n = 130 + 17 * seed as usize;
            let values = noise(seed, n, |k| 0.01 * k as f64);
            let numbered = |of: &dyn Fn(f64) -> f64| -> Vec<(f64, f64)> {
                values.iter().enumerate().map(|(k, value)| (k as f64 / n as f64, of(*value))).collect()
            };
            held(&numbered(&|value| value));
            // Counts: most slopes are met often, and zero most of all.
            held(&numbered(&|value| value.round()));
            held(&numbered(&|value| f64::from(value > 1.5)));
            held(&numbered(&|_| 3.0));
            // Calls of one second, and of one day.
            let tied: Vec<(f64, f64)> = numbered(&|value| value).iter().map(|(x, y)| ((x * 9.0).floor(), *y)).collect();
            held(&tied);
            let close: Vec<(f64, f64)> = numbered(&|value| value).iter().map(|(x, y)| (x * 1e-8, *y)).collect();
            held(&close);
        }
        held(&(0..200).map(|k| (f64::from(k), 0.1 * f64::from(k))).collect::<Vec<_>>());
    }

    #[test]
    fn one_place_in_time_has_no_slopes_and_what_is_not_finite_none_at_all() {
        assert_eq!(Slopes::of(&[(1.0, 2.0); 200]).unwrap().len(), 0);
        assert!(Slopes::of(&[(f64::NAN, 2.0); 10]).is_none());
        assert!(Slopes::of(&[(0.0, 2.0), (1.0, f64::INFINITY)]).is_none());
    }
}
