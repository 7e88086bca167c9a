//! Transcripts and diarisations of every shape.

use std::collections::BTreeMap;

use listening_core::Party;
use listening_formats::{Parties, Speaker, Transcript, diarisation, transcript};

use crate::{holds, made};

pub fn run(input: &[u8]) {
    talked(input);
    let Ok(found) = transcript(input) else {
        assert!(!transcript(input).expect_err("refused twice").to_string().is_empty());
        return;
    };
    assert_eq!(transcript(input).as_ref(), Ok(&found), "the same twice");
    assert!(found.untimed <= found.words.len());
    for word in &found.words {
        assert!(0.0 <= word.start && word.start <= word.end && word.end.is_finite(), "{word:?}");
        assert!(!word.text.trim().is_empty(), "{word:?}");
    }
    let refused = found.said(&Parties::default()).err();
    assert!(refused.is_none_or(|error| error.to_string().contains("who is who")));
    let Ok(said) = found.said(&everyone(&found)) else {
        assert!(found.words.iter().any(|word| word.speaker == Speaker::Unnamed), "every label has a party");
        return;
    };
    assert_eq!(said.len(), found.words.len(), "nobody is left out");
    let mut floor = made::floor();
    for (party, word) in said.into_iter().take(1000) {
        // The engine has limits of its own, on times and on how long a text is.
        let _ = floor.push_word(party, word.start, word.end, &word.text);
    }
    holds::made(&floor.finish(None).expect("a whole call"));
}

/// Who talked when, of the same bytes.
fn talked(input: &[u8]) {
    let found = diarisation(input);
    assert_eq!(diarisation(input), found, "the same twice");
    for turn in found.iter().flat_map(|found| &found.turns) {
        assert!(0.0 <= turn.start && turn.start < turn.end && turn.end.is_finite(), "{turn:?}");
    }
}

/// A party for every label, turn by turn.
fn everyone(found: &Transcript) -> Parties {
    let mut speakers = BTreeMap::new();
    for word in &found.words {
        let label = match &word.speaker {
            Speaker::Label(label) => label.clone(),
            Speaker::Channel(channel) => channel.to_string(),
            _ => continue,
        };
        let party = Party::BOTH[speakers.len() % 2];
        speakers.entry(label).or_insert(Some(party));
    }
    Parties { speakers, agent_channel: 0 }
}
