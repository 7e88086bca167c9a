//! Bad input is a typed error that says what to do, or a finding in `health`; never a panic, nothing lost.

mod common;

use listening_core::{Config, Floor, Party, Session, analyze};
use ndarray::Array2;

fn codes(report: &listening_core::Report, party: Party) -> Vec<&str> {
    report.parties[party].health.iter().map(|health| health.code.as_str()).collect()
}

#[test]
fn empty_and_one_sample_calls_report() {
    for frames in [0_usize, 1, 2, 79, 80, 81, 400] {
        let report = analyze(&vec![100_i16; 2 * frames], &Config::default()).unwrap();
        assert!((report.duration.seconds() - frames as f64 / 8000.0).abs() < 1e-6);
        assert!(report.talkspurts.is_empty() && report.events.is_empty());
        assert_eq!(report.score.status.as_str(), "insufficient_evidence");
        assert_eq!(report.score.observable_listening, None);
        assert!(report.to_json().starts_with("{\"schema\":\"listening.report/1\""));
    }
}

#[test]
fn silence_is_a_finding_not_a_score() {
    let report = analyze(&vec![0_i16; 2 * 8000 * 40], &Config::default()).unwrap();
    for party in Party::BOTH {
        assert_eq!(codes(&report, party), ["silent"]);
        assert_eq!(report.parties[party].active_level_dbov, None);
    }
    assert_eq!(report.score.rating, None);
    assert!(report.measures.iter().all(|measure| measure.value.is_none_or(f64::is_finite)));
}

#[test]
fn a_refused_push_says_why_and_loses_nothing() {
    let samples = common::part(34, 44);
    let mut session = Session::new(Config::default()).unwrap();
    session.push_interleaved(&samples[..80_000]).unwrap();
    let odd = session.push_interleaved(&[0.0_f32; 3]).unwrap_err().to_string();
    assert!(odd.starts_with("interleaved stereo needs an even number of samples, got 3"), "{odd}");
    assert_eq!(session.push_mulaw(&[0; 5]).unwrap_err().to_string(), odd.replace("got 3", "got 5"));
    let unequal = session.push_planar(&[0_i16; 3], &[0_i16; 4]).unwrap_err();
    assert!(unequal.is_audio() && unequal.to_string().contains("got 3 and 4 samples"), "{unequal}");
    for (bad, index) in [(f32::NAN, 0), (f32::INFINITY, 5), (f32::NEG_INFINITY, 7)] {
        let mut push = [0.0_f32; 8];
        push[index] = bad;
        let error = session.push_interleaved(&push).unwrap_err();
        assert!(error.is_not_finite() && error.to_string().starts_with(&format!("sample {index} is")), "{error}");
        assert!(error.is_audio() && error.to_string().contains("finite"));
    }
    let error = session.push_interleaved(&[0.0_f32, 12_345.0]).unwrap_err();
    assert!(error.is_out_of_range() && error.to_string().starts_with("sample 1 is 12345:"), "{error}");
    assert!(error.to_string().contains("32768"));
    let mono = Array2::<f32>::zeros((100, 1));
    let error = session.push_array(mono.view()).unwrap_err();
    assert!(error.is_audio() && error.to_string().contains("got shape (100, 1)"), "{error}");
    assert!(error.to_string().contains("talkspurts"));
    session.push_interleaved(&samples[80_000..]).unwrap();
    assert_eq!(session.finish().to_json(), analyze(&samples, &Config::default()).unwrap().to_json());
}

#[test]
fn unsupported_rates_and_channels_are_refused_before_any_audio() {
    for rate in [0, 1, 3999, 192_001, u32::MAX] {
        let error = Session::new(Config { sample_rate: rate, ..Config::default() }).unwrap_err();
        assert!(error.is_sample_rate() && error.to_string().starts_with(&format!("sample rate {rate} Hz")), "{error}");
        assert!(error.is_config() && !error.is_input() && error.to_string().contains("4000 to 192000"));
    }
    let error = Session::new(Config { agent_channel: 2, ..Config::default() }).unwrap_err();
    assert!(error.to_string().contains("agent_channel"));
}

#[test]
fn a_recording_known_to_be_cut_says_so() {
    let mut session = Session::new(Config::default()).unwrap();
    session.push_interleaved(&common::part(0, 5)).unwrap();
    session.note_truncated();
    let report = session.finish();
    assert_eq!(codes(&report, Party::Agent), ["truncated"]);
    assert_eq!(codes(&report, Party::Customer), ["truncated"]);
}

#[test]
fn a_header_that_was_never_completed_is_a_finding() {
    let mut session = Session::new(Config::default()).unwrap();
    session.push_interleaved(&common::part(0, 5)).unwrap();
    session.note_unfinished();
    let report = session.finish();
    for party in Party::BOTH {
        assert_eq!(codes(&report, party), ["unfinished"]);
    }
}

#[test]
fn one_channel_in_two_is_found() {
    let double: Vec<f32> = common::part(0, 20).as_chunks::<2>().0.iter().flat_map(|&[l, _]| [l, l]).collect();
    let report = analyze(&double, &Config::default()).unwrap();
    assert!(codes(&report, Party::Agent).contains(&"duplicated"));
    assert!(codes(&analyze(&common::part(0, 20), &Config::default()).unwrap(), Party::Agent).is_empty());
}

#[test]
fn noise_at_full_scale_is_heard_without_harm() {
    let mut state = 1_u32;
    let noise: Vec<i16> = (0..2 * 8000 * 10)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as i16
        })
        .collect();
    let report = analyze(&noise, &Config::default()).unwrap();
    serde_json::from_str::<serde_json::Value>(&report.to_json()).unwrap();
}

#[test]
fn talkspurts_out_of_order_are_refused_with_their_place() {
    let mut floor = Floor::new();
    floor.push(Party::Agent, 1.0, 2.0).unwrap();
    for (start, end, expected) in [
        (1.5, 3.0, "sort"),
        (f64::NAN, 3.0, "finite"),
        (3.0, f64::INFINITY, "finite"),
        (-1.0, 3.0, "at least 0"),
        (4.0, 4.0, "later end"),
        (4.0, 3.5, "later end"),
        (4.0, 1e12, "beyond"),
    ] {
        let error = floor.push(Party::Agent, start, end).unwrap_err();
        assert!(error.is_talkspurts(), "{error}");
        assert!(error.to_string().contains(expected), "{error}");
        assert!(error.to_string().contains("agent's talkspurt 1"), "{error}");
    }
    floor.push(Party::Customer, 0.5, 1.5).unwrap();
    for duration in [1.9, -1.0, f64::NAN, f64::INFINITY] {
        let error = floor.clone().finish(Some(duration)).unwrap_err();
        assert!(error.is_talkspurts() && error.to_string().starts_with("duration is"), "{error}");
    }
    assert_eq!(floor.finish(Some(2.0)).unwrap().talkspurts.len(), 2);
}

#[test]
fn a_floor_without_talk_reports() {
    let report = Floor::new().finish(None).unwrap();
    assert_eq!(report.duration.seconds(), 0.0);
    assert_eq!(report.score.status.as_str(), "insufficient_evidence");
}
