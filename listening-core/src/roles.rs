//! Whether agent and customer may have been taken for each other.
//!
//! The opening of a call says most: only the one who answers for a centre thanks for the call. Audio holds weaker clues:
//! the centre plays the music, the customer presses the keys, and the agent greets at length. How the two share the talk is
//! no clue: that is what is measured.

use crate::finding::Health;
use crate::floor::Openers;
use crate::names::HealthCode;
use crate::party::{Party, PerParty};
use crate::talkspurt::{CONTRIBUTION_GAP, Talkspurt};
use crate::time::{Span, Time};

/// Music while nobody talks, on one channel: so much of it there, and at most a part of that on the other.
const MUSIC: Time = Time::from_millis(5000);
const OTHERS: i64 = 4;
/// Keys pressed by one party and by none of the other.
const KEYS: u32 = 2;
/// A first contribution of this length is a greeting. Who answers a call that was made to them says less.
const GREETING: Time = Time::from_millis(3000);
/// Clues that make a suspicion. A greeting in words counts as two, and so do keys that answer an announcement.
const CLUES: u32 = 2;

/// What the channels that are taken for the agent's and the customer's hold.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clues {
    /// Music while nobody talks, once somebody has talked.
    pub(crate) music: PerParty<Time>,
    /// Keys pressed.
    pub(crate) dtmf: PerParty<u32>,
    /// Whether an announcement on the channel was answered by keys alone.
    pub(crate) prompt: PerParty<bool>,
}

/// That agent and customer are probably exchanged, reported for both; value: how many clues say so.
pub(crate) fn finding(
    clues: &Clues,
    openers: PerParty<Openers>,
    talkspurts: &[Talkspurt],
    whole: Span,
) -> Option<Health> {
    let count = exchanged(clues, openers, first(talkspurts))?;
    Some(Health::new(HealthCode::RolesSwapped, whole, Some(f64::from(count))))
}

/// How many clues say that the two are exchanged; `None` if too few, or if one says that they are not. Whoever greets,
/// introduces itself or speaks first and long may be either: that alone says nothing, and forbids little.
fn exchanged(clues: &Clues, openers: PerParty<Openers>, first: Option<(Party, Time)>) -> Option<u32> {
    let firm = [greets(openers), music(&clues.music), keys(clues)];
    let weigh = |agent: Party| {
        let all = firm.iter().flatten().filter(|(party, _)| *party == agent);
        all.map(|(_, weight)| weight).sum::<u32>()
    };
    let opens = PerParty::from_fn(|party| openers[party].greets || openers[party].introduces);
    let introduced = u32::from(opens.customer && !openers.customer.greets);
    let long = u32::from(first.is_some_and(|(party, length)| party == Party::Customer && length >= GREETING));
    let found = weigh(Party::Customer);
    let count = found + introduced + long;
    (found > 0 && count >= CLUES && weigh(Party::Agent) == 0 && !opens.agent).then_some(count)
}

/// A party, and how much speaks for its being the agent.
type Clue = Option<(Party, u32)>;

/// Only the agent greets for a centre; where both do, nothing is known.
fn greets(openers: PerParty<Openers>) -> Clue {
    let alone = |party: Party| openers[party].greets && !openers[party.other()].greets;
    Party::BOTH.into_iter().find(|&party| alone(party)).map(|party| (party, CLUES))
}

/// The music is the agent's.
fn music(music: &PerParty<Time>) -> Clue {
    let alone = |party: Party| music[party] >= MUSIC && music[party].micros() >= OTHERS * music[party.other()].micros();
    Party::BOTH.into_iter().find(|&party| alone(party)).map(|party| (party, 1))
}

/// The keys are the customer's, above all those that answer an announcement.
fn keys(clues: &Clues) -> Clue {
    let pressed = |party: Party| clues.dtmf[party] >= KEYS && clues.dtmf[party.other()] == 0;
    let agent = Party::BOTH.into_iter().find(|&party| pressed(party.other()))?;
    Some((agent, if clues.prompt[agent] { CLUES } else { 1 }))
}

/// Who spoke first and how long before the other did, without a silence of a second. Talkspurts are in order.
fn first(talkspurts: &[Talkspurt]) -> Option<(Party, Time)> {
    let opening = talkspurts.first()?;
    let mut until = opening.span.end;
    for spurt in talkspurts.iter().skip(1) {
        if spurt.party != opening.party || spurt.span.start - until >= CONTRIBUTION_GAP {
            until = until.min(spurt.span.start);
            break;
        }
        until = spurt.span.end;
    }
    Some((opening.party, until - opening.span.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Span;

    fn seconds(s: f64) -> Time {
        Time::from_seconds(s)
    }

    const fn pair<T: Copy>(agent: T, customer: T) -> PerParty<T> {
        PerParty { agent, customer }
    }

    const NOBODY: PerParty<Openers> = pair(QUIET, QUIET);
    const QUIET: Openers = Openers { greets: false, introduces: false };
    const GREETS: Openers = Openers { greets: true, introduces: false };
    const NAMED: Openers = Openers { greets: false, introduces: true };

    fn keys_of(agent: u32, customer: u32) -> Clues {
        Clues { dtmf: pair(agent, customer), ..Clues::default() }
    }

    #[test]
    fn each_clue_speaks_for_itself() {
        let (agent, customer) = (Some((Party::Agent, 1)), Some((Party::Customer, 1)));
        assert_eq!(music(&pair(seconds(5.0), seconds(1.2))), agent);
        assert_eq!(music(&pair(seconds(0.0), seconds(6.0))), customer);
        assert_eq!(music(&pair(seconds(5.0), seconds(1.3))), None, "on both");
        assert_eq!(music(&pair(seconds(4.9), seconds(0.0))), None, "too little");
        assert_eq!(keys(&keys_of(0, 4)), agent);
        assert_eq!(keys(&keys_of(2, 0)), customer);
        assert_eq!(keys(&Clues { prompt: pair(false, true), ..keys_of(2, 0) }), Some((Party::Customer, 2)));
        assert_eq!(keys(&keys_of(0, 1)), None, "too few");
        assert_eq!(keys(&keys_of(3, 3)), None, "of both");
        assert_eq!(greets(pair(GREETS, QUIET)), Some((Party::Agent, 2)));
        assert_eq!(greets(pair(NAMED, GREETS)), Some((Party::Customer, 2)));
        assert_eq!(greets(pair(QUIET, NAMED)), None);
        assert_eq!(greets(pair(GREETS, GREETS)), None, "both");
    }

    #[test]
    fn two_clues_and_none_against_make_a_suspicion() {
        let music = pair(seconds(0.0), seconds(20.0));
        let (dtmf, first) = (pair(3, 0), Some((Party::Customer, seconds(5.0))));
        let found = |clues: Clues, first| exchanged(&clues, NOBODY, first);
        let clues = Clues { music, dtmf, ..Clues::default() };
        assert_eq!(found(clues, first), Some(3));
        assert_eq!(found(clues, None), Some(2));
        assert_eq!(found(Clues { dtmf: pair(0, 0), ..clues }, first), Some(2));
        assert_eq!(found(keys_of(3, 0), first), Some(2));
        assert_eq!(found(Clues { music, ..Clues::default() }, None), None, "one is too few");
        assert_eq!(found(Clues::default(), first), None, "one is too few");
        assert_eq!(found(Clues { prompt: pair(false, true), ..keys_of(3, 0) }, None), Some(2), "an announcement");
        // Who speaks first may be either.
        assert_eq!(found(clues, Some((Party::Agent, seconds(5.0)))), Some(2));
        // A greeting lasts 3 s or more.
        assert_eq!(found(keys_of(3, 0), Some((Party::Customer, seconds(3.0)))), Some(2));
        assert_eq!(found(keys_of(3, 0), Some((Party::Customer, seconds(2.9)))), None);
        let against =
            [Clues { dtmf: pair(0, 3), ..clues }, Clues { music: pair(seconds(20.0), seconds(0.0)), ..clues }];
        assert!(against.into_iter().all(|clues| found(clues, first).is_none()));
        assert_eq!(found(Clues::default(), None), None);
    }

    #[test]
    fn a_greeting_in_words_is_enough_unless_the_agent_opens_too() {
        let found = |openers| exchanged(&Clues::default(), openers, None);
        assert_eq!(found(pair(QUIET, GREETS)), Some(2));
        for openers in [pair(GREETS, GREETS), pair(NAMED, GREETS), pair(QUIET, NAMED), pair(GREETS, QUIET), NOBODY] {
            assert_eq!(found(openers), None, "{openers:?}");
        }
        // An introduction is a clue beside the music or the keys; so long a first contribution is expected of it.
        let first = Some((Party::Customer, seconds(5.0)));
        assert_eq!(exchanged(&Clues::default(), pair(QUIET, NAMED), first), None);
        let music = pair(seconds(0.0), seconds(20.0));
        let clues = Clues { music, ..Clues::default() };
        assert_eq!(exchanged(&clues, pair(QUIET, NAMED), None), Some(2));
        let against = Clues { music: pair(seconds(20.0), seconds(0.0)), ..clues };
        assert_eq!(exchanged(&against, pair(QUIET, GREETS), None), None);
    }

    #[test]
    fn the_first_contribution_ends_with_a_silence_or_with_the_other() {
        let spurt = |party, start, end| Talkspurt::new(party, Span::new(seconds(start), seconds(end)));
        let (agent, customer) = (Party::Agent, Party::Customer);
        assert_eq!(first(&[]), None);
        assert_eq!(first(&[spurt(agent, 1.0, 3.0)]), Some((agent, seconds(2.0))));
        let chain = [spurt(agent, 1.0, 3.0), spurt(agent, 3.5, 6.0), spurt(agent, 7.5, 9.0)];
        assert_eq!(first(&chain), Some((agent, seconds(5.0))));
        let cut = [spurt(customer, 1.0, 3.0), spurt(agent, 2.5, 4.0)];
        assert_eq!(first(&cut), Some((customer, seconds(1.5))));
    }
}
