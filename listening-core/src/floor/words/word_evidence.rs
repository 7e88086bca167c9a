//! The numbers that words add to an onset's placement.

use super::word_names::WORD_FEATURES;
use super::{Classes, Extent, Kind, MARGIN, Rule, Word, Words};
use crate::floor::timeline::Timeline;
use crate::party::Party;
use crate::talkspurt::CONTRIBUTION_GAP;
use crate::time::{Span, Time};

/// So far into a clause its auxiliary is looked for: "what kind of car do".
const CLAUSE: usize = 6;

/// Whether a word may stand before a clause without being a part of it: "okay", "and", "well".
fn leads(word: Classes) -> bool {
    let clause = Classes::AUXILIARY | Classes::PRONOUN | Classes::QUESTION;
    !word.any(Classes::QUESTION)
        && (word.any(Classes::FEEDBACK | Classes::FILLER | Classes::CONJUNCTION | Classes::PARTIAL | Classes::NOISE)
            || word.any(Classes::COMPANION) && !word.any(clause))
}

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
    /// The entry ends the call, or asks for something: no feedback does.
    pub(in crate::floor) no_feedback: bool,
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

/// Whether there are words and all are of these classes.
fn all<'a>(mut words: impl Iterator<Item = &'a Word> + Clone, classes: Classes) -> f32 {
    flag(words.clone().next().is_some() && words.all(|word| word.classes.any(classes)))
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
        let spurt = self.timeline.spurts(self.by)[self.index];
        let covered = self.words.of_talk(self.by, spurt, self.horizon).next().is_some() && self.other_covered();
        if !covered {
            return None;
        }
        let counts = tally(self.entry());
        let stop = self.stop_words()[0].map(|word| word.classes).unwrap_or_default();
        let mut values = [0.0; WORD_FEATURES];
        let groups: [&[f32]; 7] = [
            &self.rules(),
            &self.entry_values(&counts),
            &self.past_values(),
            &self.other_values(),
            &self.stop_values(),
            &self.time_values(),
            &self.next_values(),
        ];
        values.iter_mut().zip(groups.into_iter().flatten()).for_each(|(value, number)| *value = *number);
        Some(Evidence {
            values,
            feedback: self.extent.feedback,
            open_words: counts.open as u32,
            asked: self.asked,
            no_feedback: self.closes() || self.opens_question(),
            stop: if stop.any(Classes::PARTIAL) {
                Stop::Partial
            } else if stop.any(Classes::FILLER) {
                Stop::Filler
            } else if stop.any(Classes::CALLS_FOR_MORE) {
                Stop::Open
            } else {
                Stop::Closed
            },
        })
    }

    /// The words of the contribution that begins.
    fn entry(&self) -> impl Iterator<Item = &Word> + Clone {
        self.words.of_talk(self.by, Span::new(self.onset, self.extent.end), self.horizon)
    }

    /// Whether the entry says goodbye: "okay bye".
    fn closes(&self) -> bool {
        self.entry().any(|word| word.classes.any(Classes::CLOSING))
    }

    /// Whether agreement only leads to a question: "okay and what is your name". The question may follow within a second,
    /// though the other still talked in between.
    fn opens_question(&self) -> bool {
        let last = self.timeline.chain_last(self.by, self.index, CONTRIBUTION_GAP, self.horizon);
        let chain = Span::new(self.onset, self.timeline.spurts(self.by)[last].end);
        let words = self.words.of_talk(self.by, chain, self.horizon).map(|word| word.classes);
        let agrees = words.clone().find(|word| !word.any(Classes::NOISE | Classes::FILLER));
        if !agrees.is_some_and(|word| word.any(Classes::AGREEMENT)) {
            return false;
        }
        let mut clause = words.skip_while(|word| leads(*word)).take(CLAUSE).peekable();
        let Some(first) = clause.next() else { return false };
        if first.any(Classes::ASKS) {
            return true;
        }
        let next = clause.peek().copied().unwrap_or_default();
        if first.any(Classes::AUXILIARY) {
            return next.any(Classes::PRONOUN);
        }
        first.any(Classes::QUESTION)
            && clause
                .find(|word| word.any(Classes::AUXILIARY | Classes::PRONOUN))
                .is_some_and(|word| word.any(Classes::AUXILIARY))
    }

    fn rules(&self) -> [f32; 6] {
        [Rule::Joined, Rule::Feedback, Rule::Took, Rule::TalkedIn, Rule::Holds, Rule::Switch]
            .map(|rule| flag(self.rule == rule))
    }

    fn entry_values(&self, counts: &Tally) -> [f32; 23] {
        let spoken = self.entry().filter(|word| !word.classes.any(Classes::NOISE));
        let spurt = self.words.of_talk(self.by, self.timeline.spurts(self.by)[self.index], self.horizon);
        let spurt_spoken = spurt.clone().filter(|word| !word.classes.any(Classes::NOISE));
        let share =
            |class| spoken.clone().filter(|word| word.classes.any(class)).count() as f32 / counts.words.max(1.0);
        let first = spoken.clone().next().map(|word| word.classes).unwrap_or_default();
        let last = spoken.clone().last().map(|word| word.classes).unwrap_or_default();
        let short = self.extent.end - self.onset <= super::AGREEMENT_LASTS;
        let asks = spoken
            .clone()
            .zip(spoken.clone().skip(1))
            .any(|(a, b)| a.classes.any(Classes::AUXILIARY) && b.classes.any(Classes::PRONOUN));
        let agreement = Classes::AGREEMENT | Classes::CONTINUER;
        [
            all(spoken.clone(), Classes::FEEDBACK),
            flag(self.extent.feedback),
            flag(short && counts.open == 0.0 && counts.core > 0.0),
            all(spoken.clone(), agreement),
            all(spurt_spoken, agreement),
            counts.words.min(8.0),
            counts.open.min(6.0),
            tally(spurt).open.min(4.0),
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
        ]
    }

    fn past_values(&self) -> [f32; 10] {
        let (words, by, other) = (self.words, self.by, self.by.other());
        let (onset, horizon) = (self.onset, self.horizon);
        let own = self.timeline.spurts(by);
        let near = |spurt: &usize| onset - own[*spurt].end < CONTRIBUTION_GAP;
        let before = self.index.checked_sub(1).filter(near);
        let feedback = self.previous.filter(near).is_some_and(|p| words.kind(by, own[p], horizon).is_feedback());
        let since_open = |party| {
            let word = words.before(party, onset, horizon).find(|word| open(word));
            word.map_or(10.0, |word| seconds(onset - word.span.end, -1.0, 10.0))
        };
        let open_in = |party, back: i64| {
            let from = onset - Time::from_millis(back);
            let recent = words.before(party, onset, horizon).take_while(|word| word.span.start >= from);
            recent.filter(|word| open(word)).count() as f32
        };
        let (since_own, since_other) = (since_open(by), since_open(other));
        [
            self.previous.map_or(5.0, |p| seconds(onset - own[p].end, 0.0, 5.0)),
            before.map_or(0.0, |p| tally(words.of_talk(by, own[p], horizon)).open.min(4.0)),
            flag(feedback && self.kind.is_feedback()),
            since_own,
            since_other,
            (since_other - since_own).clamp(-5.0, 5.0),
            open_in(by, 6000),
            open_in(other, 6000),
            open_in(by, 20_000),
            open_in(other, 20_000),
        ]
    }

    fn other_values(&self) -> [f32; 6] {
        let (words, other, horizon) = (self.words, self.by.other(), self.horizon);
        let others = self.timeline.spurts(other);
        let spurt = self.running.map_or_else(Tally::default, |j| tally(words.of_talk(other, others[j], horizon)));
        let heard = words.before(other, self.onset, horizon).next();
        let heard = heard.filter(|word| self.onset - word.span.end < super::ANSWER);
        let heard = heard.map(|word| word.classes).unwrap_or_default();
        [
            tally(words.of_talk(other, self.chain(), horizon)).open.min(8.0),
            spurt.open.min(6.0),
            flag(spurt.noises > 0.0 && spurt.words == 0.0),
            flag(heard.any(Classes::CONJUNCTION)),
            flag(heard.any(Classes::FILLER)),
            flag(heard.any(Classes::PRONOUN)),
        ]
    }

    fn stop_values(&self) -> [f32; 7] {
        let (words, other, horizon) = (self.words, self.by.other(), self.horizon);
        let others = self.timeline.spurts(other);
        let [last, before] = self.stop_words();
        let stopped = |classes| flag(last.is_some_and(|word| word.classes.any(classes)));
        let spurt_words = self
            .stop()
            .and(self.held)
            .map_or(0, |(_, held)| words.of_talk(other, others[held.last], horizon).count().saturating_sub(1));
        let spurt_stop = self.running.map(|j| others[j].end).filter(|&end| end < horizon);
        let spurt_last = spurt_stop.and_then(|end| words.before(other, end + MARGIN, horizon).next());
        [
            stopped(Classes::CONJUNCTION),
            stopped(Classes::FILLER),
            stopped(Classes::PARTIAL),
            flag(before.is_some_and(|word| word.classes.any(Classes::CALLS_FOR_MORE))),
            last.map_or(0.0, |word| seconds(word.span.length(), 0.0, 1.0)),
            spurt_words.min(10) as f32,
            flag(spurt_last.is_some_and(|word| word.classes.any(Classes::CALLS_FOR_MORE | Classes::PARTIAL))),
        ]
    }

    fn time_values(&self) -> [f32; 5] {
        let other = self.by.other();
        let end = self.held.map_or(self.onset - Time::from_millis(3000), |(_, held)| held.end);
        let began = self.held.map_or(Time::MAX, |(j, _)| self.onset - self.words.began(self.timeline, other, j));
        [
            seconds(end - self.onset, -3.0, 2.5),
            seconds(end - self.extent.end, -2.5, 2.5),
            self.silence_after(),
            seconds(self.extent.end - self.onset, 0.0, 2.5),
            seconds(began, 0.0, 9.0),
        ]
    }

    fn next_values(&self) -> [f32; 5] {
        let (other, horizon) = (self.by.other(), self.horizon);
        let from = if self.in_overlap() { self.chain().end.min(horizon) } else { self.onset };
        let next = self.words.inside(other, Span::new(from, horizon), horizon);
        let first = next.clone().next().map(|word| word.classes).unwrap_or_default();
        let first_open = self.entry().find(|word| open(word));
        [
            flag(first.any(Classes::CONJUNCTION)),
            tally(next).open.min(6.0),
            flag(self.floor == Some(self.by) && !self.extent.feedback),
            flag(self.asked),
            first_open.map_or(2.5, |word| seconds(word.span.start - self.onset, 0.0, 2.5)),
        ]
    }

    fn in_overlap(&self) -> bool {
        self.running.is_some_and(|j| self.timeline.spurts(self.by.other())[j].end > self.onset)
    }

    /// The other's chain of talkspurts around the onset.
    fn chain(&self) -> Span {
        let (timeline, other) = (self.timeline, self.by.other());
        self.running.map_or(Span::new(self.onset, self.onset), |j| {
            let last = timeline.chain_last(other, j, CONTRIBUTION_GAP, self.horizon);
            let start = timeline.contribution_start(other, j);
            Span::new(start, if self.in_overlap() { timeline.spurts(other)[last].end } else { self.onset })
        })
    }

    /// The other's last word where it stops, and the one before it.
    fn stop_words(&self) -> [Option<&Word>; 2] {
        self.stop().map_or([None; 2], |end| {
            let mut back = self.words.before(self.by.other(), end + MARGIN, self.horizon);
            [back.next(), back.next()]
        })
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
