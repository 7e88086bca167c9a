//! Every number of every enum: a published number never changes its meaning and is never reused.

use listening_core as core;

use crate::*;

#[test]
fn every_number_is_what_it_always_was() {
    let statuses = [
        (Status::Ok, 0),
        (Status::NoEvent, 1),
        (Status::NoRow, 2),
        (Status::NullPointer, -1),
        (Status::BadSize, -2),
        (Status::BadConfig, -3),
        (Status::UnsupportedRate, -4),
        (Status::BadAudio, -5),
        (Status::NotFinite, -6),
        (Status::OutOfRange, -7),
        (Status::BadTalkspurts, -8),
        (Status::Finished, -9),
        (Status::BufferTooSmall, -10),
        (Status::Panic, -11),
        (Status::Poisoned, -12),
        (Status::Unknown, -13),
        (Status::BadWord, -14),
        (Status::BadRows, -15),
        (Status::BadCalibration, -16),
        (Status::BadMark, -17),
    ];
    assert_eq!(statuses.map(|(status, number)| (status as i32, status) == (number, status)), [true; 20]);
    assert_eq!(statuses.map(|(status, _)| status), Status::ALL, "a new status needs a line here");
    let kinds = [
        (EventKind::Backchannel, 0, "backchannel"),
        (EventKind::SmoothSwitch, 1, "smooth_switch"),
        (EventKind::Overlap, 2, "overlap"),
        (EventKind::Interruption, 3, "interruption"),
        (EventKind::ButtingIn, 4, "butting_in"),
        (EventKind::PauseInterruption, 5, "pause_interruption"),
        (EventKind::SimultaneousStart, 6, "simultaneous_start"),
        (EventKind::Pause, 7, "pause"),
        (EventKind::Gap, 8, "gap"),
        (EventKind::DeadAir, 9, "dead_air"),
        (EventKind::Hold, 10, "hold"),
        (EventKind::UnansweredTurn, 11, "unanswered_turn"),
        (EventKind::Bid, 12, "bid"),
        (EventKind::Tone, 13, "tone"),
        (EventKind::TurnEnd, 14, "turn_end"),
        (EventKind::FloorTaken, 15, "floor_taken"),
    ];
    assert!(kinds.iter().all(|&(kind, number, _)| kind as i32 == number));
    // And the engine's kind of that number is the one of that name.
    let engine = core::EventKind::ALL.map(|kind| (kind as i32, kind.name()));
    assert_eq!(kinds.map(|(_, number, name)| (number, name)), engine, "a new kind needs a line here");
    assert_eq!(EventStatus::ALL.map(|status| status as i32), [0, 1, 2, 3]);
    assert_eq!(EventStatus::Committed as i32, 3);
    assert_eq!([Party::Agent as i32, Party::Customer as i32], [0, 1]);
    let marks = [
        MarkKind::Hold,
        MarkKind::Mute,
        MarkKind::Pause,
        MarkKind::Ivr,
        MarkKind::Queue,
        MarkKind::Transfer,
        MarkKind::Consult,
        MarkKind::RecordingOff,
    ];
    assert_eq!(marks.map(|kind| kind as i32), [0, 1, 2, 3, 4, 5, 6, 7]);
    let languages = [Language::English, Language::German, Language::Spanish, Language::French];
    assert_eq!(languages.map(|language| language as i32), [0, 1, 2, 3]);
    assert_eq!(core::Language::ALL.len(), languages.len(), "a new language needs a number here");
}

#[test]
fn the_library_says_which_it_is() {
    // SAFETY: static texts, ended by NUL.
    let text = |text| unsafe { std::ffi::CStr::from_ptr(text) }.to_str().expect("UTF-8");
    assert_eq!(text(listening_version()), env!("CARGO_PKG_VERSION"));
    assert_eq!(
        listening_abi_version().to_string(),
        env!("LISTENING_ABI"),
        "build.rs names the library by another number"
    );
    let info = text(listening_build_info());
    let words: Vec<_> = info.split(' ').map(|word| word.split_once('=').expect("name=value")).collect();
    assert_eq!(words.iter().map(|word| word.0).collect::<Vec<_>>(), ["version", "abi", "target", "profile", "cpu"]);
    assert!(words.iter().all(|(_, value)| !value.is_empty()), "{info}");
    assert!(words[2].1.contains(std::env::consts::ARCH), "{info}");
    assert_eq!([listening_is_missing(f64::NAN), listening_is_missing(0.0)], [1, 0]);
}
