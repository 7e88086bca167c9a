//! The numbers that words add to an onset's placement.

use super::{CONTRIBUTION_GAP, Classes, Extent, Kind, MARGIN, Rule, Word, Words};
use crate::floor::timeline::Timeline;
use crate::party::Party;
use crate::time::{Span, Time};

/// Numbers that words add.
pub const WORD_FEATURES: usize = 62;

/// Their names. `entry` is the contribution that begins, `spurt` its first talkspurt, `stop` the last word of the
/// other's contribution where it stops, `onset_after` the other's last word before the onset. Feedback words are
/// the lexicon's; open words are all others, companions of feedback left aside.
pub const WORD_NAMES: [&str; WORD_FEATURES] = [
    "rule_joined",
    "rule_feedback",
    "rule_took",
    "rule_talked_in",
    "rule_holds",
    "rule_switch",
    "entry_all_feedback",
    "entry_feedback",
    "entry_feedback_short",
    "entry_all_agreement",
    "spurt_all_agreement",
    "entry_words",
    "entry_open_words",
    "spurt_open_words",
    "entry_feedback_words",
    "entry_continuers",
    "entry_hums",
    "entry_yes",
    "entry_right",
    "entry_praise",
    "entry_oh",
    "entry_okay",
    "entry_fillers",
    "entry_begins_hum",
    "entry_begins_conjunction",
    "entry_begins_oh",
    "entry_begins_open",
    "entry_ends_open",
    "entry_asks",
    "own_silence_before_words",
    "own_open_words_before",
    "feedback_after_feedback",
    "since_own_open_word",
    "since_other_open_word",
    "open_word_difference",
    "own_open_words_6s",
    "other_open_words_6s",
    "own_open_words_20s",
    "other_open_words_20s",
    "other_open_words",
    "other_spurt_open_words",
    "other_laughs",
    "onset_after_conjunction",
    "onset_after_filler",
    "onset_after_pronoun",
    "stop_conjunction",
    "stop_filler",
    "stop_partial",
    "stop_open_before_last",
    "stop_word_length",
    "stop_spurt_words",
    "other_spurt_stop_open",
    "other_end",
    "other_end_after_entry",
    "other_silence_after",
    "entry_length",
    "other_began",
    "next_conjunction",
    "next_open_words",
    "open_words_floor_own",
    "other_asked",
    "first_open_word_after",
];

/// What words say of an onset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// The numbers, in the order of [`WORD_NAMES`].
    pub values: [f32; WORD_FEATURES],
    /// Only feedback words so far as can be seen.
    pub(in crate::floor) feedback: bool,
    /// Open words in the entry.
    pub(in crate::floor) open_words: u32,
    /// The other asked before the onset.
    pub(in crate::floor) asked: bool,
    /// The other's last word, where it stopped.
    pub(in crate::floor) stop: Stop,
}

/// How the other's contribution ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::floor) enum Stop {
    /// On a word that may end a clause; or it does not stop.
    #[default]
    Closed,
    /// On a word that calls for more.
    Open,
    /// On a filler.
    Filler,
    /// In the middle of a word.
    Partial,
}

/// An onset with everything that was found out about it.
pub(super) struct Scene<'a> {
    pub(super) words: &'a Words,
    pub(super) timeline: &'a Timeline,
    pub(super) by: Party,
    pub(super) index: usize,
    pub(super) onset: Time,
    pub(super) horizon: Time,
    pub(super) rule: Rule,
    pub(super) extent: Extent,
    pub(super) kind: Kind,
    pub(super) previous: Option<usize>,
    pub(super) held: Option<(usize, Extent)>,
    /// The other's last talkspurt that began up to the onset.
    pub(super) running: Option<usize>,
    pub(super) asked: bool,
    pub(super) floor: Option<Party>,
}

/// Counts of some words.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    words: f32,
    open: f32,
    core: f32,
    companions: f32,
    noises: f32,
}

fn tally<'a>(words: impl Iterator<Item = &'a Word>) -> Tally {
    let mut tally = Tally::default();
    for word in words {
        if word.classes.any(Classes::NOISE) {
            tally.noises += 1.0;
            continue;
        }
        tally.words += 1.0;
        if word.classes.any(Classes::FEEDBACK) {
            tally.core += 1.0;
        } else if word.classes.any(Classes::COMPANION | Classes::FILLER) {
            tally.companions += 1.0;
        } else {
            tally.open += 1.0;
        }
    }
    tally
}

/// A word that is neither feedback nor filler.
fn open(word: &Word) -> bool {
    !word.classes.any(Classes::FEEDBACK | Classes::FILLER | Classes::NOISE)
}

fn flag(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}

fn seconds(time: Time, low: f64, high: f64) -> f32 {
    time.seconds().clamp(low, high) as f32
}

impl Scene<'_> {
    /// The numbers; `None` where the words around do not cover the talk.
    pub(super) fn evidence(&self) -> Option<Evidence> {
        let (words, by, other) = (self.words, self.by, self.by.other());
        let (onset, horizon) = (self.onset, self.horizon);
        let (own, others) = (self.timeline.spurts(by), self.timeline.spurts(other));
        let covered = words.of_talk(by, own[self.index], horizon).next().is_some() && self.other_covered();
        if !covered {
            return None;
        }
        let entry = words.of_talk(by, Span::new(onset, self.extent.end), horizon);
        let spoken = entry.clone().filter(|word| !word.classes.any(Classes::NOISE));
        let counts = tally(entry.clone());
        let first_spurt = words.of_talk(by, own[self.index], horizon);
        let spurt = tally(first_spurt.clone());
        let all = |words: &mut dyn Iterator<Item = &Word>, classes| {
            let mut some = false;
            let all = words.filter(|word| !word.classes.any(Classes::NOISE)).all(|word| {
                some = true;
                word.classes.any(classes)
            });
            flag(some && all)
        };
        let share =
            |classes| spoken.clone().filter(|word| word.classes.any(classes)).count() as f32 / counts.words.max(1.0);
        let first = spoken.clone().next().map(|word| word.classes).unwrap_or_default();
        let last = spoken.clone().last().map(|word| word.classes).unwrap_or_default();
        let length = self.extent.end - onset;
        let asks = spoken
            .clone()
            .zip(spoken.clone().skip(1))
            .any(|(a, b)| a.classes.any(Classes::AUXILIARY) && b.classes.any(Classes::PRONOUN));

        let gap = self.previous.map(|p| onset - own[p].end);
        let near = self.index.checked_sub(1).filter(|&p| onset - own[p].end < CONTRIBUTION_GAP);
        let before = near.map_or(0.0, |p| tally(words.of_talk(by, own[p], horizon)).open.min(4.0));
        let previous_feedback = self
            .previous
            .is_some_and(|p| onset - own[p].end < CONTRIBUTION_GAP && words.kind(by, own[p], horizon).is_feedback());
        let since_open = |party| {
            let word = words.before(party, onset, horizon).find(|word| open(word));
            word.map_or(10.0, |word| seconds(onset - word.span.end, -1.0, 10.0))
        };
        let (since_own, since_other) = (since_open(by), since_open(other));
        let open_in = |party, back: i64| {
            let from = onset - Time::from_millis(back);
            words
                .before(party, onset, horizon)
                .take_while(|word| word.span.start >= from)
                .filter(|word| open(word))
                .count() as f32
        };

        let in_overlap = self.running.is_some_and(|j| others[j].end > onset);
        let chain = self.running.map_or(Span::new(onset, onset), |j| {
            let last = self.timeline.chain_last(other, j, CONTRIBUTION_GAP, horizon);
            let start = self.timeline.chain_start(other, j, CONTRIBUTION_GAP);
            Span::new(start, if in_overlap { others[last].end } else { onset })
        });
        let held_words = tally(words.of_talk(other, chain, horizon));
        let their_spurt = self.running.map_or_else(Tally::default, |j| tally(words.of_talk(other, others[j], horizon)));
        let laughs = their_spurt.noises > 0.0 && their_spurt.words == 0.0;
        let mut said = words.before(other, onset, horizon);
        let heard = said.next().filter(|word| onset - word.span.end < Time::from_millis(3000));
        let heard = heard.map(|word| word.classes).unwrap_or_default();

        let stop = self.stop();
        let [stop_word, stop_before] = stop.map_or([None; 2], |end| {
            let mut back = words.before(other, end + MARGIN, horizon);
            [back.next(), back.next()]
        });
        let stopped = |classes| flag(stop_word.is_some_and(|word| word.classes.any(classes)));
        let spurt_words = stop
            .and(self.held)
            .map_or(0, |(_, held)| words.of_talk(other, others[held.last], horizon).count().saturating_sub(1));
        let spurt_stop = self.running.map(|j| others[j].end).filter(|&end| end < horizon);
        let spurt_last = spurt_stop.and_then(|end| words.before(other, end + MARGIN, horizon).next());
        let end = self.held.map_or(onset - Time::from_millis(3000), |(_, held)| held.end);
        let silence = self.silence_after();
        let began = self.held.map_or(Time::MAX, |(j, _)| onset - words.part(other, j).since);
        let next_from = if in_overlap { chain.end.min(horizon) } else { onset };
        let next = words.inside(other, Span::new(next_from, horizon), horizon);
        let next_first = next.clone().next().map(|word| word.classes).unwrap_or_default();
        let floor_own = self.floor == Some(by);
        let feedback = self.extent.feedback;
        let short = counts.open == 0.0 && counts.core > 0.0 && length <= super::AGREEMENT_LASTS;
        let first_open = spoken.clone().find(|word| open(word));
        let first_open = first_open.map_or(2.5, |word| seconds(word.span.start - onset, 0.0, 2.5));
        let rule = |rule| flag(self.rule == rule);
        let agreement = Classes::AGREEMENT | Classes::CONTINUER;

        let values = [
            rule(Rule::Joined),
            rule(Rule::Feedback),
            rule(Rule::Took),
            rule(Rule::TalkedIn),
            rule(Rule::Holds),
            rule(Rule::Switch),
            all(&mut entry.clone(), Classes::FEEDBACK),
            flag(feedback),
            flag(short),
            all(&mut entry.clone(), agreement),
            all(&mut first_spurt.clone(), agreement),
            counts.words.min(8.0),
            counts.open.min(6.0),
            spurt.open.min(4.0),
            counts.core.min(4.0),
            share(Classes::CONTINUER),
            share(Classes::HUM),
            share(Classes::YES),
            share(Classes::RIGHT),
            share(Classes::PRAISE),
            share(Classes::OH),
            share(Classes::OKAY),
            share(Classes::FILLER),
            flag(first.any(Classes::HUM)),
            flag(first.any(Classes::CONJUNCTION)),
            flag(first.any(Classes::OH)),
            flag(!first.any(Classes::FEEDBACK | Classes::COMPANION | Classes::FILLER)),
            flag(last.any(Classes::CALLS_FOR_MORE | Classes::PARTIAL)),
            flag(asks),
            gap.map_or(5.0, |gap| seconds(gap, 0.0, 5.0)),
            before,
            flag(previous_feedback && self.kind.is_feedback()),
            since_own,
            since_other,
            (since_other - since_own).clamp(-5.0, 5.0),
            open_in(by, 6000),
            open_in(other, 6000),
            open_in(by, 20_000),
            open_in(other, 20_000),
            held_words.open.min(8.0),
            their_spurt.open.min(6.0),
            flag(laughs),
            flag(heard.any(Classes::CONJUNCTION)),
            flag(heard.any(Classes::FILLER)),
            flag(heard.any(Classes::PRONOUN)),
            stopped(Classes::CONJUNCTION),
            stopped(Classes::FILLER),
            stopped(Classes::PARTIAL),
            flag(stop_before.is_some_and(|word| word.classes.any(Classes::CALLS_FOR_MORE))),
            stop_word.map_or(0.0, |word| seconds(word.span.length(), 0.0, 1.0)),
            spurt_words.min(10) as f32,
            flag(spurt_last.is_some_and(|word| word.classes.any(Classes::CALLS_FOR_MORE | Classes::PARTIAL))),
            seconds(end - onset, -3.0, 2.5),
            seconds(end - self.extent.end, -2.5, 2.5),
            silence,
            seconds(length, 0.0, 2.5),
            seconds(began, 0.0, 9.0),
            flag(next_first.any(Classes::CONJUNCTION)),
            tally(next).open.min(6.0),
            flag(floor_own && !feedback),
            flag(self.asked),
            first_open,
        ];
        let stop = match stop_word.map(|word| word.classes) {
            Some(classes) if classes.any(Classes::PARTIAL) => Stop::Partial,
            Some(classes) if classes.any(Classes::FILLER) => Stop::Filler,
            Some(classes) if classes.any(Classes::CALLS_FOR_MORE) => Stop::Open,
            _ => Stop::Closed,
        };
        Some(Evidence { values, feedback, open_words: counts.open as u32, asked: self.asked, stop })
    }

    /// Whether the other's talk around the onset, if there is any, has words.
    fn other_covered(&self) -> bool {
        let other = self.by.other();
        let around = Span::new(self.onset - Time::from_millis(6000), self.horizon);
        self.timeline.talk(other, around) < Time::from_millis(300)
            || self.words.inside(other, around, self.horizon).next().is_some()
    }

    /// Where the other's contribution stops, if it does before the horizon.
    fn stop(&self) -> Option<Time> {
        self.held.map(|(_, held)| held.end).filter(|&end| end < self.horizon)
    }

    /// The silence from the other's end to its next open talkspurt, in seconds.
    fn silence_after(&self) -> f32 {
        let other = self.by.other();
        let others = self.timeline.spurts(other);
        let Some((_, held)) = self.held else { return 3.0 };
        let next = others[held.last + 1..]
            .iter()
            .take_while(|spurt| spurt.start < self.horizon)
            .find(|spurt| self.words.kind(other, **spurt, self.horizon) == Kind::Open);
        seconds(next.map_or(self.horizon, |spurt| spurt.start) - others[held.last].end, -3.0, 3.0)
    }
}
