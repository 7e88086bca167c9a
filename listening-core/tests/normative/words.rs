//! Words: when they count, and the measures made of them.

use listening_core::MeasureId as Id;
use listening_core::{Floor, Report};

use crate::made::{Agent, Customer, Talk, entry, floor, measure, value};
use crate::norm::{Norm, flips, from, norm, up_to};
use crate::source;

/// A long sentence of the customer into which the agent says "yeah" at 8 s, written so far off; and what the entry is.
fn feedback(off: f64) -> bool {
    let mut floor = sentence();
    floor.push(Agent, 8.0, 8.4).unwrap();
    // The middle of the word lies after the end of the talkspurt, or before its start.
    let middle = if off < 0.0 { 8.0 + off } else { 8.4 + off };
    floor.push_word(Agent, middle - 0.05, middle + 0.05, "yeah").unwrap();
    let report = floor.finish(None).unwrap();
    entry(&report, Agent, 8.0).expect("an entry").reasons.iter().any(|reason| reason == "only feedback words")
}

/// The customer talks from 2.4 to 22 s, with words.
fn sentence() -> Floor {
    let mut floor = floor(&[(Agent, 0.0, 2.0), (Customer, 2.4, 22.0)]);
    let said = "well the bill that came this month has twice the sum it had before and nobody told anything about it so my husband went there";
    floor.push_word(Agent, 0.0, 2.0, "good morning what can i help you with").unwrap();
    floor.push_word(Customer, 2.4, 22.0, said).unwrap();
    floor
}

/// Turns by turns, the customer first, each of 6 s with 0.4 s between, with these words.
fn said(turns: &[&str]) -> Report {
    let mut floor = Floor::new();
    for (k, text) in turns.iter().enumerate() {
        let (party, at) = ([Customer, Agent][k % 2], 6.4 * k as f64);
        floor.push(party, at, at + 6.0).unwrap();
        floor.push_word(party, at, at + 6.0, text).unwrap();
    }
    floor.finish(None).unwrap()
}

/// Words that are in no class of the lexicon, all different: number `k`.
fn content(k: usize) -> String {
    let letter = |k: usize| char::from(b'a' + (k % 20) as u8);
    format!("z{}{}{}qx", letter(k), letter(k / 20), letter(k / 400))
}

fn contents(from: usize, count: usize) -> String {
    (from..from + count).map(content).collect::<Vec<_>>().join(" ")
}

/// The agent takes up a word of the customer's as its `place`th.
fn taken_up_at(place: usize) -> Option<f64> {
    let reply = format!("{} {} zebras", contents(100, place - 2), content(50));
    value(&said(&["zebras contract monday", &reply]), Agent, Id::AcknowledgedContent)
}

/// So many replies, each of which takes up what was said.
fn replies(count: usize) -> Report {
    let turns: Vec<String> = (0..count).flat_map(|k| [contents(10 * k, 3), contents(10 * k, 2)]).collect();
    said(&turns.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The customer says `again` of its first turn's words in a turn of `own` words, `later` turns later; whether it repeats itself.
fn repeats(first: usize, again: usize, own: usize, later: usize) -> (Option<f64>, usize) {
    let mut turns = vec![contents(0, first), "yes".to_owned()];
    for k in 1..later {
        turns.extend([contents(100 + 10 * k, 8), "yes".to_owned()]);
    }
    turns.push(format!("{} {}", contents(0, again), contents(50, own - again)));
    let report = said(&turns.iter().map(String::as_str).collect::<Vec<_>>());
    let row = measure(&report, Agent, Id::CustomerRepeatsSelf);
    (row.value.map(|share| share * row.n as f64), row.n)
}

fn repeated(first: usize, again: usize, own: usize, later: usize) -> bool {
    repeats(first, again, own, later).0.is_some_and(|count| count > 0.5)
}

/// A talk of the agent of 10 s, in pieces of which so many have words.
fn with_words(pieces: usize) -> bool {
    let talk: Vec<Talk> = (0..10).map(|k| (Agent, 2.0 * f64::from(k), 2.0 * f64::from(k) + 1.0)).collect();
    let mut floor = floor(&talk);
    for &(party, start, end) in &talk[..pieces] {
        floor.push_word(party, start, end, "the bill that came").unwrap();
    }
    value(&floor.finish(None).unwrap(), Agent, Id::WordsPerMinute).is_some()
}

pub(crate) const TIMES: &[Norm] = &[
    norm!(Methods, "Words", "contains its middle, with a tolerance of {} ms on both sides", |n| {
        let tolerance = n[0] / 1000.0;
        flips(tolerance - 0.002, tolerance + 0.002, feedback);
        flips(-tolerance + 0.002, -tolerance - 0.002, feedback);
    }),
    norm!(Methods, "Words", "no talkspurt longer than the {} s considered", |n| source::is(
        n[0],
        "floor/placement.rs",
        "WINDOW",
        1e-3
    )),
    norm!(
        Methods,
        "Words",
        "it is feedback (up to {} s; agreement up to {} s, and not within {} s of a question)",
        |n| {
            source::is(n[0], "floor/words/mod.rs", "FEEDBACK_LASTS", 1e-3);
            source::is(n[1], "floor/words/mod.rs", "AGREEMENT_LASTS", 1e-3);
            source::is(n[2], "floor/words/mod.rs", "ANSWER", 1e-3);
        }
    ),
    norm!(Methods, "Words", "said something open and how much in the last {} and {} s", |n| {
        source::says("floor/words/word_evidence.rs", n[0] * 1000.0);
        source::says("floor/words/word_evidence.rs", n[1] * 1000.0);
    }),
    norm!(
        Methods,
        "Words",
        "if the other party talked for {} s or more without a word from {} s before it to {} s after it",
        |limit| {
            // The other's talk without words ends so long before the entry, and nothing else is said.
            let read = |before: f64| {
                let mut floor =
                    floor(&[(Agent, 0.0, 1.0), (Customer, 10.0 - before - 2.0, 10.0 - before), (Agent, 10.0, 10.4)]);
                floor.push_word(Agent, 0.0, 1.0, "good morning").unwrap();
                floor.push_word(Agent, 10.0, 10.4, "contract").unwrap();
                let report = floor.finish(None).unwrap();
                report.events.iter().any(|event| event.reasons.iter().any(|reason| reason == "an open word"))
            };
            // So much of that talk lies within.
            flips(limit[1] - limit[0] + 0.01, limit[1] - limit[0] - 0.01, read);
            source::is(limit[2], "floor/placement.rs", "WINDOW", 1e-3);
        }
    ),
    norm!(Methods, "Words", "An onset is final {} s after it occurs", |n| source::is(
        n[0],
        "floor/placement.rs",
        "WINDOW",
        1e-3
    )),
    norm!(Methods, "Words", "A word counts if it has ended within those {} s", |n| {
        let limit = n[0];
        // The agent's first words come so late.
        let read = |end: f64| {
            let mut floor = sentence();
            floor.push(Agent, 8.0, 13.0).unwrap();
            floor.push_word(Agent, 8.0 + end - 0.2, 8.0 + end, "contract").unwrap();
            let report = floor.finish(None).unwrap();
            entry(&report, Agent, 8.0).expect("an entry").reasons.iter().any(|reason| reason == "an open word")
        };
        flips(limit - 0.01, limit + 0.01, read);
    }),
    norm!(Methods, "Words", "The floor forgets words after {} s.", |n| source::is(
        n[0],
        "floor/words/mod.rs",
        "MEMORY",
        1e-3
    )),
];

pub(crate) const COUNTED: &[Norm] = &[
    norm!(Methods, "Measures of words", "The interval is a bootstrap over {} s windows; `n` is", |n| {
        source::is(n[0], "listening/measures/mod.rs", "WINDOW_S", 1.0);
    }),
    norm!(Methods, "Measures of words", "No value if less than {} of the talk has words", |n| {
        flips(10.0 * n[0], 10.0 * n[0] - 1.0, |pieces| with_words(pieces as usize));
    }),
    norm!(
        Methods,
        "Measures of words",
        "of own replies to a turn that contains {} stems or more, those whose first {} words share a stem with it. A *stem* is the first {} letters",
        |n| {
            let cases = |stems: f64| {
                measure(&said(&[&contents(0, stems as usize), "zebras contract"]), Agent, Id::AcknowledgedContent).n
                    == 1
            };
            from(n[0], 1.0, cases);
            up_to(n[1], 1.0, |place| taken_up_at(place as usize) == Some(1.0));
            // Two words that have so many letters in common.
            let alike = |letters: f64| {
                let reply = format!("{}qqq monday", &"zebrabcd"[..letters as usize]);
                value(&said(&["zebrabcdvv contract", &reply]), Agent, Id::AcknowledgedContent) == Some(1.0)
            };
            from(n[2], 1.0, alike);
        }
    ),
    norm!(
        Methods,
        "Measures of words",
        "the share of up to {} other turns of the call, evenly spread, with which it also shares a stem is subtracted; the mean over replies, from {} on",
        |n| {
            source::is(n[0], "listening/measures/words.rs", "SURROGATES", 1.0);
            from(n[1], 1.0, |count| value(&replies(count as usize), Agent, Id::Paraphrase).is_some());
        }
    ),
    norm!(
        Methods,
        "Measures of words",
        "the other's turns of {} stems or more that share {} stems, and {} of their own, with one of its {} preceding such turns",
        |n| {
            let (least, back) = (n[0] as usize, n[3] as usize);
            assert_eq!(repeats(least, 1, least, 1).1, 1);
            assert_eq!(repeats(least - 1, 1, least, 1).1, 0);
            from(n[1], 1.0, |again| repeated(8, again as usize, 8, 1));
            // A third of twelve words are four.
            up_to((n[1] / n[2]).round(), 1.0, |own| repeated(8, n[1] as usize, own as usize, 1));
            up_to(back as f64, 1.0, |later| repeated(8, 8, 8, later as usize));
        }
    ),
];

pub(crate) const TABLES: &[&[Norm]] = &[TIMES, COUNTED];

#[test]
fn words() {
    crate::norm::check_all(TABLES);
}
