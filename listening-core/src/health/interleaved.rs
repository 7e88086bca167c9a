//! Two channels that were taken for one: left, right, left, right.
//!
//! Sound changes little from one sample to the next, and less than over two. Where every other sample is another channel, it is
//! the other way round: neighbours have nothing in common, and samples that lie two apart are neighbours of one channel. No
//! tone and no noise of one channel does that.

use crate::finding::Health;
use crate::names::HealthCode;
use crate::signal::dbov;
use crate::time::{Span, Time};

/// A second counts from this level on, dBov.
const LOUD_DBOV: f64 = -60.0;
/// In a second of two channels samples two apart correlate this much at least, and neighbours at most by this part of it.
const APART: f64 = 0.5;
const NEIGHBOURS: f64 = 0.5;
/// So many seconds, and this share of those that count, are of two channels.
const LEAST: u32 = 3;
const MOST_OF_THEM: f64 = 0.8;

/// Follows how samples correlate with those after them, second by second.
#[derive(Clone, Debug)]
pub(super) struct Interleaved {
    rate: u64,
    /// Samples of the second.
    count: u64,
    /// The last two samples, the latest first.
    before: [f32; 2],
    /// Sums of products of the second's samples with themselves and those one and two before.
    sums: [f64; 3],
    loud: u32,
    found: u32,
    /// Correlation two apart, summed over the seconds that were found.
    apart: f64,
}

impl Interleaved {
    /// At `rate` samples a second.
    pub(super) fn new(rate: u32) -> Self {
        Self { rate: u64::from(rate), count: 0, before: [0.0; 2], sums: [0.0; 3], loud: 0, found: 0, apart: 0.0 }
    }

    pub(super) fn push(&mut self, samples: &[f32]) {
        for &x in samples {
            let [one, two] = self.before;
            let products = [x * x, x * one, x * two];
            self.sums.iter_mut().zip(products).for_each(|(sum, product)| *sum += f64::from(product));
            self.before = [x, one];
            self.count += 1;
            if self.count == self.rate {
                self.second();
            }
        }
    }

    fn second(&mut self) {
        let [energy, one, two] = std::mem::take(&mut self.sums);
        let count = std::mem::take(&mut self.count);
        if dbov(energy / count as f64) < LOUD_DBOV {
            return;
        }
        self.loud += 1;
        let (one, two) = (one / energy, two / energy);
        if two >= APART && one.abs() <= NEIGHBOURS * two {
            self.found += 1;
            self.apart += two;
        }
    }

    /// That it is so, of the whole call.
    pub(super) fn finding(&self, duration: Time) -> Option<Health> {
        let is_so = self.found >= LEAST && f64::from(self.found) >= MOST_OF_THEM * f64::from(self.loud);
        let whole = Span::new(Time::ZERO, duration);
        is_so.then(|| Health::new(HealthCode::Interleaved, whole, Some(self.apart / f64::from(self.found))))
    }
}

#[cfg(test)]
mod tests {
    use super::super::made_channels::{Noise, speech};
    use super::*;

    fn found(samples: &[f32]) -> Option<f64> {
        let mut watch = Interleaved::new(8000);
        samples.chunks(37).for_each(|piece| watch.push(piece));
        watch.finding(Time::from_millis(9000)).and_then(|health| health.value)
    }

    fn smooth(seconds: f64) -> Vec<f32> {
        let mut noise = Noise::new(3);
        let mut last = 0.0_f32;
        let next = |_: usize| {
            last = 0.85 * last + 0.05 * noise.next() as f32;
            last
        };
        (0..(8000.0 * seconds) as usize).map(next).collect()
    }

    #[test]
    fn two_channels_in_turn_are_told_from_one() {
        let (talk, other) = (smooth(4.0), smooth(8.0));
        let silent = vec![0.0; talk.len()];
        for right in [&silent[..], &other[32_000..]] {
            let both: Vec<f32> = talk.iter().zip(right).flat_map(|(&a, &b)| [a, b]).collect();
            assert!(found(&both).is_some_and(|value| value > 0.7), "{:?}", found(&both));
        }
        assert_eq!(found(&talk), None);
        assert_eq!(found(&speech(20.0, |_, x| x)), None);
    }

    #[test]
    fn no_tone_and_no_noise_is_two_channels() {
        for hz in (50..4000).step_by(50) {
            let tone: Vec<f32> =
                (0..40_000).map(|n| 0.3 * (std::f32::consts::TAU * hz as f32 * n as f32 / 8000.0).sin()).collect();
            assert_eq!(found(&tone), None, "{hz} Hz");
        }
        let mut noise = Noise::new(9);
        assert_eq!(found(&speech(5.0, |_, _| 0.1 * noise.next())), None);
    }

    #[test]
    fn three_loud_seconds_of_them_are_enough_and_two_are_not() {
        let of = |seconds: f64| -> Vec<f32> { smooth(seconds).iter().flat_map(|&a| [a, 0.0]).collect() };
        assert!(found(&of(1.5)).is_some());
        assert_eq!(found(&of(1.0)), None);
        // Four of five, and less.
        assert!(found(&[of(2.0), smooth(1.0)].concat()).is_some());
        assert_eq!(found(&[of(2.0), smooth(2.0)].concat()), None);
    }
}
