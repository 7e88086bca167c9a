//! One table of measures, for both parties. `docs/methods.md` holds a paragraph on each.

mod attentiveness;
mod composure;
mod give_and_take;
mod patience;
mod speed;
mod words;

use serde::{Deserialize, Serialize};

use super::charge::{self, NAMED};
use super::evidence::Evidence;
use super::facts::{Facts, replies_among};
use super::readings::Reading;
use crate::floor::{Event, EventKind, Reason, Turn};
use crate::names::{Id, MeasureId, Unit};
use crate::number;
use crate::party::{Party, PerParty};
use crate::stats::{Estimate, poisson, wilson};
use crate::time::{Span, Time};

/// Windows of the call over which shares of time are resampled.
const WINDOW_S: f64 = 30.0;
/// No call has more of them: those of one that is longer than a day are longer than that.
const WINDOWS: f64 = 2880.0;

/// A weight from here on is certain enough for a lower bound.
const CERTAIN: f64 = 0.9;

/// One measure of one party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "measure", deny_unknown_fields))]
pub struct Measure {
    /// Its name; docs/methods.md defines each.
    pub id: Id<MeasureId>,
    /// The party whose behaviour it describes.
    pub party: Party,
    /// The value, in `unit`; `None` where there were no cases.
    #[serde(default, with = "number::maybe_value")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_value::schema"))]
    pub value: Option<f64>,
    /// The value that the score uses, in `unit`: the best estimate under the profile's prior, with events and turns
    /// weighted by their probability. Only for measures of the assessed party that the profile scores; not there where there
    /// is too little evidence for any score.
    #[serde(default, with = "number::maybe_value", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_value::schema"))]
    pub scored: Option<f64>,
    /// Unit of the value and its interval.
    pub unit: Id<Unit>,
    /// Lower end of the 90 % interval, in `unit`; `None` where the value is a plain fact of this call.
    #[serde(default, with = "number::maybe_value")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_value::schema"))]
    pub low: Option<f64>,
    /// Upper end of the 90 % interval, in `unit`; `None` like the lower end.
    #[serde(default, with = "number::maybe_value")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_value::schema"))]
    pub high: Option<f64>,
    /// The number of cases: replies, pauses, talkspurts, windows. A count.
    pub n: usize,
    /// Ids of the events it is based on.
    #[serde(default)]
    pub events: Vec<String>,
}

/// What was seen of the measures whose value is not all that the score reads.
pub(crate) type Seen = Vec<(Party, MeasureId, Evidence)>;

/// All measures of both parties, agent first; and what was seen of those that are scored otherwise than by their value.
pub(crate) fn measures(facts: &Facts<'_>, readings: &[Reading]) -> (Vec<Measure>, Seen) {
    let (mut table, mut seen) = (Vec::new(), Vec::new());
    let unfair = unfair(facts);
    let spurts = PerParty::from_fn(|party| facts.spurts(party).collect::<Vec<Span>>());
    let turns = PerParty::from_fn(|party| facts.turns(party).collect::<Vec<Span>>());
    for party in Party::BOTH {
        let (spurts, turns, unfair) = (&spurts, &turns, &unfair[..]);
        let mut rows = Rows { facts, spurts, turns, readings, unfair, party, table: &mut table, seen: &mut seen };
        rows.patience();
        rows.attentiveness();
        rows.give_and_take();
        rows.composure();
        rows.speed();
        rows.words();
    }
    (table, seen)
}

/// What says nothing where overlaps are not known.
const OF_OVERLAP: [MeasureId; 7] = [
    MeasureId::InterruptionRate,
    MeasureId::InterruptionsCertain,
    MeasureId::InterruptionsExpected,
    MeasureId::InterruptionsPossible,
    MeasureId::InterruptionShare,
    MeasureId::BidYieldShare,
    MeasureId::YieldLatencyP50,
];

/// Takes out what was counted of overlaps, where they are not known: nothing was measured then, not none counted.
pub(crate) fn leave_out_overlap(measures: &mut [Measure], seen: &mut Seen) {
    for measure in measures.iter_mut().filter(|measure| OF_OVERLAP.iter().any(|&id| measure.id == id)) {
        (measure.value, measure.low, measure.high, measure.n) = (None, None, None, 0);
        measure.events.clear();
    }
    seen.retain(|(_, id, _)| !OF_OVERLAP.contains(id));
}

/// The measures that a profile may score: those with a better and a worse end, of what the party does itself.
pub const SCORABLE: [MeasureId; 25] = [
    MeasureId::InterruptionRate,
    MeasureId::InterruptionsCertain,
    MeasureId::InterruptionsExpected,
    MeasureId::InterruptionShare,
    MeasureId::PauseRespect,
    MeasureId::OpeningUninterruptedS,
    MeasureId::ImmediateReplyShare,
    MeasureId::ResponseLatencyP50,
    MeasureId::ResponseLatencyP90,
    MeasureId::ResponseLatencyIqr,
    MeasureId::BackchannelRate,
    MeasureId::BackchannelResponsiveness,
    MeasureId::LongTurnAcknowledged,
    MeasureId::UnansweredTurnRate,
    MeasureId::DeadAirRate,
    MeasureId::BidYieldShare,
    MeasureId::YieldLatencyP50,
    MeasureId::BidUptake,
    MeasureId::TalkShare,
    MeasureId::LongestMonologueS,
    MeasureId::TalkBalance,
    MeasureId::InterviewIndex,
    MeasureId::HurryIndex,
    MeasureId::DeliveryStability,
    MeasureId::RateRatio,
];

struct Rows<'a> {
    facts: &'a Facts<'a>,
    /// Each party's talkspurts, and its turns: in order, and none overlaps the next.
    spurts: &'a PerParty<Vec<Span>>,
    turns: &'a PerParty<Vec<Span>>,
    /// Turns as the call may have had them.
    readings: &'a [Reading],
    /// Starts of replies whose wait says nothing, in order.
    unfair: &'a [Time],
    party: Party,
    table: &'a mut Vec<Measure>,
    seen: &'a mut Seen,
}

/// When replies begin whose wait says nothing: after a hold, as the wait of a caller is no slow reply; after lost audio, as nobody
/// knows how long it was; and where it may be the other party's echo that replies. In order.
fn unfair(facts: &Facts<'_>) -> Vec<Time> {
    let starts = facts.events.iter().filter_map(|event| match event.kind {
        EventKind::Hold => Some(event.span.end),
        _ => event.is_doubtful().then_some(event.span.start),
    });
    let mut starts: Vec<Time> = starts.collect();
    starts.sort_unstable();
    starts
}

fn ids<'e>(events: impl IntoIterator<Item = &'e Event>) -> Vec<String> {
    events.into_iter().map(Event::id).collect()
}

/// A share of things that were counted.
fn share(hits: usize, n: usize) -> Option<Estimate> {
    wilson(hits as f64, n as f64)
}

/// How many there are for each unit of `exposure`.
fn rate(count: usize, exposure: f64) -> Option<Estimate> {
    poisson(count as f64, exposure)
}

impl Rows<'_> {
    fn estimate(&mut self, id: MeasureId, estimate: Option<Estimate>, n: usize, events: Vec<String>) {
        // Of one value alone nothing can be said of how it varies.
        let interval = estimate.filter(|e| e.low < e.high || n > 1);
        self.table.push(Measure {
            id: id.into(),
            party: self.party,
            value: estimate.map(|e| e.value),
            scored: None,
            unit: id.unit().into(),
            low: interval.map(|e| e.low),
            high: interval.map(|e| e.high),
            n,
            events,
        });
    }

    /// A plain fact of this call, without an interval.
    fn fact(&mut self, id: MeasureId, value: Option<f64>, n: usize, events: Vec<String>) {
        let (party, unit) = (self.party, id.unit().into());
        self.table.push(Measure { id: id.into(), party, value, scored: None, unit, low: None, high: None, n, events });
    }

    /// What was seen of a measure, where that is more than its value.
    fn saw(&mut self, id: MeasureId, evidence: Evidence) {
        self.seen.push((self.party, id, evidence));
    }

    /// Events of these kinds; what may be the other's echo or rest on lost audio is held against nobody.
    fn events(&self, by: Party, kinds: &[EventKind]) -> Vec<Event> {
        let wanted = |event: &&Event| event.by == by && kinds.contains(&event.kind) && !event.is_doubtful();
        self.facts.events.iter().filter(wanted).copied().collect()
    }

    /// The entries of `party` that are not an echo or a loss, whatever they were read as.
    fn entries_by(&self, by: Party) -> impl Iterator<Item = &Event> {
        let entry = move |event: &&Event| event.by == by && !event.kinds.is_empty() && !event.is_doubtful();
        self.facts.events.iter().filter(entry)
    }

    /// The weights of the onsets of `party` that are listed as no event, summed.
    fn unlisted(&self, by: Party, of: impl Fn(&Event) -> f64) -> f64 {
        self.facts.unlisted.iter().filter(|event| event.by == by).map(of).sum()
    }

    /// The party's replies, each with the turn that it follows, where how long it waited says something of it.
    fn replies(&self, turns: &[Turn]) -> Vec<(Time, Turn2)> {
        let held = |reply: &Turn| self.unfair.binary_search(&reply.span.start).is_ok();
        replies_among(turns)
            .filter(|(before, reply)| {
                reply.party == self.party && !held(reply) && !self.facts.wait_is_left_out(before, reply)
            })
            .map(|(before, reply)| (reply.span.start - before.span.end, (before.span, reply.span)))
            .collect()
    }

    /// Silence before each of the party's replies, negative for an overlap, in seconds.
    fn latencies(&self) -> Vec<(f64, Turn2)> {
        self.replies(self.facts.turns).into_iter().map(|(wait, turns)| (wait.seconds(), turns)).collect()
    }

    /// Ids of the events with which the party took the floor at the start of `turns`.
    fn entries<'t>(&self, turns: impl IntoIterator<Item = &'t Span>) -> Vec<String> {
        self.entries_of(self.party, turns)
    }

    /// The same of `party`.
    fn entries_of<'t>(&self, party: Party, turns: impl IntoIterator<Item = &'t Span>) -> Vec<String> {
        let mut starts: Vec<Time> = turns.into_iter().map(|turn| turn.start).collect();
        starts.sort_unstable();
        let begins = |event: &&Event| starts.binary_search(&event.span.start).is_ok();
        let entry = |event: &&Event| event.by == party && event.kind.takes_floor() && begins(event);
        ids(self.facts.events.iter().filter(entry))
    }

    /// The known part of the call in windows of about this many seconds, or longer ones if there would be too many.
    fn windows(&self, seconds: f64) -> Vec<Span> {
        let since = self.facts.since;
        let length = (self.facts.duration - since).seconds();
        let count = (length / seconds).round().clamp(1.0, WINDOWS);
        let edge = |k: f64| since + Time::from_seconds(length * k / count);
        (0..count as usize).map(|k| Span::new(edge(k as f64), edge(k as f64 + 1.0))).collect()
    }

    /// How long `party` talks inside each of the windows, in seconds.
    fn talk(&self, party: Party, windows: &[Span]) -> Vec<f64> {
        let inside = |window: &Span| -> Time {
            within(&self.spurts[party], *window).iter().map(|spurt| spurt.overlap(*window)).sum()
        };
        windows.iter().map(|window| inside(window).seconds()).collect()
    }

    /// How long both talk inside `window`, in seconds.
    fn together(&self, window: Span) -> f64 {
        let others = within(&self.spurts[self.party.other()], window);
        let own = within(&self.spurts[self.party], window);
        own.iter()
            .map(|spurt| {
                let inside = Span::new(spurt.start.max(window.start), spurt.end.min(window.end));
                within(others, inside).iter().map(|o| o.overlap(inside)).sum::<Time>()
            })
            .sum::<Time>()
            .seconds()
    }
}

/// Those of `spans`, which are in order and do not overlap, that reach into `window`.
fn within(spans: &[Span], window: Span) -> &[Span] {
    let first = spans.partition_point(|span| span.end <= window.start);
    let last = spans.partition_point(|span| span.start < window.end);
    &spans[first..last.max(first)]
}

/// The turn before and the reply.
type Turn2 = (Span, Span);

/// The weights of `events` by `of`, summed, with what is to be named of them.
fn weighed<'e>(events: impl Iterator<Item = &'e Event>, of: impl Fn(&Event) -> f64) -> (f64, Vec<&'e Event>) {
    let mut sum = 0.0;
    let named = events.filter(|event| {
        let weight = of(event);
        sum += weight;
        weight >= NAMED
    });
    let named = named.collect();
    (sum, named)
}

/// How long it took to yield to a bid, in seconds.
fn yielded(bid: &Event) -> Option<f64> {
    bid.reasons.iter().find_map(|reason| match reason {
        Reason::Yielded(ms) => Some(f64::from(ms) / 1000.0),
        _ => None,
    })
}
