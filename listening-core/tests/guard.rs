//! What is not a party's own talk does not become it: the other's echo, signalling tones, music; and what is talk
//! stays so, however loud it is and however long the line was silent before.

mod common;

use listening_core::{Config, EventKind, MuLaw, Party, Report, Sample, Session, Time};

const RATE: usize = 8000;

fn hear(samples: &[f32]) -> Report {
    let mut session = Session::new(Config::default()).unwrap();
    session.push_interleaved(samples).unwrap();
    session.finish()
}

/// What an echo's way does to a sample.
type Way = fn(f32) -> f32;

/// As a telephone line carries it: eight bits.
fn coded(x: f32) -> f32 {
    let byte = (0..=255_u8).min_by(|&a, &b| {
        let off = |byte| (MuLaw(byte).to_float() - x).abs();
        off(a).total_cmp(&off(b))
    });
    MuLaw(byte.unwrap()).to_float()
}

/// The demo call with the customer's voice in the agent's channel as well: so loud, so late, and as `line` leaves it.
fn leaking(gain_db: f32, late_ms: usize, line: impl Fn(f32) -> f32) -> Vec<f32> {
    let clean = common::demo_floats();
    let gain = 10_f32.powf(gain_db / 20.0);
    let late = late_ms * RATE / 1000;
    let mut mixed = clean.clone();
    for k in late..clean.len() / 2 {
        mixed[2 * k] += line(gain * clean[2 * (k - late) + 1]);
    }
    mixed
}

/// How long both talk at once, in seconds.
fn overlap(report: &Report) -> f64 {
    let of = |party| report.talkspurts.iter().filter(move |spurt| spurt.party == party);
    let both = |a: listening_core::Span| of(Party::Customer).map(|c| a.overlap(c.span)).sum::<Time>();
    of(Party::Agent).map(|a| both(a.span)).sum::<Time>().seconds()
}

#[test]
fn the_others_echo_is_not_talk() {
    let clean = hear(&common::demo_floats());
    let own = |report: &Report, party: Party| report.parties[party].speech_seconds.seconds();
    // In a telephone's echo path the low tones are gone and the codec works twice.
    let plain: Way = |x| x;
    let ways: [(f32, usize, Way); 6] = [
        (-10.0, 0, plain),
        (-15.0, 40, plain),
        (-20.0, 150, coded),
        (-25.0, 270, coded),
        (-30.0, 480, plain),
        (-40.0, 90, plain),
    ];
    for (gain, late, line) in ways {
        let report = hear(&leaking(gain, late, line));
        let way = format!("{gain} dB, {late} ms");
        let (with, without) = (own(&report, Party::Agent), own(&clean, Party::Agent));
        assert!((with - without).abs() < 0.06 * without, "{way}: {with} s, {without} s without echo");
        assert!((overlap(&report) - overlap(&clean)).abs() < 2.0, "{way}: {} s", overlap(&report));
        let others = [&report, &clean].map(|report| own(report, Party::Customer));
        assert!((others[0] - others[1]).abs() < 0.03 * others[1], "{way}: {others:?}");
        let value = |code| {
            let health = &report.parties[Party::Agent].health;
            health.iter().find(|health| health.code.as_str() == code).map(|health| health.value.unwrap())
        };
        // At -40 dB it lies under the noise of this line.
        if gain > -40.0 {
            assert!(
                value("echo").is_some_and(|found| (found - f64::from(gain)).abs() <= 3.0),
                "{way}: {:?}",
                value("echo")
            );
            let expected = (late >= 30).then_some(late as f64);
            let near = |found: f64, expected: f64| (found - expected).abs() <= 20.0;
            assert!(
                match (value("round_trip_ms"), expected) {
                    (Some(found), Some(expected)) => near(found, expected),
                    (found, expected) => found == expected,
                },
                "{way}: {:?}",
                value("round_trip_ms")
            );
        }
        assert!(!report.parties[Party::Customer].health.iter().any(|health| health.code.as_str() == "echo"), "{way}");
    }
    let health = Party::BOTH.map(|party| &clean.parties[party].health);
    assert!(health.iter().all(|all| all.iter().all(|health| health.code.as_str() == "music")), "{health:?}");
}

/// Seconds of tones in noise at -65 dBov: (from, to, frequencies), -23 dBov each.
fn signals(seconds: f64, tones: &[(f64, f64, &[f64])]) -> Vec<f32> {
    let mut state = 1_u32;
    (0..(seconds * RATE as f64) as usize)
        .map(|k| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (f64::from(state >> 8) / f64::from(1 << 24) - 0.5) * 2e-3;
            let now = k as f64 / RATE as f64;
            let tone = |&&(from, to, _): &&(f64, f64, &[f64])| (from..to).contains(&now);
            let sines = tones.iter().find(tone).map_or(&[][..], |(_, _, hz)| hz);
            let sum: f64 = sines.iter().map(|hz| 0.1 * (2.0 * std::f64::consts::PI * hz * now).sin()).sum();
            (sum + noise) as f32
        })
        .collect()
}

fn tones(report: &Report) -> Vec<(Party, String)> {
    let all = report.events.iter().filter(|event| event.kind == EventKind::Tone);
    all.map(|event| (event.by, event.reasons[0].clone())).collect()
}

#[test]
fn signalling_tones_are_told_and_are_not_talk() {
    // The customer is rung, and presses two keys; then the demo call.
    let customer = signals(
        14.0,
        &[(1.0, 2.0, &[425.0]), (6.0, 7.0, &[425.0]), (9.0, 9.1, &[770.0, 1336.0]), (9.4, 9.5, &[941.0, 1477.0])],
    );
    let agent = signals(14.0, &[(10.5, 11.0, &[1100.0])]);
    let lead: Vec<f32> = agent.into_iter().zip(customer).flat_map(<[f32; 2]>::from).collect();
    let demo = common::demo_floats();
    let report = hear(&[lead, demo.clone()].concat());
    let told = tones(&report);
    let of = |party: Party| told.iter().filter(|tone| tone.0 == party).map(|tone| tone.1.as_str()).collect::<Vec<_>>();
    assert_eq!(of(Party::Customer), ["ringback, itu, 425 Hz", "ringback, itu, 425 Hz", "dtmf", "dtmf"]);
    assert_eq!(of(Party::Agent), ["fax, 1100 Hz"]);
    assert!(report.talkspurts.iter().all(|spurt| spurt.span.start.seconds() > 14.0), "{:?}", report.talkspurts[0]);
    let codes =
        |party: Party| report.parties[party].health.iter().map(|h| (h.code.as_str(), h.value)).collect::<Vec<_>>();
    assert_eq!(codes(Party::Customer), [("ringback", Some(2.0)), ("dtmf", Some(2.0))]);
    assert_eq!(codes(Party::Agent), [("fax", Some(1.0)), ("music", None)]);
    // Its talk, its breaths, its keyboard and its music on hold hold none.
    assert_eq!(tones(&hear(&demo)), []);
}

#[test]
fn a_tone_that_echoes_is_told_once() {
    let keys: [(f64, f64, &[f64]); 3] =
        [(1.0, 1.1, &[770.0, 1336.0]), (1.4, 1.5, &[941.0, 1477.0]), (1.8, 1.9, &[852.0, 1209.0])];
    let customer = signals(4.0, &keys);
    let agent = signals(4.0, &keys.map(|(from, to, hz)| (from + 0.14, to + 0.14, hz)));
    let both: Vec<f32> = agent.into_iter().map(|x| 0.1 * x).zip(customer).flat_map(<[f32; 2]>::from).collect();
    assert_eq!(tones(&hear(&both)), vec![(Party::Customer, "dtmf".to_owned()); 3]);
}

#[test]
fn a_channel_may_be_silent_for_minutes_and_then_speak() {
    let demo = common::part(0, 40);
    let alone = hear(&demo);
    for quiet in [0.0, 1.0] {
        // Digital silence, and the noise of a line.
        let lead: Vec<f32> = signals(200.0, &[]).into_iter().flat_map(|x| [quiet * x; 2]).collect();
        let late = hear(&[lead, demo.clone()].concat());
        for party in Party::BOTH {
            let (late, alone) = (late.parties[party].speech_seconds, alone.parties[party].speech_seconds);
            assert!((late - alone).seconds().abs() < 0.05 * alone.seconds(), "{party:?}: {late}, alone {alone}");
        }
    }
}

#[test]
fn talk_stays_talk_at_every_level_and_after_a_step() {
    let demo = common::demo_floats();
    let usual = hear(&demo);
    let talk = |report: &Report| Party::BOTH.map(|party| report.parties[party].speech_seconds.seconds());
    let heard = |gain: &dyn Fn(usize) -> f32| {
        hear(&demo.iter().enumerate().map(|(k, x)| (x * gain(k)).clamp(-1.0, 1.0)).collect::<Vec<_>>())
    };
    let same = |report: &Report, by: f64| {
        talk(report).iter().zip(talk(&usual)).all(|(with, without)| (with - without).abs() < by * without)
    };
    // The voices are at -28 and -30 dBov: -60 to -16. At -60 the ends of words go under.
    for (db, by) in [(-30.0_f32, 0.15), (-20.0, 0.05), (-10.0, 0.05), (6.0, 0.05), (12.0, 0.05)] {
        let report = heard(&|_| 10_f32.powf(db / 20.0));
        assert!(same(&report, by), "{db} dB: {:?}, not {:?}", talk(&report), talk(&usual));
    }
    // As an automatic gain does that follows the speaker.
    let report = heard(&|k| if k / 16_000 % 20 < 10 { 1.0 } else { 0.25 });
    assert!(same(&report, 0.05), "steps: {:?}, not {:?}", talk(&report), talk(&usual));
}
