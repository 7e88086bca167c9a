//! One table of measures, for both parties. `docs/methods.md` holds a paragraph on each.

use serde::Serialize;

use super::facts::Facts;
use super::intervals::{Estimate, quantile, rate, ratio, share};
use crate::floor::{Event, EventKind, Reason, Turn};
use crate::party::Party;
use crate::report::rounded;
use crate::time::{Span, Time};
use crate::voice::{Contour, Delivery};

/// A reply sooner than this after the other's turn is immediate.
const IMMEDIATE: Time = Time::from_millis(200);
/// Windows of the call over which shares of time are resampled.
const WINDOW_S: f64 = 30.0;
/// Talkspurts from here on are long enough to have a pace.
const PACED: Time = Time::from_millis(1000);
/// Faster than one's own median by this factor is hurried.
const HURRIED: f64 = 1.15;
/// So many of the longest turns are named as the reason for a share of talk.
const LONGEST_NAMED: usize = 3;
/// An overlap shorter than this before the holder stops may be a turn that ended by itself.
const TERMINAL_OVERLAP_MS: u32 = 500;

/// One measure of one party.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measure {
    /// Name, as in `docs/methods.md`.
    pub id: &'static str,
    /// Whose behaviour it describes.
    pub party: Party,
    /// The value; `None` where nothing was there to measure.
    #[serde(serialize_with = "rounded::option")]
    pub value: Option<f64>,
    /// Unit of the value: `s`, `1/min`, `share`, `count`, `dB`, `syllables/s`, `z` or `z/min`.
    pub unit: &'static str,
    /// Lower end of the 90 % interval; `None` where the value is a plain fact of this call.
    #[serde(serialize_with = "rounded::option")]
    pub low: Option<f64>,
    /// Upper end of the 90 % interval.
    #[serde(serialize_with = "rounded::option")]
    pub high: Option<f64>,
    /// How many things were counted over: replies, pauses, talkspurts, windows.
    pub n: usize,
    /// Ids of the events that it rests on.
    pub events: Vec<String>,
}

/// All measures of both parties, agent first.
pub fn measures(facts: &Facts<'_>) -> Vec<Measure> {
    let mut table = Vec::new();
    for party in Party::BOTH {
        let mut rows = Rows { facts, party, table: &mut table };
        rows.patience();
        rows.attentiveness();
        rows.give_and_take();
        rows.composure();
    }
    table
}

struct Rows<'a> {
    facts: &'a Facts<'a>,
    party: Party,
    table: &'a mut Vec<Measure>,
}

fn ids<'e>(events: impl IntoIterator<Item = &'e Event>) -> Vec<String> {
    events.into_iter().map(Event::id).collect()
}

impl Rows<'_> {
    fn estimate(
        &mut self,
        id: &'static str,
        unit: &'static str,
        estimate: Option<Estimate>,
        n: usize,
        events: Vec<String>,
    ) {
        self.table.push(Measure {
            id,
            party: self.party,
            value: estimate.map(|e| e.value),
            unit,
            low: estimate.map(|e| e.low),
            high: estimate.map(|e| e.high),
            n,
            events,
        });
    }

    /// A plain fact of this call, without an interval.
    fn fact(&mut self, id: &'static str, unit: &'static str, value: Option<f64>, n: usize, events: Vec<String>) {
        self.table.push(Measure { id, party: self.party, value, unit, low: None, high: None, n, events });
    }

    /// Events of these kinds; what may be the other's echo, and a trespass that is less likely than not, are
    /// held against nobody.
    fn events(&self, by: Party, kinds: &[EventKind]) -> Vec<Event> {
        let wanted = |event: &&Event| event.by == by && kinds.contains(&event.kind) && charged(event);
        self.facts.events.iter().filter(wanted).copied().collect()
    }

    /// All floor-takings in overlap that are not an echo, benign or not.
    fn takings(&self) -> impl Iterator<Item = &Event> {
        let taken = |event: &&Event| matches!(event.kind, EventKind::Interruption | EventKind::Overlap);
        self.facts.events.iter().filter(taken).filter(|event| event.by == self.party && !event.leak_suspect)
    }

    /// Those that are held against the party: more likely than not the other talked on and was made to stop, or
    /// gave way unfinished.
    fn interruptions(&self) -> Vec<Event> {
        let likely = |p: Option<f32>| p.is_some_and(|p| p >= 0.5);
        let charged = |event: &&Event| {
            let gave_way = event.kind == EventKind::Interruption && likely(event.confidence);
            gave_way || (clear(event) && likely(event.took()))
        };
        self.takings().filter(charged).copied().collect()
    }

    /// Silence before each of the party's replies, negative for an overlap, in seconds.
    fn latencies(&self) -> Vec<(f64, Turn2)> {
        // The wait of a caller on hold is no slow reply.
        let held = |reply: &Turn| {
            self.facts.events.iter().any(|event| event.kind == EventKind::Hold && event.span.end == reply.span.start)
        };
        self.facts
            .replies()
            .filter(|(_, reply)| reply.party == self.party && !held(reply))
            .map(|(before, reply)| ((reply.span.start - before.span.end).seconds(), (before.span, reply.span)))
            .collect()
    }

    /// Ids of the events with which the party took the floor at the start of `turns`.
    fn entries<'t>(&self, turns: impl IntoIterator<Item = &'t Span>) -> Vec<String> {
        let starts: Vec<Time> = turns.into_iter().map(|turn| turn.start).collect();
        let entry =
            |event: &&Event| event.by == self.party && event.kind.takes_floor() && starts.contains(&event.span.start);
        ids(self.facts.events.iter().filter(entry))
    }

    fn patience(&mut self) {
        use EventKind::{ButtingIn, Pause, PauseInterruption};
        let other = self.party.other();
        let minutes = self.facts.speech(other).seconds() / 60.0;
        let won = self.interruptions();
        let mut cutting = self.events(self.party, &[ButtingIn]);
        cutting.extend(&won);
        cutting.sort_by_key(|event| event.span.start);
        self.estimate("interruption_rate", "1/min", rate(cutting.len(), minutes), cutting.len(), ids(&cutting));

        // Where the holder stopped soon after the onset it may have finished: two bounds, not one count.
        let takings: Vec<Event> = self.takings().copied().collect();
        let certain: Vec<&Event> = won.iter().filter(|event| clear(event)).collect();
        self.fact("interruptions_certain", "count", Some(certain.len() as f64), takings.len(), ids(certain));
        let expected = takings
            .iter()
            .map(|event| f64::from(if clear(event) { event.took() } else { event.cut_off() }.unwrap_or(0.0)));
        self.fact("interruptions_expected", "count", Some(expected.sum()), takings.len(), ids(&takings));
        self.fact("interruptions_possible", "count", Some(takings.len() as f64), takings.len(), ids(&takings));

        let replies = self.latencies().len();
        let hits = won.len().min(replies);
        self.estimate("interruption_share", "share", share(hits, replies), replies, ids(&won));

        let broken = self.events(self.party, &[PauseInterruption]);
        let pauses = self.events(other, &[Pause]).len() + broken.len();
        let kept = share(pauses - broken.len(), pauses);
        self.estimate("pause_respect", "share", kept, pauses, ids(&broken));

        let first = cutting.first().map_or(self.facts.duration, |event| event.span.start);
        let before = Span::new(Time::ZERO, first);
        let opening: Time = self.facts.spurts(other).map(|spurt| spurt.overlap(before)).sum();
        let opening = (minutes > 0.0).then(|| opening.seconds());
        self.fact("opening_uninterrupted_s", "s", opening, cutting.len().min(1), ids(cutting.first()));

        let latencies = self.latencies();
        let soon: Vec<Span> =
            latencies.iter().filter(|(wait, _)| *wait < IMMEDIATE.seconds()).map(|(_, (_, reply))| *reply).collect();
        let soon_ids = self.entries(&soon);
        self.estimate("immediate_reply_share", "share", share(soon.len(), replies), replies, soon_ids);
    }

    fn attentiveness(&mut self) {
        let other = self.party.other();
        let latencies = self.latencies();
        let waits: Vec<f64> = latencies.iter().map(|(wait, _)| *wait).collect();
        // Each wait is the gap, or the dead air, that ends with the reply.
        let silences = self.events(other, &[EventKind::Gap, EventKind::DeadAir]);
        let slow = silences.iter().filter(|silence| {
            let replied = latencies.iter().any(|(_, (_, reply))| reply.start == silence.span.end);
            replied && silence.span.length() >= Time::from_millis(1000)
        });
        let slow = ids(slow);
        for (id, q) in [("response_latency_p10", 0.1), ("response_latency_p50", 0.5), ("response_latency_p90", 0.9)] {
            self.estimate(id, "s", quantile(&waits, q), waits.len(), slow.clone());
        }

        let minutes = self.facts.speech(other).seconds() / 60.0;
        let feedback = self.events(self.party, &[EventKind::Backchannel]);
        self.estimate("backchannel_rate", "1/min", rate(feedback.len(), minutes), feedback.len(), ids(&feedback));

        let unanswered = self.events(other, &[EventKind::UnansweredTurn]);
        let turns = self.facts.turns(other).count().max(unanswered.len());
        self.estimate("unanswered_turn_rate", "share", share(unanswered.len(), turns), turns, ids(&unanswered));

        let dead = self.events(other, &[EventKind::DeadAir]);
        let call = self.facts.duration.seconds() / 60.0;
        let total: Time = dead.iter().map(|event| event.span.length()).sum();
        self.estimate("dead_air_rate", "1/min", rate(dead.len(), call), dead.len(), ids(&dead));
        self.fact("dead_air_s", "s", Some(total.seconds()), dead.len(), ids(&dead));

        let bids = self.events(other, &[EventKind::Bid]);
        let yields: Vec<f64> = bids.iter().filter_map(yielded).collect();
        let ignored = bids.iter().filter(|bid| yielded(bid).is_none());
        self.estimate("bid_yield_share", "share", share(yields.len(), bids.len()), bids.len(), ids(ignored));
        self.estimate("yield_latency_p50", "s", quantile(&yields, 0.5), yields.len(), Vec::new());
    }

    fn give_and_take(&mut self) {
        let (own, other) = (self.party, self.party.other());
        let windows = self.windows();
        let talk = |party, window| self.facts.spurts(party).map(|spurt| spurt.overlap(window)).sum::<Time>().seconds();
        let both: Vec<(f64, f64)> = windows.iter().map(|&w| (talk(own, w), talk(own, w) + talk(other, w))).collect();
        let listening: Vec<(f64, f64)> = windows
            .iter()
            .map(|&window| (talk(other, window) - self.together(window), window.length().seconds()))
            .collect();
        let turns: Vec<Span> = self.facts.turns(own).collect();
        let longest = turns.iter().map(|turn| turn.length().seconds()).reduce(f64::max);
        let minutes = self.facts.duration.seconds() / 60.0;
        let paced: Vec<Contour> = self.facts.deliveries[own]
            .iter()
            .filter(|delivery| turns.iter().any(|turn| turn.end == delivery.span.end))
            .filter_map(|delivery| delivery.contour)
            .collect();
        let rises = paced.iter().filter(|contour| **contour == Contour::Rise).count();

        // What made the share and the monologue: the longest turns.
        let mut by_length = turns.clone();
        by_length.sort_by_key(|turn| (std::cmp::Reverse(turn.length()), turn.start));
        let most = self.entries(by_length.iter().take(LONGEST_NAMED));
        let first = self.entries(by_length.iter().take(1));

        self.estimate("talk_share", "share", ratio(&both), windows.len(), most);
        self.estimate("listening_share", "share", ratio(&listening), windows.len(), Vec::new());
        self.fact("longest_monologue_s", "s", longest, turns.len(), first);
        self.estimate("turns_per_min", "1/min", rate(turns.len(), minutes), turns.len(), Vec::new());
        self.estimate("rising_terminal_share", "share", share(rises, paced.len()), paced.len(), Vec::new());
    }

    fn composure(&mut self) {
        let deliveries = self.facts.deliveries[self.party];
        let syllables: Vec<(f64, f64)> =
            deliveries.iter().map(|delivery| (f64::from(delivery.syllables), delivery.heard().seconds())).collect();
        // A long talkspurt is heard in part; the rest is taken to go on alike.
        let said = |delivery: &Delivery| delivery.rate() * delivery.span.length().seconds();
        let all: f64 = deliveries.iter().map(said).sum();
        let paced: Vec<(f64, f64)> = self
            .facts
            .turns(self.party)
            .map(|turn| {
                let inside = deliveries.iter().filter(|delivery| delivery.span.overlap(turn) == delivery.span.length());
                (inside.map(said).sum(), turn.length().seconds())
            })
            .collect();
        let pauses = self.events(self.party, &[EventKind::Pause]);
        let pauses: Vec<f64> = pauses.iter().map(|pause| pause.span.length().seconds()).collect();
        let rates: Vec<f64> = deliveries
            .iter()
            .filter(|delivery| delivery.span.length() >= PACED && delivery.syllables > 0)
            .map(Delivery::rate)
            .collect();
        let own_rate = quantile(&rates, 0.5).map_or(f64::INFINITY, |median| median.value);
        let hurried = rates.iter().filter(|rate| **rate > own_rate * HURRIED).count();
        // Where the line changes the level, it says nothing of the voice.
        let steady = !self.facts.unsteady_gain[self.party];
        let levels = deliveries.iter().filter(|_| steady).map(|delivery| f64::from(delivery.level_dbov));
        let levels: Vec<f64> = levels.collect();
        let own_level = quantile(&levels, 0.5).map_or(0.0, |median| median.value);
        let swings: Vec<f64> = levels.iter().map(|level| (level - own_level).abs()).collect();

        let heard = !deliveries.is_empty();
        self.fact("syllables", "count", heard.then_some(all.round()), deliveries.len(), Vec::new());
        self.estimate("articulation_rate", "syllables/s", ratio(&syllables), syllables.len(), Vec::new());
        let speech_rate = ratio(&paced).filter(|_| heard);
        self.estimate("speech_rate", "syllables/s", speech_rate, paced.len(), Vec::new());
        self.estimate("pause_length_p50", "s", quantile(&pauses, 0.5), pauses.len(), Vec::new());
        self.estimate("hurry_index", "share", share(hurried, rates.len()), rates.len(), Vec::new());
        self.estimate("delivery_stability", "dB", quantile(&swings, 0.5), swings.len(), Vec::new());
    }

    /// The call in windows of about 30 s.
    fn windows(&self) -> Vec<Span> {
        let duration = self.facts.duration.seconds();
        let count = (duration / WINDOW_S).round().max(1.0);
        let edge = |k: f64| Time::from_seconds(duration * k / count);
        (0..count as usize).map(|k| Span::new(edge(k as f64), edge(k as f64 + 1.0))).collect()
    }

    /// How long both talk inside `window`, in seconds.
    fn together(&self, window: Span) -> f64 {
        let others: Vec<Span> =
            self.facts.spurts(self.party.other()).filter(|s| s.overlap(window) > Time::ZERO).collect();
        let own = self.facts.spurts(self.party).filter(|spurt| spurt.overlap(window) > Time::ZERO);
        own.map(|spurt| {
            let inside = Span::new(spurt.start.max(window.start), spurt.end.min(window.end));
            others.iter().map(|o| o.overlap(inside)).sum::<Time>()
        })
        .sum::<Time>()
        .seconds()
    }
}

/// Whether an event counts.
fn charged(event: &Event) -> bool {
    use EventKind::{Bid, ButtingIn, PauseInterruption};
    let blames = matches!(event.kind, ButtingIn | PauseInterruption | Bid);
    let unlikely = blames && event.confidence.is_some_and(|sure| sure < 0.5);
    !event.leak_suspect && !unlikely
}

/// The turn before and the reply.
type Turn2 = (Span, Span);

/// The holder talked on too long after the onset to have been finishing.
fn clear(event: &Event) -> bool {
    event.reasons.iter().any(|reason| matches!(reason, Reason::HolderStopped(ms) if ms > TERMINAL_OVERLAP_MS))
}

/// How long it took to yield to a bid, in seconds.
fn yielded(bid: &Event) -> Option<f64> {
    bid.reasons.iter().find_map(|reason| match reason {
        Reason::Yielded(ms) => Some(f64::from(ms) / 1000.0),
        _ => None,
    })
}
