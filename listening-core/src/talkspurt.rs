//! What every stage calls a talkspurt, and the silences that its definition rests on.

use crate::party::Party;
use crate::time::{Span, Time};

/// Talkspurts of one party with less silence between them are one contribution.
pub const CONTRIBUTION_GAP: Time = Time::from_millis(1000);
/// Mutual silence of this length is dead air; own silence of this length ends a turn.
pub(crate) const DEAD_AIR: Time = Time::from_millis(3000);
/// Shorter mutual silences belong to speech.
pub(crate) const MIN_SILENCE: Time = Time::from_millis(180);

/// Speech of one party bounded by silence of at least 180 ms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Talkspurt {
    /// Who talks.
    pub party: Party,
    /// When.
    pub span: Span,
    /// Standard deviation of its start, in seconds; `None` where it is not known.
    pub start_sd: Option<f64>,
    /// Standard deviation of its end, in seconds; `None` where it is not known.
    pub end_sd: Option<f64>,
}

impl Talkspurt {
    /// Talk whose edges are as they were given.
    pub const fn new(party: Party, span: Span) -> Self {
        Self { party, span, start_sd: None, end_sd: None }
    }
}
