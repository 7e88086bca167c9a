//! What was said, where words are given: each word is reduced to its classes as it comes, and the text is dropped.
//!
//! With words every talkspurt is laughter, feedback or open talk, and each onset gets a plain reading by rule
//! ([`Rule`]), from which and from the words around it the model's numbers come ([`Evidence`]).

mod evidence;
mod lexicon;

pub(super) use evidence::Stop;
pub use evidence::{Evidence, WORD_FEATURES, WORD_NAMES};
pub use lexicon::{Language, Lexicon};

use lexicon::Classes;

use super::CONTRIBUTION_GAP;
use super::placement::WINDOW;
use super::timeline::Timeline;
use crate::party::{Party, PerParty};
use crate::time::{Span, Time};

/// How far a word may lie outside its talkspurt: half of the least silence between two.
const MARGIN: Time = Time::from_millis(90);
/// No single word is longer.
const LONGEST: Time = Time::from_millis(3000);
/// Two words of one listed item follow each other within this.
const ITEM_GAP: Time = Time::from_millis(300);
/// Words are remembered for so long.
const MEMORY: Time = Time::from_millis(40_000);
/// A question is answered within this.
const ANSWER: Time = Time::from_millis(3000);
/// Feedback is no longer than this, agreement than that.
const FEEDBACK_LASTS: Time = Time::from_millis(2000);
const AGREEMENT_LASTS: Time = Time::from_millis(1500);
/// Two who begin within this of each other begin together.
const TOGETHER: Time = Time::from_millis(200);

#[derive(Clone, Copy, Debug)]
struct Word {
    span: Span,
    classes: Classes,
}

impl Word {
    fn middle(&self) -> Time {
        Time::from_micros(i64::midpoint(self.span.start.micros(), self.span.end.micros()))
    }
}

/// The words of one party.
#[derive(Clone, Debug, Default)]
struct Track {
    /// In order of start.
    words: Vec<Word>,
    /// The text of the word that came last, for listed items of two.
    last: String,
    last_span: Span,
}

/// What a talkspurt holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Laughter,
    /// Feedback words and their companions; whether they are all agreement.
    Feedback(bool),
    /// Anything else, or unknown.
    Open,
}

impl Kind {
    fn is_feedback(self) -> bool {
        matches!(self, Self::Feedback(_))
    }
}

/// The plain reading of a talkspurt's onset by its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Rule {
    /// Laughter, the first talk of all, two who begin together; or not read.
    #[default]
    Other,
    /// Goes on with the contribution before.
    Joined,
    Feedback,
    /// Begins while the other talks, and outlasts it.
    Took,
    /// Begins while the other talks, and ends before it.
    TalkedIn,
    /// Has the floor already.
    Holds,
    /// Begins in silence after the other.
    Switch,
}

/// What is kept of a talkspurt that was read.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    rule: Rule,
    /// Where its contribution began.
    since: Time,
}

/// A contribution from one of its talkspurts on, as far as the window goes.
#[derive(Clone, Copy, Debug)]
struct Extent {
    end: Time,
    /// Index of its last talkspurt.
    last: usize,
    feedback: bool,
    agreement: bool,
}

/// Words of both parties, and the readings by rule so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) lexicon: Lexicon,
    tracks: PerParty<Track>,
    parts: PerParty<Vec<Part>>,
    floor: Option<Party>,
    room: String,
    any: bool,
}

impl Words {
    pub(super) fn new(lexicon: Lexicon) -> Self {
        Self { lexicon, ..Self::default() }
    }

    /// Takes a word; the order does not matter. A text of several words counts as so many, evenly spread.
    pub(super) fn push(&mut self, party: Party, span: Span, text: &str) {
        self.any = true;
        let text = text.trim();
        if lexicon::noise(text) {
            self.add(party, span, Classes::NOISE, "");
            return;
        }
        let count = text.split_whitespace().count().max(1) as i64;
        let piece = span.length().micros() / count;
        for (k, word) in text.split_whitespace().enumerate() {
            let start = span.start + Time::from_micros(piece * k as i64);
            let word_span = Span::new(start, start + Time::from_micros(piece));
            let asked = if word.ends_with('?') { Classes::ASKED } else { Classes::default() };
            let word = lexicon::plain(word);
            if word.is_empty() {
                continue;
            }
            let track = &self.tracks[party];
            let near = span.start - track.last_span.end;
            let follows =
                k > 0 || (track.last_span.end != Time::ZERO && near < ITEM_GAP && near > Time::ZERO - ITEM_GAP);
            let pair = if follows { self.lexicon.pair(&track.last, &word, &mut self.room) } else { None };
            if let Some(classes) = pair {
                let first = track.last_span.start;
                let words = &mut self.tracks[party].words;
                let at = words.partition_point(|word| word.span.start < first);
                if let Some(word) = words.get_mut(at) {
                    word.classes = classes;
                }
                self.add(party, word_span, classes | asked, &word);
            } else {
                let classes = self.lexicon.classes(&word);
                self.add(party, word_span, classes | asked, &word);
            }
        }
    }

    fn add(&mut self, party: Party, span: Span, classes: Classes, text: &str) {
        let track = &mut self.tracks[party];
        text.clone_into(&mut track.last);
        track.last_span = span;
        let at = track.words.partition_point(|word| word.span.start <= span.start);
        track.words.insert(at, Word { span, classes });
    }

    /// Drops what no onset from `time` on asks for.
    pub(super) fn forget(&mut self, time: Time) {
        for party in Party::BOTH {
            let words = &mut self.tracks[party].words;
            let old = words.partition_point(|word| word.span.start < time - MEMORY);
            if old >= 64 {
                words.drain(..old);
            }
        }
    }

    /// Words whose middle lies in `span` and that have ended by `horizon`.
    fn inside(&self, party: Party, span: Span, horizon: Time) -> impl Iterator<Item = &Word> + Clone {
        let words = &self.tracks[party].words;
        let first = words.partition_point(|word| word.span.start < span.start - LONGEST);
        let last = words.partition_point(|word| word.span.start < span.end);
        words[first.min(last)..last]
            .iter()
            .filter(move |word| (span.start..span.end).contains(&word.middle()) && word.span.end <= horizon)
    }

    /// The words of a talkspurt, or of several from the start of one to the end of another.
    fn of_talk(&self, party: Party, talk: Span, horizon: Time) -> impl Iterator<Item = &Word> + Clone {
        self.inside(party, Span::new(talk.start - MARGIN, talk.end.min(horizon) + MARGIN), horizon)
    }

    /// Words that began before `time`, newest first; noises left out.
    fn before(&self, party: Party, time: Time, horizon: Time) -> impl Iterator<Item = &Word> {
        let words = &self.tracks[party].words;
        let last = words.partition_point(|word| word.span.start < time);
        words[..last].iter().rev().filter(move |word| !word.classes.any(Classes::NOISE) && word.span.end <= horizon)
    }

    fn kind(&self, party: Party, talk: Span, horizon: Time) -> Kind {
        let words = self.of_talk(party, talk, horizon);
        if words.clone().next().is_none() {
            return Kind::Open;
        }
        let mut core = false;
        let (mut agreement, mut other) = (false, false);
        let mut silent = true;
        for word in words.filter(|word| !word.classes.any(Classes::NOISE)) {
            silent = false;
            let classes = word.classes;
            core |= classes.any(Classes::FEEDBACK);
            agreement |= classes.any(Classes::RIGHT | Classes::YES | Classes::OKAY | Classes::NO);
            other |= classes.any(Classes::CONTINUER | Classes::HUM | Classes::PRAISE);
            if !classes.any(Classes::FEEDBACK | Classes::COMPANION | Classes::FILLER) {
                return Kind::Open;
            }
        }
        match (silent, core) {
            (true, _) => Kind::Laughter,
            (false, true) => Kind::Feedback(agreement && !other),
            (false, false) => Kind::Open,
        }
    }

    fn extent(&self, timeline: &Timeline, party: Party, index: usize, horizon: Time) -> Extent {
        let spurts = timeline.spurts(party);
        let mut last = index;
        let mut kind = self.kind(party, spurts[index], horizon);
        let mut extent = Extent {
            end: spurts[index].end.min(horizon),
            last,
            feedback: kind.is_feedback(),
            agreement: kind == Kind::Feedback(true),
        };
        for (k, spurt) in spurts.iter().enumerate().skip(index + 1) {
            if spurt.start >= horizon || spurt.start - spurts[last].end >= CONTRIBUTION_GAP {
                break;
            }
            let next = self.kind(party, *spurt, horizon);
            if next == Kind::Laughter {
                continue;
            }
            if cut(timeline, party, Span::new(spurts[last].end, spurt.start), [kind, next]) {
                break;
            }
            (kind, last) = (next, k);
            extent.end = spurt.end.min(horizon);
            extent.last = last;
            extent.feedback &= kind.is_feedback();
            extent.agreement &= kind == Kind::Feedback(true);
        }
        extent
    }

    /// The last talkspurt up to `index` that holds more than laughter.
    fn verbal(&self, timeline: &Timeline, party: Party, index: Option<usize>, horizon: Time) -> Option<usize> {
        let spurts = timeline.spurts(party);
        (0..=index?).rev().take(20).find(|&k| self.kind(party, spurts[k], horizon) != Kind::Laughter)
    }

    fn part(&self, party: Party, index: usize) -> Part {
        self.parts[party].get(index).copied().unwrap_or_default()
    }

    /// Whether the party asks something in its last words before `time`.
    fn asks(&self, party: Party, time: Time, horizon: Time) -> bool {
        let mut next = Classes::default();
        for (k, word) in self.before(party, time, horizon).take(9).enumerate() {
            if time - word.span.end > if k == 0 { ANSWER } else { Time::from_millis(4000) } {
                break;
            }
            if word.classes.any(Classes::ASKED) || word.classes.any(Classes::AUXILIARY) && next.any(Classes::PRONOUN) {
                return true;
            }
            next = word.classes;
        }
        false
    }

    /// Reads the onset of talkspurt `index` of `by`. Every talkspurt is to be read once, in order of onset.
    pub(super) fn read(&mut self, timeline: &Timeline, by: Party, index: usize) -> Option<Evidence> {
        if !self.any {
            return None;
        }
        let (rule, since, evidence) = self.reading(timeline, by, index);
        let parts = &mut self.parts[by];
        parts.resize(index.max(parts.len()), Part::default());
        parts.truncate(index);
        parts.push(Part { rule, since });
        if matches!(rule, Rule::Took | Rule::Switch) || (self.floor.is_none() && rule != Rule::Feedback) {
            let laughs = self.kind(by, timeline.spurts(by)[index], timeline.spurts(by)[index].start + WINDOW);
            if laughs != Kind::Laughter {
                self.floor = Some(by);
            }
        }
        evidence
    }

    fn reading(&self, timeline: &Timeline, by: Party, index: usize) -> (Rule, Time, Option<Evidence>) {
        let other = by.other();
        let (own, others) = (timeline.spurts(by), timeline.spurts(other));
        let onset = own[index].start;
        let horizon = onset + WINDOW;
        let kind = self.kind(by, own[index], horizon);
        let previous = self.verbal(timeline, by, index.checked_sub(1), horizon);
        let extent = self.extent(timeline, by, index, horizon);
        let started = timeline.started(other, onset).checked_sub(1);
        let running = started.filter(|&j| others[j].end > onset);
        let talking = running.filter(|&j| self.kind(other, others[j], horizon) != Kind::Laughter);
        let held = self.verbal(timeline, other, started, horizon);
        let held_extent = held.map(|j| self.extent(timeline, other, j, horizon));
        let asked = self.asks(other, onset, horizon);
        let length = extent.end - onset;
        let agrees = extent.agreement;

        let joined = previous.filter(|&p| {
            let gap = Span::new(own[p].end, onset);
            let before = self.kind(by, own[p], horizon);
            kind != Kind::Laughter && gap.length() < CONTRIBUTION_GAP && !cut(timeline, by, gap, [before, kind])
        });
        let aside = talking.is_some_and(|j| self.part(other, j).rule == Rule::Feedback);
        let lasts = if agrees { AGREEMENT_LASTS } else { FEEDBACK_LASTS };
        let mut since = onset;
        let rule = if kind == Kind::Laughter {
            Rule::Other
        } else if let Some(p) = joined {
            since = self.part(by, p).since;
            if self.part(by, p).rule == Rule::Feedback { Rule::Feedback } else { Rule::Joined }
        } else if extent.feedback && length <= lasts && !(agrees && asked) {
            Rule::Feedback
        } else if let (Some(j), false) = (talking, aside) {
            if onset - self.part(other, j).since < TOGETHER {
                Rule::Other
            } else if held_extent
                .is_some_and(|held| held.end < extent.end || held.end < horizon && extent.end >= horizon)
            {
                Rule::Took
            } else {
                Rule::TalkedIn
            }
        } else if self.floor.is_none() {
            Rule::Other
        } else if self.floor == Some(by) {
            Rule::Holds
        } else {
            Rule::Switch
        };
        // What goes on with feedback is feedback, but its onset is no event.
        let told = if joined.is_some() { Rule::Joined } else { rule };
        let scene = evidence::Scene {
            words: self,
            timeline,
            by,
            index,
            onset,
            horizon,
            rule: told,
            extent,
            kind,
            previous,
            held: held.zip(held_extent),
            running: started,
            asked,
            floor: self.floor,
        };
        (rule, since, scene.evidence())
    }
}

/// Whether a feedback talkspurt stands apart from its neighbour: the other talks in between.
fn cut(timeline: &Timeline, party: Party, gap: Span, kinds: [Kind; 2]) -> bool {
    kinds.into_iter().any(Kind::is_feedback) && timeline.talk(party.other(), gap) > Time::ZERO
}
