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

/// The words of one party, in order of start.
#[derive(Clone, Debug, Default)]
pub(super) struct Track {
    pub(super) words: Vec<Word>,
}

impl Track {
    pub(super) fn add(&mut self, word: Word, lexicon: &Lexicon) {
        let at = self.words.partition_point(|other| other.rank() <= word.rank());
        self.words.insert(at, word);
        for index in at.saturating_sub(1)..=(at + 1).min(self.words.len() - 1) {
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
