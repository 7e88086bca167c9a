//! What turns say where it is not certain who took the floor: the mean over readings of the call, each as likely as it is.
//!
//! One entry that is read as feedback instead of a change of the floor makes one turn of two. So the measures of turns are
//! taken over [`DRAWS`] readings of the whole call; in each, every entry is what chance makes it by its probabilities.

use super::facts::Facts;
use crate::floor::{Event, EventKind, Reason, Role, Taking, Turn, fresh, turns};
use crate::party::{Party, PerParty};
use crate::stats::Random;
use crate::talkspurt::CONTRIBUTION_GAP;
use crate::time::Span;

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

/// What a talkspurt begins.
#[derive(Clone, Copy)]
enum Begins<'f> {
    /// It goes on with the one before.
    Continues,
    /// A contribution that was judged to be no event.
    Turn,
    /// An entry, and how much it begins something new.
    Entry(&'f Event, f32),
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
                let (aside, takes) = match begins[party][index] {
                    Begins::Continues => (roles[party].last() == Some(&Role::Aside), false),
                    Begins::Turn => (false, false),
                    Begins::Entry(event, fresh) => match read(event, chance / fresh.max(f32::MIN_POSITIVE)) {
                        Some(read) => read,
                        None => (roles[party].last() == Some(&Role::Aside) && fresh < 1.0, false),
                    },
                };
                roles[party].push(if aside { Role::Aside } else { Role::Turn });
                let holder = takings.last().map(|taking| taking.by);
                if (takes && holder != Some(party)) || (!aside && holder.is_none()) {
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

/// Whether an entry is an aside, and whether the floor passes with it, where chance falls at 0..1; `None` where it is neither.
fn read(event: &Event, chance: f32) -> Option<(bool, bool)> {
    if event.kinds.is_empty() || event.kind == EventKind::SimultaneousStart {
        let stopped = event.reasons.iter().any(|reason| matches!(reason, Reason::HolderStopped(_)));
        let wins = event.kind == EventKind::SimultaneousStart && stopped;
        return Some((is_aside(event.kind), event.kind.takes_floor() || wins));
    }
    let takes = event.kinds.takes_floor();
    let aside = event.kinds.of_kind(EventKind::Backchannel) + event.kinds.of_kind(EventKind::ButtingIn);
    (chance < takes + aside).then_some((chance >= takes, chance < takes))
}

const fn is_aside(kind: EventKind) -> bool {
    matches!(kind, EventKind::Backchannel | EventKind::ButtingIn)
}

/// What each talkspurt of `party` begins.
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
        let between = before.map(|before| Span::new(before.end, spurt.start));
        let quiet = |gap: Span| {
            let first = others.partition_point(|other| other.end <= gap.start);
            others.get(first).is_none_or(|other| other.start >= gap.end)
        };
        all.push(match entries.next_if(|event| event.span.start == spurt.start) {
            Some(event) => {
                let new = between.map_or(1.0, |gap| {
                    let first = others.partition_point(|other| other.end <= gap.start);
                    let inside = others[first..].iter().take_while(|other| other.start < gap.end);
                    fresh(gap.length(), inside.map(|other| other.overlap(gap)).sum())
                });
                Begins::Entry(event, new as f32)
            }
            None if between.is_some_and(|gap| gap.length() < CONTRIBUTION_GAP && quiet(gap)) => Begins::Continues,
            None => Begins::Turn,
        });
        before = Some(*spurt);
    }
    all
}
