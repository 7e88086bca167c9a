//! What was said, where words are given: each word is reduced to its classes as it comes, and the text is dropped.
//!
//! With words every talkspurt is laughter, feedback or open talk, and each onset gets a plain reading by rule
//! ([`Rule`]), from which and from the words around it the model's numbers come ([`Evidence`]).

mod classes;
mod lexicon;
mod pieces;
mod said;
mod track;
mod word_evidence;
mod word_names;

#[cfg(feature = "audio")]
pub(crate) use lexicon::Additions;
pub(crate) use lexicon::quoted;
pub use lexicon::{Language, Lexicon};
pub(crate) use said::Openers;
pub(crate) use said::SaidWord;
pub use said::count;
pub(super) use word_evidence::Evidence;
pub(super) use word_evidence::Stop;
pub(super) use word_names::WORD_FEATURES;
pub use word_names::WORD_NAMES;

use classes::Classes;
use lexicon::Member;
use pieces::Piece;
use said::Said;
use track::{Track, Word};

use super::placement::WINDOW;
use super::timeline::Timeline;
use crate::party::{Party, PerParty};
use crate::talkspurt::CONTRIBUTION_GAP;
use crate::time::{Span, Time};

/// How far a word may lie outside its talkspurt: half of the least silence between two.
const MARGIN: Time = Time::from_millis(90);
/// No single word is longer.
const LONGEST: Time = Time::from_millis(3000);
/// Words are remembered for so long.
const MEMORY: Time = Time::from_millis(40_000);
/// How many talkspurts back to search for one with more than laughter, and how many are remembered.
const BACK: usize = 20;
const KEPT: usize = BACK + 4;
/// A question is answered within this.
const ANSWER: Time = Time::from_millis(3000);
/// Feedback is no longer than this, agreement than that.
const FEEDBACK_LASTS: Time = Time::from_millis(2000);
const AGREEMENT_LASTS: Time = Time::from_millis(1500);
/// Two who begin within this of each other begin together.
const TOGETHER: Time = Time::from_millis(200);

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
    /// Index of the talkspurt that its contribution began with.
    first: u32,
}

/// The latest talkspurts of one party that were read.
#[derive(Clone, Debug, Default)]
struct Parts {
    /// How many came before them.
    gone: usize,
    latest: Vec<Part>,
}

impl Parts {
    fn push(&mut self, index: usize, part: Part) {
        self.latest.resize(index.saturating_sub(self.gone), Part::default());
        self.latest.push(part);
        if self.latest.len() == KEPT + 8 {
            self.latest.drain(..8);
            self.gone += 8;
        }
    }

    fn get(&self, index: usize) -> Part {
        let at = index.checked_sub(self.gone);
        at.and_then(|at| self.latest.get(at)).copied().unwrap_or(Part { rule: Rule::Other, first: index as u32 })
    }
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
    lexicon: Lexicon,
    tracks: PerParty<Track>,
    said: Said,
    parts: PerParty<Parts>,
    floor: Option<Party>,
    /// Words that began before this are forgotten.
    since: Time,
}

impl Words {
    pub(super) fn new(lexicon: Lexicon) -> Self {
        Self { lexicon, ..Self::default() }
    }

    /// More words to listen for; those that were taken stay what they are. Returns the lexicon with them.
    #[cfg(feature = "audio")]
    pub(super) fn listen_for(&mut self, more: Additions) -> Lexicon {
        self.said.settle(&self.lexicon);
        Party::BOTH.into_iter().for_each(|party| self.tracks[party].stay(&self.lexicon));
        self.lexicon.add(more);
        self.lexicon.clone()
    }

    /// Takes a word; the order does not matter. A text of several words counts as several, evenly spaced.
    pub(super) fn push(&mut self, party: Party, span: Span, text: &str) {
        let pieces = pieces::pieces(text, |word| self.lexicon.is_sound(word));
        if pieces::only_sounds(&pieces) {
            self.add(party, span, 0, Classes::NOISE, Member::default());
            return;
        }
        let length = span.length().micros() / pieces.len().max(1) as i64;
        for (place, piece) in (0_u32..).zip(pieces) {
            let start = span.start + Time::from_micros(length * i64::from(place));
            let span = Span::new(start, start + Time::from_micros(length));
            let (word, classes, member) = match piece {
                Piece::Nothing => continue,
                Piece::Sound => {
                    self.add(party, span, place, Classes::NOISE, Member::default());
                    continue;
                }
                Piece::Hidden => (String::new(), Classes::HIDDEN, Member::default()),
                Piece::Word(word, asked) => {
                    let asked = if asked { Classes::ASKED } else { Classes::default() };
                    let (classes, member) = (self.lexicon.classes(&word) | asked, self.lexicon.member(&word));
                    (word, classes, member)
                }
            };
            self.said.push(party, span.middle(), place, &word, classes, member);
            self.add(party, span, place, classes, member);
        }
    }

    fn add(&mut self, party: Party, span: Span, place: u32, alone: Classes, member: Member) {
        if span.start >= self.since {
            self.tracks[party].add(Word { span, place, classes: alone, alone, member }, &self.lexicon);
        }
    }

    /// Every word of the call, whenever it came, and how each party opened it.
    pub(super) fn said(&mut self) -> (PerParty<Vec<SaidWord>>, PerParty<Openers>) {
        std::mem::take(&mut self.said).finish(&self.lexicon)
    }

    /// Whether a talkspurt holds sounds and no word, as far as can be seen when its onset is read.
    pub(super) fn only_sounds(&self, timeline: &Timeline, party: Party, index: usize) -> bool {
        let spurt = timeline.spurts(party)[index];
        self.kind(party, spurt, spurt.start + WINDOW) == Kind::Laughter
    }

    /// The measures are not to count what was said before `time`.
    pub(super) fn unsay(&mut self, time: Time) {
        self.said.forget(time);
    }

    /// Drops what no onset from `time` on asks for.
    pub(super) fn forget(&mut self, time: Time) {
        self.since = self.since.max(time - MEMORY);
        Party::BOTH.into_iter().for_each(|party| self.tracks[party].forget(self.since));
    }

    /// Words whose middle lies in `span` and that have ended by `horizon`.
    fn inside(&self, party: Party, span: Span, horizon: Time) -> impl Iterator<Item = &Word> + Clone {
        let words = self.tracks[party].words();
        let since = self.since.max(span.start - LONGEST);
        let first = words.partition_point(|word| word.span.start < since);
        let last = words.partition_point(|word| word.span.start < span.end);
        words[first.min(last)..last]
            .iter()
            .filter(move |word| (span.start..span.end).contains(&word.span.middle()) && word.span.end <= horizon)
    }

    /// The words of a talkspurt, or of several from the start of one to the end of another.
    fn of_talk(&self, party: Party, talk: Span, horizon: Time) -> impl Iterator<Item = &Word> + Clone {
        self.inside(party, Span::new(talk.start - MARGIN, talk.end.min(horizon) + MARGIN), horizon)
    }

    /// Words that began before `time`, newest first; noises left out.
    fn before(&self, party: Party, time: Time, horizon: Time) -> impl Iterator<Item = &Word> {
        let words = self.tracks[party].words();
        let last = words.partition_point(|word| word.span.start < time);
        let known = words[..last].iter().rev().take_while(|word| word.span.start >= self.since);
        known.filter(move |word| !word.classes.any(Classes::NOISE) && word.span.end <= horizon)
    }

    fn kind(&self, party: Party, talk: Span, horizon: Time) -> Kind {
        let words = self.of_talk(party, talk, horizon);
        if words.clone().next().is_none() {
            return Kind::Open;
        }
        let mut core = false;
        let (mut agreement, mut other) = (false, false);
        let mut silent = true;
        let heard: Time = words.clone().map(|word| word.span.length()).sum();
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
            // Talk that goes on, or is much longer, is more than the sound in it.
            (true, _) if talk.end > horizon || talk.length() > heard + heard + heard => Kind::Open,
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
        (0..=index?).rev().take(BACK).find(|&k| self.kind(party, spurts[k], horizon) != Kind::Laughter)
    }

    /// Where the contribution began that a talkspurt which was read is in.
    fn began(&self, timeline: &Timeline, party: Party, index: usize) -> Time {
        timeline.spurts(party)[self.parts[party].get(index).first as usize].start
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
        // What is remembered depends on the onset alone, not on when what was forgotten.
        self.since = self.since.max(timeline.spurts(by)[index].start - MEMORY);
        Party::BOTH.into_iter().for_each(|party| self.tracks[party].put_in_order(&self.lexicon));
        let (part, evidence) = self.reading(timeline, by, index);
        let rule = part.rule;
        self.parts[by].push(index, part);
        if matches!(rule, Rule::Took | Rule::Switch) || (self.floor.is_none() && rule != Rule::Feedback) {
            let laughs = self.kind(by, timeline.spurts(by)[index], timeline.spurts(by)[index].start + WINDOW);
            if laughs != Kind::Laughter {
                self.floor = Some(by);
            }
        }
        evidence
    }

    fn reading(&self, timeline: &Timeline, by: Party, index: usize) -> (Part, Option<Evidence>) {
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
        let aside = talking.is_some_and(|j| self.parts[other].get(j).rule == Rule::Feedback);
        let lasts = if agrees { AGREEMENT_LASTS } else { FEEDBACK_LASTS };
        let mut first = index as u32;
        let rule = if kind == Kind::Laughter {
            Rule::Other
        } else if let Some(p) = joined {
            first = self.parts[by].get(p).first;
            if self.parts[by].get(p).rule == Rule::Feedback { Rule::Feedback } else { Rule::Joined }
        } else if extent.feedback && length <= lasts && !(agrees && asked) {
            Rule::Feedback
        } else if let (Some(j), false) = (talking, aside) {
            if onset - self.began(timeline, other, j) < TOGETHER {
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
        let given = if joined.is_some() { Rule::Joined } else { rule };
        let scene = word_evidence::Scene {
            words: self,
            timeline,
            by,
            index,
            onset,
            horizon,
            rule: given,
            extent,
            kind,
            previous,
            held: held.zip(held_extent),
            running: started,
            asked,
            floor: self.floor,
        };
        (Part { rule, first }, scene.evidence())
    }
}

/// Whether a feedback talkspurt is separated from its neighbour: the other talks in between.
fn cut(timeline: &Timeline, party: Party, gap: Span, kinds: [Kind; 2]) -> bool {
    kinds.into_iter().any(Kind::is_feedback) && timeline.talk(party.other(), gap) > Time::ZERO
}
