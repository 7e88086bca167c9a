//! Digits: every key, at every level, with every twist that is allowed.

use super::listen;
use super::synth::{Law, add, noise, through};
use crate::tone::Tone;

/// Seconds of silence before the first digit.
const LEAD: f64 = 0.5137;
const LOW: [f64; 4] = [697.0, 770.0, 852.0, 941.0];
const HIGH: [f64; 4] = [1209.0, 1336.0, 1477.0, 1633.0];

/// All sixteen keys, 50 ms each with 50 ms between; twist is the higher's level over the lower's.
fn digits(dbov: f64, twist: f64, shift: f64, law: Law) -> (Vec<f32>, Vec<(f64, f64)>) {
    let mut samples = noise(20_000, dbov - 20.0, 11);
    let mut bursts = Vec::new();
    let total = 10.0 * (1.0 + 10_f64.powf(twist / 10.0)).log10();
    for (key, low, high) in (0..16).map(|key| (key, LOW[key / 4], HIGH[key % 4])) {
        let at = LEAD + key as f64 * 0.1013;
        let sines = [(low * shift, dbov - total), (high * shift, dbov - total + twist)];
        add(&mut samples, &sines, at, at + 0.05);
        bursts.push((at, at + 0.05));
    }
    (through(law, &samples), bursts)
}

#[test]
fn every_key_is_a_digit_and_no_key_is_told() {
    for dbov in [-10.0, -25.0, -40.0] {
        for twist in [-8.0, -4.0, 0.0, 4.0, 8.0] {
            for shift in [0.985, 1.0, 1.015] {
                for law in [Law::Mu, Law::A] {
                    let (samples, bursts) = digits(dbov, twist, shift, law);
                    let (spans, tones) = listen(&samples);
                    let what = format!("at {dbov} twist {twist} times {shift} {law:?}: {spans:?}");
                    assert_eq!(spans.len(), 16, "{what}");
                    for (span, (start, end)) in spans.iter().zip(&bursts) {
                        assert_eq!((span.tone, span.plan, span.hz), (Tone::Dtmf, None, [0, 0]), "{what}");
                        let off = (span.span.start.seconds() - start).abs().max((span.span.end.seconds() - end).abs());
                        assert!(off <= 0.03, "{what}");
                        let frames = (start * 100.0).ceil() as usize..(end * 100.0) as usize;
                        let inside = frames.clone().filter(|k| tones[*k]).count();
                        assert!(inside + 1 >= frames.len(), "{inside} of {frames:?} {what}");
                    }
                }
            }
        }
    }
}

#[test]
fn digits_that_are_off_or_too_short_or_too_twisted_are_none() {
    for shift in [0.96, 1.04] {
        let (spans, _) = listen(&digits(-25.0, 0.0, shift, Law::Mu).0);
        assert!(spans.is_empty(), "{spans:?}");
    }
    let (spans, _) = listen(&digits(-25.0, 14.0, 1.0, Law::Mu).0);
    assert!(spans.is_empty(), "{spans:?}");
    let mut samples = noise(8000, -45.0, 2);
    add(&mut samples, &[(770.0, -28.0), (1336.0, -28.0)], 0.5, 0.52);
    let (spans, _) = listen(&samples);
    assert!(spans.is_empty(), "{spans:?}");
}

#[test]
fn a_long_key_and_a_tone_at_the_edges_of_a_call_are_found() {
    let mut samples = noise(16_000, -45.0, 2);
    add(&mut samples, &[(770.0, -28.0), (1336.0, -28.0)], 0.0, 0.4);
    add(&mut samples, &[(440.0, -28.0), (480.0, -28.0)], 1.0, 2.0);
    let (spans, tones) = listen(&samples);
    assert_eq!(spans.iter().map(|s| s.tone).collect::<Vec<_>>(), [Tone::Dtmf, Tone::Ringback], "{spans:?}");
    assert!(tones[..39].iter().all(|t| *t) && tones[102..].iter().all(|t| *t));
}

#[test]
fn the_same_key_again_and_again_is_as_many_digits() {
    for (on, off) in [(0.05, 0.05), (0.05, 0.04), (0.08, 0.045)] {
        let mut samples = noise(16_000, -45.0, 2);
        for k in 0..10 {
            let at = LEAD + f64::from(k) * (on + off + 0.0013);
            add(&mut samples, &[(852.0, -28.0), (1477.0, -28.0)], at, at + on);
        }
        let (spans, _) = listen(&through(Law::Mu, &samples));
        assert_eq!(spans.iter().filter(|s| s.tone == Tone::Dtmf).count(), 10, "{on} {off}: {spans:?}");
    }
}

#[test]
fn a_digit_right_after_another_sound_is_found() {
    for (hz, dbov) in [(vec![350.0, 440.0], -25.0), (vec![697.0, 1209.0], -25.0), (vec![425.0], -25.0), (vec![], -20.0)]
    {
        let mut samples = noise(12_000, -45.0, 2);
        let sines: Vec<(f64, f64)> = hz.iter().map(|hz| (*hz, dbov)).collect();
        add(&mut samples, &sines, 0.3, LEAD);
        if hz.is_empty() {
            let loud = noise(12_000, dbov, 8);
            (2400..4110).for_each(|n| samples[n] += loud[n]);
        }
        add(&mut samples, &[(852.0, -28.0), (1477.0, -28.0)], LEAD, LEAD + 0.08);
        let (spans, _) = listen(&through(Law::Mu, &samples));
        let found = spans.iter().find(|s| s.tone == Tone::Dtmf && (s.span.start.seconds() - LEAD).abs() < 0.03);
        assert!(found.is_some(), "after {hz:?}: {spans:?}");
    }
}

#[test]
fn half_a_digit_does_not_tell_its_key_either() {
    for hz in LOW.into_iter().chain(HIGH) {
        let mut samples = noise(12_000, -45.0, 2);
        add(&mut samples, &[(hz, -25.0)], 0.3, 0.7);
        let (spans, _) = listen(&samples);
        assert_eq!(spans.iter().map(|s| (s.tone, s.hz)).collect::<Vec<_>>(), [(Tone::Other, [0, 0])], "{hz}");
    }
}
