//! What turns say where it is not certain who took the floor: the mean over readings of the call, each as likely as it is.
//!
//! One entry that is read as feedback instead of a change of the floor makes one turn of two. So the measures of turns are
//! taken over [`DRAWS`] readings of the whole call; in each, every entry is what chance makes it by its probabilities.

use super::charge::cut_off;
use super::facts::Facts;
use crate::floor::{Event, EventKind, Role, Taking, Turn, entered, fresh, turns, went_on};
use crate::party::{Party, PerParty};
use crate::stats::Random;
use crate::talkspurt::{CONTRIBUTION_GAP, Talkspurt};
use crate::time::{Span, Time};

/// Readings of a call. Each entry has each of its kinds in as many of them as its probability says, to one.
pub(crate) const DRAWS: usize = 32;

/// No onset lies further than this from where it is: as far as its kinds are read about it.
const FURTHEST: Time = Time::from_millis(119);

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
    /// End of the own last one.
    before: Option<Time>,
}

impl Begins<'_> {
    /// What it is to the floor where chance falls at 0..1, after the own `last`, with its onset at `at` and where the other began
    /// its `latest` talkspurt before that.
    fn role(&self, chance: f32, at: Time, latest: Option<Latest>, last: Option<Role>, holds: Holds) -> Role {
        if self.sound {
            return Role::Sound;
        }
        let entry = self.entry.filter(|_| !goes_on(at, latest, holds));
        let other_holds = holds == Holds::Other;
        let read = entry.and_then(|(event, fresh)| read(event, chance / fresh.max(f32::MIN_POSITIVE), other_holds));
        read.unwrap_or_else(|| {
            let near = self.before.is_some_and(|before| at - before < CONTRIBUTION_GAP);
            let between = self.before.is_none_or(|before| latest.is_some_and(|(end, _)| end > before));
            // Whether the other talks at it; not asked where it only goes on with what it follows.
            let placed = (!near || between).then(|| latest.is_some_and(|(end, _)| end > at));
            went_on(placed, last.filter(|_| near), other_holds)
        })
    }
}

/// When a talkspurt ends, and what it is to the floor.
type Latest = (Time, Role);

/// Who has the floor, for the one who begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Own,
    Other,
    Nobody,
}

/// Whether one who begins at `at` has the floor and talks on over what leaves it there: that is no event.
fn goes_on(at: Time, latest: Option<Latest>, holds: Holds) -> bool {
    holds == Holds::Own && latest.is_some_and(|(end, role)| end > at && role.is_aside())
}

/// How far an onset may lie from where it is, in each of the readings, from early to late: the middles of equal parts of a triangle
/// with the standard deviation that an onset is read with.
fn offsets() -> [Time; DRAWS] {
    std::array::from_fn(|k| {
        let share = (k as f64 + 0.5) / DRAWS as f64;
        // From its early end up to the middle, and the same backwards.
        let rise = |share: f64| (2.0 * share).sqrt() - 1.0;
        let part = if share < 0.5 { rise(share) } else { -rise(1.0 - share) };
        Time::from_seconds(part * FURTHEST.seconds())
    })
}

/// The call as it may have been.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reading {
    /// In the order in which they begin in this reading.
    pub(crate) turns: Vec<Turn>,
    /// Where a party began that took the floor by force, in order: no reply to what it ended.
    pub(crate) forced: Vec<Time>,
}

/// The readings of a call.
#[derive(Clone, Debug)]
pub(crate) struct Readings {
    pub(crate) all: Vec<Reading>,
    /// In how many of them each talkspurt goes on where its speaker has the floor and the other only gives feedback.
    going_on: PerParty<Vec<u8>>,
}

/// The call in each of its readings: every onset somewhere about where it is, every entry what chance makes it.
pub(crate) fn readings(facts: &Facts<'_>) -> Readings {
    let spurts = PerParty::from_fn(|party| facts.spurts(party).collect::<Vec<Span>>());
    let begins = PerParty::from_fn(|party| begins(facts, &spurts, party));
    // The place of each entry among the readings is fixed by which talkspurt it is: times do not move it. The parties are distinguished
    // by who talks first, so that exchanging agent and customer gives the same readings with both exchanged.
    let first = next(&spurts, &PerParty::default());
    let orders = |seed: u64| {
        PerParty::from_fn(|party| {
            let seed = |index: usize| Random::new(seed + 2 * index as u64 + u64::from(first != Some(party)));
            (0..spurts[party].len()).map(|index| order(&mut seed(index))).collect::<Vec<_>>()
        })
    };
    let (places, shifts, offsets) = (orders(0), orders(1 << 32), offsets());
    let mut going_on = PerParty::from_fn(|party| vec![0_u8; spurts[party].len()]);
    let readings = (0..DRAWS)
        .map(|draw| {
            let moved = PerParty::from_fn(|party| {
                moved(&spurts[party], |index| offsets[usize::from(shifts[party][index][draw])])
            });
            let mut roles = PerParty::from_fn(|party| Vec::with_capacity(spurts[party].len()));
            let (mut takings, mut forced) = (Vec::<Taking>::new(), Vec::new());
            while let Some(party) = next(&moved, &roles) {
                let index = roles[party].len();
                let chance = (f32::from(places[party][index][draw]) + 0.5) / DRAWS as f32;
                let holder = takings.last().map(|taking| taking.by);
                let (begins, at) = (&begins[party][index], moved[party][index].start);
                let last = roles[party].last().copied();
                let others = &roles[party.other()];
                let latest = others.last().map(|role| (moved[party.other()][others.len() - 1].end, *role));
                let holds = match holder {
                    Some(holder) if holder == party => Holds::Own,
                    Some(_) => Holds::Other,
                    None => Holds::Nobody,
                };
                going_on[party][index] += u8::from(goes_on(at, latest, holds));
                let role = begins.role(chance, at, latest, last, holds);
                roles[party].push(role);
                if role == Role::Turn && holder != Some(party) {
                    takings.push(Taking { by: party, at });
                    let force = begins.entry.map_or(0.0, |(event, _)| cut_off(event));
                    if f64::from(chance) < force {
                        forced.push(spurts[party][index].start);
                    }
                }
            }
            forced.sort_unstable();
            let mut turns = turns(&moved, &roles, &takings);
            // In the order of this reading, and with the times that are known.
            for turn in &mut turns {
                let index = moved[turn.party].partition_point(|spurt| spurt.start < turn.span.start);
                turn.span.start = spurts[turn.party][index].start;
            }
            Reading { turns, forced }
        })
        .collect();
    Readings { all: readings, going_on }
}

impl Readings {
    /// Tells the events at onsets how likely each only goes on.
    pub(crate) fn weigh(&self, talkspurts: &[Talkspurt], events: &mut [Event]) {
        let starts = PerParty::from_fn(|party| {
            let own = talkspurts.iter().filter(|spurt| spurt.party == party);
            own.map(|spurt| spurt.span.start).collect::<Vec<Time>>()
        });
        for event in events.iter_mut().filter(|event| !event.kind.is_silence()) {
            if let Ok(index) = starts[event.by].binary_search(&event.span.start) {
                let share = f32::from(self.going_on[event.by][index]) / DRAWS as f32;
                event.force = event.force.counting(1.0 - share);
            }
        }
    }
}

/// Whose talkspurt is read next, after those that have roles: the one that begins first; of two at once, the agent's.
fn next(moved: &PerParty<Vec<Span>>, roles: &PerParty<Vec<Role>>) -> Option<Party> {
    let start = |party: Party| moved[party].get(roles[party].len()).map(|spurt| (spurt.start, party));
    Party::BOTH.into_iter().filter_map(start).min().map(|(_, party)| party)
}

/// Talkspurts with onsets that are moved by so much, by index, as far as half way to the next and not past their ends.
fn moved(spurts: &[Span], by: impl Fn(usize) -> Time) -> Vec<Span> {
    let half = |a: Time, b: Time| Time::from_micros((b - a).micros() / 2);
    let onset = |(index, spurt): (usize, &Span)| {
        let back = index.checked_sub(1).map_or(FURTHEST, |before| half(spurts[before].end, spurt.start));
        let ahead = half(spurt.start, spurt.end);
        Span::new(spurt.start + by(index).max(Time::ZERO - back).min(ahead), spurt.end)
    };
    spurts.iter().enumerate().map(onset).collect()
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
    if event.kinds.is_empty() {
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
    let listed = facts.events.iter().filter(|event| entry(event.kind));
    let mut entries: Vec<&Event> = listed.chain(facts.unlisted).filter(|event| event.by == party).collect();
    entries.sort_by_key(|event| event.span.start);
    let mut entries = entries.into_iter().peekable();
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
        let fresh = fresh(gap.map_or(Time::MAX, Span::length), between) as f32;
        all.push(Begins {
            entry: entry.map(|event| (event, fresh)),
            sound: *role == Role::Sound,
            before: before.map(|before| before.end),
        });
        before = Some(*spurt);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::floor::{FloorInput, FloorTracker, Kinds, Lexicon, Outcome};
    use crate::marks::Cover;

    static NOTHING: Cover = Cover::none();

    /// A random conversation, as the floor reads it: silences and talk of these many milliseconds, alternating.
    fn conversation(mut step: impl FnMut() -> (i64, i64)) -> (Outcome, Vec<Event>) {
        let mut inputs = Vec::new();
        for party in Party::BOTH {
            // Where edges lie on a grid, those of the two lie between each other.
            let mut at = 250 * party as i64;
            for _ in 0..40 {
                let (silence, talk) = step();
                let start = at + silence;
                at = start + talk;
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

    fn heard(seed: u64) -> (Outcome, Vec<Event>) {
        let mut random = Random::new(seed);
        conversation(|| (200 + random.below(3000) as i64, 100 + random.below(5000) as i64))
    }

    /// One in which edges of the two lie further apart than onsets are moved, and no own silence is about a second.
    fn clear(seed: u64) -> (Outcome, Vec<Event>) {
        let mut random = Random::new(seed);
        let silences = [500, 1500, 2000, 2500, 3500];
        conversation(|| (silences[random.below(silences.len())], 500 * (1 + random.below(10) as i64)))
    }

    fn facts<'a>(outcome: &'a Outcome, events: &'a [Event]) -> Facts<'a> {
        Facts {
            duration: Time::from_millis(400_000),
            since: Time::ZERO,
            opens: Time::ZERO,
            left_out: &NOTHING,
            talkspurts: &outcome.talkspurts,
            turns: &outcome.turns,
            roles: PerParty { agent: &outcome.roles.agent, customer: &outcome.roles.customer },
            events,
            unlisted: &[],
            deliveries: PerParty::default(),
            words: PerParty::default(),
            unsteady_gain: PerParty::default(),
        }
    }

    #[test]
    fn where_nothing_is_in_doubt_every_reading_has_the_turns_that_are_listed() {
        for seed in 0..50 {
            let (outcome, mut events) = clear(seed);
            events.iter_mut().for_each(|event| event.kinds = Kinds::default());
            let readings = readings(&facts(&outcome, &events)).all;
            assert_eq!(readings.len(), DRAWS);
            assert!(readings.iter().all(|reading| reading.turns == outcome.turns), "seed {seed}");
        }
    }

    #[test]
    fn an_entry_takes_the_floor_in_as_many_readings_as_is_probable() {
        let (outcome, events) = heard(3);
        let readings = readings(&facts(&outcome, &events)).all;
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
            let readings = readings(&facts(&outcome, &events)).all;
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

    #[test]
    fn two_who_begin_within_a_few_hundredths_begin_in_either_order() {
        // Both fall silent at 10 s and begin again 4 ms apart, the one or the other first.
        let first = |agent: i64, customer: i64| {
            let mut inputs: Vec<(i64, FloorInput)> = Vec::new();
            for (party, spurts) in
                [(Party::Agent, [(0, 4000), (agent, 16_000)]), (Party::Customer, [(4500, 10_000), (customer, 17_000)])]
            {
                for (start, end) in spurts {
                    inputs.push((start, FloorInput::Start(party, Time::from_millis(start))));
                    inputs.push((end, FloorInput::End(party, Time::from_millis(end))));
                }
            }
            inputs.sort_by_key(|(at, _)| *at);
            let (mut floor, mut events) = (FloorTracker::new(false, Lexicon::default()), Vec::new());
            inputs.into_iter().for_each(|(_, input)| floor.push(input, &mut events));
            let outcome = floor.finish(Time::ZERO, &mut events);
            let readings = readings(&facts(&outcome, &events)).all;
            let agents = |reading: &&Reading| {
                let begun = |turn: &&Turn| turn.span.start.millis() > 11_000;
                reading.turns.iter().find(begun).is_some_and(|turn| turn.party == Party::Agent)
            };
            readings.iter().filter(agents).count()
        };
        let [sooner, later] = [first(12_000, 12_004), first(12_009, 12_000)];
        assert!(later > 0 && sooner.abs_diff(later) <= DRAWS / 8, "{sooner} and {later} of {DRAWS}");
    }

    #[test]
    fn onsets_lie_about_where_they_are_as_far_as_they_are_read() {
        let ms = offsets().map(|offset| offset.micros() as f64 / 1000.0);
        assert!(ms.is_sorted() && ms.iter().zip(ms.iter().rev()).all(|(a, b)| (a + b).abs() < 0.01), "{ms:?}");
        let deviation = (ms.iter().map(|ms| ms * ms).sum::<f64>() / DRAWS as f64).sqrt();
        assert!((45.0..50.0).contains(&deviation), "{deviation}");
    }
}
