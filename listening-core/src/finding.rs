//! A finding about a channel: plain data, which reports hold.

use crate::names::{HealthCode, Id};
use crate::time::Time;

/// A finding about a channel, and the part of the call that it concerns.
#[derive(Clone, Debug, PartialEq)]
pub struct Health {
    /// What it is; each code says what its value is.
    pub code: Id<HealthCode>,
    /// Where it begins, in seconds.
    pub start: Time,
    /// Where it ends.
    pub end: Time,
    /// How much, as said at the codes; `None` where there is no amount.
    pub value: Option<f64>,
    /// The interval of 90 % around a value that was estimated, as `(low, high)`; `None` where it was counted or measured.
    pub interval: Option<(f64, f64)>,
}

/// Cross-talk from this level on leaves the quieter party too little of its own.
const MIXED_DB: f64 = -16.0;

/// From this share on the turns are not of this audio: of talk that no turn has, or of turns in which nobody talks.
const STRANGERS: f64 = 0.5;

/// A party that seems to come earlier by less, in seconds, may be one that always cuts in: that is no reason to give no score.
const NO_HABIT_S: f64 = 1.25;

impl Health {
    /// Whether with it there is no saying who talked, so that no score can be given: both channels hold the same, one comes back
    /// on the other later than it can be removed, or each is mixed into the other at -16 dB or more; one is shifted against the
    /// other by 1.25 s or more, or drifts; or the turns that were given with a mix are not of it: half of the talk has no turn, half of the turns have
    /// no talk, or the samples are of two channels. Recordings of unequal length withhold it too, unless a channel was moved.
    pub fn withholds_score(&self) -> bool {
        match self.code.known() {
            Some(
                HealthCode::Duplicated
                | HealthCode::LateCopy
                | HealthCode::Interleaved
                | HealthCode::Drifting
                | HealthCode::UnequalLengths,
            ) => true,
            Some(HealthCode::TalkWithoutTurn | HealthCode::TurnWithoutTalk) => {
                self.value.is_some_and(|share| share >= STRANGERS)
            }
            Some(HealthCode::Crosstalk) => self.value.is_some_and(|level| level >= MIXED_DB),
            Some(HealthCode::Misaligned) => self.value.is_some_and(|lag| lag >= NO_HABIT_S),
            _ => false,
        }
    }

    /// Whether with it some of what was heard of a party may be the other's, so that a score is less sure than its events say.
    pub fn widens_score(&self) -> bool {
        let leaks =
            matches!(self.code.known(), Some(HealthCode::Echo | HealthCode::EchoBursts | HealthCode::Crosstalk));
        // A lag that may be a habit.
        let shifted = self.code == HealthCode::Misaligned;
        (leaks || shifted) && !self.withholds_score()
    }
}

impl Health {
    pub(crate) fn new(code: HealthCode, span: crate::time::Span, value: Option<f64>) -> Self {
        Self { code: code.into(), start: span.start, end: span.end, value, interval: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_withholds_a_score_does_not_widen_it() {
        let effect = |code: HealthCode, value| {
            let health = Health { code: code.into(), start: Time::ZERO, end: Time::ZERO, value, interval: None };
            (health.withholds_score(), health.widens_score())
        };
        assert_eq!(effect(HealthCode::Duplicated, None), (true, false));
        assert_eq!(effect(HealthCode::LateCopy, Some(800.0)), (true, false));
        for code in [HealthCode::Misaligned, HealthCode::Drifting, HealthCode::UnequalLengths] {
            assert_eq!(effect(code, Some(2.0)), (true, false));
        }
        assert_eq!(effect(HealthCode::Misaligned, Some(1.25)), (true, false));
        assert_eq!(effect(HealthCode::Misaligned, Some(1.249)), (false, true));
        assert_eq!(effect(HealthCode::Moved, Some(2.0)), (false, false));
        assert_eq!(effect(HealthCode::Crosstalk, Some(-15.9)), (true, false));
        assert_eq!(effect(HealthCode::Crosstalk, Some(-16.1)), (false, true));
        assert_eq!(effect(HealthCode::Interleaved, None), (true, false));
        for code in [HealthCode::TalkWithoutTurn, HealthCode::TurnWithoutTalk] {
            assert_eq!([0.5, 0.499].map(|share| effect(code, Some(share)).0), [true, false]);
        }
        assert_eq!(effect(HealthCode::Echo, Some(-10.0)), (false, true));
        assert_eq!(effect(HealthCode::EchoBursts, Some(400.0)), (false, true));
        assert_eq!(effect(HealthCode::Music, None), (false, false));
    }
}
