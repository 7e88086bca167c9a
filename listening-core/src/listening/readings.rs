//! What turns say where it is not certain who took the floor: the mean over readings of the call, each as likely as it is.
//!
//! One entry that is read as feedback instead of a change of the floor makes one turn of two. So the measures of turns are
//! taken over [`DRAWS`] readings of the whole call; in each, every entry is what chance makes it by its probabilities.

use super::charge::cut_off;
use super::facts::Facts;
use crate::floor::{Event, EventKind, Role, Taking, Turn, entered, fresh, turns, went_on};
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
    /// It is a sound, and no talk.
    sound: bool,
    /// It follows the own last one within a second.
    near: bool,
    /// Whether the other talks at its onset; `None` where it only goes on with what it follows.
    placed: Option<bool>,
}

impl Begins<'_> {
    /// What it is to the floor where chance falls at 0..1, after `before`.
    fn role(&self, chance: f32, before: Option<Role>, other_holds: bool) -> Role {
        if self.sound {
            return Role::Sound;
        }
        let read =
            self.entry.and_then(|(event, fresh)| read(event, chance / fresh.max(f32::MIN_POSITIVE), other_holds));
        read.unwrap_or_else(|| went_on(self.placed, before.filter(|_| self.near), other_holds))
    }
}

/// The call as it may have been.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reading {
    pub(crate) turns: Vec<Turn>,
    /// Where a party began that took the floor by force, in order: no reply to what it ended.
    pub(crate) forced: Vec<Time>,
}

/// The call in each of its readings.
pub(crate) fn readings(facts: &Facts<'_>) -> Vec<Reading> {
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
            let (mut takings, mut forced) = (Vec::<Taking>::new(), Vec::new());
            for &(spurt, party, index) in &onsets {
                let chance = (f32::from(places[party][index][draw]) + 0.5) / DRAWS as f32;
                let holder = takings.last().map(|taking| taking.by);
                let role =
                    begins[party][index].role(chance, roles[party].last().copied(), holder == Some(party.other()));
                roles[party].push(role);
                if role == Role::Turn && holder != Some(party) {
                    takings.push(Taking { by: party, at: spurt.start });
                    let force = begins[party][index].entry.map_or(0.0, |(event, _)| cut_off(event));
                    if f64::from(chance) < force {
                        forced.push(spurt.start);
                    }
                }
            }
            Reading { turns: turns(&spurts, &roles, &takings), forced }
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
    if event.kinds.is_empty() || event.kind == EventKind::SimultaneousStart {
        return Some(entered(event, other_holds));
    }
    let takes = event.kinds.takes_floor();
    let aside = event.kinds.of_kind(EventKind::Backchannel) + event.kinds.of_kind(EventKind::ButtingIn);
    let role = if chance < takes { Role::Turn } else { Role::Aside };
    (chance < takes + aside).then_some(role)
}

/// How each talkspurt of `party` begins.
fn begins<'f>(facts: &Facts<'f>, spurts: &PerParty<Vec<Span>>, party: Party) -> Vec<Begins<'f>> {
    let entry = |kind: EventKind| {
        let other = matches!(kind, EventKind::Backchannel | EventKind::ButtingIn | EventKind::SimultaneousStart);
        other || kind.takes_floor()
    };
    let entries = facts.events.iter().filter(|event| event.by == party && entry(event.kind));
    let mut entries = entries.peekable();
    let others = &spurts[party.other()];
    let mut before: Option<Span> = None;
    let mut all = Vec::with_capacity(spurts[party].len());
    for (spurt, role) in spurts[party].iter().zip(facts.roles[party]) {
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
            sound: *role == Role::Sound,
            near,
            placed: (!near || between > Time::ZERO)
                .then(|| started.checked_sub(1).is_some_and(|last| others[last].end > spurt.start)),
        });
        before = Some(*spurt);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::floor::{FloorInput, FloorTracker, Kinds, Lexicon, Outcome};

    /// A conversation of chance, as the floor reads it.
    fn heard(seed: u64) -> (Outcome, Vec<Event>) {
        let mut random = Random::new(seed);
        let mut inputs = Vec::new();
        for party in Party::BOTH {
            let mut at = 0;
            for _ in 0..40 {
                let start = at + 200 + random.below(3000) as i64;
                at = start + 100 + random.below(5000) as i64;
                inputs.push((start, FloorInput::Start(party, Time::from_millis(start))));
                inputs.push((at, FloorInput::End(party, Time::from_millis(at))));
            }
        }
        inputs.sort_by_key(|(at, _)| *at);
        let (mut floor, mut events) = (FloorTracker::new(false, Lexicon::default()), Vec::new());
        inputs.into_iter().for_each(|(_, input)| floor.push(input, &mut events));
        let outcome = floor.finish(Time::ZERO, &mut events);
        events.sort_by_key(|event| event.span.start);
        (outcome, events)
    }

    fn facts<'a>(outcome: &'a Outcome, events: &'a [Event]) -> Facts<'a> {
        Facts {
            duration: Time::from_millis(400_000),
            since: Time::ZERO,
            talkspurts: &outcome.talkspurts,
            turns: &outcome.turns,
            roles: PerParty { agent: &outcome.roles.agent, customer: &outcome.roles.customer },
            events,
            deliveries: PerParty::default(),
            words: PerParty::default(),
            unsteady_gain: PerParty::default(),
        }
    }

    #[test]
    fn where_nothing_is_in_doubt_every_reading_has_the_turns_that_are_listed() {
        for seed in 0..50 {
            let (outcome, mut events) = heard(seed);
            events.iter_mut().for_each(|event| event.kinds = Kinds::default());
            let readings = readings(&facts(&outcome, &events));
            assert_eq!(readings.len(), DRAWS);
            assert!(readings.iter().all(|reading| reading.turns == outcome.turns), "seed {seed}");
        }
    }

    #[test]
    fn an_entry_takes_the_floor_in_as_many_readings_as_is_probable() {
        let (outcome, events) = heard(3);
        let readings = readings(&facts(&outcome, &events));
        assert!(readings.iter().any(|reading| reading.turns != outcome.turns), "something is in doubt");
        for event in events.iter().filter(|event| event.kind == EventKind::Backchannel) {
            let begun = |reading: &&Reading| reading.turns.iter().any(|turn| turn.span.start == event.span.start);
            let share = readings.iter().filter(begun).count() as f32 / DRAWS as f32;
            // It may take a floor that its speaker has already, which begins no turn.
            assert!(
                share <= 1.0 - event.kinds.of_kind(EventKind::Backchannel) + 1.0 / DRAWS as f32,
                "{event:?}: {share}"
            );
        }
    }

    #[test]
    fn the_floor_is_forced_in_no_more_readings_than_is_probable() {
        let mut met = 0;
        for seed in 0..30 {
            let (outcome, events) = heard(seed);
            let readings = readings(&facts(&outcome, &events));
            for reading in &readings {
                assert!(reading.forced.is_sorted());
                assert!(reading.forced.iter().all(|at| events.iter().any(|event| event.span.start == *at)));
            }
            for event in &events {
                let forced = readings.iter().filter(|reading| reading.forced.contains(&event.span.start)).count();
                assert!(forced as f64 <= DRAWS as f64 * cut_off(event) + 1.0, "{event:?}: {forced}");
                met += forced;
            }
        }
        assert!(met > 0, "somebody cuts in");
    }
}
