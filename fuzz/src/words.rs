//! Texts of words, of a lively call: whatever is said, the report holds and the counts are of what was said.

use listening_core::{Floor, Language, Lexicon, Party, count_words};

use crate::{holds, made, text};

pub fn run(input: &[u8]) {
    let Some((first, rest)) = input.split_first() else { return };
    let Some(said) = text(rest) else { return };
    let languages = [Language::English, Language::German];
    let lexicon = match languages.get(usize::from(*first) % 3) {
        Some(language) => Lexicon::of(*language),
        None => Lexicon::empty(),
    };
    let counted = count_words(said);
    assert!(counted <= said.chars().count(), "{counted} words in {said:?}");
    // Of parts between white space there are not fewer words than of the whole.
    let parts: usize = said.split_whitespace().map(count_words).sum();
    assert!(parts >= counted.min(1), "{parts} in parts, {counted} in all: {said:?}");
    let mut floor: Floor = made::floor().listening_for(lexicon);
    for (k, line) in said.split('\n').enumerate().take(200) {
        let party = Party::BOTH[k % 2];
        let start = 0.7 * k as f64;
        match floor.push_word(party, start, start + 0.5, line) {
            Ok(()) => assert!(!line.trim().is_empty()),
            Err(error) => assert!(error.is_words() && (line.trim().is_empty() || line.len() > 65_536), "{error}"),
        }
    }
    let report = floor.finish(None).expect("words are no reason to refuse a call");
    holds::made(&report);
}
