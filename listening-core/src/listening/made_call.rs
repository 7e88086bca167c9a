//! A made-up call for tests.

use super::facts::Facts;
use crate::delivery::Delivery;
use crate::floor::{Event, Turn};
use crate::marks::Cover;
use crate::party::{Party, PerParty};
use crate::stats::Random;
use crate::talkspurt::Talkspurt;
use crate::time::{Span, Time};

static NOTHING: Cover = Cover::none();

/// How the customer speaks in a turn; a little chance is added.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spoken {
    pub(super) semitones: f64,
    pub(super) level: f64,
}

impl Spoken {
    pub(super) const fn at(_turn: usize) -> Self {
        Self { semitones: 0.0, level: -26.0 }
    }
}

/// Turn about, six seconds each: two talkspurts with a pause between.
pub(super) struct MadeCall {
    turns: Vec<Turn>,
    deliveries: PerParty<Vec<Delivery>>,
    talkspurts: Vec<Talkspurt>,
    events: Vec<Event>,
}

impl MadeCall {
    pub(super) fn of(turns: usize, customer: impl Fn(usize) -> Spoken) -> Self {
        let mut random = Random::new(turns as u64);
        let mut chance = || (0..12).map(|_| random.below(1_000_000) as f64 / 1e6).sum::<f64>() - 6.0;
        let mut call =
            Self { turns: Vec::new(), deliveries: PerParty::default(), talkspurts: Vec::new(), events: Vec::new() };
        for k in 0..2 * turns {
            let party = Party::BOTH[k % 2];
            let spoken = if party == Party::Customer { customer(k / 2) } else { Spoken::at(k / 2) };
            let at = |ms: i64| Time::from_millis(6000 * k as i64 + ms);
            for span in [Span::new(at(0), at(2000)), Span::new(at(2500), at(5500))] {
                call.deliveries[party].push(Delivery {
                    terminal: None,
                    abrupt: false,
                    low_pitch_ago: u16::MAX,
                    span,
                    pitch_hz: Some((150.0 * ((spoken.semitones + 0.8 * chance()) / 12.0).exp2()) as f32),
                    pitch_spread: Some((5.0 + chance()) as f32),
                    level_dbov: (spoken.level + chance()) as f32,
                    syllables: (span.length().seconds() * (5.0 + 0.5 * chance())) as u32,
                    heard_frames: (span.length().millis() / 10) as u16,
                    end_db: None,
                    lengthening_percent: None,
                    contour: None,
                });
            }
            call.turns.push(Turn { party, span: Span::new(at(0), at(5500)) });
        }
        call
    }

    pub(super) fn facts(&self) -> Facts<'_> {
        Facts {
            since: Time::ZERO,
            opens: Time::ZERO,
            left_out: &NOTHING,
            duration: Time::from_millis(6000 * self.turns.len() as i64),
            talkspurts: &self.talkspurts,
            turns: &self.turns,
            roles: PerParty::default(),
            events: &self.events,
            unlisted: &[],
            deliveries: PerParty { agent: &self.deliveries.agent, customer: &self.deliveries.customer },
            words: PerParty::default(),
            unsteady_gain: PerParty::default(),
        }
    }
}
