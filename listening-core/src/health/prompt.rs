//! A recorded announcement that can be distinguished from a person: it is answered with keys alone.

use crate::party::Party;
use crate::talkspurt::Talkspurt;
use crate::time::{Span, Time};

/// A key that was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    /// On whose channel.
    pub(crate) party: Party,
    /// When.
    pub(crate) at: Time,
}

/// From the first talk of `party` to the last key that the other pressed before it ever spoke; `None` where no
/// talk was answered so. `talkspurts` and `keys` are in order.
pub(crate) fn prompt(party: Party, talkspurts: &[Talkspurt], keys: &[Key]) -> Option<Span> {
    let first = |party: Party| talkspurts.iter().find(|spurt| spurt.party == party).map(|spurt| spurt.span.start);
    let start = first(party)?;
    let until = first(party.other()).unwrap_or(Time::MAX);
    let last = keys.iter().rev().find(|key| key.party == party.other() && key.at < until)?;
    (last.at > start).then(|| Span::new(start, last.at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn talk(party: Party, start: i64, end: i64) -> Talkspurt {
        Talkspurt::new(party, Span::new(Time::from_millis(start), Time::from_millis(end)))
    }

    fn keys(party: Party, times: &[i64]) -> Vec<Key> {
        times.iter().map(|&at| Key { party, at: Time::from_millis(at) }).collect()
    }

    #[test]
    fn what_is_answered_by_keys_alone_is_a_prompt() {
        use Party::{Agent, Customer};
        let call = [talk(Agent, 500, 9000), talk(Agent, 15_000, 18_000), talk(Customer, 19_000, 20_000)];
        let pressed = keys(Customer, &[9500, 10_000, 11_700]);
        let span = Span::new(Time::from_millis(500), Time::from_millis(11_700));
        assert_eq!(prompt(Agent, &call, &pressed), Some(span));
        assert_eq!(prompt(Customer, &call, &pressed), None);
        // Keys after the other has spoken: an agent who asks for a number is no prompt.
        assert_eq!(prompt(Agent, &call, &keys(Customer, &[21_000])), None);
        let early = keys(Customer, &[9500, 21_000]);
        assert_eq!(prompt(Agent, &call, &early).unwrap().end, Time::from_millis(9500));
        // No keys, keys before any talk, own keys, no talk.
        assert_eq!(prompt(Agent, &call, &[]), None);
        assert_eq!(prompt(Agent, &call, &keys(Customer, &[100])), None);
        assert_eq!(prompt(Agent, &call, &keys(Agent, &[9500])), None);
        assert_eq!(prompt(Agent, &[], &pressed), None);
        // One who never speaks.
        assert_eq!(prompt(Agent, &call[..2], &pressed), Some(span));
    }
}
