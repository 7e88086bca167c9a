//! Where an onset may be, for those who read it there.

use super::placement::Placement;
use super::timeline::Timeline;
use crate::party::PerParty;

/// An onset at a place that it may have, in a copy of the talk around it.
pub(super) struct Place<'t> {
    pub(super) placement: &'t Placement,
    pub(super) timeline: &'t Timeline,
    /// Of the onset's talkspurt in the copy.
    pub(super) index: usize,
    /// How many talkspurts of each party before those of the copy are not in it.
    pub(super) first: PerParty<usize>,
}
