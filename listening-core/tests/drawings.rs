//! Every kind of event of `docs/methods.md`, drawn as two tracks: `=` is talk, `.` silence, a mark is 0.2 s.

use listening_core::floor::{FloorStage, Heard};
use listening_core::{Event, EventKind, Floor, Party, Report, Span, Time};

const MARK: f64 = 0.2;

/// The report of two drawn tracks, `agent` and `customer`.
fn drawn(agent: &str, customer: &str) -> Report {
    let mut floor = Floor::new();
    for (party, track) in [(Party::Agent, agent), (Party::Customer, customer)] {
        let marks: Vec<bool> = track.chars().map(|mark| mark == '=').chain([false]).collect();
        let mut start = None;
        for (k, &talk) in marks.iter().enumerate() {
            match (talk, start) {
                (true, None) => start = Some(k),
                (false, Some(from)) => {
                    floor.push(party, from as f64 * MARK, k as f64 * MARK).unwrap();
                    start = None;
                }
                _ => {}
            }
        }
    }
    floor.finish(None).unwrap()
}

/// The kinds of the agent's or the silences' events that begin at a mark.
fn at(report: &Report, mark: usize) -> Vec<EventKind> {
    let begins = |event: &&Event| (event.span.start.seconds() - mark as f64 * MARK).abs() < 0.01;
    report.events.iter().filter(begins).map(|event| event.kind).collect()
}

#[test]
fn backchannel() {
    let report = drawn(
        "==========...................==.....................", //
        "...........=====================.===================",
    );
    assert_eq!(at(&report, 29), [EventKind::Backchannel]);
}

#[test]
fn smooth_switch() {
    let report = drawn(
        "==========..........................================", //
        "...........=======================..................",
    );
    assert!(at(&report, 36).contains(&EventKind::SmoothSwitch));
}

#[test]
fn overlap() {
    let report = drawn(
        "==========......................====================", //
        "...........=======================..................",
    );
    assert!(at(&report, 32).contains(&EventKind::Overlap));
}

#[test]
fn interruption() {
    // The holder, halting, has just taken up again when the other comes in: it breaks off.
    let report = drawn(
        "........................============================", //
        "======...===.=========.===......====================",
    );
    assert!(at(&report, 24).contains(&EventKind::Interruption), "{:?}", at(&report, 24));
}

#[test]
fn butting_in() {
    let report = drawn(
        "==========...............=======....................", //
        "...........=========================================",
    );
    assert!(at(&report, 25).contains(&EventKind::ButtingIn));
}

#[test]
fn pause_interruption() {
    let report = drawn(
        // The holder halts, the other comes in, the holder goes on with its sentence.
        "...............................================.....",
        ".=...=======...=========...===...===================",
    );
    assert!(at(&report, 31).contains(&EventKind::PauseInterruption), "{:?}", report.events);
}

#[test]
fn simultaneous_start() {
    let report = drawn(
        "==========..............=========...................", //
        "........................============================",
    );
    assert!(at(&report, 24).contains(&EventKind::SimultaneousStart));
}

#[test]
fn pause_and_gap() {
    let report = drawn(
        "==========..................................========", //
        "............===========.=============...............",
    );
    assert_eq!(at(&report, 10), [EventKind::Gap]);
    assert_eq!(at(&report, 23), [EventKind::Pause]);
    assert_eq!(at(&report, 37), [EventKind::Gap]);
}

#[test]
fn dead_air_and_unanswered_turn() {
    let report = drawn(
        "==========..........................................", //
        "............===========.................============",
    );
    assert_eq!(at(&report, 23), [EventKind::DeadAir, EventKind::UnansweredTurn]);
}

#[test]
fn hold() {
    let mut floor = FloorStage::new(false);
    let time = |mark: f64| Time::from_seconds(mark * MARK);
    let mut events = Vec::new();
    for (party, start, end) in [(Party::Agent, 0.0, 10.0), (Party::Customer, 12.0, 24.0), (Party::Agent, 60.0, 70.0)] {
        floor.push(Heard::Start(party, time(start)), &mut events);
        floor.push(Heard::End(party, time(end)), &mut events);
    }
    floor.push(Heard::Music(Party::Agent, Span::new(time(28.0), time(58.0))), &mut events);
    floor.finish(&mut events);
    let holds: Vec<Span> =
        events.iter().filter(|event| event.kind == EventKind::Hold).map(|event| event.span).collect();
    assert_eq!(holds, [Span::new(time(24.0), time(60.0))]);
}

#[test]
fn bid_yielded_to_and_ignored() {
    let report = drawn(
        "==========..................========================", //
        "...........========================.................",
    );
    // The holder talked on for longer than the end of a turn may be overlapped.
    assert!(at(&report, 28).contains(&EventKind::Bid));
    let ignored = drawn(
        "==========...............=======....................", //
        "...........=========================================",
    );
    assert!(at(&ignored, 25).contains(&EventKind::Bid));
}
