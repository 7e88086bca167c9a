//! What words change in the reading of the floor.

#[path = "common/said.rs"]
mod said;

use Party::{Agent, Customer};
use listening_core::{Config, EventKind, Floor, Language, Lexicon, Party, Report, Session, Time};
use said::{Said, entry, floor_with, into_a_sentence, read, taken_in_a_pause, taken_in_overlap, words_of};

fn reasons(report: &Report, party: Party, at: f64) -> Vec<String> {
    let event = entry(report, party, at).expect("an event");
    event.reasons
}

/// The probability that the other gave way unfinished, of the floor taken by `party` at `at`.
fn gave_way(report: &Report, party: Party, at: f64) -> f64 {
    let event = entry(report, party, at).expect("an event");
    let of = |kind: EventKind| event.kinds.iter().find(|(found, _)| *found == kind).map_or(0.0, |(_, p)| *p);
    let cut = of(EventKind::Interruption) + of(EventKind::PauseInterruption);
    let complete = of(EventKind::Overlap) + of(EventKind::SmoothSwitch);
    assert!(event.kind.takes_floor(), "no floor was taken: {event:?}");
    cut / (cut + complete)
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
        let reported = reasons(&report, Agent, 15.0).contains(&"only feedback words".to_owned());
        assert_eq!(reported, expected == EventKind::Backchannel, "{text}");
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
            if matches!(event.kind.known(), Some(EventKind::Interruption | EventKind::PauseInterruption)) {
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
    let (reported, _) = customers("so we see the number of your account here with us", "yeah");
    assert_eq!(reported.kind, EventKind::Backchannel, "{reported:?}");
    assert!(reported.confidence > Some(0.8));
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
    assert_ne!(entry(&report, Agent, 15.0).map(|event| event.kind), Some(EventKind::Interruption.into()));
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
        let mut session = Session::new(Config::default()).unwrap();
        assert_eq!(session.extend_lexicon(list).unwrap_err(), error);
        assert!(error.to_string().starts_with(&format!("line {line} of the lexicon:")), "{error}");
        if got != "..." {
            assert!(error.to_string().contains(got), "{error}");
        }
    }
    assert!(Language::from_code("nl").unwrap_err().to_string().contains("en, de, es or fr"));
}

/// The customer explains something; the agent says `first` and, after `pause`, `second`.
fn agreed_and_asked<'a>(first: &'a str, pause: f64, second: &'a str) -> Vec<Said<'a>> {
    vec![
        (Agent, 0.0, 1.5, "good morning"),
        (Customer, 2.0, 6.2, "i have a problem with the bill that came this month it is twice what it was"),
        // Over the customer's last word.
        (Agent, 6.0, 6.0 + 0.4, first),
        (Agent, 6.4 + pause, 7.6 + pause, second),
        (Customer, 8.1 + pause, 10.0 + pause, "smith from baker street"),
        (Agent, 10.5 + pause, 14.0 + pause, "thank you i will look that up for you"),
    ]
}

#[test]
fn an_okay_that_opens_a_question_is_no_feedback() {
    for first in ["okay", "right", "yeah okay"] {
        for pause in [0.2, 0.5, 0.9] {
            for second in ["and what is your name", "what's your name", "do you have the number", "and where is it"] {
                let call = agreed_and_asked(first, pause, second);
                let report = read(&call, Language::English, true);
                let reported = entry(&report, Agent, 6.0).map(|event| event.kind);
                assert_ne!(reported, Some(EventKind::Backchannel.into()), "{first} {pause} {second}");
            }
        }
    }
}

#[test]
fn feedback_that_leads_to_no_question_stays_feedback() {
    let call = |text| {
        vec![
            (
                Customer,
                0.0,
                12.0,
                "well the bill that came this month has twice the sum it had before and nobody told us \
            anything at all about it so my husband went to the shop",
            ),
            (Agent, 6.0, 6.6, text),
            (Agent, 14.0, 16.0, "then let me look that up"),
        ]
    };
    for text in ["okay", "oh is it", "yeah right", "oh really"] {
        let report = read(&call(text), Language::English, true);
        assert_eq!(entry(&report, Agent, 6.0).unwrap().kind, EventKind::Backchannel, "{text}");
    }
}

#[test]
fn a_farewell_is_no_feedback() {
    for (language, before, farewells) in [
        (Language::English, "so that is all i wanted to know from you today", ["bye bye", "okay bye", "goodbye"]),
        (
            Language::German,
            "das war dann alles was ich von ihnen wissen wollte",
            ["tschüss", "gut tschüss", "auf wiederhören"],
        ),
        (Language::Spanish, "pues eso es todo lo que yo le quería preguntar", ["adiós", "vale adiós", "hasta luego"]),
        (
            Language::French,
            "voilà c'est tout ce que je voulais savoir de vous",
            ["au revoir", "d'accord au revoir", "bonne journée"],
        ),
    ] {
        for farewell in farewells {
            let call = [
                (Agent, 0.0, 2.0, "good morning"),
                (Customer, 2.5, 8.0, before),
                (Agent, 8.2, 8.8, farewell),
                (Customer, 9.2, 9.8, farewell),
            ];
            let report = read(&call, language, true);
            assert!(
                report.events.iter().all(|event| event.kind != EventKind::Backchannel),
                "{language:?} {farewell}: {:?}",
                report.events
            );
        }
    }
}

#[test]
fn a_list_that_was_not_measured_is_named() {
    let reported = |lexicon: Lexicon, with_words| {
        let report = read(&into_a_sentence(15.0, 16.0, "yeah right"), lexicon, with_words);
        let entry = report.not_measured.into_iter().find(|entry| entry.id.as_str() == "language");
        entry.map(|entry| entry.reason.into_owned())
    };
    assert_eq!(reported(Language::English.into(), true), None);
    assert_eq!(reported(Lexicon::default().extended("yes: aye").unwrap(), true), None);
    for (language, name) in [(Language::German, "German"), (Language::Spanish, "Spanish"), (Language::French, "French")]
    {
        assert!(reported(language.into(), true).unwrap().contains(name));
        assert_eq!(reported(language.into(), false), None, "no words were given");
    }
    assert!(reported(Lexicon::parse("yes: aye").unwrap(), true).unwrap().contains("your own"));
}
