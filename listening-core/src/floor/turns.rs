//! Turns: a party's hold of the floor, from its floor-taking to the other's, asides left out, ended by
//! 3 s of own silence.

use super::event::{Event, EventKind, Reason};
use crate::party::{Party, PerParty};
use crate::sorting;
use crate::talkspurt::DEAD_AIR;
use crate::time::{Span, Time};

/// A party's hold of the floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Who holds it.
    pub party: Party,
    /// From the first to the last talkspurt of it.
    pub span: Span,
}

/// What a talkspurt is to the floor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Role {
    /// Not read yet.
    #[default]
    Unread,
    /// Part of a turn.
    Turn,
    /// Goes on with a contribution of the last own turn, though the other has taken the floor.
    Tail,
    /// Feedback, or a failed attempt: it does not hold the floor.
    Aside,
    /// Laughter or another sound while the other has the floor, or nobody.
    Sound,
}

impl Role {
    /// Whether it leaves the floor where it is.
    pub(crate) const fn is_aside(self) -> bool {
        matches!(self, Self::Aside | Self::Sound)
    }
}

/// What an entry is to the floor, as the kind that it was read as.
pub(crate) fn entered(event: &Event, other_holds: bool) -> Role {
    let aside = match event.kind {
        // Of two who begin together, the one whom the other gives way to.
        EventKind::SimultaneousStart => {
            other_holds && !event.reasons.iter().any(|reason| matches!(reason, Reason::HolderStopped(_)))
        }
        kind => matches!(kind, EventKind::Backchannel | EventKind::ButtingIn),
    };
    if aside { Role::Aside } else { Role::Turn }
}

/// What talk is to the floor that no event begins with. `placed` says of an onset that begins something new whether the other
/// talked at it; `continued` is what it goes on with after less than a second of own silence.
pub(crate) fn went_on(placed: Option<bool>, continued: Option<Role>, other_holds: bool) -> Role {
    match (placed, continued) {
        // It keeps the role of what it continues; a new contribution without an event is a turn.
        (None, Some(Role::Aside)) => Role::Aside,
        (Some(true), Some(Role::Turn | Role::Tail)) if other_holds => Role::Tail,
        _ => Role::Turn,
    }
}

/// The floor taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Taking {
    pub(crate) by: Party,
    pub(crate) at: Time,
}

/// All turns of a finished call, in order of start; `roles` are those of the talkspurts, and the takings are in order and
/// alternate. Every talkspurt that is no aside is in one: in that of its party's last taking.
pub(crate) fn turns(spurts: &PerParty<Vec<Span>>, roles: &PerParty<Vec<Role>>, takings: &[Taking]) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for (i, taking) in takings.iter().enumerate() {
        // The floor alternates: the party's next taking is the one after the next.
        let until = takings.get(i + 2).map_or(Time::MAX, |next| next.at);
        let spurts = &spurts[taking.by];
        let first = spurts.partition_point(|spurt| spurt.start < taking.at);
        let mut current: Option<Span> = None;
        for (spurt, role) in spurts[first..].iter().zip(&roles[taking.by][first..]) {
            if spurt.start >= until {
                break;
            }
            if role.is_aside() {
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
    sorting::by_key(&mut turns, |turn| turn.span.start);
    turns
}
