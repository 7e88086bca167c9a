//! What is kept of the words until the call ends, for the measures: of each when, what it may be to a question, and a
//! number for its stem. No text.

use super::classes::Classes;
use super::lexicon::{Lexicon, Member, Opener, PHRASE_WORDS, SKIPPED};
use super::pieces::{Piece, pieces};
use crate::party::{Party, PerParty};
use crate::time::Time;

/// So many letters at the front of a word stand for all its forms: fitted by `benches/fit_words.py`.
const STEM: usize = 5;
/// Two words of one listed item have their middles within this.
const ITEM: Time = Time::from_millis(1000);

/// Who opens a call says who it is within this of its first word: later the other thanks for calling too.
const OPENING: Time = Time::from_millis(30_000);
/// Words of one phrase have their middles within this of each other.
const PHRASE: Time = Time::from_millis(1500);
/// The maximum length of a phrase, in words.
const REACH: usize = PHRASE_WORDS * (SKIPPED + 1);
/// A closing within this many words after it turns a greeting into a farewell: "thanks for calling, bye".
const FAREWELL: usize = 10;

/// What a party said in its first words that shows which of the two it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Openers {
    /// Only who answers for a centre says so.
    pub greets: bool,
    /// Mostly the agent does.
    pub introduces: bool,
}

/// A word that was said, reduced to what the measures ask of it. Its text is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SaidWord {
    middle: Time,
    place: u8,
    member: Member,
    marks: Marks,
    /// 0 for a word without content.
    stem: u32,
}

/// What a word may be to a question: a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Marks(u8);

impl Marks {
    const QUESTION: u8 = 1;
    const AUXILIARY: u8 = 1 << 1;
    const PRONOUN: u8 = 1 << 2;
    const ASKS: u8 = 1 << 3;
    const LEADS: u8 = 1 << 4;
    const ASKED: u8 = 1 << 5;
    const CLOSES: u8 = 1 << 6;

    fn of(classes: Classes) -> Self {
        let clause = Classes::AUXILIARY | Classes::PRONOUN | Classes::QUESTION | Classes::CALLS_FOR_MORE;
        let leads = Classes::FEEDBACK | Classes::FILLER | Classes::CONJUNCTION | Classes::PARTIAL;
        // "and", "well", "oh": before a question, and no part of it.
        let before = !classes.any(Classes::QUESTION) && classes.any(leads)
            || !classes.any(clause) && classes.any(Classes::COMPANION);
        let flag = |holds: bool, mark: u8| if holds { mark } else { 0 };
        Self(
            flag(classes.any(Classes::QUESTION), Self::QUESTION)
                | flag(classes.any(Classes::AUXILIARY), Self::AUXILIARY)
                | flag(classes.any(Classes::PRONOUN), Self::PRONOUN)
                | flag(classes.any(Classes::ASKS), Self::ASKS)
                | flag(before, Self::LEADS)
                | flag(classes.any(Classes::ASKED), Self::ASKED)
                | flag(classes.any(Classes::CLOSING), Self::CLOSES),
        )
    }

    const fn has(self, mark: u8) -> bool {
        self.0 & mark != 0
    }
}

impl SaidWord {
    /// The middle of the time in which it was said.
    pub const fn middle(&self) -> Time {
        self.middle
    }

    /// A number for its stem; `None` for a word without content of its own: feedback, a filler, a function word, one that
    /// is cut off.
    pub fn stem(&self) -> Option<u32> {
        (self.stem != 0).then_some(self.stem)
    }

    /// A question word: "what".
    pub(crate) const fn questions(&self) -> bool {
        self.marks.has(Marks::QUESTION)
    }

    /// An auxiliary: "do".
    pub(crate) const fn auxiliary(&self) -> bool {
        self.marks.has(Marks::AUXILIARY)
    }

    /// A subject: "you".
    pub(crate) const fn pronoun(&self) -> bool {
        self.marks.has(Marks::PRONOUN)
    }

    /// Asks by itself where a clause begins with it: "what's".
    pub(crate) const fn asks(&self) -> bool {
        self.marks.has(Marks::ASKS)
    }

    /// May stand before the clause that follows without being a part of it: "and".
    pub(crate) const fn leads(&self) -> bool {
        self.marks.has(Marks::LEADS)
    }

    /// A question mark is written behind it.
    pub(crate) const fn asked(&self) -> bool {
        self.marks.has(Marks::ASKED)
    }
}

/// All words of a call, 16 bytes each.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    words: PerParty<Vec<SaidWord>>,
    /// So many of them, at the front, are in order and read.
    settled: PerParty<usize>,
    openers: PerParty<Openers>,
    /// The first words are not there any more.
    forgotten: bool,
}

impl Said {
    /// Takes a word as [`plain`] writes it, the `place`th of its text.
    pub(super) fn push(
        &mut self,
        party: Party,
        middle: Time,
        place: u32,
        text: &str,
        classes: Classes,
        member: Member,
    ) {
        let words = &mut self.words[party];
        if words.len() == words.capacity() {
            // By an eighth, not by as much again: a live session is to stay small.
            words.reserve_exact((words.len() / 8).max(256));
        }
        let place = u8::try_from(place).unwrap_or(u8::MAX);
        words.push(SaidWord { middle, place, member, marks: Marks::of(classes), stem: stem(text, classes) });
    }

    /// Drops what was said before `time`.
    pub(super) fn forget(&mut self, time: Time) {
        for party in Party::BOTH {
            let words = &mut self.words[party];
            let (count, settled) = (words.len(), &mut self.settled[party]);
            *settled = words[..*settled].iter().filter(|word| word.middle >= time).count();
            words.retain(|word| word.middle >= time);
            self.forgotten |= words.len() < count;
        }
    }

    /// Reads two words that are listed as one item, from here on by another list.
    pub(super) fn settle(&mut self, lexicon: &Lexicon) {
        for party in Party::BOTH {
            let all = &mut self.words[party];
            let (before, latest) = all.split_at(self.settled[party]);
            let Some(first) = latest.iter().min() else { continue };
            // In whatever order they came. What is in order before all of them stays as it is.
            let from = before.partition_point(|word| word < first);
            all[from..].sort_unstable();
            self.settled[party] = all.len();
            self.open(party, lexicon);
            // What was read before is in no item any more.
            let words = &mut self.words[party][from..];
            for first in 0..words.len().saturating_sub(1) {
                let pair = &mut words[first..first + 2];
                if pair[1].middle - pair[0].middle < ITEM
                    && let Some(item) = lexicon.pair_of_any_class(pair[0].member, pair[1].member)
                {
                    let marks = Marks::of(item);
                    for word in &mut *pair {
                        word.stem = 0;
                        word.marks = Marks(marks.0 | word.marks.0 & Marks::ASKED);
                    }
                }
            }
            words.iter_mut().for_each(|word| word.member = Member::default());
        }
    }

    /// Reads the first words of a party, in order.
    fn open(&mut self, party: Party, lexicon: &Lexicon) {
        let words = &self.words[party];
        let Some(first) = words.first().filter(|_| !self.forgotten) else { return };
        let opening = words.partition_point(|word| word.middle < first.middle + OPENING);
        for from in (0..opening).filter(|&from| words[from].member != Member::default()) {
            let near = words[from..].windows(2).take(REACH);
            let near = near.take_while(|pair| pair[1].middle - pair[0].middle < PHRASE).count();
            let Some(opener) = lexicon.opener(&words[from..=from + near].iter().map(|word| word.member)) else {
                continue;
            };
            let farewell = words[from..].iter().take(FAREWELL).any(|word| word.marks.has(Marks::CLOSES));
            let openers = &mut self.openers[party];
            openers.greets |= opener == Opener::Greeting && !farewell;
            openers.introduces |= opener == Opener::Introduction;
        }
    }

    /// All words in order, with items of two words read as such, and how each party opened the call.
    pub(super) fn finish(mut self, lexicon: &Lexicon) -> (PerParty<Vec<SaidWord>>, PerParty<Openers>) {
        self.settle(lexicon);
        (self.words, self.openers)
    }
}

/// FNV-1a (Fowler, Noll & Vo 1991) of the first letters of the longest part between apostrophes: the same everywhere, and
/// never 0 for a word with content.
fn stem(text: &str, classes: Classes) -> u32 {
    if classes.only(Classes::LISTED) != Classes::default() {
        return 0;
    }
    let root = text.split('\'').rev().max_by_key(|part| part.chars().count()).unwrap_or(text);
    if root.chars().nth(1).is_none() {
        return 0;
    }
    let letters = root.chars().take(STEM).flat_map(|letter| u32::from(letter).to_le_bytes());
    letters.fold(0x811C_9DC5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)).max(1)
}

/// Words in a text, those that a redactor took out among them; sounds in brackets and bare punctuation are none.
pub fn count(text: &str) -> usize {
    let lexicon = Lexicon::default();
    let pieces = pieces(text, |word| lexicon.is_sound(word));
    pieces.iter().filter(|piece| matches!(piece, Piece::Hidden | Piece::Word(..))).count()
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::plain;
    use super::*;
    use crate::floor::words::Language;

    fn said(text: &str) -> Vec<SaidWord> {
        let lexicon = Lexicon::of(Language::English);
        let mut said = Said::default();
        for (place, word) in text.split(' ').enumerate() {
            let plain = plain(word);
            let asked = if word.ends_with('?') { Classes::ASKED } else { Classes::default() };
            let (classes, member) = (lexicon.classes(&plain) | asked, lexicon.member(&plain));
            said.push(Party::Agent, Time::from_millis(300 * place as i64), 0, &plain, classes, member);
        }
        said.finish(&lexicon).0.agent
    }

    #[test]
    fn forms_of_a_word_share_a_stem_and_function_words_have_none() {
        let stems = |text: &str| said(text).iter().map(SaidWord::stem).collect::<Vec<_>>();
        let [first, ..] = stems("invoice invoices Invoiced, invoice's")[..] else { panic!() };
        assert!(first.is_some());
        assert_eq!(stems("invoice invoices Invoiced, invoice's"), [first; 4]);
        assert_ne!(stems("router")[0], first);
        for none in ["the", "yeah", "uh", "invoi-", "because", "of course", "x"] {
            assert!(stems(none).iter().all(Option::is_none), "{none}");
        }
        // "course" alone is a word.
        assert!(stems("course")[0].is_some());
    }

    #[test]
    fn words_are_counted_without_noises() {
        for (text, words) in [
            ("hello", 1),
            ("[laughter]", 0),
            ("wait [background noise] let me", 3),
            ("so - yes ...", 2),
            ("", 0),
            ("th-", 1),
            ("my name is [NAME] ####", 5),
        ] {
            assert_eq!(count(text), words, "{text}");
        }
    }

    #[test]
    fn a_word_weighs_little() {
        assert!(size_of::<SaidWord>() <= 16);
    }
}
