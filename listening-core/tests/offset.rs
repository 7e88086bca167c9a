//! Promise: a channel that the configuration moves is heard as if it had been recorded so, with its words, for every cut.

mod common;

use listening_core::{Config, Event, Floor, HealthCode, Mix, MuLaw, Party, PerParty, Report, Session, Time};

const RATE: usize = 8000;
const SILENCE: MuLaw = MuLaw(0xff);

/// The demo call's channels.
fn demo() -> [Vec<MuLaw>; 2] {
    let bytes = common::demo_mulaw();
    [0, 1].map(|side| bytes.iter().skip(side).step_by(2).map(|&byte| MuLaw(byte)).collect())
}

fn moved(party: Party, seconds: f64) -> Config {
    let mut offset = PerParty::default();
    offset[party] = Some(Time::from_seconds(seconds));
    Config { offset, ..Config::default() }
}

/// The report in pieces of `piece` frames, and whether all events were reported.
fn heard(mut session: Session, [left, right]: &[Vec<MuLaw>; 2], piece: usize) -> (Report, Vec<String>) {
    let mut reported = Vec::new();
    for (left, right) in left.chunks(piece).zip(right.chunks(piece)) {
        reported.extend(session.push_planar(left, right).unwrap().iter().map(listening_core::Event::to_json));
    }
    let (report, last) = session.finish_with_events();
    reported.extend(last.iter().map(listening_core::Event::to_json));
    (report, reported)
}

/// The report without what says that a channel was moved.
fn but_moved(mut report: Report, party: Party, seconds: f64) -> String {
    let health = &mut report.parties[party].health;
    let found = health.iter().position(|found| found.code == HealthCode::Moved).expect("it says so");
    assert_eq!(health.remove(found).value, Some(seconds));
    report.to_json()
}

#[test]
fn a_channel_that_is_moved_is_one_that_was_recorded_so() {
    let [left, right] = demo();
    let count = 15_600;
    let mut later = vec![SILENCE; count];
    later.extend_from_slice(&right[..right.len() - count]);
    let mut by_hand = Session::new(Config::default()).unwrap();
    by_hand.push_lost(count as u64, Party::Customer);
    by_hand.push_word(Party::Customer, 13.95, 14.45, "well").unwrap();
    let expected = heard(by_hand, &[left.clone(), later], 160);
    let mut session = Session::new(moved(Party::Customer, 1.95)).unwrap();
    session.push_word(Party::Customer, 12.0, 12.5, "well").unwrap();
    let (report, reported) = heard(session, &[left.clone(), right.clone()], 160);
    assert_eq!(reported, expected.1);
    assert_eq!(but_moved(report, Party::Customer, 1.95), expected.0.to_json());

    let mut earlier = left[count..].to_vec();
    earlier.resize(left.len(), SILENCE);
    let mut by_hand = Session::new(Config::default()).unwrap();
    let whole = left.len() - count;
    by_hand.push_planar(&earlier[..whole], &right[..whole]).unwrap();
    by_hand.push_lost(count as u64, Party::Agent);
    by_hand.push_planar(&earlier[whole..], &right[whole..]).unwrap();
    let (report, _) = heard(Session::new(moved(Party::Agent, -1.95)).unwrap(), &[left, right], 777);
    assert_eq!(but_moved(report, Party::Agent, -1.95), by_hand.finish().to_json());
}

#[test]
fn every_cut_gives_the_same_with_losses_too() {
    let audio = demo();
    let config = || Config { agent_channel: 1, ..moved(Party::Agent, -0.73) };
    let with_losses = |piece: usize| {
        let mut session = Session::new(config()).unwrap();
        let [left, right] = &audio;
        let mut reported = Vec::new();
        for from in (0..left.len()).step_by(piece) {
            let piece = from..(from + piece).min(left.len());
            if from == 0 {
                session.push_lost(4000, Party::Customer);
            }
            reported
                .extend(session.push_planar(&left[piece.clone()], &right[piece]).unwrap().iter().map(Event::to_json));
        }
        let (report, last) = session.finish_with_events();
        reported.extend(last.iter().map(Event::to_json));
        (report.to_json(), reported)
    };
    let expected = with_losses(usize::MAX / 4);
    assert_eq!(with_losses(160), expected);
    assert_eq!(with_losses(4099), expected);
    assert!(
        expected.0.contains(r#"{"code":"lost_audio","start":0.0,"end":0.5,"value":0.5}"#),
        "{}",
        &expected.0[..900]
    );
}

#[test]
fn a_call_shorter_than_its_offset_is_silent_there() {
    let config = moved(Party::Customer, -60.0);
    let mut session = Session::new(config).unwrap();
    session.push_interleaved(&vec![0_i16; 2 * RATE]).unwrap();
    let report = session.finish();
    assert_eq!(report.duration, Time::from_millis(1000));
    let lost = report.parties.customer.health.iter().find(|found| found.code == HealthCode::LostAudio).unwrap();
    assert_eq!(lost.value, Some(1.0));
}

#[test]
fn losses_that_are_noted_late_move_too() {
    let mut session = Session::new(moved(Party::Customer, 1.0)).unwrap();
    session.push_interleaved(&vec![0_i16; 2 * 4 * RATE]).unwrap();
    session.note_lost(Party::Customer, 0.5, 1.5).unwrap();
    session.note_lost(Party::Customer, 3.5, 4.0).unwrap();
    let health = session.finish().parties.customer.health;
    let lost: Vec<_> = health.iter().filter(|found| found.code == HealthCode::LostAudio).collect();
    assert!(lost.iter().all(|found| found.end <= Time::from_millis(4000)), "{lost:?}");
    assert_eq!(lost[0].value, Some(2.0));
}

#[test]
fn talkspurts_and_their_words_move() {
    let said = |config: Config, by: f64| {
        let mut floor = Floor::configured(config).unwrap();
        floor.push(Party::Agent, 5.0, 5.4).unwrap();
        floor.push_word(Party::Agent, 5.0, 5.4, "which bill").unwrap();
        floor.push(Party::Customer, 1.0 + by, 9.0 + by).unwrap();
        floor.push_word(Party::Customer, 1.0 + by, 9.0 + by, "the bill that came is twice what it was").unwrap();
        floor.finish(Some(12.0)).unwrap()
    };
    let expected = said(Config::default(), 0.0).to_json();
    assert_eq!(but_moved(said(moved(Party::Customer, -0.5), 0.5), Party::Customer, -0.5), expected);
    assert_eq!(but_moved(said(moved(Party::Customer, 0.5), -0.5), Party::Customer, 0.5), expected);
    // What then lies outside is left out.
    let outside = said(moved(Party::Customer, -1.5), 0.0);
    assert_eq!(outside.talkspurts[0].span.start, Time::ZERO);
    let outside = said(moved(Party::Customer, 4.0), 0.0);
    assert_eq!(outside.talkspurts.last().unwrap().span.end, Time::from_millis(12_000));
}

#[test]
fn recordings_of_unequal_length_have_no_score_unless_they_are_said_to_belong_together() {
    let report = |config: Config, shorter: f64| {
        let mut session = Session::new(config).unwrap();
        session.push_mulaw(&common::demo_mulaw()).unwrap();
        session.note_shorter(Party::Customer, shorter);
        session.finish()
    };
    let found = |report: &Report| {
        let both = Party::BOTH.map(|party| &report.parties[party].health);
        both.map(|health| {
            health.iter().find(|found| found.code == HealthCode::UnequalLengths).and_then(|found| found.value)
        })
    };
    let unequal = report(Config::default(), 0.31);
    assert_eq!(found(&unequal), [None, Some(0.31)]);
    assert_eq!(unequal.score.withheld_by, [HealthCode::UnequalLengths]);
    assert_eq!(found(&report(Config::default(), 0.3)), [None, None]);
    let settled = report(moved(Party::Agent, 0.0), 0.31);
    assert_eq!(found(&settled), [None, Some(0.31)]);
    assert!(settled.score.observable_listening.is_some());
}

#[test]
fn no_channel_is_moved_by_more_than_a_minute_and_none_of_a_mix() {
    for seconds in [60.0, -60.0] {
        assert!(moved(Party::Agent, seconds).check().is_ok());
        let error = moved(Party::Agent, seconds * 1.0001).check().unwrap_err();
        assert!(error.is_config() && error.to_string().contains("-60 to 60 s"), "{error}");
    }
    let error = Mix::new(moved(Party::Customer, 1.0)).unwrap_err();
    assert!(error.to_string().contains("share one channel"), "{error}");
}
