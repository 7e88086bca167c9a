//! Every kind and plan, at three levels, through both laws.

use super::super::ToneSpan;
use super::listen;
use super::synth::{Law, RATE, add, add_shaped, noise, through};
use crate::tone::{Tone, TonePlan};

const NA: Option<TonePlan> = Some(TonePlan::NorthAmerica);
const UK: Option<TonePlan> = Some(TonePlan::UnitedKingdom);
const ITU: Option<TonePlan> = Some(TonePlan::Itu);
const FR: Option<TonePlan> = Some(TonePlan::France);
const JP: Option<TonePlan> = Some(TonePlan::Japan);

/// Seconds of silence before the first burst: within a frame, not on its edge.
const LEAD: f64 = 0.5137;

struct Case {
    tone: Tone,
    plan: Option<TonePlan>,
    hz: &'static [f64],
    /// Modulation: hertz and depth.
    modulation: (f64, f64),
    /// Seconds on, off, on, off.
    cadence: &'static [f64],
    repeats: usize,
}

const fn case(tone: Tone, plan: Option<TonePlan>, hz: &'static [f64], cadence: &'static [f64], repeats: usize) -> Case {
    Case { tone, plan, hz, modulation: (0.0, 0.0), cadence, repeats }
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    case(Tone::Dial, None, &[350.0, 440.0], &[4.0, 1.0], 1),
    case(Tone::Ringback, NA, &[440.0, 480.0], &[2.0, 4.0], 2),
    case(Tone::Busy, NA, &[480.0, 620.0], &[0.5, 0.5], 4),
    case(Tone::Congestion, NA, &[480.0, 620.0], &[0.25, 0.25], 6),
    case(Tone::Ringback, UK, &[400.0, 450.0], &[0.4, 0.2, 0.4, 2.0], 2),
    case(Tone::Busy, UK, &[400.0], &[0.375, 0.375], 5),
    case(Tone::Congestion, UK, &[400.0], &[0.4, 0.35, 0.225, 0.525], 3),
    case(Tone::Dial, ITU, &[425.0], &[4.0, 1.0], 1),
    case(Tone::Ringback, ITU, &[425.0], &[1.0, 4.0], 2),
    case(Tone::Busy, ITU, &[425.0], &[0.48, 0.48], 4),
    case(Tone::Busy, ITU, &[425.0], &[0.5, 0.5], 4),
    case(Tone::Congestion, ITU, &[425.0], &[0.24, 0.24], 6),
    case(Tone::Congestion, ITU, &[425.0], &[0.2, 0.2], 6),
    case(Tone::Dial, FR, &[440.0], &[4.0, 1.0], 1),
    case(Tone::Ringback, FR, &[440.0], &[1.5, 3.5], 2),
    case(Tone::Busy, FR, &[440.0], &[0.5, 0.5], 4),
    case(Tone::Congestion, FR, &[440.0], &[0.25, 0.25], 6),
    case(Tone::Dial, None, &[400.0], &[4.0, 1.0], 1),
    case(Tone::Ringback, JP, &[400.0], &[1.0, 2.0], 3),
    Case { modulation: (15.0, 0.9), ..case(Tone::Ringback, JP, &[400.0], &[1.0, 2.0], 3) },
    Case { modulation: (16.0, 0.9), ..case(Tone::Ringback, JP, &[400.0], &[1.0, 2.0], 3) },
    Case { modulation: (20.0, 0.6), ..case(Tone::Ringback, JP, &[400.0], &[1.0, 2.0], 3) },
    case(Tone::Busy, JP, &[400.0], &[0.5, 0.5], 4),
    case(Tone::Fax, None, &[1100.0], &[0.5, 3.0], 2),
    case(Tone::Fax, None, &[2100.0], &[3.3, 1.0], 1),
    case(Tone::Modem, None, &[1300.0], &[0.6, 1.75], 2),
    case(Tone::Modem, None, &[2225.0], &[1.5, 1.0], 1),
    Case { modulation: (15.0, 0.2), ..case(Tone::Modem, None, &[2100.0], &[3.3, 1.0], 1) },
    case(Tone::Other, None, &[1400.0], &[0.5, 2.0], 2),
    case(Tone::Other, None, &[1000.0], &[0.4, 0.8], 2),
];

fn make(case: &Case, dbov: f64, snr: f64, shift: f64, law: Law) -> (Vec<f32>, Vec<(f64, f64)>) {
    let period: f64 = case.cadence.iter().sum();
    let length = LEAD + period * case.repeats as f64 + 0.3;
    let mut samples = noise((length * RATE) as usize, dbov - snr, 7);
    let each = dbov - 10.0 * (case.hz.len() as f64).log10();
    let sines: Vec<(f64, f64)> = case.hz.iter().map(|hz| (hz * shift, each)).collect();
    let (rate, depth) = case.modulation;
    let mut bursts = Vec::new();
    let mut at = LEAD;
    for _ in 0..case.repeats {
        for pair in case.cadence.chunks(2) {
            let shape = |t: f64| 1.0 + depth * (std::f64::consts::TAU * rate * t).cos();
            add_shaped(&mut samples, &sines, at, at + pair[0], shape);
            bursts.push((at, at + pair[0]));
            at += pair[0] + pair[1];
        }
    }
    (through(law, &samples), bursts)
}

fn check(what: &str, case: &Case, spans: &[ToneSpan], tones: &[bool], bursts: &[(f64, f64)]) {
    let reported: Vec<_> = spans
        .iter()
        .map(|s| (s.tone.name(), s.plan.map(TonePlan::name), s.hz, s.span.start.seconds(), s.span.end.seconds()))
        .collect();
    assert_eq!(spans.len(), bursts.len(), "{what}: {reported:?} for {bursts:?}");
    for (span, (start, end)) in spans.iter().zip(bursts) {
        assert_eq!((span.tone, span.plan), (case.tone, case.plan), "{what}: {reported:?} for {bursts:?}");
        let off = (span.span.start.seconds() - start).abs().max((span.span.end.seconds() - end).abs());
        assert!(off <= 0.03, "{what}: {reported:?} for {bursts:?}");
        let frames = (start * 100.0) as usize..(end * 100.0) as usize;
        let inside = frames.clone().filter(|k| tones[*k]).count();
        assert!(inside + 7 >= frames.len(), "{what}: {inside} of {} frames", frames.len());
    }
    let outside = |k: usize| {
        let at = k as f64 * 0.01;
        bursts.iter().all(|(start, end)| at + 0.04 < *start || at > end + 0.03)
    };
    assert!((0..tones.len()).all(|k| !tones[k] || !outside(k)), "{what}: masked beside the tone");
}

#[test]
fn every_tone_is_named_and_timed_at_every_level_through_both_laws() {
    for case in CASES {
        for dbov in [-10.0, -25.0, -40.0] {
            for law in [Law::Mu, Law::A] {
                // The noise 20 dB below, and none.
                for snr in [20.0, 200.0] {
                    let (samples, bursts) = make(case, dbov, snr, 1.0, law);
                    let (spans, tones) = listen(&samples);
                    let what = format!("{:?} {:?} {:?}", case.tone, case.hz, case.modulation);
                    let what = format!("{what} {:?} at {dbov}, noise {snr} below, {law:?}", case.cadence);
                    check(&what, case, &spans, &tones, &bursts);
                }
            }
        }
    }
}

#[test]
fn frequencies_within_tolerance_are_named_and_those_beyond_are_not() {
    for case in CASES.iter().filter(|case| case.tone != Tone::Other) {
        // Answer tones keep within 15 Hz.
        let tight = case.hz[0] >= 1200.0;
        for shift in if tight { [0.995, 1.005] } else { [0.99, 1.01] } {
            let (samples, bursts) = make(case, -25.0, 20.0, shift, Law::Mu);
            let (spans, tones) = listen(&samples);
            let what = format!("{:?} {:?} {:?} times {shift}", case.tone, case.hz, case.cadence);
            check(&what, case, &spans, &tones, &bursts);
        }
        for shift in [0.96, 1.04] {
            // 400, 425 and 440 Hz become each other.
            let becomes = |hz: f64| (case.hz[0] * shift - hz).abs() <= 0.015 * hz;
            if case.hz.len() == 1 && [400.0, 425.0, 440.0].into_iter().any(becomes) {
                continue;
            }
            let (samples, _) = make(case, -25.0, 20.0, shift, Law::Mu);
            let (spans, _) = listen(&samples);
            assert!(spans.iter().all(|s| s.tone == Tone::Other), "{:?} times {shift}: {spans:?}", case.hz);
        }
    }
}

#[test]
fn phase_reversals_make_an_answer_tone_a_modems() {
    for reversal in [0.45, 0.425, 0.475] {
        let mut samples = noise(32_000, -45.0, 3);
        let flips = |t: f64| if (t / reversal) as i64 % 2 == 0 { 1.0 } else { -1.0 };
        add_shaped(&mut samples, &[(2100.0, -25.0)], 0.3, 3.6, flips);
        let (spans, tones) = listen(&through(Law::Mu, &samples));
        assert_eq!(spans.iter().map(|s| s.tone).collect::<Vec<_>>(), [Tone::Modem], "{spans:?}");
        assert!((spans[0].span.length().seconds() - 3.3).abs() < 0.03, "{spans:?}");
        assert!(tones[30..358].iter().all(|t| *t), "a reversal is inside the tone");
    }
}

#[test]
fn special_information_tones_of_every_kind_are_one_span() {
    // The ITU's, then North America's: reorder, vacant code, no circuit, intercept.
    let kinds = [
        [(950.0, 0.33), (1400.0, 0.33), (1800.0, 0.33)],
        [(913.8, 0.274), (1428.5, 0.38), (1776.7, 0.38)],
        [(985.2, 0.38), (1370.6, 0.274), (1776.7, 0.38)],
        [(985.2, 0.38), (1428.5, 0.38), (1776.7, 0.38)],
        [(913.8, 0.274), (1370.6, 0.274), (1776.7, 0.38)],
    ];
    for parts in kinds {
        for gap in [0.0, 0.03] {
            for dbov in [-10.0, -25.0, -40.0] {
                for law in [Law::Mu, Law::A] {
                    let mut samples = noise(24_000, dbov - 20.0, 5);
                    let mut at = LEAD;
                    for (hz, on) in parts {
                        add(&mut samples, &[(hz, dbov)], at, at + on);
                        at += on + gap;
                    }
                    let (spans, tones) = listen(&through(law, &samples));
                    let what = format!("{parts:?} gap {gap} at {dbov} {law:?}: {spans:?}");
                    assert_eq!(spans.len(), 1, "{what}");
                    assert_eq!(spans[0].tone, Tone::SpecialInformation, "{what}");
                    assert!((spans[0].span.start.seconds() - LEAD).abs() <= 0.03, "{what}");
                    assert!((spans[0].span.end.seconds() - (at - gap)).abs() <= 0.03, "{what}");
                    let frames = (LEAD * 100.0) as usize..((at - gap) * 100.0) as usize;
                    let inside = frames.clone().filter(|k| tones[*k]).count();
                    assert!(inside * 100 >= frames.len() * 88, "{inside} of {} {what}", frames.len());
                }
            }
        }
    }
}

#[test]
fn two_parts_of_a_special_information_tone_are_only_tones() {
    let mut samples = noise(24_000, -45.0, 5);
    add(&mut samples, &[(950.0, -25.0)], 0.5, 0.83);
    add(&mut samples, &[(1400.0, -25.0)], 0.83, 1.16);
    let (spans, _) = listen(&samples);
    assert_eq!(spans.iter().map(|s| s.tone).collect::<Vec<_>>(), [Tone::Other, Tone::Other], "{spans:?}");
}
