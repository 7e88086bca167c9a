//! Faults put into the demo call are found on their channel and where they are; the call itself has none.

mod common;

use listening_core::{Config, Health, Party, Session, analyze};

/// The demo call with each sample as `change` makes it, of (second, channel, sample).
fn changed(mut change: impl FnMut(f64, usize, f32) -> f32) -> Vec<f32> {
    let samples = common::demo_floats();
    samples.iter().enumerate().map(|(k, &x)| change((k / 2) as f64 / 8000.0, k % 2, x)).collect()
}

fn found(samples: &[f32]) -> [Vec<Health>; 2] {
    let report = analyze(&samples.to_vec(), &Config::default()).unwrap();
    // The music on hold of the demo call is no fault.
    Party::BOTH
        .map(|party| report.parties[party].health.iter().filter(|h| h.code.as_str() != "music").cloned().collect())
}

/// Code and span, to a tenth of a second.
fn codes(found: &[Health]) -> Vec<(&str, f64, f64)> {
    let tenth = |time: listening_core::Time| (time.seconds() * 10.0).round() / 10.0;
    found.iter().map(|health| (health.code.as_str(), tenth(health.start), tenth(health.end))).collect()
}

#[test]
fn the_demo_call_is_healthy() {
    assert_eq!(found(&common::demo_floats()), [vec![], vec![]]);
    let report = analyze(&common::demo_floats(), &Config::default()).unwrap();
    let music = codes(&report.parties[Party::Agent].health);
    // The screenplay plays it from 59.36 to 67.36 s, and goes on with talk.
    assert!(
        matches!(music[..], [("music", start, end)] if (58.7..60.2).contains(&start) && (67.2..68.3).contains(&end)),
        "{music:?}"
    );
}

#[test]
fn a_line_that_dies_is_told_on_its_channel() {
    let length = common::demo_floats().len() as f64 / 16_000.0;
    let [agent, customer] = found(&changed(|s, channel, x| if channel == 1 && s >= 60.0 { 0.0 } else { x }));
    assert!(agent.is_empty(), "{agent:?}");
    assert_eq!(codes(&customer), [("silent", 60.0, (length * 10.0).round() / 10.0)]);
}

#[test]
fn a_doubled_part_is_told_on_both() {
    let samples = common::demo_floats();
    let both = found(&changed(|s, channel, x| {
        let left = ((s * 8000.0).round() as usize) * 2;
        if channel == 1 && (20.0..31.0).contains(&s) { samples[left] } else { x }
    }));
    assert!(both.iter().all(|found| codes(found) == [("duplicated", 20.0, 31.0)]), "{both:?}");
}

#[test]
fn a_step_of_the_gain_is_told() {
    let [agent, customer] = found(&changed(|s, channel, x| if channel == 0 && s >= 60.0 { x * 0.3 } else { x }));
    assert!(customer.is_empty(), "{customer:?}");
    assert_eq!(agent.len(), 1, "{agent:?}");
    assert!(agent[0].code.as_str() == "gain_step" && (agent[0].value.unwrap() + 10.5).abs() < 2.5, "{agent:?}");
    assert!(agent[0].start.seconds() <= 61.0 && agent[0].end.seconds() >= 59.0, "{agent:?}");
}

#[test]
fn lost_packets_are_told_and_a_line_without_pauses_noise_is_not() {
    // Every fifth 20 ms of the customer from 10 to 30 s; and each pause of the agent made digital silence.
    let talk = analyze(&common::demo_floats(), &Config::default()).unwrap().talkspurts;
    let talks = |s: f64| {
        let near = |spurt: &listening_core::Talkspurt| {
            spurt.party == Party::Agent
                && (spurt.span.start.seconds() - 0.1..spurt.span.end.seconds() + 0.2).contains(&s)
        };
        talk.iter().any(near)
    };
    let [agent, customer] = found(&changed(|s, channel, x| match channel {
        0 if !talks(s) => 0.0,
        1 if (10.0..30.0).contains(&s) && ((s * 50.0) as u64).is_multiple_of(5) => 0.0,
        _ => x,
    }));
    assert!(agent.is_empty(), "{agent:?}");
    assert!(!customer.is_empty());
    for health in customer {
        assert_eq!(health.code.as_str(), "dropouts");
        assert!((10.0..30.1).contains(&health.start.seconds()) && health.end.seconds() <= 30.1, "{health:?}");
    }
}

#[test]
fn faulty_calls_too_report_the_same_however_they_are_cut() {
    let samples = changed(|s, channel, x| match channel {
        0 if s < 12.0 => (x * 20.0).clamp(-1.0, 1.0),
        0 if (20.0..26.0).contains(&s) => x + 0.03,
        0 if (40.0..40.1).contains(&s) => 1.2,
        1 if (10.0..30.0).contains(&s) && ((s * 50.0) as u64).is_multiple_of(5) => 0.0,
        1 if s >= 60.0 => 0.0,
        _ => x,
    });
    let whole = analyze(&samples, &Config::default()).unwrap();
    let codes: std::collections::BTreeSet<_> = Party::BOTH
        .iter()
        .flat_map(|&party| whole.parties[party].health.iter().map(|health| health.code.as_str()))
        .collect();
    assert!(codes.is_superset(&["clipping", "dc_offset", "dropouts", "out_of_range", "silent"].into()), "{codes:?}");
    for cut in [2, 322, 15_998] {
        let mut session = Session::new(Config::default()).unwrap();
        samples.chunks(cut).for_each(|piece| drop(session.push_interleaved(piece).unwrap().to_vec()));
        assert_eq!(session.finish().to_json(), whole.to_json(), "cut by {cut}");
    }
    for party in Party::BOTH {
        let health = &whole.parties[party].health;
        assert!(health.is_sorted_by_key(|health| (health.start, health.code.clone())), "{health:?}");
        assert!(health.iter().all(|health| health.start <= health.end && health.end <= whole.duration));
    }
}
