//! Where an onset stands between the two parties' talk: the numbers that its reading rests on.
//!
//! Placement (onset point, durations, who stops first, recycling) tells competitive from cooperative
//! overlap better than prosody does (Kurtic, Brown & Wells 2013). All times are in seconds, capped, and
//! nothing later than [`WINDOW`] after the onset is looked at, so the reading is final by then.

use super::CONTRIBUTION_GAP;
use super::timeline::Timeline;
use crate::party::Party;
use crate::time::{Span, Time};

/// How far past an onset its reading may look.
pub(super) const WINDOW: Time = Time::from_millis(2500);

/// Numbers per placement.
pub const FEATURES: usize = 24;

/// Their names where the other party talks at the onset.
///
/// `past_1s` is the last second before the onset, `after` the window after it; `entry_chain` is the entry with
/// what follows after silences under 1 s, `entry_unbroken` the same up to the first silence in which the other
/// talks.
pub const OVERLAP_FEATURES: [&str; FEATURES] = [
    "entry_chain",
    "entry_unbroken",
    "own_talk_after",
    "both_talk_after",
    "own_talk_past_1s",
    "own_talk_past_3s",
    "other_talk_past_3s",
    "other_talk_past_6s",
    "own_silence_before",
    "other_talk_in_own_gap",
    "like_own_short",
    "other_last_spurt",
    "other_contribution",
    "since_other_long",
    "other_talk_after_chain",
    "other_talk_after_unbroken",
    "other_talk_first_half_second",
    "own_talk_second_half_second",
    "holder_left",
    "entry_outlasts_chain",
    "entry_outlasts_spurt",
    "resume_after_entry",
    "resume_after_chain",
    "own_talk_alone",
];

/// Their names where the other party is silent at the onset.
pub const SILENCE_FEATURES: [&str; FEATURES] = [
    "entry_chain",
    "entry_unbroken",
    "own_talk_after",
    "own_talk_past_6s",
    "own_talk_past_1s",
    "own_talk_past_3s",
    "other_talk_past_3s",
    "other_talk_past_6s",
    "own_silence_before",
    "other_talk_in_own_gap",
    "like_own_short",
    "other_last_spurt",
    "other_talk_past_1s",
    "since_other_long",
    "other_talk_after_chain",
    "other_talk_past_20s",
    "since_own_short",
    "since_other_short",
    "silence_since_other",
    "own_end_after_other_end",
    "other_next_onset",
    "other_next_after_entry",
    "other_next_after_chain",
    "entry_outlasted_by",
];

/// A contribution under this is short, from this on long enough to be more than feedback.
const SHORT: Time = Time::from_millis(1000);
const LONG: Time = Time::from_millis(1500);
/// Feedback of one person differs in length by less than this.
const ALIKE: Time = Time::from_millis(80);
/// How far back contributions are looked at.
const MEMORY: Time = Time::from_millis(60_000);

/// An onset with its numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// Who begins.
    pub by: Party,
    /// When.
    pub onset: Time,
    /// Whether the other party talks at the onset; says which names the values have.
    pub in_overlap: bool,
    /// The numbers, in seconds.
    pub values: [f32; FEATURES],
    /// End of the entry's chain of talkspurts, no later than the window.
    pub(super) entry_end: Time,
    /// End of the other's talkspurt chain that runs at the onset, no later than the window.
    pub(super) holder_end: Time,
    /// The other's next onset after that, no later than the window.
    pub(super) holder_next: Time,
    /// How long the other's running contribution had lasted.
    pub(super) holder_talked: Time,
}

fn seconds(time: Time, cap: f64) -> f32 {
    time.seconds().clamp(-cap, cap) as f32
}

impl Placement {
    /// Of spurt `index` of `by`; `None` where it only continues a contribution: own silence under 1 s in
    /// which the other was silent too.
    pub(super) fn of(timeline: &Timeline, by: Party, index: usize) -> Option<Self> {
        let other = by.other();
        let (own, others) = (timeline.spurts(by), timeline.spurts(other));
        let onset = own[index].start;
        let horizon = onset + WINDOW;
        let before = index.checked_sub(1).map(|i| own[i]);
        let own_gap = before.map(|spurt| Span::new(spurt.end, onset));
        let other_in_gap = own_gap.map_or(Time::ZERO, |gap| timeline.talk(other, gap));
        if own_gap.is_some_and(|gap| gap.length() < CONTRIBUTION_GAP) && other_in_gap == Time::ZERO {
            return None;
        }

        let spurt_end = own[index].end.min(horizon);
        let last = timeline.chain_last(by, index, CONTRIBUTION_GAP, horizon);
        let entry_end = own[last].end.min(horizon);
        let started = timeline.started(other, onset);
        let current = started.checked_sub(1);
        let running = current.filter(|&j| others[j].end > onset);
        let mut placement = Self {
            by,
            onset,
            in_overlap: running.is_some(),
            values: [0.0; FEATURES],
            entry_end,
            holder_end: onset,
            holder_next: others.get(started).map_or(horizon, |next| next.start.min(horizon)),
            holder_talked: Time::ZERO,
        };
        if let Some(j) = running {
            let chain = timeline.chain_last(other, j, CONTRIBUTION_GAP, horizon);
            placement.holder_end = others[chain].end.min(horizon);
            placement.holder_talked = onset - timeline.chain_start(other, j, CONTRIBUTION_GAP);
        }

        let unbroken = (index..last)
            .find(|&i| timeline.talk(other, Span::new(own[i].end, own[i + 1].start)) > Time::ZERO)
            .map_or(entry_end, |i| own[i].end.min(horizon));
        let past = |party, back| timeline.talk(party, Span::new(onset - Time::from_millis(back), onset));
        let after = |party, from: Time| timeline.talk(party, Span::new(from, horizon));
        // What both have said, newest first.
        let said = |party, last: Option<usize>| {
            last.into_iter()
                .flat_map(move |last| timeline.contributions(party, last))
                .map(move |span| Span::new(span.start, span.end.min(onset)))
                .take_while(move |span| onset - span.end < MEMORY)
        };
        // Own talk that goes on across the other's words is still this contribution.
        let earlier = timeline.chain_first(by, index, CONTRIBUTION_GAP).checked_sub(1);
        let since = |span: Option<Span>| span.map_or(Time::MAX, |span| onset - span.end);
        let short = |span: &Span| span.end < onset && span.length() < SHORT;
        let length = entry_end - onset;
        let alike = said(by, earlier).filter(|span| (span.length() - length).micros().abs() < ALIKE.micros()).count();

        let shared = [
            seconds(length, 2.5),
            seconds(unbroken - onset, 2.5),
            seconds(after(by, onset), 2.5),
            0.0,
            seconds(past(by, 1000), 1.0),
            seconds(past(by, 3000), 3.0),
            seconds(past(other, 3000), 3.0),
            seconds(past(other, 6000), 6.0),
            own_gap.map_or(10.0, |gap| seconds(gap.length(), 10.0)),
            seconds(other_in_gap, 10.0),
            alike.min(20) as f32,
            current.map_or(0.0, |j| seconds(others[j].end.min(onset) - others[j].start, 4.0)),
            0.0,
            seconds(since(said(other, current).find(|span| span.length() >= LONG)), 30.0),
            seconds(after(other, entry_end), 2.5),
        ];
        placement.values[..shared.len()].copy_from_slice(&shared);
        let values = &mut placement.values;
        if let Some(j) = running {
            let half = |party, from: i64| {
                let from = onset + Time::from_millis(from);
                seconds(timeline.talk(party, Span::new(from, from + Time::from_millis(500))), 0.5)
            };
            let stop = others[j].end.min(horizon);
            let both = timeline.talk_of_both(Span::new(onset, horizon));
            let alone = after(by, stop) - timeline.talk_of_both(Span::new(stop, horizon));
            values[3] = seconds(both, 2.5);
            values[12] = seconds(placement.holder_talked, 15.0);
            values[15..].copy_from_slice(&[
                seconds(after(other, unbroken), 2.5),
                half(other, 0),
                half(by, 500),
                seconds(stop - onset, 2.5),
                seconds(entry_end - placement.holder_end, 2.5),
                seconds(spurt_end - stop, 2.5),
                seconds(placement.holder_next - spurt_end, 2.5),
                seconds(placement.holder_next - entry_end, 2.5),
                seconds(alone, 2.5),
            ]);
        } else {
            let other_end = current.map(|j| others[j].end);
            let own_end = before.map(|spurt| spurt.end);
            let next = others.get(started).map_or(Time::ZERO, |next| next.end.min(horizon) - next.start.min(horizon));
            values[3] = seconds(past(by, 6000), 6.0);
            values[12] = seconds(past(other, 1000), 1.0);
            values[15..].copy_from_slice(&[
                seconds(past(other, 20_000), 20.0),
                seconds(since(said(by, earlier).find(short)), 20.0),
                seconds(since(said(other, current).find(short)), 20.0),
                other_end.map_or(5.0, |end| seconds(onset - end, 5.0)),
                match (own_end, other_end) {
                    (Some(own), Some(other)) => seconds(own - other, 4.0),
                    (Some(_), None) => 4.0,
                    (None, _) => -4.0,
                },
                seconds(placement.holder_next - onset, 2.5),
                seconds(placement.holder_next - spurt_end, 2.5),
                seconds(placement.holder_next - entry_end, 2.5),
                seconds(next - (spurt_end - onset), 2.5),
            ]);
        }
        Some(placement)
    }
}
