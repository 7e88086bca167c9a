//! What the other party's leaks say about a channel.

use super::spans::Spans;
use crate::activity::{Leak, Way};
use crate::finding::Health;
use crate::names::HealthCode;
use crate::time::{Span, Time};

/// An echo this late or later has gone a way through the network and back.
const ROUND_TRIP: Time = Time::from_millis(30);
/// A copy later than this is later than an echo that is always there would be removed without a search.
const LATE: Time = Time::from_millis(510);
/// Stretches of a leak are one over times in which the other party may just have been silent.
const NEAR: Time = Time::from_millis(10_000);
/// In a stretch this many frames were explained, or it is chance.
const LEAST: f32 = 20.0;
/// A piece comes the same way as a leak if their lags are no further apart, frames.
const SAME_LAG: usize = 5;

/// Where in the call each leak of a channel was heard.
#[derive(Clone, Debug, Default)]
pub(crate) struct LeakWatch {
    frames: u64,
    leaks: Vec<Spans>,
}

impl LeakWatch {
    /// Takes the next frame, and the number of the leak that is what sounds in it, if any is.
    pub(crate) fn push(&mut self, leak: Option<usize>) {
        let frame = self.frames;
        self.frames += 1;
        let Some(number) = leak else { return };
        while self.leaks.len() <= number {
            self.leaks.push(Spans::new(NEAR).at_least(LEAST));
        }
        self.leaks[number].add(Span::new(Time::from_frame(frame), Time::from_frame(frame + 1)), 1.0, 0.0);
    }

    /// Where a leak was heard.
    fn spans(&self, number: usize) -> impl Iterator<Item = Span> {
        let found = self.leaks.get(number).into_iter().flat_map(Spans::iter);
        found.filter(|found| found.amount >= LEAST).map(|found| found.span)
    }
}

/// If a leak is known, this many frames must come by another path: what the other says resembles what it said before.
const BESIDE_OTHERS: u32 = 100;

/// All that came from the other party into a channel.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leaked {
    /// Those that were there all along, in order, and where.
    pub(crate) leaks: Vec<Leak>,
    pub(crate) spans: LeakWatch,
    /// What both channels hold of each other at the same moment: the first frame, the end of the last, the level in dB.
    pub(crate) mixed: Option<(u64, u64, f64)>,
    /// Pieces that came back.
    pub(crate) copies: Vec<Way>,
}

/// Adds the leaks of a channel to what was `found` on it: echoes, cross-talk, and that both channels are nearly the same where
/// that is not known yet.
pub(crate) fn add_leaks(found: &mut Vec<Health>, leaked: &Leaked, duration: Time) {
    let whole = Span::new(Time::ZERO, duration);
    let frames = |from: u64, to: u64| Span::new(Time::from_frame(from), Time::from_frame(to).min(duration));
    if let Some((from, to, level)) = leaked.mixed {
        found.push(Health::new(HealthCode::Crosstalk, frames(from, to), Some(level)));
    }
    for leak in &leaked.leaks {
        let late = Time::from_frame(leak.path.lag as u64);
        if leak.path.doubles() && late < ROUND_TRIP {
            if found.iter().all(|known| known.code != HealthCode::Duplicated) {
                found.push(Health::new(HealthCode::Duplicated, whole, None));
            }
            continue;
        }
        // A shorter way is no round trip, but cross-talk at the recorder.
        let trip = late >= ROUND_TRIP;
        if !trip && leaked.mixed.is_some() {
            continue;
        }
        for span in leaked.spans.spans(leak.number) {
            let span = Span::new(span.start, span.end.min(duration));
            found.push(Health::new(HealthCode::Echo, span, Some(leak.gain_db())));
            if trip {
                found.push(Health::new(HealthCode::RoundTripMs, span, Some(late.millis() as f64)));
            }
        }
    }
    let others = leaked.mixed.is_some() || !leaked.leaks.is_empty();
    let followed = |way: &Way| leaked.leaks.iter().any(|leak| leak.path.lag.abs_diff(way.lag) <= SAME_LAG);
    let reported = |way: &&Way| !followed(way) && (!others || way.frames >= BESIDE_OTHERS);
    for way in leaked.copies.iter().filter(reported) {
        let late = Time::from_frame(way.lag as u64);
        // Without delay it is cross-talk, which is reported above.
        if late >= ROUND_TRIP {
            let code = if late > LATE { HealthCode::LateCopy } else { HealthCode::EchoBursts };
            found.push(Health::new(code, frames(way.from, way.to), Some(late.millis() as f64)));
        }
    }
}
