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
pub(super) const WINDOW: Time = Time::from_millis(2300);

/// Numbers per placement.
pub const FEATURES: usize = 20;

/// Their names where the other party talks at the onset.
pub const OVERLAP_FEATURES: [&str; FEATURES] = [
    "into_spurt",
    "into_contribution",
    "holder_left",
    "holder_chain_left",
    "holder_resume",
    "resume_after_entry",
    "entry_outlasts_chain",
    "entry_outlasts_spurt",
    "silence_before_holder",
    "entry_spurt",
    "entry_chain",
    "own_silence_before",
    "own_silence_after",
    "own_last_spurt",
    "own_talk_after",
    "other_talk_after",
    "own_talk_past_6s",
    "other_talk_past_6s",
    "own_talk_past_20s",
    "other_talk_past_20s",
];

/// Their names where the other party is silent at the onset.
pub const SILENCE_FEATURES: [&str; FEATURES] = [
    "silence_since_other",
    "other_last_spurt",
    "other_next_onset",
    "other_next_after_entry",
    "other_last_contribution",
    "other_next_spurt",
    "other_talk_in_own_gap",
    "entry_outlasted_by",
    "other_had_last_word",
    "entry_spurt",
    "entry_chain",
    "own_silence_before",
    "own_silence_after",
    "own_last_spurt",
    "own_talk_after",
    "other_talk_after",
    "own_talk_past_6s",
    "other_talk_past_6s",
    "own_talk_past_20s",
    "other_talk_past_20s",
];

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
        let own_next = own.get(index + 1).map_or(horizon, |next| next.start.min(horizon));
        let started = timeline.started(other, onset);
        let current = started.checked_sub(1);
        let in_overlap = current.is_some_and(|j| others[j].end > onset);
        let past = |back: i64| Span::new(onset - Time::from_millis(back), onset);
        let window = Span::new(onset, horizon);

        let mut placement = Self {
            by,
            onset,
            in_overlap,
            values: [0.0; FEATURES],
            entry_end,
            holder_end: onset,
            holder_next: others.get(started).map_or(horizon, |next| next.start.min(horizon)),
            holder_talked: Time::ZERO,
        };
        let specific = if let (true, Some(j)) = (in_overlap, current) {
            placement.overlapped(timeline, j, spurt_end, entry_end)
        } else {
            placement.silent(timeline, current, spurt_end, other_in_gap)
        };
        let shared = [
            seconds(spurt_end - onset, 2.3),
            seconds(entry_end - onset, 2.3),
            own_gap.map_or(6.0, |gap| seconds(gap.length(), 6.0)),
            seconds(own_next - spurt_end, 2.3),
            before.map_or(0.0, |spurt| seconds(spurt.length(), 4.0)),
            seconds(timeline.talk(by, window), 2.3),
            seconds(timeline.talk(other, window), 2.3),
            seconds(timeline.talk(by, past(6000)), 6.0),
            seconds(timeline.talk(other, past(6000)), 6.0),
            seconds(timeline.talk(by, past(20_000)), 20.0),
            seconds(timeline.talk(other, past(20_000)), 20.0),
        ];
        placement.values[..9].copy_from_slice(&specific);
        placement.values[9..].copy_from_slice(&shared);
        Some(placement)
    }

    fn overlapped(&mut self, timeline: &Timeline, j: usize, spurt_end: Time, entry_end: Time) -> [f32; 9] {
        let other = self.by.other();
        let others = timeline.spurts(other);
        let (onset, horizon) = (self.onset, self.onset + WINDOW);
        let holder = others[j];
        let last = timeline.chain_last(other, j, CONTRIBUTION_GAP, horizon);
        let spurt_stop = holder.end.min(horizon);
        self.holder_end = others[last].end.min(horizon);
        self.holder_talked = onset - timeline.chain_start(other, j, CONTRIBUTION_GAP);
        let silence_before = j.checked_sub(1).map(|i| holder.start - others[i].end);
        [
            seconds(onset - holder.start, 4.0),
            seconds(self.holder_talked, 10.0),
            seconds(spurt_stop - onset, 2.3),
            seconds(self.holder_end - onset, 2.3),
            seconds(self.holder_next - spurt_stop, 2.3),
            seconds(self.holder_next - spurt_end, 2.3),
            seconds(entry_end - self.holder_end, 2.3),
            seconds(spurt_end - spurt_stop, 2.3),
            silence_before.map_or(3.0, |silence| seconds(silence, 3.0)),
        ]
    }

    fn silent(&self, timeline: &Timeline, current: Option<usize>, spurt_end: Time, other_in_gap: Time) -> [f32; 9] {
        let other = self.by.other();
        let others = timeline.spurts(other);
        let (onset, horizon) = (self.onset, self.onset + WINDOW);
        let last = current.map(|j| others[j]);
        let next = others.get(current.map_or(0, |j| j + 1));
        let next_length = next.map_or(Time::ZERO, |next| next.end.min(horizon) - next.start.min(horizon));
        let contribution =
            current.map_or(Time::ZERO, |j| others[j].end - timeline.chain_start(other, j, CONTRIBUTION_GAP));
        let own = timeline.spurts(self.by);
        let own_end = own[..timeline.started(self.by, onset) - 1].last().map(|spurt| spurt.end);
        let last_word = last.is_some_and(|spurt| own_end.is_none_or(|end| spurt.end > end));
        [
            last.map_or(3.0, |spurt| seconds(onset - spurt.end, 3.0)),
            last.map_or(0.0, |spurt| seconds(spurt.length(), 4.0)),
            seconds(self.holder_next - onset, 2.3),
            seconds(self.holder_next - spurt_end, 2.3),
            seconds(contribution, 10.0),
            seconds(next_length, 2.3),
            seconds(other_in_gap, 3.0),
            seconds(next_length - (spurt_end - onset), 2.3),
            f32::from(u8::from(last_word)),
        ]
    }
}
