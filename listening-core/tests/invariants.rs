//! What must not change when the same conversation comes in another dress.

mod common;

use listening_core::{Config, EventKind, Floor, Party, Report, ReportEvent, Session, analyze};
use proptest::prelude::*;

fn report(samples: &[f32]) -> Report {
    analyze(&samples.to_vec(), &Config::default()).unwrap()
}

fn swapped(samples: &[f32]) -> Vec<f32> {
    samples.as_chunks::<2>().0.iter().flat_map(|&[left, right]| [right, left]).collect()
}

/// Events as (kind, party, start in ms), in a fixed order, the parties exchanged if asked.
fn entries(events: &[ReportEvent], exchange: bool) -> Vec<(EventKind, Party, i64)> {
    let mut all: Vec<_> = events
        .iter()
        .map(|event| {
            (event.kind.known().unwrap(), if exchange { event.by.other() } else { event.by }, event.span.start.millis())
        })
        .collect();
    all.sort();
    all
}

#[test]
fn channels_swapped_gives_parties_swapped() {
    let samples = common::demo_floats();
    let (straight, crossed) = (report(&samples), report(&swapped(&samples)));
    assert_eq!(entries(&straight.events, false), entries(&crossed.events, true));
    assert_eq!(straight.parties.agent.speech_seconds, crossed.parties.customer.speech_seconds);
    for measure in &straight.measures {
        let same = crossed.measures.iter().find(|m| m.id == measure.id && m.party == measure.party.other());
        assert_eq!(same.unwrap().value, measure.value, "{}", measure.id);
    }
    // And with the swap declared, the report is the same but for the channel numbers.
    let declared = Config { agent_channel: 1, ..Config::default() };
    let mut mended = analyze(&swapped(&samples), &declared).unwrap();
    mended.parties.agent.channel = Some(0);
    mended.parties.customer.channel = Some(1);
    assert_eq!(mended.to_json(), straight.to_json());
}

#[test]
fn a_later_start_moves_the_events_and_nothing_else() {
    let samples = common::demo_floats();
    let straight = report(&samples);
    let mut late = vec![0.0; 2 * 8000 * 3];
    late.extend_from_slice(&samples);
    let late = report(&late);
    let important = |report: &Report, shift: i64| -> Vec<(EventKind, Party, i64)> {
        let mut all = entries(&report.events, false);
        all.retain(|entry| !entry.0.is_silence());
        all.iter_mut().for_each(|entry| entry.2 -= shift);
        all
    };
    let (a, b) = (important(&straight, 0), important(&late, 3000));
    assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(&b) {
        assert_eq!((a.0, a.1), (b.0, b.1));
        // The network has heard other things before: an edge may move by some frames.
        assert!((a.2 - b.2).abs() <= 50, "{a:?} {b:?}");
    }
}

#[test]
fn a_change_of_gain_keeps_the_events() {
    let samples = common::demo_floats();
    let straight = report(&samples);
    for gain in [0.1_f32, 0.5, 2.0] {
        let other = report(&samples.iter().map(|x| x * gain).collect::<Vec<_>>());
        let kinds = |report: &Report| {
            let mut all: Vec<_> = entries(&report.events, false);
            all.retain(|entry| !entry.0.is_silence());
            all.into_iter().map(|(kind, by, _)| (kind, by)).collect::<Vec<_>>()
        };
        assert_eq!(kinds(&straight), kinds(&other), "gain {gain}");
        let moved = other.parties.agent.active_level_dbov.unwrap() - straight.parties.agent.active_level_dbov.unwrap();
        assert!((moved - 20.0 * f64::from(gain).log10()).abs() < 0.3, "gain {gain}: {moved} dB");
    }
}

#[test]
fn i16_mulaw_and_float_of_the_same_values_report_the_same_bytes() {
    let bytes = common::demo_mulaw();
    let floats = common::demo_floats();
    let integers: Vec<i16> = floats.iter().map(|x| (x * 32768.0) as i16).collect();
    let expected = report(&floats).to_json();
    assert_eq!(analyze(&integers, &Config::default()).unwrap().to_json(), expected);
    let mut session = Session::new(Config::default()).unwrap();
    session.push_mulaw(&bytes).unwrap();
    assert_eq!(session.finish().to_json(), expected);
    let (left, right): (Vec<u8>, Vec<u8>) = bytes.as_chunks::<2>().0.iter().map(|&[l, r]| (l, r)).unzip();
    let mut session = Session::new(Config::default()).unwrap();
    session.push_planar_mulaw(&left, &right).unwrap();
    assert_eq!(session.finish().to_json(), expected);
    let array = ndarray::ArrayView2::from_shape((floats.len() / 2, 2), &floats).unwrap();
    assert_eq!(analyze(array, &Config::default()).unwrap().to_json(), expected);
    let planar = array.t().as_standard_layout().to_owned();
    assert_eq!(planar.dim().0, 2);
    assert_eq!(analyze(planar.view(), &Config::default()).unwrap().to_json(), expected);
}

/// Random conversations: silence and talk of each party by turns, in milliseconds.
fn conversation() -> impl Strategy<Value = [Vec<(i64, i64)>; 2]> {
    let party = proptest::collection::vec((200_i64..4000, 100_i64..6000), 1..30).prop_map(|steps| {
        let mut at = 0;
        steps
            .into_iter()
            .map(|(silence, talk)| {
                let start = at + silence;
                at = start + talk;
                (start, at)
            })
            .collect::<Vec<_>>()
    });
    [party.clone(), party]
}

fn floor(spurts: &[Vec<(i64, i64)>; 2], shift: i64, exchange: bool) -> Report {
    let mut floor = Floor::new();
    for (k, spurts) in spurts.iter().enumerate() {
        let party = Party::BOTH[if exchange { 1 - k } else { k }];
        for &(start, end) in spurts {
            floor.push(party, (start + shift) as f64 / 1000.0, (end + shift) as f64 / 1000.0).unwrap();
        }
    }
    floor.finish(None).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_floor_does_not_know_the_time_of_day(spurts in conversation(), shift in 0_i64..100_000_000) {
        let (a, b) = (floor(&spurts, 0, false), floor(&spurts, shift, false));
        let moved: Vec<_> = entries(&b.events, false).into_iter().map(|(k, p, t)| (k, p, t - shift)).collect();
        prop_assert_eq!(entries(&a.events, false), moved);
    }

    #[test]
    fn the_floor_treats_both_parties_alike(mut spurts in conversation()) {
        // Onsets at the very same moment have no order to exchange.
        let taken: std::collections::HashSet<i64> = spurts[0].iter().flat_map(|s| [s.0, s.1]).collect();
        spurts[1].retain(|s| !taken.contains(&s.0) && !taken.contains(&s.1));
        prop_assume!(!spurts[1].is_empty());
        let (a, b) = (floor(&spurts, 0, false), floor(&spurts, 0, true));
        prop_assert_eq!(entries(&a.events, false), entries(&b.events, true));
    }

    #[test]
    fn a_distant_talkspurt_changes_nothing_far_before(spurts in conversation(), later in 30_000_i64..90_000) {
        let end = spurts.iter().flatten().map(|s| s.1).max().unwrap();
        let mut longer = spurts.clone();
        longer[0].push((end + later, end + later + 1000));
        let (a, b) = (floor(&spurts, 0, false), floor(&longer, 0, false));
        let mut before = entries(&b.events, false);
        before.retain(|entry| entry.2 < end);
        prop_assert_eq!(entries(&a.events, false), before);
    }

    #[test]
    fn longer_gaps_keep_the_order_of_the_turns(
        turns in proptest::collection::vec((200_i64..900, 2600_i64..6000), 4..12),
        factor in 1.1_f64..3.0,
    ) {
        let call = |factor: f64| {
            let mut spurts = [Vec::new(), Vec::new()];
            let mut at = 0;
            for (k, &(gap, talk)) in turns.iter().enumerate() {
                let start = at + (gap as f64 * factor) as i64;
                at = start + talk;
                spurts[k % 2].push((start, at));
            }
            floor(&spurts, 0, false)
        };
        let (short, long) = (call(1.0), call(factor));
        let order = |report: &Report| report.turns.iter().map(|turn| turn.party).collect::<Vec<_>>();
        prop_assert_eq!(order(&short), order(&long));
        let waits = |report: &Report| {
            let wanted = report.measures.iter().filter(|measure| measure.id.as_str() == "response_latency_p50");
            wanted.map(|measure| measure.value.unwrap_or(0.0)).collect::<Vec<_>>()
        };
        for (short, long) in waits(&short).into_iter().zip(waits(&long)) {
            prop_assert!(short <= long, "{short} {long}");
        }
    }

    #[test]
    fn turns_and_silences_are_in_order_and_inside_the_call(spurts in conversation()) {
        let report = floor(&spurts, 0, false);
        for turn in &report.turns {
            prop_assert!(turn.span.start < turn.span.end && turn.span.end <= report.duration);
        }
        for pair in report.turns.windows(2) {
            prop_assert!(pair[0].span.start <= pair[1].span.start, "{:?}", pair);
        }
        for event in report.events.iter().filter(|event| event.kind.is_silence()) {
            let talked = report.talkspurts.iter().any(|spurt| spurt.span.overlap(event.span).micros() > 0);
            prop_assert!(!talked, "{event:?}");
        }
        let ids: std::collections::HashSet<&str> = report.events.iter().map(|event| event.id.as_str()).collect();
        prop_assert_eq!(ids.len(), report.events.len());
    }
}

#[test]
fn frames_are_kept_when_asked_and_change_nothing() {
    let samples = common::part(34, 50);
    let mut session = Session::new(Config { agent_channel: 1, ..Config::default() }).unwrap();
    session.keep_frames();
    session.push_interleaved(&samples).unwrap();
    let (looked, frames) = session.finish_with_frames();
    let plain = analyze(&samples, &Config { agent_channel: 1, ..Config::default() }).unwrap();
    assert_eq!(looked.to_json(), plain.to_json());
    for party in Party::BOTH {
        let track = &frames.tracks[party];
        assert_eq!(track.dim(), (1600, listening_core::FRAME_COLUMNS.len()));
        let speaking = track.column(0).iter().filter(|p| **p >= 0.5).count() as f64 / 100.0;
        let reported = looked.parties[party].speech_seconds.seconds();
        assert!((speaking - reported).abs() < 0.25 * reported, "{speaking} s of frames, {reported} s of talkspurts");
    }
    assert_eq!(Session::new(Config::default()).unwrap().finish_with_frames().1.tracks.agent.nrows(), 0);
}

/// The agent's and the customer's frames of a call, pushed in pieces of `cut` samples of each channel.
fn frames(samples: &[f32], agent_channel: u8, cut: usize) -> [ndarray::Array2<f32>; 2] {
    let mut session = Session::new(Config { agent_channel, ..Config::default() }).unwrap();
    session.keep_frames();
    for piece in samples.chunks(2 * cut) {
        session.push_interleaved(piece).unwrap();
    }
    let tracks = session.finish_with_frames().1.tracks;
    [tracks.agent, tracks.customer]
}

/// Bits, as what is not voiced is not equal to itself.
fn bits(frames: &[ndarray::Array2<f32>; 2]) -> [Vec<u32>; 2] {
    frames.each_ref().map(|track| track.iter().map(|value| value.to_bits()).collect())
}

#[test]
fn frames_do_not_depend_on_the_cut_or_on_the_side() {
    let samples = common::part(30, 55);
    let whole = bits(&frames(&samples, 0, samples.len()));
    for cut in [1, 37, 160, 4001] {
        assert!(bits(&frames(&samples, 0, cut)) == whole, "cut by {cut}");
    }
    assert!(bits(&frames(&swapped(&samples), 1, 160)) == whole);
}

#[test]
fn a_change_of_gain_changes_no_semitone() {
    let samples = common::demo_floats();
    let column = |name| listening_core::FRAME_COLUMNS.iter().position(|column| *column == name).unwrap();
    let semitones = |gain: f32| {
        let other: Vec<f32> = samples.iter().map(|x| gain * x).collect();
        frames(&other, 0, 16_000).map(|track| track.column(column("semitones")).to_vec())
    };
    // The pitch itself, on every frame, where no median has a part in it.
    let octaves = |gain: f32| {
        let other: Vec<f32> = samples.iter().map(|x| gain * x).collect();
        frames(&other, 0, 16_000).map(|track| track.column(column("f0_hz")).mapv(f32::log2).to_vec())
    };
    for (a, b) in octaves(1.0).iter().zip(&octaves(0.1)) {
        let both: Vec<f32> = a.iter().zip(b).map(|(a, b)| 12.0 * (a - b).abs()).filter(|off| !off.is_nan()).collect();
        let same = both.iter().filter(|off| **off < 0.05).count();
        assert!(same * 1000 >= both.len() * 998, "{same} of {}", both.len());
    }
    // 20 dB softer, and so the other way round 20 dB louder.
    for (a, b) in semitones(1.0).iter().zip(&semitones(0.1)) {
        // Where talk begins may move by a frame; the pitch of what is heard in both does not. The median of a speaker's
        // first three seconds does, by what those frames hold.
        let both: Vec<f32> =
            a.iter().zip(b).map(|(a, b)| (a - b).abs()).filter(|off| !off.is_nan()).skip(300).collect();
        let voiced = |track: &[f32]| track.iter().filter(|value| !value.is_nan()).count();
        let same = both.iter().filter(|off| **off < 0.05).count();
        assert!(both.len() > 1500 && (both.len() + 300) * 100 >= voiced(a).max(voiced(b)) * 99);
        assert!(same * 1000 >= both.len() * 998, "{same} of {}", both.len());
    }
}
