//! The words of a party, each read with its neighbours.

use super::classes::Classes;
use super::lexicon::{Lexicon, Member};
use crate::time::{Span, Time};

/// Two words of one listed item follow each other within this.
const ITEM_GAP: Time = Time::from_millis(300);

/// A word, of which no text is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) span: Span,
    /// Place in the text that it came in.
    pub(super) place: u32,
    /// What it is between its neighbours.
    pub(super) classes: Classes,
    /// What it is by itself.
    pub(super) alone: Classes,
    /// Which word of listed items of two it is.
    pub(super) member: Member,
}

impl Word {
    /// The order of words, the same in whatever order they come.
    fn rank(&self) -> (Time, Time, u32, Member, Classes) {
        (self.span.start, self.span.end, self.place, self.member, self.alone)
    }
}

/// A word that belongs before more than this many others waits until they are read: to move them for each would take
/// as long as there are words, squared.
const NEAR: usize = 64;

/// The words of one party.
#[derive(Clone, Debug, Default)]
pub(super) struct Track {
    /// In order, except for those at the end that are late.
    words: Vec<Word>,
    /// So many at the end came far out of order, and wait to be put in their places.
    late: u32,
    /// So many at the front are of earlier lexicons, and no other word makes an item with them.
    read: u32,
}

impl Track {
    pub(super) fn add(&mut self, word: Word, lexicon: &Lexicon) {
        let in_order = self.in_order().len();
        let at = self.words[..in_order].partition_point(|other| other.rank() <= word.rank());
        if self.late > 0 || in_order - at > NEAR {
            self.words.push(word);
            self.late += 1;
            // As many as would double the work of putting them in their places.
            if self.late as usize > NEAR + in_order / 4 {
                self.put_in_order(lexicon);
            }
            return;
        }
        self.words.insert(at, word);
        self.came_in(at, lexicon);
    }

    /// All words, in order: late ones have been [put there](Self::put_in_order).
    pub(super) fn words(&self) -> &[Word] {
        debug_assert!(self.late == 0, "late words are put in order before anything is read");
        &self.words
    }

    /// Those that are in order; the late ones are not among them.
    fn in_order(&self) -> &[Word] {
        &self.words[..self.words.len() - self.late as usize]
    }

    /// Puts the late words in their places.
    pub(super) fn put_in_order(&mut self, lexicon: &Lexicon) {
        if self.late == 0 {
            return;
        }
        let mut before = self.in_order().len();
        let mut late = self.words[before..].to_vec();
        self.late = 0;
        late.sort_unstable_by_key(Word::rank);
        // From the back, so that each word is moved once.
        let mut places = Vec::with_capacity(late.len());
        let mut place = self.words.len();
        while let Some(&last) = late.last() {
            place -= 1;
            if before > 0 && self.words[before - 1].rank() > last.rank() {
                before -= 1;
                self.words[place] = self.words[before];
            } else {
                self.words[place] = last;
                places.push(place);
                late.pop();
            }
        }
        places.into_iter().for_each(|place| self.came_in(place, lexicon));
    }

    /// Drops words that began before `since`, some at a time: to drop one is to move all others.
    pub(super) fn forget(&mut self, since: Time) {
        let old = self.in_order().partition_point(|word| word.span.start < since);
        if old >= 64 {
            self.words.drain(..old);
            self.read = self.read.saturating_sub(old as u32);
        }
    }

    /// The words so far stay what they are, and make no item with those to come.
    #[cfg(feature = "audio")]
    pub(super) fn stay(&mut self, lexicon: &Lexicon) {
        self.put_in_order(lexicon);
        for word in &mut self.words[self.read as usize..] {
            (word.alone, word.member) = (word.classes, Member::default());
        }
        self.read = self.words.len() as u32;
    }

    /// A word came in at `place`: reads it and its neighbours.
    fn came_in(&mut self, place: usize, lexicon: &Lexicon) {
        self.read = self.read.min(place as u32);
        for index in place.saturating_sub(1)..=(place + 1).min(self.words.len() - 1) {
            self.settle(index, lexicon);
        }
    }

    /// Reads a word with its neighbours: two that are listed as one item are what the item is.
    fn settle(&mut self, index: usize, lexicon: &Lexicon) {
        let pair = |first: Option<usize>| {
            let (first, second) = (self.words.get(first?)?, self.words.get(first? + 1)?);
            let gap = second.span.start - first.span.end;
            let follows = gap < ITEM_GAP && gap > Time::ZERO - ITEM_GAP;
            if follows { lexicon.pair(first.member, second.member) } else { None }
        };
        let item = pair(Some(index)).or_else(|| pair(index.checked_sub(1)));
        let word = &mut self.words[index];
        word.classes = item.map_or(word.alone, |item| item | word.alone.only(Classes::ASKED));
    }
}
