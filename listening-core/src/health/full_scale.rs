//! Float samples beyond full scale.

use crate::finding::Health;
use crate::names::HealthCode;
use crate::time::{Span, Time};

/// Remembers the first and the last second with such samples, as they came in: a filter overshoots.
#[derive(Clone, Debug)]
pub(super) struct FullScale {
    rate: u64,
    taken: u64,
    /// Seconds.
    found: Option<(u64, u64)>,
}

impl FullScale {
    /// For a channel at `rate` samples a second.
    pub(super) fn new(rate: u32) -> Self {
        Self { rate: u64::from(rate), taken: 0, found: None }
    }

    pub(super) fn push(&mut self, samples: &[f32]) {
        let beyond = |x: &f32| x.abs() > 1.0;
        // All at once, as vectors: there is hardly ever one.
        let any = samples.iter().fold(false, |any, x| any | beyond(x));
        if any && let (Some(first), Some(last)) = (samples.iter().position(beyond), samples.iter().rposition(beyond)) {
            let second = |k: usize| (self.taken + k as u64) / self.rate;
            self.found = Some((self.found.map_or(second(first), |known| known.0), second(last)));
        }
        self.taken += samples.len() as u64;
    }

    pub(super) fn findings(&self, duration: Time) -> Option<Health> {
        let at = |second: u64| Time::from_millis(second as i64 * 1000).min(duration);
        let span = self.found.map(|(first, last)| Span::new(at(first), at(last + 1)));
        span.map(|span| Health::new(HealthCode::OutOfRange, span, None))
    }
}

#[cfg(test)]
mod tests {
    use super::super::made_channels::{spans_of, speech};
    use super::*;

    #[test]
    fn the_first_and_the_last_second_are_told_however_the_call_is_cut() {
        let found = |samples: &[f32], rate: u32, cut: usize| {
            let mut full_scale = FullScale::new(rate);
            samples.chunks(cut).for_each(|piece| full_scale.push(piece));
            let duration = Time::from_micros(samples.len() as i64 * 1_000_000 / i64::from(rate));
            spans_of(&full_scale.findings(duration).into_iter().collect::<Vec<_>>())
        };
        let beyond = |s: f64| (5.2..5.3).contains(&s) || (17.6..17.7).contains(&s);
        let samples = speech(30.0, |s, x| if beyond(s) { 1.5 } else { x });
        for cut in [1, 512, 1_000_000] {
            assert_eq!(found(&samples, 8000, cut), [(5.0, 18.0)]);
        }
        assert_eq!(found(&samples, 16_000, 512), [(2.0, 9.0)]);
        assert_eq!(found(&[0.0, 1.0, -1.0, 1.01], 8000, 4), [(0.0, 0.001)]);
        assert!(found(&speech(30.0, |_, x| x), 8000, 512).is_empty());
    }
}
