//! Mono recordings of both parties with who talked when.

mod common;

use listening_core::{Config, HealthCode, MeasureId, Mix, Party, Report, Session, TalkBasis};
use proptest::prelude::*;

/// The demo call, or its beginning, on one channel.
fn mono(seconds: usize) -> Vec<f32> {
    let both = common::demo_floats();
    let frames = both.as_chunks::<2>().0.iter().map(|[left, right]| 0.5 * (left + right));
    frames.take(8000 * seconds).collect()
}

fn stereo() -> Report {
    let mut session = Session::new(Config::default()).unwrap();
    session.push_interleaved(&common::demo_floats()).unwrap();
    session.finish()
}

type Turns = Vec<(Party, f64, f64)>;

fn turns_of(report: &Report) -> Turns {
    report.talkspurts.iter().map(|spurt| (spurt.party, spurt.span.start.seconds(), spurt.span.end.seconds())).collect()
}

/// As recognisers give them: longer by .3 s on both sides, and joined under .5 s.
fn padded(turns: &Turns) -> Turns {
    let mut all = Turns::new();
    for party in Party::BOTH {
        let mut joined: Turns = Vec::new();
        for &(_, start, end) in turns.iter().filter(|turn| turn.0 == party) {
            let (start, end) = ((start - 0.3).max(0.0), end + 0.3);
            match joined.last_mut() {
                Some(last) if start - last.2 < 0.5 => last.2 = end,
                _ => joined.push((party, start, end)),
            }
        }
        all.extend(joined);
    }
    all
}

fn heard(samples: &[f32], cut: usize, turns: &Turns) -> Report {
    let mut mix = Mix::new(Config::default()).unwrap();
    turns.iter().for_each(|&(party, start, end)| mix.push_turn(party, start, end).unwrap());
    samples.chunks(cut).for_each(|piece| mix.push(piece).unwrap());
    mix.finish().unwrap()
}

/// Share of the 10 ms frames with talk in either that both give to the same parties.
fn alike(one: &Report, other: &Report) -> f64 {
    let frames = |report: &Report| {
        let mut all = vec![[false; 2]; 10_000];
        for spurt in &report.talkspurts {
            let at = |seconds: f64| (seconds * 100.0).round() as usize;
            let range = at(spurt.span.start.seconds())..at(spurt.span.end.seconds());
            all[range].iter_mut().for_each(|frame| frame[spurt.party as usize] = true);
        }
        all.concat()
    };
    let pairs: Vec<(bool, bool)> = frames(one).into_iter().zip(frames(other)).collect();
    let both = pairs.iter().filter(|(a, b)| *a && *b).count();
    both as f64 / pairs.iter().filter(|(a, b)| *a || *b).count() as f64
}

fn codes(report: &Report, party: Party) -> Vec<HealthCode> {
    report.parties[party].health.iter().filter_map(|found| found.code.known()).collect()
}

#[test]
fn a_mix_with_padded_turns_comes_near_its_channels() {
    let stereo = stereo();
    let exact = turns_of(&stereo);
    let given = padded(&exact);
    assert!(given.len() < exact.len());
    for (turns, least) in [(&exact, 0.93), (&given, 0.9)] {
        let report = heard(&mono(100), 1_000_000, turns);
        assert!(alike(&report, &stereo) > least, "{}", alike(&report, &stereo));
        let scores = [&report, &stereo].map(|report| report.score.observable_listening.unwrap());
        assert!((scores[0] - scores[1]).abs() < 5.0, "{scores:?}");
        assert_eq!(report.basis, Some(TalkBasis::TurnsTrimmed.into()));
        assert_eq!(report.parties.agent.channel, None);
        // The voices are heard, and the line.
        assert!(report.parties.agent.active_level_dbov.is_some());
        let has = |id: MeasureId| report.measures.iter().any(|measure| measure.id == id && measure.value.is_some());
        assert!(has(MeasureId::ArticulationRate) && has(MeasureId::DeliveryStability));
        for party in Party::BOTH {
            assert!(codes(&report, party).contains(&HealthCode::Music), "{:?}", report.parties[party].health);
        }
    }
    assert_eq!(stereo.basis, Some(TalkBasis::Channels.into()));
}

#[test]
fn the_report_is_the_same_however_audio_and_turns_come() {
    let turns = padded(&turns_of(&stereo())).into_iter().filter(|turn| turn.2 < 20.0).collect();
    let samples = mono(20);
    let whole = heard(&samples, 1_000_000, &turns).to_json();
    for cut in [1, 79, 160, 513, 8000] {
        assert_eq!(heard(&samples, cut, &turns).to_json(), whole, "{cut}");
    }
    let mut mix = Mix::new(Config::default()).unwrap();
    mix.push(&samples).unwrap();
    turns.iter().rev().filter(|turn| turn.0 == Party::Customer).rev().for_each(|turn| {
        mix.push_turn(turn.0, turn.1, turn.2).unwrap();
    });
    turns.iter().filter(|turn| turn.0 == Party::Agent).for_each(|turn| {
        mix.push_turn(turn.0, turn.1, turn.2).unwrap();
    });
    assert_eq!(mix.finish().unwrap().to_json(), whole, "turns after the audio");
}

#[test]
fn what_cannot_be_taken_is_refused_and_changes_nothing() {
    let mut mix = Mix::new(Config::default()).unwrap();
    mix.push_turn(Party::Agent, 1.0, 2.0).unwrap();
    for (start, end) in
        [(f64::NAN, 3.0), (3.0, f64::INFINITY), (-1.0, 3.0), (3.0, 3.0), (4.0, 3.0), (1.5, 3.0), (0.0, 0.5)]
    {
        let error = mix.push_turn(Party::Agent, start, end).unwrap_err();
        assert!(error.is_talkspurts(), "{error}");
    }
    assert!(mix.push(&[0.0, f32::NAN]).unwrap_err().is_not_finite());
    assert!(mix.push(&[0.0, 17.0]).unwrap_err().is_out_of_range());
    assert!(mix.push_word(Party::Agent, 1.0, 0.5, "no").unwrap_err().is_words());
    assert_eq!(mix.position().seconds(), 0.0);
    assert!(Mix::new(Config { sample_rate: 3999, ..Config::default() }).unwrap_err().is_sample_rate());
    mix.push(&vec![0_i16; 16_000]).unwrap();
    assert!(mix.finish().is_ok());
}

#[test]
fn turns_may_end_a_second_after_the_audio_and_no_later() {
    let end = |end: f64| {
        let mut mix = Mix::new(Config::default()).unwrap();
        mix.push_turn(Party::Customer, 1.0, end).unwrap();
        mix.push(&vec![0_i16; 16_000]).unwrap();
        mix.finish()
    };
    assert_eq!(end(3.0).unwrap().duration.seconds(), 2.0);
    let error = end(3.001).unwrap_err();
    assert!(error.is_talkspurts());
    assert!(error.to_string().contains("runs from 1.000 to 3.001 s and the audio ends at 2.000 s"), "{error}");
}

#[test]
fn turns_and_audio_that_are_not_of_one_call_are_found() {
    let samples = mono(60);
    let none = heard(&samples, 8000, &Turns::new());
    assert!(none.talkspurts.is_empty());
    assert_eq!(codes(&none, Party::Agent).iter().filter(|&&code| code == HealthCode::TalkWithoutTurn).count(), 1);
    assert_eq!(none.score.observable_listening, None);
    let silent = heard(&vec![0.0; 480_000], 8000, &vec![(Party::Agent, 5.0, 20.0)]);
    assert!(codes(&silent, Party::Agent).contains(&HealthCode::TurnWithoutTalk));
    assert!(!codes(&silent, Party::Customer).contains(&HealthCode::TurnWithoutTalk));
    let turns = turns_of(&stereo());
    let interleaved = heard(&common::demo_floats(), 8000, &turns);
    for code in [HealthCode::Interleaved, HealthCode::BeyondTurns] {
        assert!(codes(&interleaved, Party::Agent).contains(&code), "{code}");
    }
    let right = heard(&mono(100), 8000, &turns);
    for code in
        [HealthCode::Interleaved, HealthCode::BeyondTurns, HealthCode::TalkWithoutTurn, HealthCode::TurnWithoutTalk]
    {
        assert!(!codes(&right, Party::Agent).contains(&code), "{code}");
    }
}

#[test]
fn losses_and_ends_are_told() {
    let mut mix = Mix::new(Config::default()).unwrap();
    mix.push(&mono(4)).unwrap();
    mix.push_lost(4000);
    mix.push(&vec![0.0; 4000]).unwrap();
    mix.note_truncated();
    mix.note_unfinished();
    let report = mix.finish().unwrap();
    for code in [HealthCode::LostAudio, HealthCode::Truncated, HealthCode::Unfinished] {
        assert!(codes(&report, Party::Customer).contains(&code), "{code}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_turns_give_a_report_that_reads_and_talk_within_them(
        lengths in prop::collection::vec((0.0..3.0_f64, 0.01..4.0_f64, any::<bool>()), 0..12),
    ) {
        let (mut at, mut turns) = ([0.0; 2], Turns::new());
        for (gap, length, customer) in lengths {
            let party = Party::BOTH[usize::from(customer)];
            let start = at[party as usize] + gap;
            if start + length < 12.0 {
                turns.push((party, start, start + length));
                at[party as usize] = start + length;
            }
        }
        let report = heard(&mono(12), 4000, &turns);
        prop_assert_eq!(Report::from_json(&report.to_json()).unwrap().to_json(), report.to_json());
        for spurt in &report.talkspurts {
            let (start, end) = (spurt.span.start.seconds(), spurt.span.end.seconds());
            let near = |turn: &&(Party, f64, f64)| {
                turn.0 == spurt.party && turn.1 - 0.2 <= end && turn.2 + 0.2 >= start
            };
            prop_assert!(turns.iter().any(|turn| near(&turn)), "{spurt:?}");
        }
    }
}
