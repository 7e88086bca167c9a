//! What of the two parts of one mix is a party's own.

use crate::floor::FloorInput;
use crate::party::PerParty;
use crate::time::{Span, Time};

/// How a talkspurt begins and ends is heard over so much of it, and not where half of that is shared with the other party.
const BEGINS: Time = Time::from_millis(500);
const ENDS: Time = Time::from_millis(400);

/// Where both parties talk in a mix, and what is known of their latest talkspurts.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    /// In order, and none overlaps the next.
    shared: Vec<Span>,
    start: PerParty<Time>,
    end: PerParty<Time>,
}

impl Parts {
    /// Of a mix that both share over these spans, which come in order.
    pub(super) fn new(shared: Vec<Span>) -> Self {
        Self { shared, ..Self::default() }
    }

    /// What the floor receives: how a talkspurt sounded only if the other was not heard with it. Music is known from
    /// the mix already.
    pub(super) fn own(&mut self, input: FloorInput) -> Option<FloorInput> {
        match input {
            FloorInput::Music(..) => return None,
            FloorInput::Start(party, start) => self.start[party] = start,
            FloorInput::End(party, end) => self.end[party] = end,
            FloorInput::Opening(party, _) => {
                let start = self.start[party];
                return (!self.shares(Span::new(start, start + BEGINS))).then_some(input);
            }
            FloorInput::Ending(party, _) => {
                let end = self.end[party];
                return (!self.shares(Span::new(end - ENDS, end))).then_some(input);
            }
            _ => {}
        }
        Some(input)
    }

    fn shares(&self, span: Span) -> bool {
        let first = self.shared.partition_point(|shared| shared.end <= span.start);
        let inside = self.shared[first..].iter().take_while(|shared| shared.start < span.end);
        let both: Time = inside.map(|shared| shared.overlap(span)).sum();
        both + both >= span.length()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::{Ending, Opening};
    use crate::party::Party;

    #[test]
    fn how_talk_sounds_is_told_where_the_other_is_silent() {
        let ms = Time::from_millis;
        let heard = |from: i64, to: i64| {
            let mut parts = Parts::new(vec![Span::new(ms(from), ms(to))]);
            let agent = Party::Agent;
            parts.own(FloorInput::Start(agent, ms(1000)));
            let opening = parts.own(FloorInput::Opening(agent, Opening::default())).is_some();
            parts.own(FloorInput::End(agent, ms(4000)));
            let ending = parts.own(FloorInput::Ending(agent, Ending::default())).is_some();
            (opening, ending)
        };
        assert_eq!(heard(2000, 3000), (true, true));
        assert_eq!((heard(0, 1249).0, heard(0, 1250).0), (true, false));
        assert_eq!((heard(1251, 2000).0, heard(1250, 2000).0), (true, false));
        assert_eq!((heard(3000, 3799).1, heard(3000, 3800).1), (true, false));
        assert_eq!((heard(3801, 9000).1, heard(3800, 9000).1), (true, false));
    }

    #[test]
    fn music_is_known_already() {
        let music = FloorInput::Music(Party::Agent, Span::default());
        assert_eq!(Parts::default().own(music), None);
        let known = FloorInput::Known(Time::ZERO);
        assert_eq!(Parts::default().own(known), Some(known));
    }
}
