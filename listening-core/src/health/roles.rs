//! Whether agent and customer may be on each other's channel.
//!
//! Audio holds only weak clues of who is who: the centre plays the music, the customer presses the keys, and the
//! agent greets at length. Two that speak for an exchange, and none against it, make a suspicion.

use crate::party::{Party, PerParty};
use crate::talkspurt::{CONTRIBUTION_GAP, Talkspurt};
use crate::time::Time;

/// Music while nobody talks, on one channel: so much of it there, and at most a part of that on the other.
const MUSIC: Time = Time::from_millis(5000);
const OTHERS: i64 = 4;
/// Keys pressed by one party and by none of the other.
const KEYS: u32 = 2;
/// A first contribution of this length is a greeting. Who answers a call that was made to them says less.
const GREETING: Time = Time::from_millis(3000);
/// Clues that make a suspicion.
const CLUES: u32 = 2;

/// What the channels that are taken for the agent's and the customer's hold.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clues {
    /// Music while nobody talks, once somebody has talked.
    pub(crate) music: PerParty<Time>,
    /// Keys pressed.
    pub(crate) dtmf: PerParty<u32>,
    /// Who spoke first, and for how long before the other did.
    pub(crate) first: Option<(Party, Time)>,
}

/// How many clues say that the channels are exchanged; `None` if too few, or if one says that they are not.
pub(crate) fn exchanged(clues: &Clues) -> Option<u32> {
    let said = [music(&clues.music), keys(clues.dtmf), greeting(clues.first)];
    let for_it = said.iter().filter(|agent| **agent == Some(Party::Customer)).count() as u32;
    let against = said.contains(&Some(Party::Agent));
    (for_it >= CLUES && !against).then_some(for_it)
}

/// The channel on which the agent is, by the music.
fn music(music: &PerParty<Time>) -> Option<Party> {
    let alone = |party: Party| music[party] >= MUSIC && music[party].micros() >= OTHERS * music[party.other()].micros();
    Party::BOTH.into_iter().find(|&party| alone(party))
}

/// The same by the keys, which are the customer's.
fn keys(dtmf: PerParty<u32>) -> Option<Party> {
    Party::BOTH.into_iter().find(|&party| dtmf[party.other()] >= KEYS && dtmf[party] == 0)
}

/// The same by the greeting.
fn greeting(first: Option<(Party, Time)>) -> Option<Party> {
    first.filter(|(_, length)| *length >= GREETING).map(|(party, _)| party)
}

/// Who spoke first and how long before the other did, without a silence of a second. Talkspurts are in order.
pub(crate) fn first(talkspurts: &[Talkspurt]) -> Option<(Party, Time)> {
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

    fn pair<T>(agent: T, customer: T) -> PerParty<T> {
        PerParty { agent, customer }
    }

    #[test]
    fn each_clue_speaks_for_itself() {
        assert_eq!(music(&pair(seconds(6.0), seconds(1.0))), Some(Party::Agent));
        assert_eq!(music(&pair(seconds(0.0), seconds(6.0))), Some(Party::Customer));
        assert_eq!(music(&pair(seconds(20.0), seconds(6.0))), None, "on both");
        assert_eq!(music(&pair(seconds(4.0), seconds(0.0))), None, "too little");
        assert_eq!(keys(pair(0, 4)), Some(Party::Agent));
        assert_eq!(keys(pair(2, 0)), Some(Party::Customer));
        assert_eq!(keys(pair(0, 1)), None, "too few");
        assert_eq!(keys(pair(3, 3)), None, "of both");
        assert_eq!(greeting(Some((Party::Agent, seconds(4.0)))), Some(Party::Agent));
        assert_eq!(greeting(Some((Party::Customer, seconds(3.0)))), Some(Party::Customer));
        assert_eq!(greeting(Some((Party::Customer, seconds(0.6)))), None, "hello?");
        assert_eq!(greeting(None), None);
    }

    #[test]
    fn two_clues_and_none_against_make_a_suspicion() {
        let music = pair(seconds(0.0), seconds(20.0));
        let (dtmf, first) = (pair(3, 0), Some((Party::Customer, seconds(5.0))));
        assert_eq!(exchanged(&Clues { music, dtmf, first }), Some(3));
        assert_eq!(exchanged(&Clues { music, dtmf, first: None }), Some(2));
        assert_eq!(exchanged(&Clues { music, dtmf: pair(0, 0), first }), Some(2));
        assert_eq!(exchanged(&Clues { dtmf, first, ..Clues::default() }), Some(2));
        assert_eq!(exchanged(&Clues { music, ..Clues::default() }), None, "one is too few");
        let against = [
            Clues { music, dtmf, first: Some((Party::Agent, seconds(5.0))) },
            Clues { music, dtmf: pair(0, 3), first },
            Clues { music: pair(seconds(20.0), seconds(0.0)), dtmf, first },
        ];
        assert!(against.iter().all(|clues| exchanged(clues).is_none()));
        assert_eq!(exchanged(&Clues::default()), None);
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
