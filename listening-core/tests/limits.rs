//! The limits of docs/limits.md: what lies just inside each is taken, and what lies just outside is refused with what was
//! expected, what came and what to do.

use listening_core::{Floor, Language, Lexicon, Party, Profile, Result};

/// A year, in seconds.
const YEAR: f64 = 31_536_000.0;

fn refused<T: std::fmt::Debug>(given: Result<T>) -> String {
    given.expect_err("over the limit").to_string()
}

#[test]
fn a_call_lasts_a_year_at_most() {
    let call = || {
        let mut floor = Floor::new();
        floor.push(Party::Agent, 0.0, 2.0).unwrap();
        floor.push(Party::Customer, 2.5, 4.0).unwrap();
        floor
    };
    assert_eq!(call().finish(Some(YEAR)).unwrap().duration.seconds(), YEAR);
    let text = refused(call().finish(Some(YEAR + 0.001)));
    assert!(text.contains("31536000.001") && text.contains("none beyond 31536000 s"), "{text}");
    let mut floor = call();
    floor.push(Party::Agent, YEAR - 1.0, YEAR).unwrap();
    assert!(refused(call().push(Party::Agent, YEAR - 1.0, YEAR + 0.001)).contains("no time beyond 31536000 s"));
    floor.push_word(Party::Agent, YEAR - 1.0, YEAR, "bye").unwrap();
    assert!(refused(floor.push_word(Party::Agent, YEAR, YEAR + 0.001, "bye")).contains("no time beyond 31536000 s"));
    floor.finish(None).unwrap();
}

#[test]
fn a_word_has_64_kib_of_text_at_most() {
    let mut floor = Floor::new();
    floor.push_word(Party::Agent, 0.0, 1.0, &"a".repeat(65_536)).unwrap();
    let error = floor.push_word(Party::Agent, 1.0, 2.0, &"a".repeat(65_537)).unwrap_err();
    assert!(error.is_words() && error.is_input());
    assert_eq!(
        error.to_string(),
        "agent's word 1 at 1 s has a text of 65537 bytes: at most 65536 are taken; give each word by itself, with its own times"
    );
}

#[test]
fn a_lexicon_has_a_limit_of_each_kind() {
    let items = |count: usize| (0..count).map(|k| format!("wort{k}")).collect::<Vec<_>>().join(",");
    let full = Lexicon::parse(&format!("right: {}", items(30_000))).unwrap();
    assert!(refused(full.clone().extended("yes: ja")).contains("30001 words and items of two words: at most 30000"));
    assert!(refused(Lexicon::parse(&format!("right: {}", items(30_001)))).contains("30001"));

    let phrases = |count: usize| format!("greeting: {}", vec!["thank you for calling"; count].join(","));
    Lexicon::parse(&phrases(500)).unwrap();
    assert!(refused(Lexicon::parse(&phrases(501))).contains("501 greetings and introductions: at most 500"));

    let phrase = |words: usize| format!("greeting: {}", vec!["good"; words].join(" "));
    Lexicon::parse(&phrase(8)).unwrap();
    let text = refused(Lexicon::parse(&phrase(9)));
    assert!(text.starts_with("line 1 of the lexicon: 'good good") && text.contains("have two to eight"), "{text}");
    assert!(refused(Lexicon::parse(&phrase(50_000))).len() < 600, "what is refused is quoted in part");

    let list = |bytes: usize| format!("# {}", "a".repeat(bytes - 2));
    Lexicon::of(Language::German).extended(&list(1 << 20)).unwrap();
    let error = Lexicon::parse(&list((1 << 20) + 1)).unwrap_err();
    assert!(error.is_config());
    assert!(error.to_string().contains("1048577 bytes in one list: at most 1048576"), "{error}");
}

#[test]
fn a_curve_ends_where_no_measure_is() {
    let text = Profile::contact_center().text().to_owned();
    let with = |value: &str| {
        Profile::from_json(&text.replace("[0.84, 0]", &format!("[{value}, 0]")).replace("contact_center/2", "own/1"))
    };
    for value in ["-1e12", "-999999999999.5"] {
        let profile = with(value).unwrap();
        let curves = profile.dimensions().iter().flat_map(|dimension| &dimension.scored);
        for scored in curves {
            let points = [f64::NEG_INFINITY, -1e12, -1.0, 0.0, 0.5, f64::INFINITY].map(|at| scored.curve.points(at));
            assert!(points.iter().all(|points| (0.0..=100.0).contains(points)), "{points:?}");
        }
    }
    for value in ["-1.1e12", "-1e308"] {
        assert!(with(value).unwrap_err().to_string().contains("within 1e12"), "{value}");
    }
}
