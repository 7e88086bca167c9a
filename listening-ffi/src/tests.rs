//! What C programs cannot easily show: panics, structs of other versions, equal bytes from every form of push.

use std::ffi::{CStr, CString};
use std::ptr;

use listening_core as core;
use listening_core::Sample as _;

use crate::boundary::on;
use crate::*;

mod allocations;
mod floor;
mod live;
mod numbers;
mod rows;
mod tracking;

fn begin(config: &Config) -> *mut Session {
    let mut session = ptr::null_mut();
    // SAFETY: both pointers are valid.
    assert_eq!(unsafe { listening_session_new(config, &raw mut session) }, Status::Ok);
    session
}

fn json(report: *mut Report) -> String {
    let (mut text, mut length) = (ptr::null(), 0);
    // SAFETY: the report is a live one, and its text is ended by NUL.
    unsafe {
        assert_eq!(listening_report_json(report, &raw mut text, &raw mut length), Status::Ok);
        let text = CStr::from_ptr(text).to_str().expect("UTF-8").to_owned();
        assert_eq!(length, text.len());
        listening_report_free(report);
        text
    }
}

fn end(session: *mut Session) -> String {
    let mut report = ptr::null_mut();
    // SAFETY: the session is a live one.
    unsafe {
        assert_eq!(listening_session_finish(session, &raw mut report), Status::Ok);
        assert_eq!(listening_session_finish(session, &raw mut report), Status::Finished);
        listening_session_free(session);
    }
    json(report)
}

fn last_error(session: *const Session) -> String {
    let mut buffer = [0; 512];
    // SAFETY: the session is a live one, and the buffer is as long as said.
    unsafe {
        let status = listening_session_last_error(session, buffer.as_mut_ptr(), buffer.len(), ptr::null_mut());
        assert_eq!(status, Status::Ok);
        CStr::from_ptr(buffer.as_ptr()).to_str().expect("UTF-8").to_owned()
    }
}

/// The first half minute of the demo call, as the mu-law bytes that it is stored in.
pub(crate) fn call() -> Vec<u8> {
    whole_call()[..30 * 8000 * 2].to_vec()
}

/// All of it: what is charged comes late in it.
fn whole_call() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/demo_call.wav");
    let wav = std::fs::read(path).expect("the demo call");
    let data = wav.windows(4).position(|name| name == b"data").expect("a data chunk") + 8;
    let frames = (wav.len() - data) / 2;
    wav[data..][..frames * 2].to_vec()
}

fn decoded(bytes: &[u8]) -> Vec<i16> {
    bytes.iter().map(|&byte| (core::MuLaw(byte).to_float() * 32768.0) as i16).collect()
}

fn apart<T: Copy>(interleaved: &[T]) -> (Vec<T>, Vec<T>) {
    interleaved.chunks_exact(2).map(|frame| (frame[0], frame[1])).unzip()
}

/// The report of what is pushed, in packets that are cut across every grid.
fn pushed(frames: usize, push: impl Fn(*mut Session, usize, usize) -> Status) -> String {
    let session = begin(&Config::default());
    for from in (0..frames).step_by(161) {
        assert_eq!(push(session, from, 161.min(frames - from)), Status::Ok);
    }
    end(session)
}

#[test]
fn every_form_of_push_gives_the_same_bytes() {
    let samples = decoded(&call());
    let floats: Vec<_> = samples.iter().map(|&sample| f32::from(sample) / 32768.0).collect();
    let ((left, right), (left_f32, right_f32)) = (apart(&samples), apart(&floats));
    let frames = left.len();
    let expected = core::analyze(&samples, &core::Config::default()).expect("good audio").to_json();
    assert!(expected.contains(r#""kind":"smooth_switch""#), "something is heard");

    let mut report = ptr::null_mut();
    // SAFETY: every slice holds `n` frames from `k` on.
    let reports = unsafe {
        let status = listening_analyze_i16(&Config::default(), samples.as_ptr(), frames, &raw mut report);
        assert_eq!(status, Status::Ok);
        [
            json(report),
            pushed(frames, |s, k, n| listening_session_push_i16(s, samples[2 * k..].as_ptr(), n)),
            pushed(frames, |s, k, n| listening_session_push_f32(s, floats[2 * k..].as_ptr(), n)),
            pushed(frames, |s, k, n| listening_session_push_planar_i16(s, left[k..].as_ptr(), right[k..].as_ptr(), n)),
            pushed(frames, |s, k, n| {
                listening_session_push_planar_f32(s, left_f32[k..].as_ptr(), right_f32[k..].as_ptr(), n)
            }),
        ]
    };
    // And in one go.
    let whole = |analyze: &dyn Fn(*const Config, *mut *mut Report) -> Status| {
        let mut report = ptr::null_mut();
        assert_eq!(analyze(&Config::default(), &raw mut report), Status::Ok);
        json(report)
    };
    // SAFETY: every slice holds the number of frames passed.
    let (float, planar, planar_float) = unsafe {
        (
            whole(&|config, to| listening_analyze_f32(config, floats.as_ptr(), frames, to)),
            whole(&|config, to| listening_analyze_planar_i16(config, left.as_ptr(), right.as_ptr(), frames, to)),
            whole(&|config, to| {
                listening_analyze_planar_f32(config, left_f32.as_ptr(), right_f32.as_ptr(), frames, to)
            }),
        )
    };
    assert!(float == expected && planar == expected && planar_float == expected);
    for (form, report) in reports.iter().enumerate() {
        assert!(*report == expected, "form {form} gives another report");
    }
}

#[test]
fn companded_pushes_are_told_apart() {
    let bytes = call();
    let (left, right) = apart(&bytes);
    let frames = left.len();
    let expected = |push: fn(&mut core::Session, &[u8])| {
        let mut session = core::Session::new(core::Config::default()).expect("defaults");
        push(&mut session, &bytes);
        session.finish().to_json()
    };
    let mulaw = expected(|session, bytes| assert!(session.push_mulaw(bytes).is_ok()));
    let alaw = expected(|session, bytes| assert!(session.push_alaw(bytes).is_ok()));
    assert!(mulaw != alaw);
    // SAFETY: every slice holds `n` frames from `k` on.
    unsafe {
        let interleaved = pushed(frames, |s, k, n| listening_session_push_mulaw(s, bytes[2 * k..].as_ptr(), n));
        let planar = pushed(frames, |s, k, n| {
            listening_session_push_planar_mulaw(s, left[k..].as_ptr(), right[k..].as_ptr(), n)
        });
        assert!(interleaved == mulaw && planar == mulaw);
        let interleaved = pushed(frames, |s, k, n| listening_session_push_alaw(s, bytes[2 * k..].as_ptr(), n));
        let planar =
            pushed(frames, |s, k, n| listening_session_push_planar_alaw(s, left[k..].as_ptr(), right[k..].as_ptr(), n));
        assert!(interleaved == alaw && planar == alaw);

        let config = Config::default();
        let mut reports = [ptr::null_mut(); 4];
        let [a, b, c, d] = &mut reports;
        assert_eq!(listening_analyze_mulaw(&raw const config, bytes.as_ptr(), frames, a), Status::Ok);
        assert_eq!(
            listening_analyze_planar_mulaw(&raw const config, left.as_ptr(), right.as_ptr(), frames, b),
            Status::Ok
        );
        assert_eq!(listening_analyze_alaw(&raw const config, bytes.as_ptr(), frames, c), Status::Ok);
        assert_eq!(
            listening_analyze_planar_alaw(&raw const config, left.as_ptr(), right.as_ptr(), frames, d),
            Status::Ok
        );
        assert!(reports.map(json) == [mulaw.clone(), mulaw, alaw.clone(), alaw]);
    }
}

/// NULL for a channel and a loss that is declared are one thing, and the engine's.
#[test]
fn lost_packets_are_the_engines() {
    let samples = decoded(&call());
    let (left, mut right) = apart(&samples);
    let frames = left.len();
    let lost = |k: usize| (64_400..72_450).contains(&k);
    let by_null = pushed(frames, |session, k, n| {
        let right = if lost(k) { ptr::null() } else { right[k..].as_ptr() };
        // SAFETY: the session is a live one, and `n` samples are there.
        unsafe { listening_session_push_planar_i16(session, left[k..].as_ptr(), right, n) }
    });
    let mut engine = core::Session::new(core::Config::default()).expect("defaults");
    engine.push_planar(&left[..64_400], &right[..64_400]).expect("good audio");
    engine.push_lost(8050, core::Party::Customer);
    engine.push_planar(&left[64_400..], &right[64_400..]).expect("good audio");
    let expected = engine.finish().to_json();
    assert!(expected.contains(r#"{"code":"lost_audio","start":8.05,"end":9.056,"value":1.006}"#), "{expected}");
    assert!(by_null == expected);
    right[64_400..72_450].fill(i16::MAX);
    let declared = pushed(frames, |session, k, n| {
        // SAFETY: the session is a live one, and `n` samples are there.
        unsafe {
            if lost(k) {
                assert_eq!(listening_session_push_lost(session, n, Party::Customer as i32), Status::Ok);
            }
            listening_session_push_planar_i16(session, left[k..].as_ptr(), right[k..].as_ptr(), n)
        }
    });
    assert!(declared == expected);
}

#[test]
fn settings_reach_the_engine() {
    // Each sample twice: the call at 16 kHz.
    let call: Vec<i16> = decoded(&call()).chunks_exact(2).flat_map(|frame| [frame, frame].concat()).collect();
    let theirs = core::Config {
        sample_rate: 16_000,
        agent_channel: 1,
        assessed: core::Party::Customer,
        provisional: false,
        talker_prosody: true,
        history: Some(core::Time::from_millis(120_000)),
        offset: core::PerParty { agent: Some(core::Time::from_millis(-500)), customer: None },
        ..core::Config::default()
    };
    let ours = Config {
        sample_rate: 16_000,
        agent_channel: 1,
        assessed: Party::Customer as i32,
        provisional: 0,
        talker_prosody: 1,
        history: 120.0,
        agent_offset: -0.5,
        ..Config::default()
    };
    let session = begin(&ours);
    let mut event = Event::default();
    let mut finals = 0;
    // SAFETY: the session is a live one, the frames are there, and the event has its size.
    unsafe {
        assert_eq!(listening_session_push_i16(session, call.as_ptr(), call.len() / 2), Status::Ok);
        while listening_session_poll_event(session, &raw mut event) == Status::Ok {
            assert_eq!(event.status, EventStatus::Final as i32);
            finals += 1;
        }
    }
    assert!(finals > 0);
    assert!(end(session) == core::analyze(&call, &theirs).expect("good audio").to_json());
}

/// Equal in every field; what is missing is missing on both sides.
fn same_event(a: &Event, b: &Event) {
    assert_eq!(a.confidence.is_nan(), b.confidence.is_nan());
    let number = |value: f64| if value.is_nan() { -1.0 } else { value };
    let reported =
        |event: &Event| Event { confidence: number(event.confidence), charged: number(event.charged), ..*event };
    assert_eq!(reported(a), reported(b));
}

/// Polled events are those that the engine emits, field by field.
#[test]
fn polled_events_are_the_engines() {
    let samples = decoded(&call());
    let mut engine = core::Session::new(core::Config::default()).expect("defaults");
    let mut expected = engine.push_interleaved(&samples).expect("good audio").to_vec();
    expected.extend(engine.finish_with_events().1);

    let session = begin(&Config::default());
    let (mut event, mut report, mut text, mut needed) = (Event::default(), ptr::null_mut(), [0; 1024], 0);
    // SAFETY: the session is a live one, the frames are there, the event has its size and the buffer is as said.
    unsafe {
        assert_eq!(listening_session_push_i16(session, samples.as_ptr(), samples.len() / 2), Status::Ok);
        assert_eq!(listening_session_finish(session, &raw mut report), Status::Ok);
        for reported in &expected {
            assert_eq!(listening_session_poll_event(session, &raw mut event), Status::Ok);
            same_event(&event, &Event::from(reported));
            assert_eq!(CStr::from_ptr(event.id.as_ptr()).to_str(), Ok(reported.id().as_str()));
            let (buffer, capacity) = (text.as_mut_ptr(), text.len());
            let status = listening_session_last_event_json(session, buffer, capacity, &raw mut needed);
            assert_eq!(status, Status::Ok);
            assert_eq!(CStr::from_ptr(buffer).to_str(), Ok(reported.to_json().as_str()));
            assert_eq!(needed, reported.to_json().len() + 1);
        }
        assert_eq!(listening_session_poll_event(session, &raw mut event), Status::NoEvent);
        listening_report_free(report);
        listening_session_free(session);
    }
    assert!(expected.iter().any(|reported| reported.confidence.is_some() && reported.span.start > core::Time::ZERO));
}

#[test]
fn a_panic_becomes_a_status_and_poisons_its_session() {
    let session = begin(&Config::default());
    let mut report = ptr::null_mut();
    // SAFETY: the session is a live one.
    unsafe {
        assert_eq!(on(session, |_| panic!("broken {}", 1)), Status::Panic);
        assert_eq!(last_error(session), "fault inside the library: broken 1");
        assert_eq!(listening_session_push_i16(session, [0, 0].as_ptr(), 1), Status::Poisoned);
        assert_eq!(listening_session_finish(session, &raw mut report), Status::Poisoned);
        assert!(report.is_null());
        assert_eq!(last_error(session), "fault inside the library: broken 1");
        listening_session_free(session);
    }
    assert_eq!(boundary::guard(|| panic!("no session")), Status::Panic);
}

#[test]
fn structs_of_other_versions_are_understood() {
    #[repr(C)]
    struct Newer {
        config: Config,
        unknown: [u64; 2],
    }
    let mut newer = Newer { config: Config::default(), unknown: [7; 2] };
    // SAFETY: the pointers are to structs of the sizes passed.
    unsafe {
        assert_eq!(listening_config_init((&raw mut newer).cast(), size_of::<Newer>()), Status::Ok);
        assert_eq!(newer.unknown, [0; 2]);
        // No offset is no number, and no number equals another.
        assert!(newer.config.agent_offset.is_nan() && newer.config.customer_offset.is_nan());
        let compared = |config: Config| Config { agent_offset: 0.0, customer_offset: 0.0, ..config };
        assert_eq!(compared(newer.config), Config { size: size_of::<Newer>(), ..compared(Config::default()) });

        let mut session = ptr::null_mut();
        assert_eq!(listening_session_new((&raw const newer).cast(), &raw mut session), Status::Ok);
        listening_session_free(session);
        session = ptr::null_mut();
        newer.unknown[1] = 1;
        assert_eq!(listening_session_new((&raw const newer).cast(), &raw mut session), Status::BadConfig);
        assert!(session.is_null());
    }
}

#[test]
fn every_status_has_a_text_of_its_own() {
    let text = |status| {
        // SAFETY: status texts are static and ended by NUL.
        unsafe { CStr::from_ptr(listening_status_text(status)) }.to_str().expect("UTF-8")
    };
    let known: std::collections::BTreeSet<_> = (-17..=2).map(text).collect();
    assert_eq!(known.len(), 20);
    for unknown in [-18, 3, i32::MIN, i32::MAX] {
        assert_eq!(text(unknown), "no status of this library");
    }
    assert!(text(Status::UnsupportedRate as i32).contains("4000 to 192000 Hz"));
}

#[test]
fn refusals_say_what_came() {
    let session = begin(&Config::default());
    assert_eq!(last_error(session), "");
    let odd = ptr::without_provenance(4099);
    // SAFETY: the session is a live one; refused samples are not read beyond those that are there.
    unsafe {
        assert_eq!(listening_session_push_i16(session, odd, 2), Status::BadAudio);
        assert!(last_error(session).contains("not aligned to 2 bytes"));
        assert_eq!(listening_session_push_f32(session, [0.0, f32::NAN].as_ptr(), 1), Status::NotFinite);
        assert!(last_error(session).starts_with("sample 1 is NaN"));
        assert_eq!(listening_session_push_i16(session, [1, 2].as_ptr(), 1), Status::Ok);
        assert!(last_error(session).starts_with("sample 1 is NaN"));
        listening_session_free(session);
    }
}
