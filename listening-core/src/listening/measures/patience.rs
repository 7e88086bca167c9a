//! Patience: letting the other finish.

use super::super::readings::Spread;
use super::share;
use super::{CERTAIN, Evidence, NAMED, Rows, charge, ids, weighed};
use crate::floor::{Event, EventKind};
use crate::names::MeasureId;
use crate::stats::{at_share, poisson, quantile, wilson};
use crate::time::{Span, Time};

/// A reply sooner than this after the other's turn is immediate.
const IMMEDIATE: Time = Time::from_millis(200);
/// The opening is so much of the other's speech from the start of the call.
const OPENING: Time = Time::from_millis(30_000);
/// An entry into a pause is named from this weight on: timing says little about whether the other had finished.
const NAMED_PAUSE: f64 = 0.3;

impl Rows<'_> {
    pub(super) fn patience(&mut self) {
        self.interruptions();
        self.pauses();
        self.opening();
        self.waits();

        // The longest turn that the other was let have.
        let turns: Vec<f64> = self.turns[self.party.other()].iter().map(|turn| turn.length().seconds()).collect();
        let longest = turns.iter().copied().reduce(f64::max);
        self.fact(MeasureId::LongestCustomerTurnS, longest, turns.len(), Vec::new());
    }

    /// Floors taken by force, by their weights; and three counts of them, as each may be none.
    fn interruptions(&mut self) {
        let minutes = self.facts.speech(self.party.other()).seconds() / 60.0;
        let entries: Vec<Event> = self.entries_by(self.party).copied().collect();
        let (listed, named) = weighed(entries.iter(), charge::forced);
        let sum = listed + self.unlisted(self.party, charge::forced);
        self.estimate(MeasureId::InterruptionRate, poisson(sum, minutes), named.len(), ids(named.iter().copied()));
        let square = |event: &Event| charge::forced(event).powi(2);
        let squares = entries.iter().map(square).sum::<f64>() + self.unlisted(self.party, square);
        self.saw(MeasureId::InterruptionRate, Evidence::Rate { sum, squares, minutes });

        let n = named.len();
        let sure: Vec<&Event> = named.iter().copied().filter(|event| charge::forced(event) >= CERTAIN).collect();
        self.fact(MeasureId::InterruptionsCertain, Some(sure.len() as f64), n, ids(sure));
        self.fact(MeasureId::InterruptionsExpected, Some(sum), n, ids(named.iter().copied()));
        let takings = entries.iter().filter(|event| event.in_overlap && event.kind != EventKind::Backchannel);
        let takings: Vec<&Event> = takings.collect();
        self.fact(MeasureId::InterruptionsPossible, Some(takings.len() as f64), takings.len(), ids(takings));

        let replies = self.latencies().len();
        let (won, ended) = weighed(entries.iter(), charge::cut_off);
        let won = won + self.unlisted(self.party, charge::cut_off);
        let hits = won.min(replies as f64);
        let estimate = wilson(hits, replies as f64);
        self.estimate(MeasureId::InterruptionShare, estimate, replies, ids(ended));
    }

    /// The other's pauses that it was left.
    fn pauses(&mut self) {
        let entries: Vec<Event> = self.entries_by(self.party).copied().collect();
        let (broken, mut named) = weighed(entries.iter(), charge::broke_pause);
        named.retain(|event| charge::broke_pause(event) >= NAMED_PAUSE);
        let broken = broken + self.unlisted(self.party, charge::broke_pause);
        let kept = self.events(self.party.other(), &[EventKind::Pause]).len();
        let n = kept as f64 + broken;
        let listed = entries.iter().filter(|event| event.kind == EventKind::PauseInterruption).count();
        let estimate = wilson(kept as f64, n).filter(|_| kept + listed > 0);
        self.estimate(MeasureId::PauseRespect, estimate, kept + listed, ids(named));
        let doubt = |event: &Event| charge::broke_pause(event) * (1.0 - charge::broke_pause(event));
        let variance = entries.iter().map(doubt).sum::<f64>() + self.unlisted(self.party, doubt);
        self.saw(MeasureId::PauseRespect, Evidence::Share { sum: kept as f64, variance, n });
    }

    /// How much of its first half minute of speech the other was let say before it was cut off: each second by the probability
    /// that nothing had ended what it was saying by then.
    fn opening(&mut self) {
        let other = self.party.other();
        let unlisted = self.facts.unlisted.iter().filter(|event| event.by == self.party).map(|event| (event, false));
        let mut cuts: Vec<(Time, f64, Option<&Event>)> = self
            .entries_by(self.party)
            .map(|event| (event, true))
            .chain(unlisted)
            .map(|(event, listed)| (event.span.start, charge::cut_off(event), Some(event).filter(|_| listed)))
            .filter(|(_, weight, _)| *weight > 0.0)
            .collect();
        cuts.sort_by_key(|(at, ..)| *at);
        let (mut left, mut said, mut let_say, mut next) = (1.0, Time::ZERO, 0.0, 0);
        let mut named = Vec::new();
        for spurt in self.facts.spurts(other) {
            let spurt = Span::new(spurt.start, spurt.end.min(spurt.start + (OPENING - said)));
            let mut from = spurt.start;
            while let Some(&(at, weight, event)) = cuts.get(next).filter(|(at, ..)| *at < spurt.end) {
                let at = at.max(from);
                let_say += left * (at - from).seconds();
                from = at;
                left *= 1.0 - weight;
                next += 1;
                named.extend(event.filter(|_| weight >= NAMED).map(Event::id));
            }
            let_say += left * (spurt.end - from).seconds();
            said = said + spurt.length();
            if said >= OPENING {
                break;
            }
        }
        let heard = said.seconds();
        // Who was not cut off was let say all of it, however little that was: no case, and no number that reads as one.
        let known = heard > 0.0 && self.facts.whole();
        let value = Some(let_say).filter(|_| known && !named.is_empty());
        self.fact(MeasureId::OpeningUninterruptedS, value, named.len(), named);
        if known {
            let all = OPENING.seconds();
            let (value, n) = (let_say / heard * all, heard / all);
            let variance = left * (1.0 - left) * (all - value).powi(2);
            self.saw(MeasureId::OpeningUninterruptedS, Evidence::Mean { value, interval: None, variance, n });
        }
    }

    /// Replies that come too soon.
    fn waits(&mut self) {
        let latencies = self.latencies();
        let soon: Vec<Span> =
            latencies.iter().filter(|(wait, _)| *wait < IMMEDIATE.seconds()).map(|(_, (_, reply))| *reply).collect();
        let (ids, replies) = (self.entries(&soon), latencies.len());
        self.estimate(MeasureId::ImmediateReplyShare, share(soon.len(), replies), replies, ids);

        let (mut counts, mut soon, mut waited) = (Vec::new(), Vec::new(), Vec::new());
        for reading in self.readings {
            let replies = self.replies(&reading.turns);
            let n = replies.len() as f64;
            let immediate: f64 = replies.iter().map(|(wait, _)| charge::immediate(wait.seconds())).sum();
            counts.push(Some(n));
            soon.push((n > 0.0).then(|| immediate / n));
            // Who cuts the other off has not waited for it: that says nothing of how long its replies take.
            let fair = replies.iter().filter(|(_, (_, reply))| reading.forced.binary_search(&reply.start).is_err());
            waited.push(fair.map(|(wait, _)| wait.seconds()).collect::<Vec<f64>>());
        }
        let count = Spread::of(counts.into_iter()).unwrap_or_default();
        if let Some(soon) = Spread::of(soon.into_iter()) {
            let n = count.mean;
            let (sum, variance) = (soon.mean * n, soon.variance * n * n);
            self.saw(MeasureId::ImmediateReplyShare, Evidence::Share { sum, variance, n });
        }
        for (id, q) in [(MeasureId::ResponseLatencyP50, 0.5), (MeasureId::ResponseLatencyP90, 0.9)] {
            let listed: Vec<f64> = latencies.iter().map(|(wait, _)| *wait).collect();
            let over = Spread::of(waited.iter().map(|waits| at_share(waits, q)));
            if let Some(Spread { mean: value, variance }) = over {
                // Where no reply is listed there may be one all the same, and little is held of it.
                let interval = quantile(&listed, q).map(|found| (found.low.min(value), found.high.max(value)));
                self.saw(id, Evidence::Mean { value, interval, variance, n: count.mean });
            }
        }
    }
}
