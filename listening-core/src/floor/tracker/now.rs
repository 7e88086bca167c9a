//! The current state of the floor in a live call.

use super::FloorTracker;
use crate::floor::event::EventKind;
use crate::party::{Party, PerParty};
use crate::talkspurt::DEAD_AIR;
use crate::time::{Span, Time};

/// The current state of the floor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FloorNow {
    /// Who holds the floor, and since when.
    pub(crate) held: Option<Held>,
    /// A talkspurt of the party runs.
    pub(crate) talking: PerParty<bool>,
    /// End of the party's last talkspurt; `None` where it has not talked, and while it talks.
    pub(crate) talked_until: PerParty<Option<Time>>,
    /// How long each party has talked up to the moment that all is known of.
    pub(crate) talk: PerParty<Time>,
    /// Nobody talks.
    pub(crate) silence: Option<Silent>,
}

/// A hold of the floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) by: Party,
    pub(crate) since: Time,
    /// No final event says so yet.
    pub(crate) provisional: bool,
}

/// A silence that runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Silent {
    pub(crate) since: Time,
    /// Who spoke before it.
    pub(crate) after: Party,
    /// What it has become.
    pub(crate) kind: Option<EventKind>,
}

impl FloorTracker {
    /// The state of the floor at `now`, where everything before `known` is final.
    pub(crate) fn now(&self, now: Time, known: Time) -> FloorNow {
        let last = PerParty::from_fn(|party| self.timeline.spurts(party).last().copied());
        let talking = PerParty::from_fn(|party| last[party].is_some_and(|spurt| spurt.end == Time::MAX));
        FloorNow {
            held: self.held(talking),
            talking,
            talked_until: PerParty::from_fn(|party| last[party].map(|spurt| spurt.end).filter(|_| !talking[party])),
            talk: PerParty::from_fn(|party| self.talk_until(party, known)),
            silence: self.silence(now, talking),
        }
    }

    /// Who holds the floor: who took it last, unless that one has fallen silent and the other talks alone.
    fn held(&self, talking: PerParty<bool>) -> Option<Held> {
        let taken = self.takings.last().map(|taking| Held { by: taking.by, since: taking.at, provisional: false });
        let silent = taken.is_none_or(|held| !talking[held.by]);
        let alone = |party: Party| silent && talking[party] && taken.is_none_or(|held| held.by != party);
        // Its onsets are not read yet, or were read as none that takes the floor.
        let onset = self.pending.iter().find(|onset| alone(onset.party));
        let begun = onset.map(|onset| Held { by: onset.party, since: onset.start, provisional: true });
        begun.or(taken)
    }

    /// How long `party` has talked before `known`.
    fn talk_until(&self, party: Party, known: Time) -> Time {
        let spurts = self.timeline.spurts(party).iter().rev();
        let late = spurts.take_while(|spurt| spurt.end > known).map(|spurt| match spurt.end {
            // Of one that runs nothing has been counted.
            Time::MAX => (known - spurt.start).max(Time::ZERO),
            end => Time::ZERO - (end - spurt.start.max(known)),
        });
        late.fold(self.talked[party], |sum, part| sum + part)
    }

    /// The silence that runs at `now`.
    fn silence(&self, now: Time, talking: PerParty<bool>) -> Option<Silent> {
        if talking.agent || talking.customer {
            return None;
        }
        let (since, after) = self.timeline.talk_before(now, self.holder()).filter(|(since, _)| *since < now)?;
        // A mark breaks it: what is not marked of it, up to now.
        let span = self.marked.outside(Span::new(since, now)).last().filter(|piece| piece.end == now)?;
        let music = self.music.share(span) >= 0.5;
        let kind = match span.length() {
            length if length < DEAD_AIR => None,
            _ if music => Some(EventKind::Hold),
            _ => Some(EventKind::DeadAir).filter(|_| !self.lost.hide(span)),
        };
        Some(Silent { since: span.start, after, kind })
    }
}
