//! What the channels' findings leave of a score: all of it, less certainty, or none.

use crate::finding::Health;
use crate::names::{HealthCode, Id};

/// Points by which an echo, bursts of one or cross-talk may move patience, either way: what of them was not removed looks like
/// talk of the other party. A judgement, about twice what they move the whole by on average (`benches/guard.py`).
const LEAK: f64 = 8.0;
/// A network that brings each party's voice to the other this late, there and back, changes who is heard to begin first. Points
/// of patience, either way, at 90 %, by milliseconds of it (`benches/verdict/delay.py`); none up to the first.
const DELAY: [(f64, f64); 5] = [(300.0, 0.0), (400.0, 9.0), (600.0, 12.0), (800.0, 17.0), (1000.0, 22.0)];

/// The share of a call from which on a channel that lacks it says too little: the score then changes by 3 points in the median
/// and by 6 in one call of ten (`benches/losses.py`).
const LACKING: f64 = 0.05;

/// What is to be held of a score.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Doubt {
    /// The findings for which there is none.
    pub(crate) withheld_by: Vec<Id<HealthCode>>,
    /// Points of patience by which its interval is wider, on each side.
    pub(crate) patience: f64,
}

impl Doubt {
    /// From all findings of both channels of a call that took as many seconds.
    pub(crate) fn of(channels: [&[Health]; 2], seconds: f64) -> Self {
        let mut doubt = Self::default();
        for findings in channels {
            let lacks = lacking(findings);
            if lacks.seconds >= LACKING * seconds && seconds > 0.0 && !doubt.withheld_by.contains(&lacks.code.into()) {
                doubt.withheld_by.push(lacks.code.into());
            }
        }
        // Whoever moves a channel says how the two belong together.
        let moved = channels.into_iter().flatten().any(|found| found.code == HealthCode::Moved);
        for found in channels.into_iter().flatten() {
            if moved && found.code == HealthCode::UnequalLengths {
                continue;
            }
            if found.withholds_score() {
                if !doubt.withheld_by.contains(&found.code) {
                    doubt.withheld_by.push(found.code.clone());
                }
            } else if found.widens_score() {
                doubt.patience = doubt.patience.max(LEAK);
            } else if found.code == HealthCode::RoundTripMs {
                doubt.patience = doubt.patience.max(delayed(found.value.unwrap_or(0.0)));
            }
        }
        doubt
    }
}

/// What a channel lacks.
struct Lacking {
    seconds: f64,
    /// The finding that has most of it.
    code: HealthCode,
}

/// Audio that was lost, and digital silence that cuts into talk.
fn lacking(findings: &[Health]) -> Lacking {
    let of = |code: HealthCode| findings.iter().filter(move |found| found.code == code);
    let lost: f64 = of(HealthCode::LostAudio).filter_map(|found| found.value).sum();
    let share = |found: &Health| found.value.map(|share| share * (found.end - found.start).seconds());
    let cut: f64 = of(HealthCode::Dropouts).filter_map(share).sum();
    Lacking { seconds: lost + cut, code: if cut > lost { HealthCode::Dropouts } else { HealthCode::LostAudio } }
}

/// Uncertain points of patience for a round trip of this many milliseconds.
fn delayed(ms: f64) -> f64 {
    let right = DELAY.partition_point(|(at, _)| *at <= ms);
    if right == 0 || right == DELAY.len() {
        return DELAY[right.saturating_sub(1)].1;
    }
    let ((x0, y0), (x1, y1)) = (DELAY[right - 1], DELAY[right]);
    y0 + (y1 - y0) * (ms - x0) / (x1 - x0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Span, Time};

    fn found(code: HealthCode, value: Option<f64>) -> Health {
        Health { value, ..Health::new(code, Span::new(Time::ZERO, Time::from_millis(9000)), None) }
    }

    fn of(findings: &[Health]) -> Doubt {
        Doubt::of([findings, &[]], 100.0)
    }

    #[test]
    fn a_channel_that_lacks_a_twentieth_of_the_call_withholds() {
        let lost = |seconds| found(HealthCode::LostAudio, Some(seconds));
        assert_eq!(of(&[lost(2.0), lost(3.0)]).withheld_by, [Id::from(HealthCode::LostAudio)]);
        assert_eq!(of(&[lost(2.0), lost(2.99)]), Doubt::default());
        // The span is 9 s long.
        let cut = |share| found(HealthCode::Dropouts, Some(share));
        assert_eq!(of(&[cut(0.56)]).withheld_by, [Id::from(HealthCode::Dropouts)]);
        assert_eq!(of(&[cut(0.55)]), Doubt::default());
        // Each channel for itself.
        assert_eq!(Doubt::of([&[lost(4.0)], &[lost(4.0)]], 100.0), Doubt::default());
    }

    #[test]
    fn a_round_trip_over_300_ms_widens() {
        let patience = |ms| of(&[found(HealthCode::RoundTripMs, Some(ms))]).patience;
        assert_eq!(patience(300.0), 0.0);
        assert!(patience(310.0) > 0.0);
        assert_eq!(patience(2000.0), patience(1000.0));
    }

    #[test]
    fn what_withholds_is_named_once_and_what_leaks_widens() {
        let doubled = [found(HealthCode::Duplicated, None), found(HealthCode::Duplicated, None)];
        assert_eq!(of(&doubled).withheld_by, [Id::from(HealthCode::Duplicated)]);
        let leak = of(&[found(HealthCode::Echo, Some(-20.0))]);
        assert_eq!((leak.withheld_by.len(), leak.patience), (0, LEAK));
        assert_eq!(of(&[found(HealthCode::Music, None)]), Doubt::default());
    }
}
