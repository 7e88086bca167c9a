//! Turns: a party's hold of the floor, from its floor-taking to the other's, asides left out, ended by
//! 3 s of own silence.

use super::tracker::{Role, Tracker};
use super::{DEAD_AIR, Turn};
use crate::time::{Span, Time};

/// All turns of a finished call, in order of start.
pub(super) fn turns(tracker: &Tracker) -> Vec<Turn> {
    let takings = tracker.takings();
    let mut turns: Vec<Turn> = Vec::new();
    for (i, taking) in takings.iter().enumerate() {
        let until = takings.get(i + 1).map_or(Time::MAX, |next| next.at);
        let spurts = tracker.timeline().spurts(taking.by);
        let first = spurts.partition_point(|spurt| spurt.start < taking.at);
        let mut current: Option<Span> = None;
        for (spurt, role) in spurts[first..].iter().zip(&tracker.roles()[taking.by][first..]) {
            if spurt.start >= until {
                break;
            }
            if *role == Role::Aside {
                continue;
            }
            match &mut current {
                Some(turn) if spurt.start - turn.end < DEAD_AIR => turn.end = spurt.end,
                _ => {
                    turns.extend(current.map(|span| Turn { party: taking.by, span }));
                    current = Some(*spurt);
                }
            }
        }
        turns.extend(current.map(|span| Turn { party: taking.by, span }));
    }
    turns
}
