//! Attentiveness: showing that one listens, and answering.

use super::{Evidence, Rows, charge, ids, weighed, yielded};
use super::{rate, share};
use crate::delivery::Delivery;
use crate::floor::{Event, EventKind};
use crate::names::MeasureId;
use crate::stats::{interquartile_range, quantile};
use crate::time::{Span, Time};

/// Feedback answers an invitation from this many milliseconds before it to this many after it.
const EARLY: i64 = 300;
const LATE: i64 = 1000;
/// Speech of this length may invite feedback (Ward & Tsukahara 2000).
const INVITING: Time = Time::from_millis(700);
const ONE_INVITATION: Time = Time::from_millis(1000);
/// A turn of this length is long enough to be acknowledged on the way: a judgement.
const LONG_TURN: Time = Time::from_millis(10_000);
/// A contribution no longer than this is a small comment: a judgement.
const SHORT: Time = Time::from_millis(1500);
/// It gets the floor within this.
const UPTAKE: Time = Time::from_millis(1000);

impl Rows<'_> {
    pub(super) fn attentiveness(&mut self) {
        let other = self.party.other();
        let latencies = self.latencies();
        let waits: Vec<f64> = latencies.iter().map(|(wait, _)| *wait).collect();
        // Each wait is the gap, or the dead air, that ends with the reply.
        let silences = self.events(other, &[EventKind::Gap, EventKind::DeadAir]);
        let slow = silences.iter().filter(|silence| {
            let replied = latencies.binary_search_by_key(&silence.span.end, |(_, (_, reply))| reply.start).is_ok();
            replied && silence.span.length() >= Time::from_millis(1000)
        });
        let slow = ids(slow);
        let iqr = interquartile_range(&waits).filter(|_| waits.len() >= 4);
        self.estimate(MeasureId::ResponseLatencyIqr, iqr, waits.len(), Vec::new());
        for (id, q) in [
            (MeasureId::ResponseLatencyP10, 0.1),
            (MeasureId::ResponseLatencyP50, 0.5),
            (MeasureId::ResponseLatencyP90, 0.9),
        ] {
            self.estimate(id, quantile(&waits, q), waits.len(), slow.clone());
        }

        let minutes = self.facts.speech(other).seconds() / 60.0;
        let feedback = self.events(self.party, &[EventKind::Backchannel]);
        self.estimate(MeasureId::BackchannelRate, rate(feedback.len(), minutes), feedback.len(), ids(&feedback));
        let chances = self.entries_by(self.party).map(charge::feedback);
        let (sum, squares) = chances.fold((0.0, 0.0), |(sum, squares), p| (sum + p, squares + p * p));
        let sum = sum + self.unlisted(self.party, charge::feedback);
        let squares = squares + self.unlisted(self.party, |event| charge::feedback(event).powi(2));
        self.saw(MeasureId::BackchannelRate, Evidence::Rate { sum, squares, minutes });

        self.responsiveness(&feedback);

        let unanswered = self.events(other, &[EventKind::UnansweredTurn]);
        let turns = self.turns[other].len().max(unanswered.len());
        let (quiet, alone) = self.silences(turns);
        self.estimate(MeasureId::UnansweredTurnRate, share(unanswered.len(), turns), turns, alone);

        let dead = self.events(other, &[EventKind::DeadAir]);
        let call = self.facts.minutes();
        let total: Time = dead.iter().map(|event| event.span.length()).sum();
        self.estimate(MeasureId::DeadAirRate, rate(dead.len(), call), dead.len(), quiet);
        self.fact(MeasureId::DeadAirS, Some(total.seconds()), dead.len(), ids(&dead));

        let bids = self.events(other, &[EventKind::Bid]);
        let unlisted = self.facts.unlisted.iter().filter(|event| event.by == other);
        let tries: Vec<[f64; 2]> = self.entries_by(other).chain(unlisted).map(charge::bid).collect();
        let sum = tries.iter().map(|[yielded, _]| yielded).sum();
        let n = tries.iter().map(|[yielded, ignored]| yielded + ignored).sum();
        let variance = tries.iter().map(|[yielded, ignored]| yielded * ignored).sum();
        self.saw(MeasureId::BidYieldShare, Evidence::Share { sum, variance, n });
        let yields: Vec<f64> = bids.iter().filter_map(yielded).collect();
        let ignored = bids.iter().filter(|bid| yielded(bid).is_none());
        self.estimate(MeasureId::BidYieldShare, share(yields.len(), bids.len()), bids.len(), ids(ignored));
        self.estimate(MeasureId::YieldLatencyP50, quantile(&yields, 0.5), yields.len(), Vec::new());
        self.uptake();
    }

    /// Silences about as long as dead air, by how long they are: names them, and those after which the other had to go on.
    fn silences(&mut self, turns: usize) -> (Vec<String>, Vec<String>) {
        use EventKind::{DeadAir, Gap, Pause, UnansweredTurn};
        let other = self.party.other();
        let quiet = self.events(other, &[DeadAir, Gap, Pause]);
        let weight = |silence: &Event| charge::dead(silence.span);
        let (sum, named) = weighed(quiet.iter(), weight);
        // Events are in order of start, and so are these.
        let entries: Vec<Time> = self.entries_by(other).map(|entry| entry.span.start).collect();
        let lonely = |silence: &&Event| {
            let goes_on = self.spurts[other].binary_search_by_key(&silence.span.end, |spurt| spurt.start).is_ok();
            weight(silence) > 0.0 && goes_on && entries.binary_search(&silence.span.end).is_err()
        };
        // Where it is listed as such, it is an event of its own.
        let listed = self.events(other, &[UnansweredTurn]);
        let edges = |event: &Event| (event.span.start, event.span.end);
        let unanswered = |silence: &Event| {
            listed.binary_search_by_key(&edges(silence), edges).map_or(*silence, |found| listed[found])
        };
        let lonely: Vec<Event> = quiet.iter().filter(lonely).map(unanswered).collect();
        let (alone, left) = weighed(lonely.iter(), weight);
        let names = (ids(named), ids(left));
        let minutes = self.facts.minutes();
        self.saw(MeasureId::DeadAirRate, Evidence::Rate { sum, squares: sum, minutes });
        let n = turns as f64;
        self.saw(MeasureId::UnansweredTurnRate, Evidence::Share { sum: alone.min(n), variance: 0.0, n });
        names
    }

    /// Feedback where the other invites it, and in its long turns.
    fn responsiveness(&mut self, feedback: &[Event]) {
        let other = self.party.other();
        let places = self.invitations();
        let answered = places.iter().filter(|&&place| {
            // Times are written in whole milliseconds: one more on the early side.
            let near = begun(feedback, place - Time::from_millis(EARLY + 1));
            let near = near.iter().take_while(|event| (event.span.start - place).millis() <= LATE);
            near.map(|event| (event.span.start - place).millis()).any(|after| after >= -EARLY)
        });
        let hits = answered.count();
        let estimate = share(hits, places.len());
        self.estimate(MeasureId::BackchannelResponsiveness, estimate, places.len(), ids(feedback));

        let long: Vec<Span> = self.turns[other].iter().filter(|turn| turn.length() >= LONG_TURN).copied().collect();
        let heard = |turn: &&Span| begun(feedback, turn.start).first().is_some_and(|event| event.span.start < turn.end);
        let hits = long.iter().filter(heard).count();
        self.estimate(MeasureId::LongTurnAcknowledged, share(hits, long.len()), long.len(), Vec::new());
    }

    /// Where the other, having talked for 0.7 s or more and going on with its turn, invites feedback: at its pauses, and
    /// where its pitch stays low for 0.11 s.
    fn invitations(&self) -> Vec<Time> {
        let other = self.party.other();
        let turns = &self.turns[other];
        let goes_on = |place: Time| {
            let begun = turns.partition_point(|turn| turn.start <= place);
            begun > 0 && place < turns[begun - 1].end
        };
        let long = self.spurts[other].iter().filter(|spurt| spurt.length() >= INVITING);
        let mut places: Vec<Time> = long.map(|spurt| spurt.end).collect();
        let low = self.facts.deliveries[other].iter().filter_map(Delivery::low_pitch);
        places.extend(low);
        places.retain(|&place| goes_on(place));
        places.sort_unstable();
        // Two within a second are one invitation.
        let mut kept: Vec<Time> = Vec::new();
        for place in places {
            if kept.last().is_none_or(|&last| place - last >= ONE_INVITATION) {
                kept.push(place);
            }
        }
        kept
    }

    /// Small comments are clues: of the other's short contributions that are more than feedback, those that got the
    /// floor within a second.
    fn uptake(&mut self) {
        let other = self.party.other();
        let short: Vec<Event> = self
            .facts
            .events
            .iter()
            .filter(|event| event.by == other && !event.is_doubtful() && event.span.length() <= SHORT)
            .filter(|event| event.kind == EventKind::ButtingIn || event.kind.takes_floor())
            .copied()
            .collect();
        let turns = &self.turns[other];
        let (got, missed): (Vec<Event>, Vec<Event>) = short.iter().partition(|event| {
            let next = turns.partition_point(|turn| turn.start < event.span.start);
            turns.get(next).is_some_and(|turn| turn.start <= event.span.end + UPTAKE)
        });
        self.estimate(MeasureId::BidUptake, share(got.len(), short.len()), short.len(), ids(&missed));
    }
}

/// Those of `events`, which are in order, that begin at `time` or after.
fn begun(events: &[Event], time: Time) -> &[Event] {
    &events[events.partition_point(|event| event.span.start < time)..]
}
