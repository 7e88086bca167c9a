//! Pace, level and the customer's voice, end to end.

mod common;

use listening_core::internals::{Ear, SpeakerPitch, Voice};
use listening_core::{Config, Report, Session, Span, Time, analyze};

const ROWS: [&str; 4] = ["customer_activation", "activation_trend", "activation_tack_points", "settle_time"];

fn asked() -> Config {
    Config { talker_prosody: true, ..Config::default() }
}

fn report(samples: &[f32], config: &Config) -> Report {
    analyze(samples, config).unwrap()
}

fn value(report: &Report, id: &str, party: &str) -> Option<f64> {
    let row = report.measures.iter().find(|row| row.id.as_str() == id && row.party.name() == party);
    row.unwrap_or_else(|| panic!("no {id} of the {party}")).value
}

#[test]
fn gain_of_20_db_either_way_changes_no_syllable() {
    let samples = common::demo_floats();
    let counted = |gain: f32| -> Vec<u32> {
        let left: Vec<f32> = samples.iter().step_by(2).map(|x| x * gain).collect();
        let (mut ear, mut voice, mut taken, mut syllables) = (Ear::default(), Voice::default(), 0, Vec::new());
        // In stretches of two seconds, whatever is in them.
        ear.push(&left, |frame| {
            voice.push(frame.voice);
            taken += 1;
            if taken % 200 == 0 {
                let span = Span::new(Time::from_frame(taken - 200), Time::from_frame(taken));
                let delivery = voice.delivery(span, SpeakerPitch::default());
                // In silence there is nothing but rounding.
                let spoken = delivery.level_dbov > -50.0 + 20.0 * gain.log10();
                syllables.push(if spoken { delivery.syllables } else { 0 });
            }
        });
        syllables
    };
    let straight = counted(0.1);
    assert!(straight.iter().sum::<u32>() > 100, "{straight:?}");
    assert_eq!(counted(1.0), straight);
    assert_eq!(counted(0.01), straight);
}

#[test]
fn gain_of_20_db_either_way_changes_no_pace() {
    let samples = common::demo_floats();
    let at = |gain: f32| report(&samples.iter().map(|x| x * gain).collect::<Vec<_>>(), &Config::default());
    let straight = at(0.1);
    for other in [at(1.0), at(0.01)] {
        for party in ["agent", "customer"] {
            for id in ["articulation_rate", "speech_rate"] {
                let (a, b) = (value(&straight, id, party).unwrap(), value(&other, id, party).unwrap());
                // Edges of talkspurts and turns may move, and two talkspurts become one.
                assert!(
                    (a / b - 1.0).abs() < if id == "speech_rate" { 0.05 } else { 0.04 },
                    "{party}'s {id}: {a} and {b}"
                );
            }
        }
    }
}

#[test]
fn nothing_of_the_customers_voice_is_told_unless_asked_for() {
    let samples = common::demo_floats();
    let silent = report(&samples, &Config::default());
    assert_eq!(silent.prosody, None);
    let json = silent.to_json();
    assert!(ROWS.iter().all(|id| !json.contains(id)), "{json}");
    let reported = report(&samples, &asked());
    for id in ROWS {
        assert!(reported.measures.iter().any(|row| row.id.as_str() == id && row.party.name() == "customer"));
        assert!(!reported.measures.iter().any(|row| row.id.as_str() == id && row.party.name() == "agent"));
    }
    // All else is the same: it is not scored.
    assert_eq!(reported.score, silent.score);
    assert_eq!(reported.measures[..silent.measures.len()], silent.measures[..]);
    let words = reported.to_json();
    assert!(["calm", "angry", "happy", "stress"].iter().all(|word| !words.contains(word)));
}

#[test]
fn the_customers_voice_does_not_depend_on_the_cut_or_the_side() {
    let samples = common::demo_floats();
    let whole = report(&samples, &asked());
    let prosody = whole.prosody.as_ref().unwrap();
    assert!(prosody.turns.len() >= 6 && prosody.turns.iter().all(|turn| turn.low <= turn.high), "{prosody:?}");
    let mut session = Session::new(asked()).unwrap();
    for piece in samples.chunks(2 * 777) {
        session.push_interleaved(piece).unwrap();
    }
    let cut = session.finish();
    assert_eq!(cut.to_json(), whole.to_json());
    assert_eq!(cut.prosody, whole.prosody);
    let crossed: Vec<f32> = samples.as_chunks::<2>().0.iter().flat_map(|&[left, right]| [right, left]).collect();
    let crossed = report(&crossed, &Config { agent_channel: 1, ..asked() });
    assert_eq!(crossed.measures, whole.measures);
    assert_eq!(crossed.prosody, whole.prosody);
}

#[test]
fn where_a_gain_step_is_found_the_level_is_void_and_the_report_says_so() {
    // The demo three times over; from the middle on, the agent's line is 12 dB louder.
    let samples: Vec<f32> = [common::demo_floats(), common::demo_floats(), common::demo_floats()].concat();
    let middle = samples.len() / 2;
    let stepped = |(n, x): (usize, &f32)| if n % 2 == 0 && n >= middle { x * 2.0 } else { x * 0.5 };
    let stepped: Vec<f32> = samples.iter().enumerate().map(stepped).collect();
    let found = report(&stepped, &asked());
    let codes: Vec<_> = found.parties.agent.health.iter().map(|health| health.code.as_str()).collect();
    assert!(codes.contains(&"gain_step"), "{codes:?}");
    assert_eq!(value(&found, "delivery_stability", "agent"), None);
    assert!(value(&found, "delivery_stability", "customer").is_some());
    let said = found.not_measured.iter().find(|entry| entry.id.as_str() == "delivery_stability").unwrap();
    assert!(said.reason.contains("agent's channel"), "{}", said.reason);
    assert!(found.prosody.unwrap().turns.iter().all(|turn| turn.level.is_some()));
}
