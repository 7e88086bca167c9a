//! Talk with what is said in it, for the tests of words.

#![allow(dead_code, unreachable_pub, reason = "each test program uses its own part")]

use Party::{Agent, Customer};
use listening_core::{EventKind, Floor, Lexicon, Party, Report, ReportEvent};

/// A talkspurt with what is said in it, evenly spread: who, from, to, text.
pub type Said<'a> = (Party, f64, f64, &'a str);

/// The call as it is read in `lexicon`; with or without its words.
pub fn read(call: &[Said<'_>], lexicon: impl Into<Lexicon>, with_words: bool) -> Report {
    let mut floor = Floor::new().listening_for(lexicon);
    for &(party, start, end, text) in call {
        floor.push(party, start, end).unwrap();
        if with_words && !text.is_empty() {
            floor.push_word(party, start, end, text).unwrap();
        }
    }
    floor.finish(None).unwrap()
}

/// The event of `party` that begins at `at`, silences left aside.
pub fn entry(report: &Report, party: Party, at: f64) -> Option<ReportEvent> {
    let here = |e: &&ReportEvent| e.by == party && (e.span.start.seconds() - at).abs() < 0.001;
    report.events.iter().find(|e| here(e) && !e.kind.is_silence() && e.kind != EventKind::Bid).cloned()
}

/// A long sentence of the customer, and the agent's entry into it.
pub fn into_a_sentence(from: f64, to: f64, text: &str) -> Vec<Said<'_>> {
    vec![
        (Agent, 0.0, 2.0, "good morning what can i help you with"),
        (
            Customer,
            2.4,
            22.0,
            "well the bill that came this month has twice the sum it had before and nobody told us anything at all about \
             it so my husband went to the shop and asked the man there but he only said that we should phone you and wait \
             for somebody who can look at it",
        ),
        (Agent, from, to, text),
    ]
}

/// The agent comes in at 8 s, 0.6 s before the customer stops, and goes on.
pub fn taken_in_overlap(last: &str) -> Vec<Said<'_>> {
    vec![
        (Agent, 0.0, 2.0, "good morning what can i help you with"),
        (Customer, 2.4, 8.2, "well the bill that came this month has twice the sum it had before it all"),
        (Customer, 8.2, 8.6, last),
        (Agent, 8.0, 14.0, "let me look at your account there is a fee in it from the other contract"),
        (Customer, 14.3, 16.0, "that is good to know thank you"),
    ]
}

/// The agent comes in 0.5 s after the customer has stopped.
pub fn taken_in_a_pause(last: &str) -> Vec<Said<'_>> {
    let mut call = taken_in_overlap(last);
    call[3].1 = 9.1;
    call
}

/// The words of a call, each for itself.
pub fn words_of(call: &[Said<'_>]) -> Vec<(Party, f64, f64, String)> {
    let mut all = Vec::new();
    for &(party, start, end, text) in call {
        let words: Vec<&str> = text.split_whitespace().collect();
        let piece = (end - start) / words.len() as f64;
        for (k, word) in words.into_iter().enumerate() {
            all.push((party, start + piece * k as f64, start + piece * (k + 1) as f64, word.to_owned()));
        }
    }
    all
}

pub fn floor_with(call: &[Said<'_>], words: &[(Party, f64, f64, String)]) -> String {
    let mut floor = Floor::new();
    for &(party, start, end, _) in call {
        floor.push(party, start, end).unwrap();
    }
    for (party, start, end, text) in words {
        floor.push_word(*party, *start, *end, text).unwrap();
    }
    floor.finish(None).unwrap().to_json()
}
