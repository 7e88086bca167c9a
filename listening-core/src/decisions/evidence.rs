//! What a decision rests on: who has talked when, in numbers.

use super::track::{Beginning, TalkTrack};

/// How many numbers a decision rests on.
pub const EVIDENCE: usize = 29;

/// Their names, in order. Lengths are in frames of 10 ms; `own` is the party that the decision is about.
pub const NAMES: [&str; EVIDENCE] = [
    "own_talks_for",
    "own_silent_for",
    "own_contribution",
    "own_talkspurt",
    "own_pauses",
    "own_gap_before",
    "own_contribution_before",
    "own_began_over",
    "own_share_5",
    "own_share_15",
    "own_share_45",
    "other_talks_for",
    "other_silent_for",
    "other_contribution",
    "other_talkspurt",
    "other_pauses",
    "other_gap_before",
    "other_contribution_before",
    "other_began_over",
    "other_share_5",
    "other_share_15",
    "other_share_45",
    "began_after_other",
    "began_after_other_stopped",
    "other_stopped_after",
    "entry_for",
    "entry_talk",
    "entry_other_had_talked",
    "entry_other_stopped_after",
];

/// A minute: nothing is said of longer ago.
const LONGEST: u64 = 6000;
/// What has not happened.
const NEVER: f32 = -1.0;

/// An entry: own talk that began while the other was talking.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Entry {
    /// Its first frame.
    pub(super) start: u64,
    /// The first frame of the other's talkspurt at that moment.
    pub(super) other_start: u64,
    /// Frames of own talk since.
    pub(super) talk: u64,
    /// The frame after the last of that talkspurt, once it has ended.
    pub(super) other_end: Option<u64>,
}

/// The evidence after `frame`, of `own` beside `other`; with the `entry` that it is about, if it is about one.
pub(super) fn evidence(frame: u64, own: &TalkTrack, other: &TalkTrack, entry: Option<&Entry>) -> [f32; EVIDENCE] {
    let now = frame + 1;
    let both = (own.contribution(), other.contribution());
    let after = |from: u64, to: u64| to.min(from + LONGEST) as f32 - from as f32;
    let (began, behind, stopped) = match both {
        (Some(mine), Some(theirs)) => {
            let began = (mine.start as f32 - theirs.start as f32).clamp(-(LONGEST as f32), LONGEST as f32);
            let silent = !other.talking();
            let behind = if silent && mine.start >= theirs.end { after(theirs.end, mine.start) } else { NEVER };
            let stopped = if silent && theirs.end > mine.start { after(mine.start, theirs.end) } else { NEVER };
            (began, behind, stopped)
        }
        _ => (0.0, NEVER, NEVER),
    };
    let entered = entry.map_or([NEVER; 4], |entry| {
        [
            after(entry.start, now),
            entry.talk as f32,
            after(entry.other_start, entry.start),
            entry.other_end.map_or(NEVER, |end| after(entry.start, end)),
        ]
    });
    let mut all = [0.0; EVIDENCE];
    let parts = side(now, own).into_iter().chain(side(now, other)).chain([began, behind, stopped]).chain(entered);
    all.iter_mut().zip(parts).for_each(|(place, number)| *place = number);
    all
}

/// What is said of one party.
fn side(now: u64, track: &TalkTrack) -> [f32; 11] {
    let capped = |frames: u64| frames.min(LONGEST) as f32;
    let [short, middle, long] = track.shares();
    let Some((spurt, contribution)) = track.spurt().zip(track.contribution()) else {
        let never = LONGEST as f32;
        return [0.0, never, 0.0, 0.0, 0.0, never, 0.0, NEVER, short, middle, long];
    };
    let Beginning { gap, before, over } = track.beginning();
    let (talks, silent, last) =
        if track.talking() { (now - spurt.start, 0, 0) } else { (0, now - spurt.end, spurt.length()) };
    [
        capped(talks),
        capped(silent),
        capped(contribution.length()),
        capped(last),
        capped(track.pauses()),
        capped(gap.unwrap_or(LONGEST)),
        capped(before),
        over.map_or(NEVER, capped),
        short,
        middle,
        long,
    ]
}
