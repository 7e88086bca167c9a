//! One clock for every stage.

use std::fmt;
use std::ops::{Add, Sub};

/// No talkspurt or word may end later, in seconds: a year.
pub const LATEST_S: f64 = 365.0 * 86_400.0;

/// A moment or a length, in whole microseconds from the first sample.
///
/// One 8 kHz sample is exactly 125 µs and one decimal of a written millisecond is exactly 1000 µs, so
/// both heard and given talkspurts are held without rounding, and a call that is shifted in time keeps
/// every comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

impl Time {
    /// The first sample.
    pub const ZERO: Self = Self(0);
    /// Later than any sample.
    pub const MAX: Self = Self(i64::MAX / 4);

    /// From whole milliseconds.
    pub const fn from_millis(ms: i64) -> Self {
        Self(ms * 1000)
    }

    /// From whole microseconds.
    pub const fn from_micros(us: i64) -> Self {
        Self(us)
    }

    /// From a count of samples at 8 kHz.
    pub const fn from_samples(samples: u64) -> Self {
        Self(samples as i64 * 125)
    }

    /// The start of a 10 ms frame.
    pub const fn from_frame(frame: u64) -> Self {
        Self(frame as i64 * 10_000)
    }

    /// From seconds, rounded to the microsecond. The caller has checked that the value is finite.
    pub fn from_seconds(seconds: f64) -> Self {
        Self((seconds * 1e6).round() as i64)
    }

    /// In seconds.
    pub fn seconds(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// In whole milliseconds, halves up.
    pub const fn millis(self) -> i64 {
        (self.0 + 500).div_euclid(1000)
    }

    /// In microseconds.
    pub const fn micros(self) -> i64 {
        self.0
    }
}

impl Add for Time {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Time {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl std::iter::Sum for Time {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} s", self.seconds())
    }
}

/// A stretch of time, `start` inside, `end` outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First moment inside.
    pub start: Time,
    /// First moment after.
    pub end: Time,
}

impl Span {
    /// A span from `start` to `end`.
    pub const fn new(start: Time, end: Time) -> Self {
        Self { start, end }
    }

    /// How long it is.
    pub fn length(self) -> Time {
        self.end - self.start
    }

    /// The moment in its middle.
    pub(crate) const fn middle(self) -> Time {
        Time::from_micros(i64::midpoint(self.start.micros(), self.end.micros()))
    }

    /// The same, later by `offset`, without what then lies before the first sample; `None` where all of it does.
    pub(crate) fn moved(self, offset: Time) -> Option<Self> {
        let end = self.end + offset;
        (end > Time::ZERO).then(|| Self::new((self.start + offset).max(Time::ZERO), end))
    }

    /// How much of it lies inside `other`.
    pub fn overlap(self, other: Self) -> Time {
        let both = self.end.min(other.end) - self.start.max(other.start);
        both.max(Time::ZERO)
    }
}
