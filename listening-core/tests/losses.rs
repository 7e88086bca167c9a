//! Packets that were lost, as whoever pushes the audio says.

mod common;

use listening_core::{Config, Event, EventKind, HealthCode, Party, Report, ReportEvent, Session, Time};
use proptest::prelude::*;

/// A loss: first frame, frames, whose.
type Loss = (usize, usize, Party);

fn json(events: &[Event]) -> impl Iterator<Item = String> + '_ {
    events.iter().map(Event::to_json)
}

/// Report and events of a call that is pushed in these pieces, each loss declared just before its first frame or
/// piece by piece.
fn with_losses(samples: &[f32], losses: &[Loss], cuts: &[usize]) -> (Report, Vec<String>) {
    let mut session = Session::new(Config::default()).unwrap();
    let mut reported = Vec::new();
    let frames = samples.len() / 2;
    let mut at = 0;
    for cut in cuts.iter().cycle() {
        if at >= frames {
            break;
        }
        // A push ends where a loss begins: that is when it is declared.
        let until = frames.min(at + cut);
        let until = losses.iter().map(|loss| loss.0).filter(|&from| from > at).fold(until, usize::min);
        for (from, count, party) in losses {
            if *from == at {
                session.push_lost(*count as u64, *party);
            }
        }
        reported.extend(json(session.push_interleaved(&samples[2 * at..2 * until]).unwrap()));
        at = until;
    }
    let (report, last) = session.finish_with_events();
    reported.extend(json(&last));
    (report, reported)
}

fn party() -> impl Strategy<Value = Party> {
    prop_oneof![Just(Party::Agent), Just(Party::Customer)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn chunked_equals_whole_with_losses(
        cuts in proptest::collection::vec(prop_oneof![1_usize..200, 1_usize..8000, Just(160)], 1..20),
        losses in proptest::collection::vec((0_usize..160_000, 1_usize..12_000, party()), 1..8),
        from in 0_usize..60,
    ) {
        let samples = common::part(from, from + 20);
        let (whole, events) = with_losses(&samples, &losses, &[usize::MAX / 2]);
        let (cut, reported) = with_losses(&samples, &losses, &cuts);
        prop_assert_eq!(whole.to_json(), cut.to_json());
        prop_assert_eq!(events, reported);
        let codes = |party: Party| whole.parties[party].health.iter().filter(|found| found.code.as_str() == "lost_audio").count();
        prop_assert!(losses.iter().all(|loss| codes(loss.2) > 0));
    }
}

#[test]
fn what_stands_in_a_lost_packet_is_not_listened_to_and_every_form_is_the_same() {
    let samples = common::part(34, 50);
    let lost = 40_000..52_000;
    let mut noisy = samples.clone();
    lost.clone().for_each(|k| noisy[2 * k] = if k % 2 == 0 { 0.9 } else { -0.9 });
    let losses = [(lost.start, lost.len(), Party::Agent)];
    let expected = with_losses(&samples, &losses, &[160]);
    assert!(with_losses(&noisy, &losses, &[160]) == expected, "another report");

    // The same as two jitter buffers would have given it.
    let mut session = Session::new(Config::default()).unwrap();
    for (k, packet) in samples.chunks(320).enumerate() {
        let (left, right): (Vec<f32>, Vec<f32>) = packet.chunks(2).map(|frame| (frame[0], frame[1])).unzip();
        let left = (!lost.contains(&(160 * k))).then_some(&left[..]);
        session.push_arrived(right.len(), left, Some(&right)).unwrap();
    }
    assert_eq!(session.finish().to_json(), expected.0.to_json());
}

#[test]
fn a_gap_is_a_loss_of_both() {
    let samples = common::part(34, 50);
    let both = [(40_000, 16_000, Party::Agent), (40_000, 16_000, Party::Customer)];
    let expected = with_losses(&samples, &both, &[160]).0;
    let mut session = Session::new(Config::default()).unwrap();
    session.push_interleaved(&samples[..80_000]).unwrap();
    // Declared before, a part of it is not lost twice.
    session.push_lost(100, Party::Agent);
    session.push_gap(15_000).unwrap();
    session.push_arrived::<f32>(1000, None, None).unwrap();
    session.push_interleaved(&samples[2 * 56_000..]).unwrap();
    assert!(session.finish() == expected, "another report");
    assert_eq!(expected.duration.seconds(), 16.0);
    for party in Party::BOTH {
        let found = expected.parties[party].health.iter().find(|found| found.code.as_str() == "lost_audio").unwrap();
        assert_eq!((found.start.seconds(), found.end.seconds()), (5.0, 7.0));
        assert_eq!(found.value, Some(2.0));
    }
}

#[test]
fn a_call_that_did_not_arrive_has_no_fault_but_that() {
    let mut session = Session::new(Config::default()).unwrap();
    session.push_gap(60 * 8000).unwrap();
    let report = session.finish();
    for party in Party::BOTH {
        let codes: Vec<_> = report.parties[party].health.iter().map(|found| found.code.as_str()).collect();
        assert_eq!(codes, ["lost_audio", "silent"]);
    }
    assert!(report.events.is_empty() && report.talkspurts.is_empty());
}

#[test]
fn bad_losses_are_refused_whole() {
    let mut session = Session::new(Config::default()).unwrap();
    let long = session.push_gap(usize::MAX).unwrap_err();
    assert!(long.is_audio(), "{long}");
    assert!(long.to_string().starts_with(&format!("a gap of {} frames: at most 1073741824 are", usize::MAX)), "{long}");
    let short = session.push_arrived(160, Some(&[0_i16; 159]), None).unwrap_err();
    assert!(short.is_audio() && short.to_string().contains("got 159 and 160 samples"), "{short}");
    assert!(session.push_arrived(2, None, Some(&[0.0, f32::NAN])).is_err());
    session.push_lost(u64::MAX, Party::Agent);
    session.push_lost(u64::MAX, Party::Agent);
    session.push_interleaved(&vec![0_i16; 16_000]).unwrap();
    let report = session.finish();
    // Nothing of the refused was lost; of the declared only what came.
    let codes =
        |party: Party| -> Vec<_> { report.parties[party].health.iter().map(|found| found.code.as_str()).collect() };
    assert!(codes(Party::Agent).contains(&"lost_audio") && !codes(Party::Customer).contains(&"lost_audio"));
    assert_eq!(report.duration.seconds(), 1.0);
}

/// Every `nth` packet of 20 ms of both channels is lost, not at the same time.
fn packets(nth: usize, count: usize) -> Vec<Loss> {
    let agent = (nth / 2..count).step_by(nth).map(|k| (160 * k, 160, Party::Agent));
    agent.chain((0..count).step_by(nth).map(|k| (160 * k, 160, Party::Customer))).collect()
}

#[test]
fn single_packets_lost_change_little() {
    let samples = common::demo_floats();
    let whole = with_losses(&samples, &[], &[160]).0;
    let lossy = with_losses(&samples, &packets(20, samples.len() / 320), &[160]).0;
    for party in Party::BOTH {
        let talk = |report: &Report| report.parties[party].speech_seconds.seconds();
        assert!((talk(&lossy) / talk(&whole) - 1.0).abs() < 0.05, "{} of {} s", talk(&lossy), talk(&whole));
        let codes: Vec<_> = lossy.parties[party].health.iter().map(|found| found.code.as_str()).collect();
        assert!(codes.contains(&"lost_audio") && !codes.contains(&"dropouts"), "{codes:?}");
    }
    // Nothing is withheld for the loss of single packets.
    assert!(lossy.events.iter().all(|event| !event.to_json().contains("lost around")));
    let kinds = |report: &Report, kind| report.events.iter().filter(|event| event.kind == kind).count();
    for kind in [EventKind::Interruption, EventKind::DeadAir, EventKind::Hold, EventKind::Backchannel] {
        assert!(kinds(&lossy, kind).abs_diff(kinds(&whole, kind)) <= 1, "{kind:?}");
    }
}

#[test]
fn nobody_is_charged_with_what_was_lost() {
    // The customer's story, from 00:11 on, with 4 s of it lost; nobody else talks.
    let samples = common::part(0, 60);
    let lost = [(15 * 8000, 4 * 8000, Party::Customer)];
    let filled = |level: f32| {
        let mut filled = samples.clone();
        (15 * 8000..19 * 8000).for_each(|k| filled[2 * k + 1] = level * ((k * 7919 % 13) as f32 - 6.0));
        filled
    };
    let near = |event: &ReportEvent| event.span.start.seconds() < 19.0 && event.span.end.seconds() > 15.0;
    let dead = |report: &Report| report.events.iter().any(|event| event.kind == EventKind::DeadAir && near(event));
    let pauses = |report: &Report| {
        let silences = report.events.iter().filter(|event| event.kind.is_silence() && near(event));
        silences.filter(|event| event.span.length().seconds() > 1.0).count()
    };
    // With a line's noise in its place nobody knows of it; digital silence on a line that has noise is known.
    let undeclared = with_losses(&filled(2e-4), &[], &[160]).0;
    assert!(dead(&undeclared) || pauses(&undeclared) > 0, "the loss would have been charged");
    let hole = with_losses(&filled(0.0), &[], &[160]).0;
    assert!(!dead(&hole) && pauses(&hole) == 0, "{:?}", hole.events);
    let (declared, reported) = with_losses(&samples, &lost, &[160]);
    assert!(!dead(&declared) && pauses(&declared) == 0, "{:?}", declared.events);
    assert!(!reported.iter().any(|event| event.contains("dead_air") && event.contains("\"start\":15")), "{reported:?}");
    // Entries around it say so, and enter no measure.
    let doubtful: Vec<String> = declared
        .events
        .iter()
        .filter(|event| event.to_json().contains("of audio were lost around it"))
        .map(|event| event.id.clone())
        .collect();
    let charged = |id: &str| {
        let rests = declared.measures.iter().filter(|row| row.id.as_str() == id);
        rests.flat_map(|row| &row.events).any(|event| doubtful.contains(event))
    };
    assert!(!doubtful.is_empty());
    for id in ["interruption_rate", "interruptions_possible", "backchannel_rate", "dead_air_rate", "pause_respect"] {
        assert!(!charged(id), "{id} rests on a loss");
    }
}

#[test]
fn a_loss_that_is_noted_late_is_as_one_that_was_declared() {
    let call = common::demo_floats();
    let customer_gone = 25 * 8000..28 * 8000;
    let pushed = |noted: bool| {
        let mut session = Session::new(Config::default()).unwrap();
        for from in (0..call.len() / 2).step_by(160) {
            let frames: Vec<[f32; 2]> = (from..from + 160)
                .map(|k| [call[2 * k], if customer_gone.contains(&k) { 0.0 } else { call[2 * k + 1] }])
                .collect();
            if !noted && customer_gone.contains(&from) {
                session.push_lost(160, Party::Customer);
            }
            session.push_interleaved(frames.as_flattened()).unwrap();
            if noted && from == customer_gone.end + 8000 {
                session.note_lost(Party::Customer, 25.0, 28.0).unwrap();
            }
        }
        session.finish()
    };
    let (noted, declared) = (pushed(true), pushed(false));
    let lost = |report: &Report| {
        let found = report.parties.customer.health.iter().filter(|found| found.code == HealthCode::LostAudio);
        found.map(|found| (found.start, found.end, found.value)).collect::<Vec<_>>()
    };
    assert_eq!(lost(&noted), [(Time::from_millis(25_000), Time::from_millis(28_000), Some(3.0))]);
    assert_eq!(lost(&noted), lost(&declared));
    assert_eq!(noted.score.withheld_by, declared.score.withheld_by);
}

#[test]
fn a_loss_that_is_noted_late_lies_in_what_was_pushed() {
    let mut session = Session::new(Config::default()).unwrap();
    session.push_interleaved(&vec![0_i16; 2 * 8000]).unwrap();
    assert!(session.note_lost(Party::Agent, 0.0, 1.0).is_ok());
    for (start, end) in [(0.0, 1.002), (-0.001, 1.0), (0.5, 0.5), (f64::NAN, 1.0), (0.0, f64::NAN)] {
        assert!(session.note_lost(Party::Agent, start, end).unwrap_err().is_audio(), "{start} {end}");
    }
}
