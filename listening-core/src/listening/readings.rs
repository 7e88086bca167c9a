//! What turns say where it is not certain who took the floor: the mean over readings of the call, each as likely as it is.
//!
//! One entry that is read as feedback instead of a change of the floor makes one turn of two. So the measures of turns are
//! taken over [`DRAWS`] readings of the whole call; in each, every entry is what chance makes it by its probabilities.

use super::facts::Facts;
use crate::floor::{Event, EventKind, Reason, Role, Taking, Turn, fresh, turns};
use crate::party::{Party, PerParty};
use crate::stats::Random;
use crate::talkspurt::CONTRIBUTION_GAP;
use crate::time::{Span, Time};

/// Readings of a call. Each entry has each of its kinds in as many of them as its probability says, to one.
pub(crate) const DRAWS: usize = 32;

/// A number over the readings: its mean and its variance.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Spread {
    pub(crate) mean: f64,
    pub(crate) variance: f64,
}

impl Spread {
    /// Of the numbers of all readings that have one; `None` where none has.
    pub(crate) fn of(numbers: impl Iterator<Item = Option<f64>>) -> Option<Self> {
        let (mut n, mut sum, mut squares) = (0.0, 0.0, 0.0);
        for number in numbers.flatten() {
            n += 1.0;
            sum += number;
            squares += number * number;
        }
        let mean = sum / n;
        (n > 0.0).then(|| Self { mean, variance: (squares / n - mean * mean).max(0.0) })
    }
}

/// How a talkspurt begins.
#[derive(Clone, Copy)]
struct Begins<'f> {
    /// The event that begins with it, and how much that begins something new.
    entry: Option<(&'f Event, f32)>,
    /// It follows the own last one within a second.
    near: bool,
    /// In that silence the other was quiet: it goes on with what it follows.
    goes_on: bool,
    /// The other talks.
    in_overlap: bool,
}

impl Begins<'_> {
    /// What it is to the floor, as [`FloorTracker`](crate::floor::FloorTracker) has it, where chance falls at 0..1; after
    /// `before`, with the floor held by the other.
    fn role(&self, chance: f32, before: Option<Role>, other_holds: bool) -> Role {
        let read =
            self.entry.and_then(|(event, fresh)| read(event, chance / fresh.max(f32::MIN_POSITIVE), other_holds));
        let continued = before.filter(|_| self.near);
        match read {
            Some(role) => role,
            None if self.goes_on && continued == Some(Role::Aside) => Role::Aside,
            None if matches!(continued, Some(Role::Turn | Role::Tail)) && self.in_overlap && other_holds => Role::Tail,
            None => Role::Turn,
        }
    }
}

/// The turns of the call in each of its readings.
pub(crate) fn readings(facts: &Facts<'_>) -> Vec<Vec<Turn>> {
    let spurts = PerParty::from_fn(|party| facts.spurts(party).collect::<Vec<Span>>());
    let begins = PerParty::from_fn(|party| begins(facts, &spurts, party));
    let mut onsets: Vec<(Span, Party, usize)> = Party::BOTH
        .into_iter()
        .flat_map(|party| spurts[party].iter().enumerate().map(move |(index, spurt)| (*spurt, party, index)))
        .collect();
    onsets.sort_unstable_by_key(|&(spurt, party, _)| (spurt.start, party));
    // The place of each entry among the readings is fixed by which talkspurt it is: times move it nowhere.
    let places = PerParty::from_fn(|party| {
        let seed = |index: usize| Random::new(2 * index as u64 + u64::from(party == Party::Customer));
        (0..spurts[party].len()).map(|index| order(&mut seed(index))).collect::<Vec<_>>()
    });
    (0..DRAWS)
        .map(|draw| {
            let mut roles = PerParty::from_fn(|party| Vec::with_capacity(spurts[party].len()));
            let mut takings: Vec<Taking> = Vec::new();
            for &(spurt, party, index) in &onsets {
                let chance = (f32::from(places[party][index][draw]) + 0.5) / DRAWS as f32;
                let holder = takings.last().map(|taking| taking.by);
                let role =
                    begins[party][index].role(chance, roles[party].last().copied(), holder == Some(party.other()));
                roles[party].push(role);
                if role == Role::Turn && holder != Some(party) {
                    takings.push(Taking { by: party, at: spurt.start });
                }
            }
            turns(&spurts, &roles, &takings)
        })
        .collect()
}

/// The numbers of the readings in an order of chance.
fn order(random: &mut Random) -> [u8; DRAWS] {
    let mut order = [0; DRAWS];
    (0..DRAWS).for_each(|k| order[k] = k as u8);
    random.shuffle(&mut order);
    order
}

/// What an entry is to the floor where chance falls at 0..1; `None` where it only goes on.
fn read(event: &Event, chance: f32, other_holds: bool) -> Option<Role> {
    let role = |aside: bool| Some(if aside { Role::Aside } else { Role::Turn });
    if event.kind == EventKind::SimultaneousStart {
        let stopped = event.reasons.iter().any(|reason| matches!(reason, Reason::HolderStopped(_)));
        return role(other_holds && !stopped);
    }
    if event.kinds.is_empty() {
        return role(is_aside(event.kind));
    }
    let takes = event.kinds.takes_floor();
    let aside = event.kinds.of_kind(EventKind::Backchannel) + event.kinds.of_kind(EventKind::ButtingIn);
    if chance < takes + aside { role(chance >= takes) } else { None }
}

const fn is_aside(kind: EventKind) -> bool {
    matches!(kind, EventKind::Backchannel | EventKind::ButtingIn)
}

/// How each talkspurt of `party` begins.
fn begins<'f>(facts: &Facts<'f>, spurts: &PerParty<Vec<Span>>, party: Party) -> Vec<Begins<'f>> {
    let entries = facts.events.iter().filter(|event| {
        event.by == party
            && (is_aside(event.kind) || event.kind.takes_floor() || event.kind == EventKind::SimultaneousStart)
    });
    let mut entries = entries.peekable();
    let others = &spurts[party.other()];
    let mut before: Option<Span> = None;
    let mut all = Vec::with_capacity(spurts[party].len());
    for spurt in &spurts[party] {
        while entries.next_if(|event| event.span.start < spurt.start).is_some() {}
        let gap = before.map(|before| Span::new(before.end, spurt.start));
        let between = gap.map_or(Time::ZERO, |gap| {
            let first = others.partition_point(|other| other.end <= gap.start);
            others[first..].iter().take_while(|other| other.start < gap.end).map(|other| other.overlap(gap)).sum()
        });
        let entry = entries.next_if(|event| event.span.start == spurt.start);
        let near = gap.is_some_and(|gap| gap.length() < CONTRIBUTION_GAP);
        let started = others.partition_point(|other| other.start <= spurt.start);
        all.push(Begins {
            entry: entry.map(|event| (event, fresh(gap.map_or(Time::MAX, Span::length), between) as f32)),
            near,
            goes_on: near && between == Time::ZERO,
            in_overlap: started.checked_sub(1).is_some_and(|last| others[last].end > spurt.start),
        });
        before = Some(*spurt);
    }
    all
}
