//! The data of an event during the call, besides its JSON; and audio in a struct.

use std::ffi::{CStr, c_char, c_void};

use super::*;

fn static_text(text: *const c_char) -> &'static str {
    // SAFETY: names are static and ended by NUL.
    unsafe { CStr::from_ptr(text) }.to_str().expect("UTF-8")
}

/// A text that is filled into a buffer of that many bytes; `None` past the last.
fn reason(session: *mut Session, at: usize, capacity: usize) -> Option<String> {
    let (mut text, mut needed) = (vec![0; capacity], 0);
    // SAFETY: the session is a live one, and the buffer is as said.
    let status =
        unsafe { listening_session_last_event_reason(session, at, text.as_mut_ptr(), text.len(), &raw mut needed) };
    if status == Status::NoRow {
        return None;
    }
    assert_eq!(status, Status::Ok);
    // SAFETY: the text ends with a NUL.
    let text = unsafe { CStr::from_ptr(text.as_ptr()) }.to_str().expect("UTF-8").to_owned();
    assert_eq!(needed, text.len() + 1);
    Some(text)
}

#[test]
fn live_reasons_and_kinds_are_those_of_the_json() {
    let bytes = whole_call();
    let mut engine = core::Session::new(core::Config::default()).expect("defaults");
    let expected = engine.push_mulaw(&bytes).expect("good audio").to_vec();
    let session = begin(&Config::default());
    let (mut event, mut kind, mut probability) = (Event::default(), 0, 0.0);
    let (mut reasons, mut kinds) = (0, 0);
    // SAFETY: the session is a live one, the frames are there and the event has its size.
    unsafe {
        assert_eq!(listening_session_push_mulaw(session, bytes.as_ptr(), bytes.len() / 2), Status::Ok);
        for reported in &expected {
            assert_eq!(listening_session_poll_event(session, &raw mut event), Status::Ok);
            let reported = core::ReportEvent::from(reported);
            let live: Vec<String> = (0..).map_while(|at| reason(session, at, 128)).collect();
            assert_eq!(live, reported.reasons);
            assert_eq!(live.len(), event.reasons as usize);
            reasons += live.len();
            for (at, (name, share)) in reported.kinds.iter().enumerate() {
                let status = listening_session_last_event_kind(session, at, &raw mut kind, &raw mut probability);
                assert_eq!((status, probability), (Status::Ok, *share));
                assert_eq!(static_text(listening_event_kind_name(kind)), name.as_str());
            }
            let past =
                listening_session_last_event_kind(session, reported.kinds.len(), &raw mut kind, &raw mut probability);
            assert_eq!(past, Status::NoRow);
            kinds += reported.kinds.len();
            // A buffer that is one byte too small is reported, and left unchanged.
            if let Some(text) = live.first() {
                let (mut small, mut needed) = (vec![35; text.len()], 0);
                let (buffer, room) = (small.as_mut_ptr(), small.len());
                let status = listening_session_last_event_reason(session, 0, buffer, room, &raw mut needed);
                assert_eq!((status, needed), (Status::BufferTooSmall, text.len() + 1));
                assert!(small.iter().all(|byte| *byte == 35));
            }
        }
        listening_session_free(session);
    }
    assert!(reasons > 50 && kinds > 20, "{reasons} reasons, {kinds} kinds");
}

/// 128 bytes are enough for any reason: the longest texts that there are, with the largest numbers.
#[test]
fn the_longest_reason_fits() {
    use listening_core::Reason;
    let tone = Reason::Tone(core::Tone::SpecialInformation, Some(core::TonePlan::UnitedKingdom), [u16::MAX; 2]);
    let longest = [
        Reason::ContributionWentOn(u32::MAX),
        Reason::HolderStopped(u32::MAX),
        Reason::VoiceEnded(u32::MAX),
        Reason::LastSyllable(1e20),
        Reason::AudioLost(u32::MAX),
        Reason::ClauseOpen,
        tone,
    ];
    longest.into_iter().for_each(|reason| assert!(reason.to_string().len() < 100, "{reason}"));
}

#[test]
fn names_are_the_engines() {
    for kind in core::EventKind::ALL {
        assert_eq!(static_text(listening_event_kind_name(kind as i32)), kind.name());
    }
    for status in core::Status::ALL {
        assert_eq!(static_text(listening_event_status_name(status as i32)), status.name());
    }
    for language in core::Language::ALL {
        assert_eq!(static_text(listening_language_code(language as i32)), language.code());
    }
    assert_eq!(
        [Party::Agent, Party::Customer].map(|party| static_text(listening_party_name(party as i32))),
        ["agent", "customer"]
    );
    let statuses: std::collections::BTreeSet<_> =
        Status::ALL.into_iter().map(|status| static_text(listening_status_name(status as i32))).collect();
    assert_eq!(statuses.len(), Status::ALL.len());
    let header = include_str!("../../../include/listening.h");
    for name in statuses.iter().filter(|name| **name != "refused") {
        assert!(header.contains(&format!(" LISTENING_STATUS_{} = ", name.to_uppercase())), "{name}");
    }
    let unknown =
        [listening_event_kind_name, listening_event_status_name, listening_party_name, listening_language_code];
    for name in unknown {
        for number in [-1, 16, i32::MIN, i32::MAX] {
            assert_eq!(static_text(name(number)), "unknown");
        }
    }
    assert_eq!([3, -18].map(|number| static_text(listening_status_name(number))), ["unknown"; 2]);
}

/// Where both channels begin, from a frame on.
type At<'a> = Box<dyn Fn(usize) -> (*const c_void, *const c_void) + 'a>;

fn start<T>(samples: &[T]) -> *const c_void {
    samples.as_ptr().cast()
}

/// Every form in a struct gives the report that its own function gives.
#[test]
fn audio_in_a_struct_is_that_of_its_function() {
    let bytes = call();
    let samples = decoded(&bytes);
    let floats: Vec<_> = samples.iter().map(|&sample| f32::from(sample) / 32768.0).collect();
    let (bytes_apart, samples_apart, floats_apart) = (apart(&bytes), apart(&samples), apart(&floats));
    let frames = bytes.len() / 2;
    let i16_report = pushed(frames, |s, k, n| {
        // SAFETY: `n` frames are there from `k` on.
        unsafe { listening_session_push_i16(s, samples[2 * k..].as_ptr(), n) }
    });
    let alaw_report = pushed(frames, |s, k, n| {
        // SAFETY: `n` frames are there from `k` on.
        unsafe { listening_session_push_alaw(s, bytes[2 * k..].as_ptr(), n) }
    });
    let mulaw_report = pushed(frames, |s, k, n| {
        // SAFETY: `n` frames are there from `k` on.
        unsafe { listening_session_push_mulaw(s, bytes[2 * k..].as_ptr(), n) }
    });
    let none = std::ptr::null();
    let forms: [(Encoding, Layout, At<'_>, &String); 8] = [
        (Encoding::I16, Layout::Interleaved, Box::new(|k| (start(&samples[2 * k..]), none)), &i16_report),
        (Encoding::F32, Layout::Interleaved, Box::new(|k| (start(&floats[2 * k..]), none)), &i16_report),
        (Encoding::Mulaw, Layout::Interleaved, Box::new(|k| (start(&bytes[2 * k..]), none)), &mulaw_report),
        (Encoding::Alaw, Layout::Interleaved, Box::new(|k| (start(&bytes[2 * k..]), none)), &alaw_report),
        (
            Encoding::I16,
            Layout::Planar,
            Box::new(|k| (start(&samples_apart.0[k..]), start(&samples_apart.1[k..]))),
            &i16_report,
        ),
        (
            Encoding::F32,
            Layout::Planar,
            Box::new(|k| (start(&floats_apart.0[k..]), start(&floats_apart.1[k..]))),
            &i16_report,
        ),
        (
            Encoding::Mulaw,
            Layout::Planar,
            Box::new(|k| (start(&bytes_apart.0[k..]), start(&bytes_apart.1[k..]))),
            &mulaw_report,
        ),
        (
            Encoding::Alaw,
            Layout::Planar,
            Box::new(|k| (start(&bytes_apart.0[k..]), start(&bytes_apart.1[k..]))),
            &alaw_report,
        ),
    ];
    for (encoding, layout, at, expected) in &forms {
        let audio = |k, frames| {
            let (left, right) = at(k);
            let (encoding, layout) = (*encoding as i32, *layout as i32);
            Audio { encoding, layout, left, right, frames, ..Audio::default() }
        };
        let report = pushed(frames, |session, k, n| {
            // SAFETY: the session is a live one, and `n` frames are there from `k` on.
            unsafe { listening_session_push_audio(session, &audio(k, n)) }
        });
        assert!(report == **expected, "{encoding:?} {layout:?} gives another report live");
        let mut whole = std::ptr::null_mut();
        // SAFETY: there are as many frames as passed.
        let status = unsafe { listening_analyze_audio(&Config::default(), &audio(0, frames), &raw mut whole) };
        assert_eq!(status, Status::Ok);
        assert!(json(whole) == **expected, "{encoding:?} {layout:?} gives another report in one go");
    }
}

#[test]
fn a_snapshot_is_the_engines_and_the_report_so_far_is_that_of_the_end() {
    let bytes = whole_call();
    let (point, rate) = (core::OperatingPoint::TenPercent, 0.1);
    let theirs = core::Config { decisions: Some(point), ..core::Config::default() };
    let mut engine = core::Session::new(theirs).expect("good settings");
    let session = begin(&Config { decisions: rate, ..Config::default() });
    let mut now = Snapshot::from(engine.snapshot());
    assert!(now.mark == -1 && now.floor_taken.iter().chain(&now.turn_end).all(|number| number.is_nan()));
    assert!(now.floor == -1 && now.silent_after == -1 && now.floor_for.is_nan() && now.silent_for.is_nan());
    assert!(now.since_heard.iter().chain(&now.talk_share).all(|number| number.is_nan()));
    let (mut dead, mut held, mut asked, mut marked, mut open) = (0, 0, 0, 0, 0);
    let mark = (core::MarkKind::Pause, 20.0, 22.0);
    engine.push_mark(mark.0, mark.1, Some(mark.2), None, None).expect("a good mark");
    // SAFETY: the session is a live one, and the mark names no agent.
    unsafe {
        let kind = MarkKind::Pause as i32;
        assert_eq!(listening_session_push_mark(session, kind, mark.1, mark.2, -1, ptr::null()), Status::Ok);
    }
    for packet in bytes.chunks(320) {
        engine.push_mulaw(packet).expect("good audio");
        let seen = engine.snapshot();
        // SAFETY: the session is a live one, the frames are there and the snapshot has its size.
        unsafe {
            assert_eq!(listening_session_push_mulaw(session, packet.as_ptr(), packet.len() / 2), Status::Ok);
            assert_eq!(listening_session_snapshot(session, &raw mut now), Status::Ok);
        }
        assert_eq!((now.position, now.known), (seen.position.seconds(), seen.known.seconds()));
        match seen.floor {
            Some(floor) => assert_eq!((now.floor, now.floor_for), (floor.by as i32, floor.length.seconds())),
            None => assert!(now.floor == -1 && now.floor_for.is_nan()),
        }
        for (k, party) in core::Party::BOTH.into_iter().enumerate() {
            let reported = seen.parties[party];
            assert_eq!((now.talk[k], now.talking[k]), (reported.talk.seconds(), i32::from(reported.talking)));
            for kind in core::EventKind::ALL {
                assert_eq!(now.events[k][kind as usize], reported.count(kind));
            }
            let given = |number: f64| (!number.is_nan()).then_some(number);
            assert_eq!((given(now.floor_taken[k]), given(now.turn_end[k])), (reported.floor_taken, reported.turn_end));
            open += i32::from(reported.floor_taken.is_some()) + i32::from(reported.turn_end.is_some());
        }
        assert!(now.dead_air == 0.0 || (now.dead_air >= 3.0 && now.dead_air == now.silent_for && now.hold == 0.0));
        assert!(now.hold == 0.0 || (now.hold >= 3.0 && now.hold == now.silent_for));
        assert_eq!(now.mark, seen.mark.map_or(-1, |kind| kind as i32));
        marked += i32::from(now.mark == MarkKind::Pause as i32);
        dead += i32::from(now.dead_air > 0.0);
        held += i32::from(now.hold > 0.0);
        asked += 1;
        if asked % 1000 == 0 {
            let mut report = ptr::null_mut();
            // SAFETY: the session is a live one, and the report is freed once.
            unsafe {
                assert_eq!(listening_session_report_so_far(session, &raw mut report), Status::Ok);
                assert_eq!((*report).inner.to_json(), engine.report_so_far().to_json());
                listening_report_free(report);
            }
        }
    }
    assert!(dead > 10 && held > 10, "{dead} and {held} pictures");
    assert!((90..=110).contains(&marked) && open > 200, "{marked} and {open} pictures");
    let mut report = ptr::null_mut();
    // SAFETY: as above; each wrong call is refused before it writes.
    unsafe {
        now.size = 8;
        assert_eq!(listening_session_snapshot(session, &raw mut now), Status::BadSize);
        assert_eq!(listening_session_snapshot(session, ptr::null_mut()), Status::NullPointer);
        assert_eq!(listening_session_report_so_far(session, ptr::null_mut()), Status::NullPointer);
        now.size = size_of::<Snapshot>();
        assert_eq!(listening_session_finish(session, &raw mut report), Status::Ok);
        listening_report_free(report);
        assert_eq!(listening_session_snapshot(session, &raw mut now), Status::Finished);
        assert_eq!(listening_session_report_so_far(session, &raw mut report), Status::Finished);
    }
    // SAFETY: the session is given back once.
    unsafe { listening_session_free(session) };
}

#[test]
fn marks_reach_the_report_and_each_leg_has_its_score() {
    let bytes = whole_call();
    let mut engine = core::Session::new(core::Config::default()).expect("defaults");
    let session = begin(&Config::default());
    let anna = c"anna";
    let mark = |kind: MarkKind, start, end, party, agent: *const c_char| {
        // SAFETY: the session is a live one, and the name ends with a NUL.
        unsafe { listening_session_push_mark(session, kind as i32, start, end, party, agent) }
    };
    engine.push_mark(core::MarkKind::Hold, 48.6, Some(52.0), None, None).expect("a mark");
    engine.push_mark(core::MarkKind::Transfer, 60.0, None, None, Some("anna")).expect("a mark");
    engine.push_mark(core::MarkKind::Transfer, 60.0, Some(61.0), None, None).expect("a mark");
    engine.push_mark(core::MarkKind::Mute, 70.0, None, Some(core::Party::Customer), None).expect("a mark");
    assert_eq!(mark(MarkKind::Hold, 48.6, 52.0, -1, ptr::null()), Status::Ok);
    assert_eq!(mark(MarkKind::Transfer, 60.0, f64::NAN, -1, anna.as_ptr()), Status::Ok);
    assert_eq!(mark(MarkKind::Transfer, 60.0, 61.0, -1, ptr::null()), Status::Ok);
    assert_eq!(mark(MarkKind::Mute, 70.0, f64::NAN, Party::Customer as i32, ptr::null()), Status::Ok);
    assert_eq!(mark(MarkKind::Hold, 2.0, 1.0, -1, ptr::null()), Status::BadMark);
    assert_eq!(mark(MarkKind::Hold, 2.0, 3.0, 2, ptr::null()), Status::BadConfig);
    assert_eq!(mark(MarkKind::Hold, 2.0, 3.0, -1, anna.as_ptr()), Status::BadMark);
    // SAFETY: as above; the text is no UTF-8.
    unsafe {
        assert_eq!(listening_session_push_mark(session, 8, 0.0, 1.0, -1, ptr::null()), Status::BadMark);
        let broken = [-1 as c_char, 0];
        assert_eq!(listening_session_push_mark(session, 5, 0.0, 1.0, -1, broken.as_ptr()), Status::BadMark);
    }
    engine.push_mulaw(&bytes).expect("good audio");
    let expected = engine.finish();
    let mut report = ptr::null_mut();
    // SAFETY: the session is a live one, the structs have their sizes, and all is freed once.
    unsafe {
        assert_eq!(listening_session_push_mulaw(session, bytes.as_ptr(), bytes.len() / 2), Status::Ok);
        assert_eq!(listening_session_finish(session, &raw mut report), Status::Ok);
        assert_eq!((*report).inner.to_json(), expected.to_json());
        let mut row: Mark = std::mem::zeroed();
        assert_eq!(listening_report_mark(report, 0, &raw mut row), Status::BadSize);
        row.size = size_of::<Mark>();
        for (at, reported) in expected.marks.iter().enumerate() {
            assert_eq!(listening_report_mark(report, at, &raw mut row), Status::Ok);
            assert_eq!((row.start, row.end), (reported.span.start.seconds(), reported.span.end.seconds()));
            assert_eq!(static_text(listening_mark_kind_name(row.kind)), reported.kind.as_str());
            assert_eq!(row.party, reported.party.map_or(-1, |party| party as i32));
            assert_eq!(row.agent.is_null(), reported.agent.is_none());
        }
        assert_eq!(listening_report_mark(report, 3, &raw mut row), Status::NoRow);
        let mut leg: Leg = std::mem::zeroed();
        leg.size = size_of::<Leg>();
        assert_eq!(expected.legs.len(), 2);
        for (at, reported) in expected.legs.iter().enumerate() {
            assert_eq!(listening_report_leg(report, at, &raw mut leg), Status::Ok);
            assert_eq!((leg.start, leg.end), (reported.span.start.seconds(), reported.span.end.seconds()));
            assert_eq!(
                reported.score.observable_listening.unwrap_or(-1.0),
                if leg.value.is_nan() { -1.0 } else { leg.value }
            );
            assert_eq!(static_text(leg.status), reported.score.status.as_str());
            assert_eq!((!leg.agent.is_null()).then(|| static_text(leg.agent)), reported.agent.as_deref());
        }
        assert_eq!(listening_report_leg(report, 2, &raw mut leg), Status::NoRow);
        listening_report_free(report);
        assert_eq!(listening_session_push_mark(session, 0, 0.0, 1.0, -1, ptr::null()), Status::Finished);
        listening_session_free(session);
    }
}
