//! What words tell, where they are given: how fast, what is asked, what is taken up, what is said again.

use super::{Rows, WINDOW_S};
use super::{rate, share};
use crate::floor::{SaidWord, Turn};
use crate::listening::facts::{MARGIN, during};
use crate::names::MeasureId;
use crate::party::Party;
use crate::stats::ratio;
use crate::time::{Span, Time};

/// A question word and the auxiliary that belongs to it have no more words between them than one less than this.
const REACH: usize = 4;
/// The number of words considered the beginning of a reply.
const OPENING: usize = 15;
/// The minimum number of stems of a turn for a reply to take up.
const TAKEN_UP: usize = 2;
/// Chance is estimated from what a reply shares with at most this many other turns.
const SURROGATES: usize = 40;
/// Replies that are needed to tell more than chance from chance.
const REPLIES: usize = 5;
/// A turn repeats an earlier one if it shares this many stems with it, and one in this many of its own: fitted by
/// `benches/fit_words.py`.
const SHARED: usize = 4;
const ONE_IN: usize = 3;
/// So many turns back.
const BACK: usize = 50;

/// Distinct stems, in order.
type Stems = Vec<u32>;

impl Rows<'_> {
    /// Nothing where neither party has words.
    pub(super) fn words(&mut self) {
        let given = self.facts.has_words();
        if !given.agent && !given.customer {
            return;
        }
        self.pace_in_words();
        self.questions();
        self.taken_up();
        self.said_again();
    }

    fn pace_in_words(&mut self) {
        let (words, spurts) = (self.facts.words[self.party], &self.spurts[self.party]);
        let windows = self.windows(WINDOW_S);
        let talk = self.talk(self.party, &windows);
        let mut said = vec![0_usize; windows.len()];
        let mut worded = Time::ZERO;
        let mut last = 0;
        for spurt in spurts {
            let inside = during(words, *spurt);
            worded = worded + if inside.is_empty() { Time::ZERO } else { spurt.length() };
            for word in inside {
                // At the latest where its talkspurt ends.
                let at = word.middle().min(spurt.end);
                while last + 1 < windows.len() && windows[last + 1].start <= at {
                    last += 1;
                }
                said[last] += 1;
            }
        }
        let paced: Vec<(f64, f64)> = said.iter().zip(talk).map(|(said, talk)| (*said as f64, talk / 60.0)).collect();
        // Where most of the talk has no words they are not this call's, or not all of them.
        let estimate =
            ratio(&paced).filter(|_| worded > Time::ZERO && worded + worded >= self.facts.speech(self.party));
        self.estimate(MeasureId::WordsPerMinute, estimate, said.iter().sum(), Vec::new());
    }

    fn questions(&mut self) {
        let words = self.facts.words[self.party];
        // A recogniser that writes question marks has heard more than the order of the words.
        let marked = Party::BOTH.iter().any(|&party| self.facts.words[party].iter().any(SaidWord::asked));
        let turns = self.turns[self.party].iter().filter(|turn| !during(words, **turn).is_empty());
        let asked = |turn: &Span| {
            let words = during(words, *turn);
            if marked { words.iter().filter(|word| word.asked()).count() } else { self.openings(words) }
        };
        let counted: Vec<(Span, usize)> = turns.map(|turn| (*turn, asked(turn))).collect();
        let asking: Vec<Span> = counted.iter().filter(|(_, asked)| *asked > 0).map(|(turn, _)| *turn).collect();
        let all: usize = counted.iter().map(|(_, asked)| asked).sum();
        let minutes = self.facts.minutes();
        let entries = self.entries(&asking);
        let rate = rate(all, minutes).filter(|_| !counted.is_empty());
        self.estimate(MeasureId::QuestionRate, rate, all, entries.clone());
        self.estimate(MeasureId::QuestionShare, share(asking.len(), counted.len()), counted.len(), entries);
    }

    /// How many questions begin in `words`: clauses that stand at the start of a talkspurt, words that may lead left aside.
    fn openings(&self, words: &[SaidWord]) -> usize {
        let spurts = &self.spurts[self.party];
        let spurt = |word: &SaidWord| spurts.partition_point(|spurt| spurt.start - MARGIN <= word.middle());
        let (mut last, mut begins, mut count) = (None, true, 0);
        for (index, word) in words.iter().enumerate() {
            let within = Some(spurt(word));
            begins |= within != last;
            last = within;
            if begins && !word.leads() {
                count += usize::from(asks(&words[index..]));
                begins = false;
            }
        }
        count
    }

    /// What the other said last, taken up in the first words of the reply.
    fn taken_up(&mut self) {
        let other = self.party.other();
        let replies: Vec<(Span, Stems, Stems)> = self
            .facts
            .replies()
            .filter(|(_, reply)| reply.party == self.party)
            .map(|(Turn { span: before, .. }, Turn { span: reply, .. })| {
                let words = during(self.facts.words[self.party], reply);
                let opening = stems(&words[..words.len().min(OPENING)]);
                (reply, stems(during(self.facts.words[other], before)), opening)
            })
            .filter(|(_, before, opening)| before.len() >= TAKEN_UP && !opening.is_empty())
            .collect();
        let takes = |at: usize, from: usize| shared(&replies[from].1, &replies[at].2) > 0;
        let taken: Vec<Span> = (0..replies.len()).filter(|&at| takes(at, at)).map(|at| replies[at].0).collect();
        let (hits, n) = (taken.len(), replies.len());
        let beyond = |at: usize| {
            let others = elsewhere(at, n);
            let chance = others.iter().filter(|&&from| takes(at, from)).count() as f64 / others.len() as f64;
            (f64::from(u8::from(takes(at, at))) - chance, 1.0)
        };
        let more: Vec<(f64, f64)> = if n >= REPLIES { (0..n).map(beyond).collect() } else { Vec::new() };
        let entries = self.entries(&taken);
        self.estimate(MeasureId::AcknowledgedContent, share(hits, n), n, entries.clone());
        self.estimate(MeasureId::Paraphrase, ratio(&more), n, entries);
    }

    /// The other's turns that say again what it had said in an earlier turn.
    fn said_again(&mut self) {
        let other = self.party.other();
        let words = self.facts.words[other];
        let turns: Vec<(Span, Stems)> = self.turns[other]
            .iter()
            .map(|turn| (*turn, stems(during(words, *turn))))
            .filter(|(_, stems)| stems.len() >= SHARED)
            .collect();
        let again: Vec<Span> = (1..turns.len())
            .filter(|&at| {
                let own = &turns[at].1;
                turns[at.saturating_sub(BACK)..at].iter().any(|(_, before)| {
                    let both = shared(before, own);
                    both >= SHARED && both * ONE_IN >= own.len()
                })
            })
            .map(|at| turns[at].0)
            .collect();
        let n = turns.len().saturating_sub(1);
        let entries = self.entries_of(other, &again);
        self.estimate(MeasureId::CustomerRepeatsSelf, share(again.len(), n), n, entries);
    }
}

/// Whether a clause that begins with these words asks.
fn asks(words: &[SaidWord]) -> bool {
    let inverted = |at: usize| {
        let pair = words.get(at).zip(words.get(at + 1));
        pair.is_some_and(|(first, second)| first.auxiliary() && second.pronoun())
    };
    let Some(first) = words.first() else { return false };
    // "What do you", "how long have you", but not "what I do is I".
    let asked_for = || (1..=REACH).take_while(|&at| words.get(at).is_some_and(|word| !word.pronoun())).any(inverted);
    first.asks() || inverted(0) || first.questions() && asked_for()
}

fn stems(words: &[SaidWord]) -> Stems {
    let mut stems: Stems = words.iter().filter_map(SaidWord::stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// How many stems are in both.
fn shared(a: &[u32], b: &[u32]) -> usize {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    few.iter().filter(|stem| many.binary_search(stem).is_ok()).count()
}

/// Up to [`SURROGATES`] others of `n`, evenly spread.
fn elsewhere(at: usize, n: usize) -> Vec<usize> {
    let others = n.saturating_sub(1);
    let taken = others.min(SURROGATES);
    (0..taken).map(|k| k * others / taken).map(|k| if k < at { k } else { k + 1 }).collect()
}
