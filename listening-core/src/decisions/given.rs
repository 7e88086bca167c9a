//! Decisions over ready-made talkspurts, for the fit, the benches and the tests.

use super::decider::{Decider, Question};
use super::evidence::EVIDENCE;
use super::operating::OperatingPoint;
use crate::party::{Party, PerParty};
use crate::time::{Span, Time};

/// An open question at one moment, or what was decided of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    /// Of whom.
    pub party: Party,
    /// Whether the turn is over; otherwise, whether the floor is taken.
    pub turn_end: bool,
    /// Where the silence, or the entry, began.
    pub start: Time,
    /// Up to where was heard.
    pub end: Time,
}

/// Every open question of a call, every 20 ms, with its evidence.
pub fn asked(spurts: &PerParty<Vec<Span>>, mut each: impl FnMut(Asked, &[f32; EVIDENCE])) {
    let mut decider = Decider::new(OperatingPoint::TenPercent);
    for talk in frames(spurts) {
        decider.evidence(talk, |question, party, start, end, evidence| {
            each(placed(question, party, start, end), evidence);
        });
    }
}

/// What is decided in a call, with its probability.
pub fn decided(spurts: &PerParty<Vec<Span>>, point: OperatingPoint) -> Vec<(Asked, f32)> {
    let (mut decider, mut all) = (Decider::new(point), Vec::new());
    for talk in frames(spurts) {
        decider.push(talk, |commit| {
            let asked = placed(commit.question, commit.party, commit.start, commit.end);
            all.push((asked, commit.probability));
        });
    }
    all
}

fn placed(question: Question, party: Party, start: u64, end: u64) -> Asked {
    let [start, end] = [start, end].map(Time::from_frame);
    Asked { party, turn_end: question == Question::TurnEnd, start, end }
}

/// Whether each party talks in the middle of each frame, up to 5 s after the last of it.
fn frames(spurts: &PerParty<Vec<Span>>) -> impl Iterator<Item = PerParty<bool>> {
    let last = Party::BOTH.into_iter().filter_map(|party| Some(spurts[party].last()?.end)).max();
    let count = last.map_or(0, |last| (last.micros() / 10_000) as u64 + 500);
    let mut at = PerParty::<usize>::default();
    (0..count).map(move |frame| {
        let middle = Time::from_micros(frame as i64 * 10_000 + 5_000);
        PerParty::from_fn(|party| {
            let spurts = &spurts[party];
            while spurts.get(at[party]).is_some_and(|spurt| spurt.end <= middle) {
                at[party] += 1;
            }
            spurts.get(at[party]).is_some_and(|spurt| spurt.start <= middle)
        })
    })
}
