//! That no talk is lost to the turns, whatever is said, hidden or laughed.

use listening_core::{EventKind, Floor, Party, Report, Span, Time};
use proptest::prelude::*;

/// Words every 0.3 s, the first two of `spurts` being `first`.
fn words(floor: &mut Floor, party: Party, spurts: &[(f64, f64)], first: &str) {
    let mut said = 0;
    for &(start, end) in spurts {
        floor.push(party, start, end).unwrap();
        let mut at = start;
        while at + 0.25 <= end {
            let hidden = said < 2 && !first.is_empty();
            // The first two fill the first talkspurt.
            let length = if hidden { (end - start) / 2.0 } else { 0.3 };
            floor.push_word(party, at, at + length.min(end - at), if hidden { first } else { "word" }).unwrap();
            at += length;
            said += 1;
        }
    }
}

fn read(first: &str) -> Report {
    let mut floor = Floor::new();
    words(&mut floor, Party::Agent, &[(0.0, 4.0), (6.5, 10.0), (12.0, 16.0)], "");
    words(&mut floor, Party::Customer, &[(4.5, 6.0), (10.5, 11.5), (17.0, 20.0)], first);
    floor.finish(None).unwrap()
}

fn turns(report: &Report, party: Party) -> Vec<(f64, f64)> {
    let own = report.turns.iter().filter(|turn| turn.party == party);
    own.map(|turn| (turn.span.start.seconds(), turn.span.end.seconds())).collect()
}

#[test]
fn what_a_redactor_took_out_is_talk() {
    let spoken = turns(&read("smith"), Party::Agent);
    assert_eq!(spoken, [(0.0, 4.0), (6.5, 10.0), (12.0, 16.0)]);
    for text in ["[PII]", "[NAME]", "<redacted>", "{{NAME}}", "***", "####", "<PERSON>", "[CARD_NUMBER_1]", "xxxx"] {
        let report = read(text);
        assert_eq!(turns(&report, Party::Agent), spoken, "{text}");
        assert_eq!(turns(&report, Party::Customer).len(), 3, "{text}");
        assert!(!report.to_json().contains(text), "{text} is quoted");
    }
}

#[test]
fn laughter_ends_no_turn_and_loses_none() {
    for text in ["[laughter]", "[noise]", "(cough)", "<breath>", "[loud laughter]", "(Räuspern)"] {
        let report = read(text);
        assert_eq!(turns(&report, Party::Agent), [(0.0, 10.0), (12.0, 16.0)], "{text}");
        assert_eq!(turns(&report, Party::Customer), [(10.5, 11.5), (17.0, 20.0)], "{text}");
        assert!(report.events.iter().all(|event| event.span.start.seconds() != 4.5), "{text}");
    }
}

#[test]
fn talk_that_follows_laughter_is_read_for_itself() {
    let mut floor = Floor::new();
    for (party, start, end, text) in [
        (Party::Agent, 0.0, 4.0, "good morning what can i do about the bill that came"),
        (Party::Customer, 4.6, 5.2, "[laughter]"),
        (Party::Customer, 5.6, 9.0, "well it is twice what it was in the last month"),
        (Party::Agent, 9.5, 12.0, "let me look that up for you right away"),
    ] {
        floor.push(party, start, end).unwrap();
        floor.push_word(party, start, end, text).unwrap();
    }
    let report = floor.finish(None).unwrap();
    assert_eq!(turns(&report, Party::Customer), [(5.6, 9.0)]);
    let entry = report.events.iter().find(|event| event.by == Party::Customer && event.kind == EventKind::SmoothSwitch);
    assert_eq!(entry.unwrap().span.start.seconds(), 5.6);
}

#[test]
fn a_sound_explains_no_more_than_three_times_its_length() {
    let takes = |sound: f64| {
        let mut floor = Floor::new();
        words(&mut floor, Party::Agent, &[(0.0, 4.0), (7.5, 10.0)], "");
        floor.push(Party::Customer, 4.5, 6.6).unwrap();
        floor.push_word(Party::Customer, 4.6, 4.6 + sound, "[noise]").unwrap();
        turns(&floor.finish(None).unwrap(), Party::Customer).len()
    };
    assert_eq!(takes(0.71), 0);
    assert_eq!(takes(0.69), 1, "most of it is something else");
}

const TEXTS: [&str; 14] = [
    "",
    "[laughter]",
    "[PII]",
    "yeah",
    "okay",
    "uh",
    "the",
    "th-",
    "bye bye",
    "no",
    "and what is your name",
    "[noise] right",
    "#### is it",
    "because we do",
];

/// A call: of each party, silences and talkspurts in milliseconds, with the number of a text.
fn calls() -> impl Strategy<Value = [Vec<(u32, u32, usize)>; 2]> {
    let party = || prop::collection::vec((180_u32..4000, 80_u32..6000, 0..TEXTS.len()), 0..14);
    [party(), party()]
}

proptest! {
    #[test]
    fn every_talkspurt_that_is_no_aside_lies_in_a_turn(call in calls(), with_words in any::<bool>()) {
        let mut floor = Floor::new();
        let mut sounds = Vec::new();
        for (party, spurts) in Party::BOTH.into_iter().zip(&call) {
            let mut at = 0.0;
            for &(silence, length, text) in spurts {
                let (start, end) = (at + f64::from(silence) / 1000.0, at + f64::from(silence + length) / 1000.0);
                floor.push(party, start, end).unwrap();
                if with_words && !TEXTS[text].is_empty() {
                    floor.push_word(party, start, end, TEXTS[text]).unwrap();
                }
                if with_words && TEXTS[text] == "[laughter]" {
                    sounds.push((party, Time::from_seconds(start)));
                }
                at = end;
            }
        }
        let report = floor.finish(None).unwrap();
        let aside = [EventKind::Backchannel, EventKind::ButtingIn, EventKind::SimultaneousStart];
        for party in Party::BOTH {
            let own: Vec<Span> =
                report.talkspurts.iter().filter(|spurt| spurt.party == party).map(|spurt| spurt.span).collect();
            for (index, spurt) in own.iter().enumerate() {
                let inside = report.turns.iter().filter(|turn| {
                    turn.party == party && turn.span.start <= spurt.start && spurt.end <= turn.span.end
                });
                // Asides, and what goes on with one after less than a second.
                let mut chain = (0..=index).rev().take_while(|&k| {
                    k == index || own[k + 1].start - own[k].end < Time::from_millis(1000)
                });
                let apart = chain.any(|k| {
                    sounds.contains(&(party, own[k].start))
                        || report.events.iter().any(|event| {
                            event.by == party
                                && event.span.start == own[k].start
                                && event.kind.known().is_some_and(|kind| aside.contains(&kind))
                        })
                });
                let count = inside.count();
                prop_assert!(count <= 1, "{party} {spurt:?} lies in {count} turns");
                prop_assert!(count == 1 || apart, "{party} {spurt:?} lies in no turn: {:?}", report.turns);
            }
        }
        prop_assert!(report.turns.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start));
    }
}
