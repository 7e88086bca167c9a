//! Both parties of a stream on its clock.

use std::collections::VecDeque;

use listening_core::{Party, PerParty};

use super::StreamStep;
use crate::lane::{self, Lane};
use crate::marks::GivenMark;
use crate::rtp::RtpStep;

/// Frames a second, of both protocols.
pub(super) const RATE: i64 = 8000;
/// Frames that the clock may go on at once: an hour. What lies between is silence, which takes time to hear.
pub(super) const LONGEST: i64 = 3600 * RATE;

/// Seconds of a place.
pub(super) fn seconds(place: i64) -> f64 {
    place as f64 / RATE as f64
}

/// The audio of both parties, and what is noted beside it.
#[derive(Debug, Default)]
pub(super) struct Pair {
    pub(super) lanes: PerParty<Lane>,
    /// The end of what was given.
    position: i64,
    marks: VecDeque<GivenMark>,
    late: VecDeque<(Party, i64, i64)>,
}

impl Pair {
    pub(super) fn position(&self) -> i64 {
        self.position
    }

    pub(super) fn mark(&mut self, mark: GivenMark) {
        self.marks.push_back(mark);
    }

    /// The next of what is known of both.
    pub(super) fn step(&mut self) -> Option<StreamStep> {
        if let Some(mark) = self.marks.pop_front() {
            return Some(StreamStep::Mark(mark));
        }
        for party in Party::BOTH {
            self.late.extend(self.lanes[party].take_late_losses().into_iter().map(|(start, end)| (party, start, end)));
        }
        if let Some(at) = self.late.iter().position(|(_, _, end)| *end <= self.position) {
            let (party, start, end) = self.late.remove(at)?;
            let late = RtpStep::LateLoss { party, start: seconds(start), end: seconds(end) };
            return Some(StreamStep::Placed(late));
        }
        let both = lane::step(&mut self.lanes.agent, &mut self.lanes.customer, self.position)?;
        self.position += both.0.agent.len() as i64;
        Some(StreamStep::Placed(RtpStep::from(both)))
    }

    /// The end of what is known of either.
    pub(super) fn end(&self) -> i64 {
        self.lanes.agent.known.max(self.lanes.customer.known)
    }
}
