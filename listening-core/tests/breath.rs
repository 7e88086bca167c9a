//! Breath before talk is no talk, and changes nothing about where talk begins.

mod common;

use listening_core::{Config, Party, Report, Span, Time, analyze};

const RATE: f64 = 8000.0;
/// How long a breath lasts, and how long before talk it ends, in seconds.
const LASTS: f64 = 0.35;
const BEFORE: f64 = 0.06;

fn spurts(report: &Report) -> Vec<Span> {
    report.talkspurts.iter().filter(|spurt| spurt.party == Party::Agent).map(|spurt| spurt.span).collect()
}

/// Air drawn in: noise around 500 Hz and 1.7 kHz that swells and stops, with a mean power of one.
fn breath(samples: usize) -> Vec<f32> {
    let mut state = 1u64;
    let mut noise = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / f64::from(1u32 << 31) * 2.0 - 1.0
    };
    let mut out: Vec<f64> = (0..samples).map(|_| noise()).collect();
    for (hertz, radius) in [(500.0_f64, 0.85), (1700.0, 0.9)] {
        let turn = 2.0 * radius * (std::f64::consts::TAU * hertz / RATE).cos();
        let (mut last, mut before) = (0.0, 0.0);
        for sample in &mut out {
            let now = *sample + turn * last - radius * radius * before;
            (before, last) = (last, now);
            *sample = now;
        }
    }
    for (k, sample) in out.iter_mut().enumerate() {
        let at = k as f64 / samples as f64;
        *sample *= (at / 0.7).min((1.0 - at) / 0.3);
    }
    let power = out.iter().map(|sample| sample * sample).sum::<f64>() / samples as f64;
    out.iter().map(|sample| (sample / power.sqrt()) as f32).collect()
}

#[test]
fn a_breath_before_talk_moves_no_beginning_and_is_no_talkspurt() {
    let plain = common::demo_floats();
    let usual = spurts(&analyze(&plain, &Config::default()).unwrap());
    // Talkspurts after silence enough for a breath.
    let silence = Time::from_millis(700);
    let after: Vec<Span> =
        usual.windows(2).filter(|pair| pair[1].start - pair[0].end > silence).map(|pair| pair[1]).collect();
    assert!(after.len() >= 5, "{usual:?}");
    // Talk is at about -26 dBov. A breath that is as loud as 10 dB under it hides the first sounds after it.
    for under_db in [15.0_f32, 20.0, 30.0] {
        let gain = 10.0_f32.powf((-26.0 - under_db) / 20.0);
        let mut audio = plain.clone();
        for span in &after {
            let from = ((span.start.seconds() - BEFORE - LASTS) * RATE) as usize;
            for (k, sample) in breath((LASTS * RATE) as usize).into_iter().enumerate() {
                audio[2 * (from + k)] += gain * sample;
            }
        }
        let heard = spurts(&analyze(&audio, &Config::default()).unwrap());
        for span in &after {
            let near = heard.iter().map(|spurt| spurt.start - span.start);
            let off = near.min_by_key(|off| off.millis().abs()).unwrap();
            assert!(off.millis().abs() <= 30, "{under_db} dB under talk, at {span:?}: off by {off:?}");
        }
        let breathing =
            |at: Time| after.iter().any(|span| (BEFORE..BEFORE + LASTS).contains(&(span.start - at).seconds()));
        assert!(!heard.iter().any(|spurt| breathing(spurt.start)), "{under_db} dB under talk: {heard:?}");
    }
}
