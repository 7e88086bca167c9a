//! The same samples on both channels.

use super::spans::Spans;
use crate::finding::Health;
use crate::names::HealthCode;
use crate::time::{Span, Time};

/// Share of a second's sample pairs that are equal, from which on it is doubled; pairs of zeros do not count.
const SHARE: f64 = 0.95;
/// A second with a smaller part of sounding pairs says nothing, and goes with its neighbours.
const SOUNDING: f64 = 0.05;
const SHORTEST: Time = Time::from_millis(5000);
/// Seconds of a stretch that are doubled and not silent.
const DOUBLED: u32 = 3;

/// Compares the two channels sample by sample.
#[derive(Clone, Debug)]
pub(super) struct Duplicated {
    spans: Spans,
    rate: u64,
    taken: u64,
    /// Of the second: pairs that are equal and sound, and pairs that sound.
    equal: u32,
    sounding: u32,
    open: Option<Stretch>,
}

/// Seconds that are doubled or silent, with the counts of all.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    span: Span,
    equal: u64,
    sounding: u64,
    /// Seconds that are not silent.
    doubled: u32,
}

impl Duplicated {
    /// For channels at `rate` samples a second.
    pub(super) fn new(rate: u32) -> Self {
        Self { spans: Spans::new(Time::ZERO), rate: u64::from(rate), taken: 0, equal: 0, sounding: 0, open: None }
    }

    pub(super) fn push(&mut self, left: &[f32], right: &[f32]) {
        let (mut left, mut right) = (left, right);
        while !left.is_empty() {
            // Up to the end of the second.
            let count = ((self.rate - self.taken % self.rate) as usize).min(left.len());
            // Without branches, as vectors.
            let (mut sounding, mut equal) = (0, 0);
            for (&a, &b) in left[..count].iter().zip(&right[..count]) {
                let sounds = (a != 0.0) | (b != 0.0);
                sounding += u32::from(sounds);
                equal += u32::from(sounds & (a == b));
            }
            self.sounding += sounding;
            self.equal += equal;
            (left, right) = (&left[count..], &right[count..]);
            self.taken += count as u64;
            if self.taken.is_multiple_of(self.rate) {
                self.second(self.taken - self.rate);
            }
        }
    }

    fn at(&self, sample: u64) -> Time {
        Time::from_micros((u128::from(sample) * 1_000_000 / u128::from(self.rate)) as i64)
    }

    fn second(&mut self, from: u64) {
        let span = Span::new(self.at(from), self.at(self.taken));
        let (equal, sounding) = (f64::from(self.equal), f64::from(self.sounding));
        let silent = sounding < SOUNDING * (self.taken - from) as f64;
        if silent || equal >= SHARE * sounding {
            let open = self.open.get_or_insert(Stretch { span, equal: 0, sounding: 0, doubled: 0 });
            open.span.end = span.end;
            open.equal += u64::from(self.equal);
            open.sounding += u64::from(self.sounding);
            open.doubled += u32::from(!silent);
        } else {
            self.close(SHORTEST, DOUBLED);
        }
        (self.equal, self.sounding) = (0, 0);
    }

    fn close(&mut self, shortest: Time, doubled: u32) {
        let enough = |open: &Stretch| open.span.length() >= shortest && open.doubled >= doubled;
        if let Some(open) = self.open.take().filter(enough) {
            self.spans.add(open.span, open.equal as f32, open.sounding as f32);
        }
    }

    /// The findings of both channels, at the end of the call.
    pub(super) fn findings(mut self) -> Vec<Health> {
        let begun = self.taken % self.rate;
        if begun > 0 {
            self.second(self.taken - begun);
        }
        // A call shorter than the shortest is judged as a whole.
        let duration = self.at(self.taken);
        self.close(SHORTEST.min(duration), if duration < SHORTEST { 1 } else { DOUBLED });
        self.spans.iter().map(|found| found.health(HealthCode::Duplicated, Some(found.share()))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::made_channels::{Noise, spans_of};
    use super::*;

    /// Two channels of 40 s: the right is the left where `doubled` says so, and both sound where `sounds` says so.
    fn found(cut: usize, doubled: impl Fn(f64) -> bool, sounds: impl Fn(f64) -> bool) -> Vec<Health> {
        let (mut own, mut other) = (Noise::new(1), Noise::new(2));
        let (left, right): (Vec<f32>, Vec<f32>) = (0..320_000)
            .map(|n| {
                let s = f64::from(n) / 8000.0;
                let (a, b) = (own.next() as f32, other.next() as f32);
                if sounds(s) { (a, if doubled(s) { a } else { b }) } else { (0.0, 0.0) }
            })
            .unzip();
        let mut watch = Duplicated::new(8000);
        for (left, right) in left.chunks(cut).zip(right.chunks(cut)) {
            watch.push(left, right);
        }
        watch.findings()
    }

    #[test]
    fn the_doubled_part_is_found_however_the_call_is_cut() {
        for cut in [1, 512, 8000, 77_777] {
            let part = found(cut, |s| (10.0..22.0).contains(&s) || (30.0..33.0).contains(&s), |_| true);
            assert_eq!(spans_of(&part), [(10.0, 22.0)]);
            assert_eq!(part[0].value, Some(1.0));
        }
    }

    #[test]
    fn silence_goes_with_its_neighbours_and_is_nothing_alone() {
        let part = found(512, |_| true, |s| (10.0..22.0).contains(&s) || s >= 30.0);
        assert_eq!(spans_of(&part), [(0.0, 40.0)]);
        assert!(found(512, |_| true, |_| false).is_empty());
        assert!(found(512, |_| false, |s| s < 20.0).is_empty());
    }

    #[test]
    fn nearly_equal_is_equal_enough() {
        let part = found(512, |s| !((s * 8000.0) as u64).is_multiple_of(50), |_| true);
        assert!((part[0].value.unwrap() - 0.98).abs() < 1e-3, "{part:?}");
    }
}
