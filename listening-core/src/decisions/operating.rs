//! How readily a live decision is made.

use crate::error::{ErrorKind, Result};

/// How often a decision may be wrong: the share of pauses that are taken for the end of a turn, and of backchannels that are
/// taken for an entry, where decisions were fitted. The fewer, the later and the fewer true ones are found; docs/events.md has
/// the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum OperatingPoint {
    /// One in 20.
    FivePercent,
    /// One in 10.
    TenPercent,
    /// One in 5.
    TwentyPercent,
}

impl OperatingPoint {
    /// All of them, the strictest first.
    pub const ALL: [Self; 3] = [Self::FivePercent, Self::TenPercent, Self::TwentyPercent];

    /// The share of false decisions: 0.05, 0.1 or 0.2.
    pub const fn rate(self) -> f64 {
        match self {
            Self::FivePercent => 0.05,
            Self::TenPercent => 0.1,
            Self::TwentyPercent => 0.2,
        }
    }

    /// The point with this share of false decisions.
    ///
    /// ```
    /// use listening_core::OperatingPoint;
    /// assert_eq!(OperatingPoint::from_rate(0.1)?, OperatingPoint::TenPercent);
    /// assert!(OperatingPoint::from_rate(0.11).is_err());
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// A refusal ([`Error::is_config`](crate::Error::is_config)) of any other share than 0.05, 0.1 and 0.2.
    pub fn from_rate(rate: f64) -> Result<Self> {
        Self::ALL.into_iter().find(|point| (point.rate() - rate).abs() < 1e-9).ok_or_else(|| {
            let expected = "0.05, 0.1 or 0.2: the share of decisions that may be false";
            ErrorKind::Setting { name: "decisions", got: rate.to_string(), expected }.into()
        })
    }
}
