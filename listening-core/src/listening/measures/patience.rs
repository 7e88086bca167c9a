//! Patience: letting the other finish.

use super::share;
use super::{Rows, certain, held_against, ids};
use crate::floor::{Event, EventKind, TERMINAL_OVERLAP};
use crate::names::MeasureId;
use crate::stats::poisson;
use crate::time::{Span, Time};

/// A reply sooner than this after the other's turn is immediate.
const IMMEDIATE: Time = Time::from_millis(200);

impl Rows<'_> {
    pub(super) fn patience(&mut self) {
        use EventKind::{ButtingIn, Pause, PauseInterruption};
        let other = self.party.other();
        let minutes = self.facts.speech(other).seconds() / 60.0;
        let won = self.interruptions();
        let mut cutting = self.events(self.party, &[ButtingIn]);
        let tries: f64 = cutting.iter().filter_map(|event| Some(weight(event) * f64::from(event.confidence?))).sum();
        let takes: f64 = won.iter().filter_map(held_against).sum();
        cutting.extend(&won);
        cutting.sort_by_key(|event| event.span.start);
        let expected = poisson(takes + tries, minutes);
        self.estimate(MeasureId::InterruptionRate, expected, cutting.len(), ids(&cutting));

        // Where the holder stopped soon after the onset it may have finished: two bounds, not one count.
        let takings: Vec<Event> = self.takings().copied().collect();
        let sure: Vec<&Event> = won.iter().filter(|event| certain(event)).collect();
        self.fact(MeasureId::InterruptionsCertain, Some(sure.len() as f64), takings.len(), ids(sure));
        let likely = takings.iter().filter_map(held_against).sum();
        self.fact(MeasureId::InterruptionsExpected, Some(likely), takings.len(), ids(&takings));
        self.fact(MeasureId::InterruptionsPossible, Some(takings.len() as f64), takings.len(), ids(&takings));

        let replies = self.latencies().len();
        let hits = won.len().min(replies);
        self.estimate(MeasureId::InterruptionShare, share(hits, replies), replies, ids(&won));

        let broken = self.events(self.party, &[PauseInterruption]);
        let pauses = self.events(other, &[Pause]).len() + broken.len();
        let kept = share(pauses - broken.len(), pauses);
        self.estimate(MeasureId::PauseRespect, kept, pauses, ids(&broken));

        // The first that changed the floor: a try that failed did not end what the other was saying.
        let first = won.first().map_or(self.facts.duration, |event| event.span.start);
        let before = Span::new(Time::ZERO, first);
        let opening: Time = self.facts.spurts(other).map(|spurt| spurt.overlap(before)).sum();
        let opening = (minutes > 0.0 && self.facts.whole()).then(|| opening.seconds());
        self.fact(MeasureId::OpeningUninterruptedS, opening, won.len().min(1), ids(won.first()));

        let latencies = self.latencies();
        let soon: Vec<Span> =
            latencies.iter().filter(|(wait, _)| *wait < IMMEDIATE.seconds()).map(|(_, (_, reply))| *reply).collect();
        let soon_ids = self.entries(&soon);
        self.estimate(MeasureId::ImmediateReplyShare, share(soon.len(), replies), replies, soon_ids);

        // The longest turn that the other was let have.
        let turns: Vec<f64> = self.turns[other].iter().map(|turn| turn.length().seconds()).collect();
        let longest = turns.iter().copied().reduce(f64::max);
        self.fact(MeasureId::LongestCustomerTurnS, longest, turns.len(), Vec::new());
    }
}

/// What a try that failed counts: it leaves the other the floor, so half of one that won, and less where it was shorter
/// than the overlap that the end of any turn may have.
fn weight(butting_in: &Event) -> f64 {
    let length = butting_in.span.length().seconds() / TERMINAL_OVERLAP.seconds();
    0.5 * length.min(1.0)
}
