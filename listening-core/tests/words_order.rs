//! When and in which order words come: what that must not change.

mod common;
#[path = "common/said.rs"]
mod said;

use Party::Agent;
use listening_core::internals::{FloorInput, FloorTracker};
use listening_core::{Config, Event, EventKind, Floor, Lexicon, Party, Session, Span, Time};
use proptest::prelude::*;
use said::{Said, floor_with, into_a_sentence, taken_in_overlap, words_of};

/// Two calls in one.
fn long_call() -> Vec<Said<'static>> {
    let mut call = taken_in_overlap("because");
    call.extend(
        into_a_sentence(15.0, 16.0, "of course i see")
            .into_iter()
            .map(|(party, start, end, text)| (party, start + 20.0, end + 20.0, text)),
    );
    call
}

/// The finals of a call reported live, each word `late` seconds after it has ended.
fn live(call: &[Said<'_>], words: &[(Party, f64, f64, String)], late: f64) -> Vec<Event> {
    enum News<'a> {
        Start(Party),
        End(Party),
        Word(&'a (Party, f64, f64, String)),
    }
    let mut news = Vec::new();
    for (party, start, end, _) in call {
        news.push((*start, News::Start(*party)));
        news.push((*end, News::End(*party)));
    }
    news.extend(words.iter().map(|word| (word.2 + late, News::Word(word))));
    news.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut floor, mut events) = (FloorTracker::new(false, Lexicon::default()), Vec::new());
    for (at, news) in news {
        let at = Time::from_seconds(at);
        floor.push(FloorInput::Known(at), &mut events);
        match news {
            News::Start(party) => floor.push(FloorInput::Start(party, at), &mut events),
            News::End(party) => floor.push(FloorInput::End(party, at), &mut events),
            News::Word((party, start, end, text)) => {
                floor.push_word(*party, Span::new(Time::from_seconds(*start), Time::from_seconds(*end)), text);
            }
        }
    }
    floor.finish(Time::ZERO, &mut events);
    events
}

#[test]
fn words_in_any_order_give_the_same_report() {
    let call = long_call();
    let mut words = words_of(&call);
    let expected = floor_with(&call, &words);
    words.reverse();
    assert_eq!(floor_with(&call, &words), expected, "last first");
    words.sort_by(|a, b| a.3.cmp(&b.3));
    assert_eq!(floor_with(&call, &words), expected, "by their text");
    words.sort_by_key(|word| word.0);
    assert_eq!(floor_with(&call, &words), expected, "one party after the other");
}

#[test]
fn an_item_of_two_words_is_known_in_any_order() {
    let call = into_a_sentence(15.0, 16.0, "of course");
    let words = words_of(&call);
    let only =
        |at: usize| words.iter().enumerate().filter(|(k, _)| *k != at).map(|(_, w)| w.clone()).collect::<Vec<_>>();
    let expected = floor_with(&call, &words);
    assert!(expected.contains("only feedback words"));
    for moved in [words.len() - 2, words.len() - 1] {
        let mut late = only(moved);
        late.push(words[moved].clone());
        assert_eq!(floor_with(&call, &late), expected);
        let mut first = vec![words[moved].clone()];
        first.extend(only(moved));
        assert_eq!(floor_with(&call, &first), expected);
    }
}

#[test]
fn words_that_come_before_the_reading_count_as_if_they_had_come_first() {
    let call = taken_in_overlap("because");
    let words = words_of(&call);
    let ahead = live(&call, &words, -1e6);
    assert_eq!(live(&call, &words, 0.0), ahead, "each word as it ends");
    for early in [0.5, 5.0, 60.0] {
        assert_eq!(live(&call, &words, -early), ahead, "{early} s before it is said");
    }
    let silent = live(&call, &[], 0.0);
    assert_ne!(silent, ahead);
    assert_eq!(live(&call, &words, 1000.0), silent, "words after the call");
}

#[test]
fn the_first_words_of_a_call_may_come_late_in_it() {
    // Nothing is said in words for the first 20 s: whether those of later are known already makes no difference.
    let call = long_call();
    let words: Vec<_> = words_of(&call).into_iter().filter(|word| word.1 >= 19.0).collect();
    assert_eq!(live(&call, &words, 0.0), live(&call, &words, -1e6));
}

#[test]
fn a_word_after_the_reading_changes_nothing_before() {
    let call = long_call();
    let words = words_of(&call);
    let (first, second): (Vec<_>, Vec<_>) = words.iter().cloned().partition(|word| word.1 < 19.0);
    let without = live(&call, &second, 0.0);
    // The first call's words come 2.4 s late: each of its onsets has been read.
    let mut late = second;
    late.extend(first);
    let mut reported = live(&call, &late, 2.4);
    reported.retain(|event| event.span.start.seconds() < 8.0);
    let mut before = without;
    before.retain(|event| event.span.start.seconds() < 8.0);
    assert_eq!(reported, before);
}

#[test]
fn words_far_from_any_talk_change_nothing() {
    let call = into_a_sentence(15.0, 16.0, "");
    let silent = floor_with(&call, &[]);
    let far: Vec<_> =
        (0..50).map(|k| (Party::BOTH[k % 2], 100.0 + k as f64, 100.2 + k as f64, "well".to_owned())).collect();
    assert_eq!(floor_with(&call, &far), silent);
    // And beside words that count.
    let words = words_of(&into_a_sentence(15.0, 16.0, "yeah right i see"));
    let mut both = words.clone();
    both.extend(far);
    assert_eq!(floor_with(&call, &both), floor_with(&call, &words));
}

/// Random talk of both, with random words in it and around it.
fn talk() -> impl Strategy<Value = Vec<(i64, i64, String)>> {
    let texts =
        ["yeah", "of", "course", "because", "th-", "uh", "[laughter]", "do", "you", "invoice", "right?", "wow", "-"];
    let word = prop_oneof![8 => proptest::sample::select(texts.to_vec()).prop_map(String::from), 1 => ".{1,12}"];
    let spurt = (200_i64..3000, 100_i64..4000, proptest::collection::vec(word, 0..4));
    proptest::collection::vec(spurt, 1..16).prop_map(|steps| {
        let mut at = 0;
        let spurt = |(silence, talk, words): (i64, i64, Vec<String>)| {
            let start = at + silence;
            at = start + talk;
            (start, at, words.join(" "))
        };
        steps.into_iter().map(spurt).collect()
    })
}

type Told = Vec<(EventKind, Party, i64)>;

fn reported(calls: &[Vec<(i64, i64, String)>; 2], exchange: bool, backwards: bool) -> Told {
    let mut floor = Floor::new();
    let mut words = Vec::new();
    for (k, spurts) in calls.iter().enumerate() {
        let party = Party::BOTH[if exchange { 1 - k } else { k }];
        for (start, end, text) in spurts {
            let (start, end) = (*start as f64 / 1000.0, *end as f64 / 1000.0);
            floor.push(party, start, end).unwrap();
            if !text.trim().is_empty() {
                words.push((party, start, end, text));
            }
        }
    }
    if backwards {
        words.reverse();
    }
    for (party, start, end, text) in words {
        floor.push_word(party, start, end, text).unwrap();
    }
    let mut all: Told = floor
        .finish(None)
        .unwrap()
        .events
        .iter()
        .map(|event| (event.kind.known().unwrap(), event.by, event.span.start.millis()))
        .collect();
    if exchange {
        all.iter_mut().for_each(|event| event.1 = event.1.other());
    }
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn random_words_never_panic(
        spurts in talk(),
        words in proptest::collection::vec((0_u8..2, 0.0..60.0_f64, 0.0..20.0_f64, "\\PC{1,30}"), 0..40),
    ) {
        let mut floor = Floor::new();
        for (start, end, _) in &spurts {
            floor.push(Agent, *start as f64 / 1000.0, *end as f64 / 1000.0).unwrap();
        }
        for (party, start, length, text) in &words {
            let taken = floor.push_word(Party::BOTH[usize::from(*party)], *start, start + length, text);
            prop_assert!(taken.is_err() == text.trim().is_empty());
        }
        floor.finish(None).unwrap();
    }

    #[test]
    fn parties_swapped_swaps_the_events(calls in [talk(), talk()]) {
        let mut calls = calls;
        // Onsets at the very same moment have no order to exchange.
        let taken: std::collections::HashSet<i64> = calls[0].iter().flat_map(|s| [s.0, s.1]).collect();
        calls[1].retain(|s| !taken.contains(&s.0) && !taken.contains(&s.1));
        prop_assume!(!calls[1].is_empty());
        prop_assert_eq!(reported(&calls, false, false), reported(&calls, true, false));
    }

    #[test]
    fn the_order_of_words_is_of_no_account(calls in [talk(), talk()]) {
        prop_assert_eq!(reported(&calls, false, false), reported(&calls, false, true));
    }
}

/// Words for the demo call: each talkspurt's are reported by its length.
fn demo_words(samples: &[f32]) -> Vec<(Party, f64, f64, String)> {
    let report = listening_core::analyze(&samples.to_vec(), &Config::default()).unwrap();
    let said = |spurt: &listening_core::Talkspurt| {
        let text = if spurt.span.length() < Time::from_millis(700) {
            "uh-huh right"
        } else {
            "so then we had to do it because"
        };
        (spurt.party, spurt.span.start.seconds(), spurt.span.end.seconds(), text.to_owned())
    };
    report.talkspurts.iter().map(said).collect()
}

fn session_with(words: &[(Party, f64, f64, String)], samples: &[f32], cuts: &[usize]) -> String {
    let mut session = Session::new(Config::default()).unwrap();
    for (party, start, end, text) in words {
        session.push_word(*party, *start, *end, text).unwrap();
    }
    let mut rest = samples;
    for cut in cuts.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (now, later) = rest.split_at((2 * cut).min(rest.len()));
        session.push_interleaved(now).unwrap();
        rest = later;
    }
    session.finish().to_json()
}

#[test]
fn chunked_equals_whole_with_words_ahead() {
    let samples = common::part(0, 60);
    let words = demo_words(&samples);
    let whole = session_with(&words, &samples, &[usize::MAX / 2]);
    assert!(whole.contains("only feedback words") && whole.contains("open words"));
    for cuts in [&[160][..], &[1, 7, 4096, 333], &[8000]] {
        assert_eq!(session_with(&words, &samples, cuts), whole);
    }
    let mut backwards = words;
    backwards.reverse();
    assert_eq!(session_with(&backwards, &samples, &[160]), whole);
}

#[test]
fn words_as_they_are_said_count_as_if_they_had_come_first() {
    let samples = common::part(0, 60);
    let mut words: Vec<_> = demo_words(&samples)
        .iter()
        .flat_map(|(party, start, end, text)| words_of(&[(*party, *start, *end, text.as_str())]))
        .collect();
    let ahead = session_with(&words, &samples, &[160]);
    words.sort_by(|a, b| b.2.total_cmp(&a.2));
    let mut session = Session::new(Config::default()).unwrap();
    for packet in samples.chunks(320) {
        session.push_interleaved(packet).unwrap();
        let now = session.position().seconds();
        while let Some((party, start, end, text)) = words.pop_if(|word| word.2 <= now) {
            session.push_word(party, start, end, &text).unwrap();
        }
    }
    for (party, start, end, text) in words {
        session.push_word(party, start, end, &text).unwrap();
    }
    assert_eq!(session.finish().to_json(), ahead);
}
