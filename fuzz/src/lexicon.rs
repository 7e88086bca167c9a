//! Lists of words to listen for.

use listening_core::{Lexicon, Party};

use crate::{holds, made, text};

pub fn run(input: &[u8]) {
    let Some(list) = text(input) else { return };
    match (Lexicon::parse(list), Lexicon::empty().extended(list)) {
        (Ok(parsed), Ok(extended)) => {
            assert_eq!(parsed, extended, "a list is what it adds to nothing");
            // Said again it changes nothing, or is more than a lexicon holds: greetings count each time.
            let twice = parsed.clone().extended(list);
            let counts = |lexicon: &Lexicon, item: &str| said(lexicon.clone(), item);
            if let (Ok(twice), Some(item)) = (twice, list.split([',', ':', '\n']).find(|item| !item.trim().is_empty()))
            {
                assert_eq!(counts(&twice, item), counts(&parsed, item), "twice is once: {list:?}");
            }
            let mut floor = made::floor().listening_for(parsed);
            let items = list.split([',', ':', '\n']).filter(|item| !item.trim().is_empty() && item.len() < 65_536);
            for (k, item) in items.enumerate().take(100) {
                let start = 1.1 * k as f64;
                floor.push_word(Party::BOTH[k % 2], start, start + 0.9, item).expect("a word with text");
            }
            holds::made(&floor.finish(None).expect("a whole call"));
        }
        (Err(one), Err(other)) => {
            assert!(one.is_config() && other.is_config(), "{one}");
            assert!(!one.to_string().is_empty());
        }
        (one, other) => panic!("parsed {one:?}, extended {other:?}"),
    }
}

/// The report on a call in which an item is said.
fn said(lexicon: Lexicon, item: &str) -> String {
    let mut floor = made::floor().listening_for(lexicon);
    let _ = floor.push_word(Party::Agent, 1.6, 2.4, item);
    let _ = floor.push_word(Party::Customer, 0.1, 0.9, "so the bill");
    floor.finish(None).expect("a whole call").to_json()
}
