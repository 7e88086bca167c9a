//! The position of an onset in the two parties' talk: the numbers that its classification is based on.
//!
//! Placement (onset point, durations, who stops first, recycling) separates competitive from cooperative
//! overlap better than prosody does (Kurtic, Brown & Wells 2013). All times are in seconds, capped, and
//! nothing later than [`WINDOW`] after the onset is looked at, so the reading is final by then.

use super::timeline::Timeline;
use crate::party::Party;
use crate::talkspurt::CONTRIBUTION_GAP;
use crate::time::{Span, Time};

/// How far past an onset its reading may look.
pub(crate) const WINDOW: Time = Time::from_millis(2300);

/// Numbers per placement.
pub(super) const FEATURES: usize = 24;

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

/// So many numbers both kinds of onset have, but for two that a kind puts its own in place of.
const SHARED: usize = 15;

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
    /// It follows a sound, so it continues nothing.
    pub(super) after_sound: bool,
    /// The own silence before the onset; before the first talkspurt without end.
    pub(super) own_gap: Time,
    /// How long the other talked in it.
    pub(super) other_in_own_gap: Time,
}

fn seconds(time: Time, cap: f64) -> f32 {
    time.seconds().clamp(-cap, cap) as f32
}

/// Where the entry ends, no later than the window.
#[derive(Clone, Copy)]
struct Ends {
    /// Its first talkspurt.
    spurt: Time,
    /// What follows it after silences under 1 s.
    entry: Time,
    /// The same up to the first silence in which the other talks.
    unbroken: Time,
}

/// The talk around an onset.
struct View<'t> {
    timeline: &'t Timeline,
    onset: Time,
    horizon: Time,
}

impl View<'_> {
    fn past(&self, party: Party, milliseconds: i64) -> Time {
        self.timeline.talk(party, Span::new(self.onset - Time::from_millis(milliseconds), self.onset))
    }

    fn after(&self, party: Party, from: Time) -> Time {
        self.timeline.talk(party, Span::new(from, self.horizon))
    }

    /// What `party` has said up to the onset, contribution by contribution, newest first, from spurt `last` back.
    fn said(&self, party: Party, last: Option<usize>) -> impl Iterator<Item = Span> + '_ {
        let all = last.into_iter().flat_map(move |last| self.timeline.contributions(party, last));
        let before = all.map(|span| Span::new(span.start, span.end.min(self.onset)));
        before.take_while(|span| self.onset - span.end < MEMORY)
    }

    /// How long ago the last of these that is `like` ended.
    fn since(&self, party: Party, last: Option<usize>, like: impl Fn(&Span) -> bool) -> Time {
        self.said(party, last).find(like).map_or(MEMORY, |span| self.onset - span.end)
    }
}

impl Placement {
    /// Of spurt `index` of `by`; `None` where it only continues a contribution: own silence under 1 s in
    /// which the other was silent too. Talk that follows a sound (`after_sound`) continues nothing.
    pub(super) fn of(timeline: &Timeline, by: Party, index: usize, after_sound: bool) -> Option<Self> {
        Self::at(timeline, by, index, after_sound, timeline.spurts(by)[index].start)
    }

    /// The same if that spurt began at `onset`.
    pub(super) fn at(timeline: &Timeline, by: Party, index: usize, after_sound: bool, onset: Time) -> Option<Self> {
        Self::up_to(timeline, by, index, after_sound, Span::new(onset, onset + WINDOW))
    }

    /// From nothing but what precedes the onset of spurt `index`.
    pub(super) fn so_far(timeline: &Timeline, by: Party, index: usize) -> Option<Self> {
        let onset = timeline.spurts(by)[index].start;
        Self::up_to(timeline, by, index, false, Span::new(onset, onset))
    }

    /// From what precedes the start of `seen`, the onset, and what follows up to its end.
    fn up_to(timeline: &Timeline, by: Party, index: usize, after_sound: bool, seen: Span) -> Option<Self> {
        let other = by.other();
        let (own, others) = (timeline.spurts(by), timeline.spurts(other));
        let Span { start: onset, end: horizon } = seen;
        let before = index.checked_sub(1).map(|i| own[i]);
        let own_gap = before.map(|spurt| Span::new(spurt.end, onset));
        let other_in_gap = own_gap.map_or(Time::ZERO, |gap| timeline.talk(other, gap));
        if !after_sound && own_gap.is_some_and(|gap| gap.length() < CONTRIBUTION_GAP) && other_in_gap == Time::ZERO {
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
            after_sound,
            own_gap: own_gap.filter(|_| !after_sound).map_or(Time::MAX, Span::length),
            other_in_own_gap: other_in_gap,
        };
        if let Some(j) = running {
            let chain = timeline.chain_last(other, j, CONTRIBUTION_GAP, horizon);
            placement.holder_end = others[chain].end.min(horizon);
            placement.holder_talked = onset - timeline.contribution_start(other, j);
        }

        let unbroken = (index..last)
            .find(|&i| timeline.talk(other, Span::new(own[i].end, own[i + 1].start)) > Time::ZERO)
            .map_or(entry_end, |i| own[i].end.min(horizon));
        let view = View { timeline, onset, horizon };
        // Own talk that goes on across the other's words is still this contribution.
        let earlier = timeline.contribution_first(by, index).checked_sub(1);
        let length = entry_end - onset;
        let alike =
            view.said(by, earlier).filter(|span| (span.length() - length).micros().abs() < ALIKE.micros()).count();

        let shared: [f32; SHARED] = [
            seconds(length, 2.3),
            seconds(unbroken - onset, 2.3),
            seconds(view.after(by, onset), 2.3),
            0.0,
            seconds(view.past(by, 1000), 1.0),
            seconds(view.past(by, 3000), 3.0),
            seconds(view.past(other, 3000), 3.0),
            seconds(view.past(other, 6000), 6.0),
            own_gap.map_or(10.0, |gap| seconds(gap.length(), 10.0)),
            seconds(other_in_gap, 10.0),
            alike.min(20) as f32,
            current.map_or(0.0, |j| seconds(others[j].end.min(onset) - others[j].start, 4.0)),
            0.0,
            seconds(view.since(other, current, |span| span.length() >= LONG), 30.0),
            seconds(view.after(other, entry_end), 2.3),
        ];
        placement.values[..SHARED].copy_from_slice(&shared);
        let ends = Ends { spurt: spurt_end, entry: entry_end, unbroken };
        if let Some(j) = running {
            placement.overlapped(&view, j, ends);
        } else {
            placement.silent(&view, before, current, earlier, ends);
        }
        Some(placement)
    }

    /// The numbers that only an onset in overlap has; `j` is the other's spurt that runs.
    fn overlapped(&mut self, view: &View<'_>, j: usize, ends: Ends) {
        let (by, other) = (self.by, self.by.other());
        let half = |party, from: i64| {
            let from = view.onset + Time::from_millis(from);
            let until = from + Time::from_millis(500);
            seconds(view.timeline.talk(party, Span::new(from.min(view.horizon), until.min(view.horizon))), 0.5)
        };
        let stop = view.timeline.spurts(other)[j].end.min(view.horizon);
        let both = view.timeline.talk_of_both(Span::new(view.onset, view.horizon));
        let alone = view.after(by, stop) - view.timeline.talk_of_both(Span::new(stop, view.horizon));
        self.values[3] = seconds(both, 2.3);
        self.values[12] = seconds(self.holder_talked, 15.0);
        self.values[SHARED..].copy_from_slice(&[
            seconds(view.after(other, ends.unbroken), 2.3),
            half(other, 0),
            half(by, 500),
            seconds(stop - view.onset, 2.3),
            seconds(ends.entry - self.holder_end, 2.3),
            seconds(ends.spurt - stop, 2.3),
            seconds(self.holder_next - ends.spurt, 2.3),
            seconds(self.holder_next - ends.entry, 2.3),
            seconds(alone, 2.3),
        ]);
    }

    /// The numbers that only an onset in silence has; `current` is the other's last spurt, `earlier` the own
    /// last one of an earlier contribution.
    fn silent(
        &mut self,
        view: &View<'_>,
        before: Option<Span>,
        current: Option<usize>,
        earlier: Option<usize>,
        ends: Ends,
    ) {
        let (by, other) = (self.by, self.by.other());
        let others = view.timeline.spurts(other);
        let short = |span: &Span| span.end < view.onset && span.length() < SHORT;
        let next = others.get(current.map_or(0, |j| j + 1));
        let next = next.map_or(Time::ZERO, |next| next.end.min(view.horizon) - next.start.min(view.horizon));
        let other_end = current.map(|j| others[j].end);
        self.values[3] = seconds(view.past(by, 6000), 6.0);
        self.values[12] = seconds(view.past(other, 1000), 1.0);
        self.values[SHARED..].copy_from_slice(&[
            seconds(view.past(other, 20_000), 20.0),
            seconds(view.since(by, earlier, short), 20.0),
            seconds(view.since(other, current, short), 20.0),
            other_end.map_or(5.0, |end| seconds(view.onset - end, 5.0)),
            match (before, other_end) {
                (Some(own), Some(other)) => seconds(own.end - other, 4.0),
                (Some(_), None) => 4.0,
                (None, _) => -4.0,
            },
            seconds(self.holder_next - view.onset, 2.3),
            seconds(self.holder_next - ends.spurt, 2.3),
            seconds(self.holder_next - ends.entry, 2.3),
            seconds(next - (ends.spurt - view.onset), 2.3),
        ]);
    }
}
