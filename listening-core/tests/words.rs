//! What words change in the reading of the floor, and what they must not change.

mod common;

use listening_core::floor::{FloorStage, Heard};
use listening_core::{Config, Error, Event, EventKind, Floor, Language, Lexicon, Party, Report, Session, Span, Time};
use proptest::prelude::*;

use Party::{Agent, Customer};

/// A talkspurt with what is said in it, evenly spread: who, from, to, text.
type Said<'a> = (Party, f64, f64, &'a str);

/// The call as it is read in `lexicon`; with or without its words.
fn read(call: &[Said<'_>], lexicon: impl Into<Lexicon>, with_words: bool) -> Report {
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
fn entry(report: &Report, party: Party, at: f64) -> Option<Event> {
    let here = |e: &&Event| e.by == party && (e.span.start.seconds() - at).abs() < 0.001;
    report.events.iter().find(|e| here(e) && !e.kind.is_silence() && e.kind != EventKind::Bid).copied()
}

fn reasons(report: &Report, party: Party, at: f64) -> Vec<String> {
    let event = entry(report, party, at).expect("an event");
    event.reasons.iter().map(|reason| reason.to_string()).collect()
}

/// The probability that the other gave way unfinished, of the floor taken by `party` at `at`.
fn gave_way(report: &Report, party: Party, at: f64) -> f32 {
    let event = entry(report, party, at).expect("an event");
    let found = event.reasons.iter().find_map(|reason| match reason {
        listening_core::floor::Reason::GaveWay(p) => Some(p),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no floor was taken: {event:?}"))
}

/// A long sentence of the customer, and the agent's entry into it.
fn into_a_sentence(from: f64, to: f64, text: &str) -> Vec<Said<'_>> {
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

#[test]
fn feedback_words_make_a_backchannel_of_what_is_long() {
    for (to, text, expected) in [
        (16.0, "yeah right i see", EventKind::Backchannel),
        (16.4, "uh-huh oh really wow", EventKind::Backchannel),
        (16.0, "wait let me look that up", EventKind::ButtingIn),
    ] {
        let call = into_a_sentence(15.0, to, text);
        let timing = entry(&read(&call, Language::English, false), Agent, 15.0).unwrap();
        assert_eq!(timing.kind, EventKind::ButtingIn, "timing alone");
        let report = read(&call, Language::English, true);
        assert_eq!(entry(&report, Agent, 15.0).unwrap().kind, expected, "{text}");
        let told = reasons(&report, Agent, 15.0).contains(&"only feedback words".to_owned());
        assert_eq!(told, expected == EventKind::Backchannel, "{text}");
    }
}

#[test]
fn a_short_entry_with_open_words_is_no_backchannel() {
    let call = into_a_sentence(15.0, 15.5, "which invoice");
    let timing = read(&call, Language::English, false);
    assert_eq!(entry(&timing, Agent, 15.0).unwrap().kind, EventKind::Backchannel);
    let report = read(&call, Language::English, true);
    assert_eq!(entry(&report, Agent, 15.0).unwrap().kind, EventKind::ButtingIn);
    assert!(reasons(&report, Agent, 15.0).contains(&"2 open words".to_owned()));
}

/// The agent comes in at 8 s, 0.6 s before the customer stops, and goes on.
fn taken_in_overlap(last: &str) -> Vec<Said<'_>> {
    vec![
        (Agent, 0.0, 2.0, "good morning what can i help you with"),
        (Customer, 2.4, 8.2, "well the bill that came this month has twice the sum it had before it all"),
        (Customer, 8.2, 8.6, last),
        (Agent, 8.0, 14.0, "let me look at your account there is a fee in it from the other contract"),
        (Customer, 14.3, 16.0, "that is good to know thank you"),
    ]
}

/// The agent comes in 0.5 s after the customer has stopped.
fn taken_in_a_pause(last: &str) -> Vec<Said<'_>> {
    let mut call = taken_in_overlap(last);
    call[3].1 = 9.1;
    call
}

#[test]
fn an_unfinished_stop_speaks_for_an_interruption() {
    for (call, what) in
        [(taken_in_overlap as fn(&'static str) -> Vec<Said<'static>>, "overlap"), (taken_in_a_pause, "pause")]
    {
        let at = call("")[3].1;
        let timing = gave_way(&read(&call(""), Language::English, false), Agent, at);
        let finished = gave_way(&read(&call("completely"), Language::English, true), Agent, at);
        for last in ["th-", "because"] {
            let unfinished = gave_way(&read(&call(last), Language::English, true), Agent, at);
            let compared = format!("{what} {last}: {unfinished}, {timing} by timing, {finished} finished");
            assert!(unfinished > timing + 0.1 && unfinished > finished + 0.1, "{compared}");
        }
    }
}

#[test]
fn the_reasons_say_how_the_other_stopped_and_quote_nothing() {
    let mut seen = Vec::new();
    for (last, expected) in [
        ("th-", "holder's last word was cut off"),
        ("because", "holder stopped on a word that calls for more"),
        ("uh", "holder stopped on a filler"),
    ] {
        for (call, at) in [(taken_in_overlap(last), 8.0), (taken_in_a_pause(last), 9.1)] {
            let report = read(&call, Language::English, true);
            let event = entry(&report, Agent, at).unwrap();
            if matches!(event.kind, EventKind::Interruption | EventKind::PauseInterruption) {
                assert!(reasons(&report, Agent, at).contains(&expected.to_owned()), "{last}: {event:?}");
                seen.push(last);
            }
            for text in ["bill", "account", "because", "th-"] {
                assert!(!report.to_json().contains(text), "{text} is quoted");
            }
        }
    }
    assert!(seen.contains(&"th-") && seen.contains(&"because") && seen.contains(&"uh"), "{seen:?}");
}

/// The agent says something, the customer answers, and nobody talks for a while.
fn answer<'a>(before: &'a str, text: &'a str) -> Vec<Said<'a>> {
    vec![
        (Agent, 0.0, 2.0, "good morning what can i help you with"),
        (Customer, 2.5, 6.0, "there is something wrong with the bill that came this month"),
        (Agent, 6.4, 9.0, before),
        (Customer, 9.6, 10.3, text),
        (Agent, 13.3, 17.0, "then there is a second contract on your name and we have to end it"),
    ]
}

#[test]
fn an_answer_is_no_backchannel() {
    let customers = |before, text| {
        let report = read(&answer(before, text), Language::English, true);
        (entry(&report, Customer, 9.6).unwrap(), reasons(&report, Customer, 9.6))
    };
    let (told, _) = customers("so we see the number of your account here with us", "yeah");
    assert_eq!(told.kind, EventKind::Backchannel, "{told:?}");
    assert!(told.confidence > Some(0.8));
    for asked in
        ["and do you have the number of your account there", "and this is the number of your account there with you?"]
    {
        let (answered, reasons) = customers(asked, "yeah");
        assert_eq!(answered.kind, EventKind::SmoothSwitch, "{answered:?}");
        assert!(reasons.contains(&"follows a question".to_owned()), "{reasons:?}");
    }
    // A no is an answer even where no question was found.
    let (answered, _) = customers("so we see the number of your account here with us", "no");
    assert_eq!(answered.kind, EventKind::SmoothSwitch);
}

#[test]
fn laughter_takes_no_floor() {
    let laughs = |text| read(&into_a_sentence(15.0, 16.0, text), Language::English, true);
    let report = laughs("[laughter]");
    assert_ne!(entry(&report, Agent, 15.0).map(|event| event.kind), Some(EventKind::Interruption));
    assert_eq!(report.turns.iter().filter(|turn| turn.party == Agent).count(), 1, "only the greeting is a turn");
    for text in ["<laughter>", "(laughs)", "[loud laughter]", "[laughter] [laughter]"] {
        assert_eq!(laughs(text).to_json(), report.to_json(), "{text}");
    }
    assert_ne!(laughs("laughter").to_json(), report.to_json(), "without brackets it is a word");
}

#[test]
fn words_among_noises_are_words() {
    let spoken = |text| reasons(&read(&into_a_sentence(15.0, 16.4, text), Language::English, true), Agent, 15.0);
    for text in [
        "wait let me look",
        "[noise] wait let me look [background noise]",
        "wait - let me look",
        "Wait, let me look!",
        "wait\u{3000}let me\tlook ...",
    ] {
        assert!(spoken(text).contains(&"4 open words".to_owned()), "{text}: {:?}", spoken(text));
    }
}

/// The words of a call, each for itself.
fn words_of(call: &[Said<'_>]) -> Vec<(Party, f64, f64, String)> {
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

fn floor_with(call: &[Said<'_>], words: &[(Party, f64, f64, String)]) -> String {
    let mut floor = Floor::new();
    for &(party, start, end, _) in call {
        floor.push(party, start, end).unwrap();
    }
    for (party, start, end, text) in words {
        floor.push_word(*party, *start, *end, text).unwrap();
    }
    floor.finish(None).unwrap().to_json()
}

/// The finals of a call told live, each word `late` seconds after it has ended.
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
    let (mut floor, mut events) = (FloorStage::new(false), Vec::new());
    for (at, news) in news {
        let at = Time::from_seconds(at);
        floor.push(Heard::Known(at), &mut events);
        match news {
            News::Start(party) => floor.push(Heard::Start(party, at), &mut events),
            News::End(party) => floor.push(Heard::End(party, at), &mut events),
            News::Word((party, start, end, text)) => {
                floor.push_word(*party, Span::new(Time::from_seconds(*start), Time::from_seconds(*end)), text);
            }
        }
    }
    floor.finish(&mut events);
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
    let mut told = live(&call, &late, 2.4);
    told.retain(|event| event.span.start.seconds() < 8.0);
    let mut before = without;
    before.retain(|event| event.span.start.seconds() < 8.0);
    assert_eq!(told, before);
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

#[test]
fn words_of_one_party_alone_are_not_read() {
    let call = into_a_sentence(15.0, 16.0, "yeah right i see");
    // The floor is what it was; the measures that words need are added.
    let floor = |report: &str| {
        let report: serde_json::Value = serde_json::from_str(report).unwrap();
        (report["events"].clone(), report["turns"].clone(), report["score"].clone())
    };
    let silent = floor_with(&call, &[]);
    for party in Party::BOTH {
        let mut words = words_of(&call);
        words.retain(|word| word.0 == party);
        assert_eq!(floor(&floor_with(&call, &words)), floor(&silent), "{} alone", party.name());
    }
}

#[test]
fn bad_words_are_refused_with_what_was_expected_and_nothing_is_lost() {
    let call = into_a_sentence(15.0, 16.0, "yeah right i see");
    let words = words_of(&call);
    let bad = [
        (f64::NAN, 1.0, "yes", "finite"),
        (0.0, f64::INFINITY, "yes", "finite"),
        (-0.001, 1.0, "yes", "at least 0"),
        (2.0, 1.999, "yes", "an end not before it"),
        (1e12, 1e12, "yes", "no time beyond"),
        (1.0, 2.0, "", "has no text"),
        (1.0, 2.0, " \t\u{3000}\n", "has no text"),
    ];
    let mut floor = Floor::new();
    let mut session = Session::new(Config::default()).unwrap();
    for &(party, start, end, _) in &call {
        floor.push(party, start, end).unwrap();
    }
    for (count, (party, start, end, text)) in words.iter().filter(|word| word.0 == Agent).enumerate() {
        for (bad_start, bad_end, bad_text, expected) in bad {
            let error = floor.push_word(*party, bad_start, bad_end, bad_text).unwrap_err();
            assert!(error.is_words() && !error.is_talkspurts() && !error.is_config(), "{error:?}");
            assert!(error.to_string().contains(expected), "{error}");
            assert!(error.to_string().starts_with(&format!("agent's word {count} ")), "{error}");
            assert_eq!(
                session.push_word(*party, bad_start, bad_end, bad_text).unwrap_err().to_string(),
                error.to_string()
            );
        }
        floor.push_word(*party, *start, *end, text).unwrap();
        session.push_word(*party, *start, *end, text).unwrap();
    }
    for (party, start, end, text) in words.iter().filter(|word| word.0 == Customer) {
        floor.push_word(*party, *start, *end, text).unwrap();
    }
    assert_eq!(floor.finish(None).unwrap().to_json(), floor_with(&call, &words));
    assert_eq!(session.finish().duration, Time::ZERO);
}

#[test]
fn odd_texts_are_taken() {
    let call = into_a_sentence(15.0, 16.0, "");
    let long =
        ["x".repeat(10_000), "yeah ".repeat(2000), "-".repeat(10_000), "[".repeat(10_000), "é\u{301}".repeat(5000)];
    for text in long.iter().map(String::as_str).chain(["...", "?", "_", "-", "[]", "()", "\u{200b}", "\0", "🙂", "ﬁ"])
    {
        let mut words = words_of(&into_a_sentence(15.0, 15.0, ""));
        words.push((Agent, 15.0, 16.0, text.to_owned()));
        words.push((Agent, 15.5, 15.5, text.to_owned()));
        words.push((Customer, 0.0, 31_000_000.0, text.to_owned()));
        assert!(floor_with(&call, &words).starts_with("{\"schema\""));
    }
}

#[test]
fn each_language_hears_its_own_feedback() {
    for (language, feedback, open) in [
        (Language::German, "ja genau alles klar", "moment da muss ich"),
        (Language::Spanish, "sí claro ajá", "espere usted aquí"),
        (Language::French, "oui exactement d'accord", "attendez un instant"),
    ] {
        let event = |text, heard: Language| {
            let report = read(&into_a_sentence(15.0, 16.0, text), heard, true);
            entry(&report, Agent, 15.0).unwrap()
        };
        assert_eq!(event(feedback, language).kind, EventKind::Backchannel, "{language:?} {feedback}");
        assert_eq!(event(open, language).kind, EventKind::ButtingIn, "{language:?} {open}");
        assert_eq!(event(feedback, Language::English).kind, EventKind::ButtingIn, "{feedback} is not English");
    }
    // A sentence that is left open.
    for (language, last) in [(Language::German, "weil"), (Language::Spanish, "porque"), (Language::French, "parce")] {
        let stop = |heard: Language| gave_way(&read(&taken_in_overlap(last), heard, true), Agent, 8.0);
        assert!(stop(language) > stop(Language::English) + 0.1, "{language:?}");
    }
}

#[test]
fn own_words_are_listened_for() {
    let call = into_a_sentence(15.0, 16.0, "joa passt scho");
    let event = |lexicon: Lexicon| entry(&read(&call, lexicon, true), Agent, 15.0).unwrap().kind;
    let own = "continuer: joa # said in the south\n\nright: passt scho, fair enough";
    assert_eq!(event(Lexicon::default()), EventKind::ButtingIn);
    assert_eq!(event(Lexicon::default().extended(own).unwrap()), EventKind::Backchannel);
    assert_eq!(event(Lexicon::parse(own).unwrap()), EventKind::Backchannel, "a list of one's own");
    assert_eq!(event(Lexicon::empty()), EventKind::ButtingIn);
    // A live session takes them too, for the words that follow.
    let mut session = Session::new(Config::default()).unwrap();
    session.extend_lexicon(own).unwrap();
}

#[test]
fn a_list_that_is_not_understood_names_the_line() {
    for (list, line, got) in [
        ("yes: jo\nmaybe: vielleicht", 2, "maybe"),
        ("# note\n\nyes jo", 3, "yes jo"),
        ("yes: one two three", 1, "one two three"),
        ("yes: jo, ...", 1, "..."),
    ] {
        let error = Lexicon::default().extended(list).unwrap_err();
        assert!(error.is_config());
        let Error::Lexicon { line: at, .. } = &error else { panic!("{error:?}") };
        assert_eq!(*at, line, "{list}");
        let mut session = Session::new(Config::default()).unwrap();
        assert_eq!(session.extend_lexicon(list).unwrap_err(), error);
        assert!(error.to_string().starts_with(&format!("line {line} of the lexicon:")), "{error}");
        if got != "..." {
            assert!(error.to_string().contains(got), "{error}");
        }
    }
    assert!(Language::from_code("nl").unwrap_err().to_string().contains("en, de, es or fr"));
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

fn told(calls: &[Vec<(i64, i64, String)>; 2], exchange: bool, backwards: bool) -> Told {
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
        .map(|event| (event.kind, event.by, event.span.start.millis()))
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
        prop_assert_eq!(told(&calls, false, false), told(&calls, true, false));
    }

    #[test]
    fn the_order_of_words_is_of_no_account(calls in [talk(), talk()]) {
        prop_assert_eq!(told(&calls, false, false), told(&calls, false, true));
    }
}

/// Words for the demo call: each talkspurt's are told by its length.
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
