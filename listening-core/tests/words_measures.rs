//! What the measures make of words, and what they must not depend on.

mod common;

use listening_core::report::Measure;
use listening_core::{Config, Floor, Language, Party, Report, Session, Time};
use proptest::prelude::*;

use Party::{Agent, Customer};

/// A talkspurt with what is said in it, evenly spread: who, from, to, text.
type Said<'a> = (Party, f64, f64, &'a str);

fn read_in(language: Language, call: &[Said<'_>]) -> Report {
    let mut floor = Floor::new().listening_for(language);
    for &(party, start, end, text) in call {
        floor.push(party, start, end).unwrap();
        if !text.is_empty() {
            floor.push_word(party, start, end, text).unwrap();
        }
    }
    floor.finish(None).unwrap()
}

fn read(call: &[Said<'_>]) -> Report {
    read_in(Language::English, call)
}

const IDS: [&str; 6] = [
    "words_per_minute",
    "question_rate",
    "question_share",
    "acknowledged_content",
    "paraphrase",
    "customer_repeats_self",
];

fn measured<'r>(report: &'r Report, id: &str, party: Party) -> &'r Measure {
    report.measures.iter().find(|m| m.id.as_str() == id && m.party == party).unwrap_or_else(|| panic!("no {id}"))
}

fn value(report: &Report, id: &str, party: Party) -> Option<f64> {
    measured(report, id, party).value
}

/// Turns of four seconds in turn, the customer first, a second apart.
fn alternating<'a>(texts: &[&'a str]) -> Vec<Said<'a>> {
    let said = |(k, text): (usize, &&'a str)| {
        let start = 5.0 * k as f64;
        ([Customer, Agent][k % 2], start, start + 4.0, *text)
    };
    texts.iter().enumerate().map(said).collect()
}

#[test]
fn nothing_is_said_of_words_where_none_are_given_and_what_is_needed_is_named() {
    let call = alternating(&["", "", "", "", "", ""]);
    let report = read(&call);
    assert!(report.measures.iter().all(|measure| !IDS.contains(&measure.id.as_str())));
    for id in ["words_per_minute", "understanding"] {
        let entry = report.not_measured.iter().find(|entry| entry.id.as_str() == id).expect(id);
        assert_eq!(entry.needs, "word timings of both parties");
    }
    let spoken =
        read(&alternating(&["the router is down again", "which router do you have", "the grey one", "thanks"]));
    assert!(IDS.iter().all(|id| {
        Party::BOTH.iter().all(|&party| spoken.measures.iter().any(|m| m.id.as_str() == *id && m.party == party))
    }));
    assert!(spoken.not_measured.iter().all(|entry| entry.id.as_str() != "words_per_minute"));
    let understanding = spoken.not_measured.iter().find(|entry| entry.id.as_str() == "understanding").unwrap();
    assert_eq!(understanding.needs, "judgement by a person who knows the case");
}

#[test]
fn words_are_measured_and_never_scored() {
    let profile = listening_core::Profile::contact_center();
    for id in IDS {
        assert!(!listening_core::profile::SCORABLE.iter().any(|scorable| scorable.name() == id), "{id}");
        assert!(
            profile
                .dimensions()
                .iter()
                .all(|dimension| dimension.scored.iter().all(|scored| scored.measure.name() != id))
        );
    }
}

#[test]
fn words_per_minute_of_own_talk() {
    // Eight words in four seconds, five times.
    let eight = "the bill came twice and nobody called me";
    let report = read(&alternating(&[eight; 10]));
    for party in Party::BOTH {
        let pace = measured(&report, "words_per_minute", party);
        assert!(pace.value.is_some_and(|value| (value - 120.0).abs() < 1e-9), "{pace:?}");
        assert_eq!((pace.unit.as_str(), pace.n), ("words/min", 40));
    }
    // Noises are no words; a silence does not slow the talk down.
    let noisy = read(&alternating(&[
        "[laughter] the bill came twice and nobody called me [noise]",
        "",
        "the bill came twice and nobody called me",
        "",
    ]));
    let pace = value(&noisy, "words_per_minute", Customer).unwrap();
    assert!((pace - 120.0).abs() < 1e-9, "{pace}");
    // Words of a fifth of the talk are not the call's words.
    let few = read(&alternating(&[eight, "", "", "", "", "", "", "", "", ""]));
    assert_eq!(value(&few, "words_per_minute", Customer), None);
    assert_eq!(value(&few, "words_per_minute", Agent), None);
}

#[test]
fn a_question_is_known_by_how_it_begins() {
    let asks = |language, text| {
        let report = read_in(language, &alternating(&["the router is down", text, "it is the grey one", "thanks"]));
        value(&report, "question_share", Agent).unwrap() > 0.0
    };
    for text in [
        "what do you see on it",
        "so which of the lights do you see",
        "and uh do you have the number there",
        "oh okay are you at home",
        "what's the number on it",
        "well how about the other one",
        "how long have you had it",
    ] {
        assert!(asks(Language::English, text), "{text}");
    }
    for text in [
        "i know what you mean",
        "what i usually do is i restart it",
        "when you do that it works",
        "then i will send you one",
        "that is what they are for",
        "right yeah",
        "let me do it again",
    ] {
        assert!(!asks(Language::English, text), "{text}");
    }
    assert!(asks(Language::German, "und haben wir die Nummer da"));
    assert!(!asks(Language::German, "das haben wir so gemacht"));
    assert!(asks(Language::Spanish, "cuánto cuesta ahora"));
    assert!(asks(Language::French, "est-ce que vous avez le numéro"));
}

#[test]
fn a_question_begins_where_talk_begins_again() {
    let mut call = vec![(Customer, 0.0, 3.0, "the router is down"), (Agent, 4.0, 6.0, "i will look at it")];
    call.push((Agent, 6.4, 8.0, "do you have the number"));
    call.push((Customer, 9.0, 12.0, "it is on the back i think"));
    call.push((Agent, 13.0, 15.0, "thank you"));
    let report = read(&call);
    assert_eq!(value(&report, "question_share", Agent), Some(0.5));
    let rate = measured(&report, "question_rate", Agent);
    assert_eq!((rate.value, rate.unit.as_str(), rate.n), (Some(4.0), "1/min", 1));
    let entry = report.events.iter().find(|event| event.id == rate.events[0]).expect("the event that began the turn");
    assert_eq!((entry.by, entry.span.start.seconds()), (Agent, 4.0));
}

#[test]
fn written_question_marks_decide_where_there_are_any() {
    let plain = ["the router is down", "do you have the number", "on the back", "it is grey right"];
    let share = |texts: &[&str]| value(&read(&alternating(texts)), "question_share", Agent);
    assert_eq!(share(&plain), Some(0.5));
    let marked = ["the router is down.", "do you have the number", "on the back.", "it is grey right?"];
    assert_eq!(share(&marked), Some(0.5), "the last one, not the first");
    let both = ["is it down?", "do you have the number", "on the back.", "it is grey right."];
    assert_eq!(share(&both), Some(0.0));
}

#[test]
fn content_that_is_taken_up_is_told_from_chance() {
    let topics = ["router", "invoice", "battery", "delivery", "password", "contract", "cable", "screen"];
    let said: Vec<[String; 2]> = topics
        .iter()
        .map(|topic| [format!("my {topic} is broken since monday evening"), format!("so the {topic} failed you")])
        .collect();
    let echoing: Vec<&str> = said.iter().flatten().map(String::as_str).collect();
    let report = read(&alternating(&echoing));
    assert_eq!(value(&report, "acknowledged_content", Agent), Some(1.0));
    let more = measured(&report, "paraphrase", Agent);
    assert_eq!((more.value, more.n), (Some(1.0), 8));
    assert_eq!(value(&report, "customer_repeats_self", Agent), Some(0.0));

    // The same words, each in answer to another turn.
    let mut shifted = echoing.clone();
    for k in 0..8 {
        shifted[2 * k + 1] = echoing[(2 * k + 5) % 16];
    }
    let report = read(&alternating(&shifted));
    assert_eq!(value(&report, "acknowledged_content", Agent), Some(0.0));
    assert!(value(&report, "paraphrase", Agent).unwrap() < 0.0);

    // One word in every turn is no paraphrase.
    let same = ["my router is broken since monday", "the router"].repeat(8);
    let report = read(&alternating(&same));
    assert_eq!(value(&report, "acknowledged_content", Agent), Some(1.0));
    assert_eq!(value(&report, "paraphrase", Agent), Some(0.0));
    assert_eq!(value(&read(&alternating(&same[..8])), "paraphrase", Agent), None, "four replies are too few");
}

#[test]
fn what_the_customer_says_again_is_counted() {
    let first = "the invoice from march shows a roaming charge from portugal";
    let calm =
        [first, "i will look", "my password expired yesterday morning", "okay", "the cable arrived broken", "i see"];
    assert_eq!(value(&read(&alternating(&calm)), "customer_repeats_self", Agent), Some(0.0));
    let mut again = calm;
    again[4] = "as i said the march invoice has a roaming charge";
    let report = read(&alternating(&again));
    let repeats = measured(&report, "customer_repeats_self", Agent);
    assert_eq!((repeats.value, repeats.n), (Some(0.5), 2));
    let entry =
        report.events.iter().find(|event| event.id == repeats.events[0]).expect("the event that began the turn");
    assert_eq!((entry.by, entry.span.start.seconds()), (Customer, 20.0));
}

#[test]
fn the_report_holds_no_words() {
    let json = read(&alternating(&["the router is broken since monday", "which router do you have"])).to_json();
    for text in ["router", "monday"] {
        assert!(!json.contains(text), "{text} is quoted");
    }
}

#[test]
fn a_live_session_counts_words_however_late_they_come() {
    let samples = common::part(0, 60);
    let report = |late: bool| {
        let mut session = Session::new(Config::default()).unwrap();
        let say = |session: &mut Session| {
            for k in 0..150 {
                let at = 0.4 * f64::from(k);
                session.push_word(Agent, at, at + 0.3, ["router", "do", "you", "invoice"][k as usize % 4]).unwrap();
            }
        };
        if !late {
            say(&mut session);
        }
        for packet in samples.chunks(320) {
            session.push_interleaved(packet).unwrap();
        }
        if late {
            say(&mut session);
        }
        session.finish()
    };
    let of = |report: &Report| -> Vec<Measure> {
        report.measures.iter().filter(|measure| IDS.contains(&measure.id.as_str())).cloned().collect()
    };
    let (early, late) = (report(false), report(true));
    assert!(!early.talkspurts.is_empty());
    assert_eq!(of(&early).len(), 12);
    assert_eq!(of(&early), of(&late));
}

/// Words with their times, in a call of alternating turns.
fn words() -> impl Strategy<Value = Vec<(bool, u32, String)>> {
    let word = prop::sample::select(vec![
        "router", "routers", "invoice?", "the", "do", "you", "what", "of", "course", "uh", "th-", "[noise]", "yeah",
        "est-ce",
    ]);
    prop::collection::vec((any::<bool>(), 0_u32..60_000, word.prop_map(str::to_owned)), 0..120)
}

proptest! {
    #[test]
    fn the_order_in_which_words_come_is_of_no_account(words in words(), seed in any::<u64>()) {
        let report = |words: &[(bool, u32, String)]| {
            let mut floor = Floor::new();
            for (party, start, end, _) in alternating(&[""; 12]) {
                floor.push(party, start, end).unwrap();
            }
            for (agent, at, text) in words {
                let start = f64::from(*at) / 1000.0;
                floor.push_word(if *agent { Agent } else { Customer }, start, start + 0.2, text).unwrap();
            }
            floor.finish(Some(61.0)).unwrap().to_json()
        };
        let mut moved = words.clone();
        moved.reverse();
        let by = seed as usize % moved.len().max(1);
        moved.rotate_left(by);
        prop_assert_eq!(report(&words), report(&moved));
    }

    #[test]
    fn measures_stay_within_their_bounds(words in words()) {
        let mut floor = Floor::new();
        for (party, start, end, _) in alternating(&[""; 12]) {
            floor.push(party, start, end).unwrap();
        }
        for (agent, at, text) in &words {
            let start = f64::from(*at) / 1000.0;
            floor.push_word(if *agent { Agent } else { Customer }, start, start, text).unwrap();
        }
        for measure in floor.finish(None).unwrap().measures.iter().filter(|measure| IDS.contains(&measure.id.as_str())) {
            let least = if measure.id.as_str() == "paraphrase" { -1.0 } else { 0.0 };
            prop_assert!(measure.value.is_none_or(|value| value >= least && value.is_finite()), "{:?}", measure);
            prop_assert!(measure.unit.as_str() != "share" || measure.value.is_none_or(|value| value <= 1.0), "{:?}", measure);
            if let (Some(low), Some(value), Some(high)) = (measure.low, measure.value, measure.high) {
                prop_assert!(low <= value && value <= high, "{:?}", measure);
            }
        }
    }
}

#[test]
fn a_session_with_a_history_counts_the_words_of_that() {
    let samples = common::part(0, 60);
    let measured = |early: bool| {
        let config = Config { history: Some(Time::from_millis(120_000)), ..Config::default() };
        let mut session = Session::new(config).unwrap();
        for packet in samples.chunks(320).cycle().take(samples.len() / 320 * 5) {
            session.push_interleaved(packet).unwrap();
        }
        for k in 0..1500 {
            let at = 0.2 * f64::from(k);
            if early || at >= 180.0 {
                session.push_word(Agent, at, at + 0.1, "router").unwrap();
            }
        }
        let report = session.finish();
        assert!(report.talkspurts.iter().all(|spurt| spurt.span.end.seconds() > 180.0));
        IDS.map(|id| measured(&report, id, Agent).clone())
    };
    let reported = measured(true);
    assert_eq!(reported, measured(false));
    assert!(reported[0].n > 0 && reported[0].n < 600, "{:?}", reported[0]);
}
