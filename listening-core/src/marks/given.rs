//! Marks as they are given, and what follows from them.

use super::cover::Cover;
use crate::error::{ErrorKind, Result};
use crate::names::{Id, names};
use crate::party::Party;
use crate::time::{LATEST_S, Span, Time};

names! {
    /// What the telephone system says of a stretch of a call.
    #[repr(u8)]
    pub open enum MarkKind: "a mark" {
        /// The caller waits, with music or in silence.
        Hold = "hold",
        /// A party has muted its microphone: the agent, unless it is said who.
        Mute = "mute",
        /// The recording is paused, as while card data are given.
        Pause = "pause",
        /// A machine talks with the caller.
        Ivr = "ivr",
        /// The caller waits for an agent.
        Queue = "queue",
        /// The call goes over to another agent, or to the first.
        Transfer = "transfer",
        /// The agent asks another, and the customer does not hear it.
        Consult = "consult",
        /// Nothing is recorded.
        RecordingOff = "recording_off",
    }
}

/// The most marks that are remembered of a call.
const MOST: usize = 1000;
/// An agent's name is no longer, in bytes.
const LONGEST: usize = 256;

/// What the telephone system says of a stretch of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What it is.
    pub kind: Id<MarkKind>,
    /// Whose it is; `None` where it is of the whole call.
    pub party: Option<Party>,
    /// When.
    pub span: Span,
    /// The agent to whom a transfer goes, as the telephone system names them; `None` for other marks, and where it is not said.
    pub agent: Option<String>,
}

impl Mark {
    /// The party that a mute silences: the agent, unless it is said who.
    fn muted(&self) -> Option<Party> {
        (self.kind == MarkKind::Mute).then(|| self.party.unwrap_or(Party::Agent))
    }
}

/// The marks of a call, in order of start.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Marks(Vec<Mark>);

/// A part of a call with one agent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Leg {
    /// Who that was, where it is known.
    pub(crate) agent: Option<String>,
    pub(crate) span: Span,
}

impl Marks {
    /// Takes a mark, in seconds; without an end it goes on until one with the same kind, party and start brings it.
    pub(crate) fn push(
        &mut self,
        kind: MarkKind,
        (start, end): (f64, Option<f64>),
        party: Option<Party>,
        agent: Option<&str>,
    ) -> Result<()> {
        let name = kind.name();
        let refuse = |problem: String| Err(ErrorKind::Mark { name, problem }.into());
        let end = end.unwrap_or(f64::INFINITY);
        let times = start.is_finite() && !end.is_nan() && start >= 0.0 && end >= start;
        if !times || start > LATEST_S || (end.is_finite() && end > LATEST_S) {
            return refuse(format!(
                "it runs from {start} to {end} s: a start of at least 0 and an end not before it were expected, in seconds, and no \
                 time beyond {LATEST_S} s"
            ));
        }
        match agent {
            Some(_) if kind != MarkKind::Transfer => {
                return refuse("it names an agent: only a transfer does".to_owned());
            }
            Some(agent) if agent.trim().is_empty() || agent.len() > LONGEST || agent.chars().any(char::is_control) => {
                return refuse(format!(
                    "the agent's name has {} bytes: 1 to {LONGEST} of text were expected",
                    agent.len()
                ));
            }
            _ => {}
        }
        let end = if end.is_finite() { Time::from_seconds(end) } else { Time::MAX };
        let mark = Mark {
            kind: kind.into(),
            party,
            span: Span::new(Time::from_seconds(start), end),
            agent: agent.map(str::to_owned),
        };
        let same = |other: &Mark| {
            other.kind == kind
                && other.party == party
                && other.span.start == mark.span.start
                && other.span.end == Time::MAX
        };
        if let Some(open) = self.0.iter_mut().find(|other| same(other)) {
            open.span.end = mark.span.end;
            open.agent = mark.agent.or(open.agent.take());
            return Ok(());
        }
        if self.0.len() >= MOST {
            return refuse(format!("the call has {MOST} marks already, the most that are taken"));
        }
        // In an order that does not depend on when each came.
        let key = |mark: &Mark| (mark.span.start, mark.kind.known(), mark.party, mark.span.end, mark.agent.clone());
        let at = self.0.partition_point(|other| key(other) <= key(&mark));
        self.0.insert(at, mark);
        Ok(())
    }

    /// What they leave out of the call.
    pub(crate) fn cover(&self) -> Cover {
        Cover::of(self.0.iter().map(|mark| mark.span))
    }

    /// The kind of a mark that runs at `time`; of several the one that began last.
    #[cfg(feature = "audio")]
    pub(crate) fn running(&self, time: Time) -> Option<MarkKind> {
        let begun = self.0.partition_point(|mark| mark.span.start <= time);
        self.0[..begun].iter().rev().find(|mark| mark.span.end > time)?.kind.known()
    }

    /// Drops what ended before `time`, but for the last transfer, which says who the agent is.
    #[cfg(feature = "audio")]
    pub(crate) fn forget(&mut self, time: Time) {
        let named = |mark: &Mark| mark.agent.is_some() && mark.span.end < time;
        let last = self.0.iter().rposition(named);
        let mut index = 0;
        self.0.retain(|mark| {
            index += 1;
            mark.span.end >= time || last == Some(index - 1)
        });
    }

    /// Those of a call that is known over `whole`, which ends all.
    pub(crate) fn within(&self, whole: Span) -> Vec<Mark> {
        let reach = self.0.iter().filter(|mark| {
            mark.span.start <= whole.end && (mark.span.end > whole.start || mark.span.start >= whole.start)
        });
        let cut = |mark: &Mark| Mark {
            span: Span::new(mark.span.start.max(whole.start), mark.span.end.min(whole.end)),
            ..mark.clone()
        };
        reach.map(cut).collect()
    }

    /// Where a party's microphone was muted within `whole`.
    pub(crate) fn mutes(&self, party: Party, whole: Span) -> Vec<Span> {
        let own = self.within(whole).into_iter().filter(|mark| mark.muted() == Some(party));
        own.map(|mark| mark.span).collect()
    }

    /// The parts of a call over `whole` that were with one agent each; none where no transfer names one. What is marked
    /// throughout is no leg.
    pub(crate) fn legs(&self, whole: Span) -> Vec<Leg> {
        let transfers: Vec<&Mark> = self.0.iter().filter(|mark| mark.agent.is_some()).collect();
        if transfers.is_empty() {
            return Vec::new();
        }
        let cover = self.cover();
        let starts =
            std::iter::once((None, Time::ZERO)).chain(transfers.iter().map(|mark| (mark.agent.clone(), mark.span.end)));
        let ends = transfers.iter().map(|mark| mark.span.start).chain(std::iter::once(whole.end));
        starts
            .zip(ends)
            .map(|((agent, start), end)| Leg { agent, span: Span::new(start.max(whole.start), end.min(whole.end)) })
            .filter(|leg| leg.span.end > leg.span.start && cover.inside(leg.span) < leg.span.length())
            .collect()
    }
}
