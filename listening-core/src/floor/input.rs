//! What the floor is given, and what it makes of a finished call.

use super::turns::{Role, Turn};
use super::unlisted::Unlisted;
use super::words::{Openers, SaidWord};
use crate::delivery::{Ending, Opening};
use crate::party::{Party, PerParty};
use crate::talkspurt::Talkspurt;
use crate::time::{Span, Time};

/// What the stages before report to the floor. Each party's talkspurts come in order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FloorInput {
    /// A talkspurt seems to begin; `Start` follows if one does. Only provisional events rest on it.
    Begins(Party, Time),
    /// A talkspurt began.
    Start(Party, Time),
    /// The party's latest talkspurt ended.
    End(Party, Time),
    /// How the party's latest talkspurt began.
    Opening(Party, Opening),
    /// How the party's latest talkspurt ended.
    Ending(Party, Ending),
    /// The party's latest talkspurt was none after all.
    Withdrawn(Party),
    /// Music or a tone, by the party whose channel it is on.
    Music(Party, Span),
    /// Audio of the party was lost. Comes before `Known` passes it.
    Lost(Party, Span),
    /// All input before this moment has been given, and is final.
    Known(Time),
}

/// What the floor made of a finished call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// All talkspurts, in order of start.
    pub talkspurts: Vec<Talkspurt>,
    /// All turns, in order of start.
    pub turns: Vec<Turn>,
    /// What each of a party's talkspurts was to the floor.
    pub(crate) roles: PerParty<Vec<Role>>,
    /// Onsets with which no event begins, and which may be more than going on; in the order they were read in.
    pub(crate) unlisted: Vec<Unlisted>,
    /// Music and tones on each party's channel.
    pub music: PerParty<Vec<Span>>,
    /// Each party's words in order, whenever they came; empty where none were given.
    pub words: PerParty<Vec<SaidWord>>,
    /// What each said in its first words that shows which of the two it is.
    pub(crate) openers: PerParty<Openers>,
}
