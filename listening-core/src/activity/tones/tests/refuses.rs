//! Speech, music and noises that resemble a tone.

use std::f64::consts::TAU;

use super::super::ToneSpan;
use super::listen;
use super::synth::{Law, add_shaped, glide, noise, through, voice};
use crate::tone::Tone;

fn all(samples: &[f32]) -> (Vec<ToneSpan>, usize) {
    let (spans, tones) = listen(samples);
    (spans, tones.iter().filter(|t| **t).count())
}

fn mixed(sound: &[f32]) -> Vec<f32> {
    let noisy: Vec<f32> = sound.iter().zip(noise(sound.len(), -60.0, 9)).map(|(x, n)| x + n).collect();
    through(Law::Mu, &noisy)
}

/// Random from -1 to 1 at each step of some seconds, in straight lines between.
fn wander(step: f64, seed: u32) -> impl Fn(f64) -> f64 {
    let points = noise(4096, 20.0 * (1.0 / 3_f64.sqrt()).log10(), seed);
    move |t| {
        let at = t / step;
        let (k, part) = (at as usize % 4095, at.fract());
        f64::from(points[k]) * (1.0 - part) + f64::from(points[k + 1]) * part
    }
}

#[test]
fn a_hum_with_harmonics_and_jitter_is_none() {
    for centre in [400.0, 425.0, 440.0, 212.5, 220.0, 106.25, 950.0, 1100.0] {
        for seed in 0..6 {
            let jitter = wander(0.02, seed);
            let hum = voice(3.0, |t| centre * (1.0 + 0.01 * jitter(t)), |hz| 0.1 * (centre / hz).powi(2));
            let (spans, masked) = all(&mixed(&hum));
            assert!(spans.is_empty() && masked == 0, "{centre} {seed}: {masked} {spans:?}");
        }
    }
}

#[test]
fn a_pure_hum_with_jitter_is_none() {
    for centre in [400.0, 425.0, 440.0] {
        for seed in 0..6 {
            let jitter = wander(0.05, seed);
            let hum = glide(4.0, |t| centre * (1.0 + 0.01 * jitter(t)), |_| 0.1);
            let (spans, masked) = all(&mixed(&hum));
            assert!(spans.is_empty(), "{centre} {seed}: {masked} {spans:?}");
            assert!(masked <= 40, "{centre} {seed}: {masked} of 400");
        }
    }
}

/// A formant: gain at `hz` of a resonator at `centre` with its bandwidth.
fn resonance(hz: f64, centre: f64, width: f64) -> f64 {
    let x = hz / centre;
    1.0 / ((1.0 - x * x).powi(2) + (x * width / centre).powi(2)).sqrt()
}

#[test]
fn a_sung_vowel_with_vibrato_is_none() {
    for f0 in [140.0, 212.0, 220.0, 425.0, 440.0] {
        for vowel in [&[300.0, 870.0][..], &[400.0, 800.0], &[700.0, 1220.0], &[425.0]] {
            let sung = voice(
                3.0,
                |t| f0 * (1.0 + 0.02 * (TAU * 5.5 * t).sin()),
                |hz| vowel.iter().map(|f| 0.1 / (1.0 + ((hz - f) / 60.0).powi(2))).sum(),
            );
            let (spans, masked) = all(&mixed(&sung));
            assert!(spans.is_empty() && masked == 0, "{f0} {vowel:?}: {masked} {spans:?}");
        }
    }
}

#[test]
fn a_whistle_that_glides_through_a_tone_is_none() {
    for (from, to) in [(900.0, 1300.0), (1300.0, 900.0), (1900.0, 2300.0), (380.0, 470.0)] {
        for seconds in [0.5, 1.0, 2.0] {
            let whistle = glide(seconds, |t| from + (to - from) * t / seconds, |_| 0.1);
            let (spans, masked) = all(&mixed(&whistle));
            assert!(spans.is_empty(), "{from} to {to} in {seconds}: {spans:?}");
            assert!(masked <= 4, "{from} to {to} in {seconds}: {masked}");
        }
    }
}

#[test]
fn a_vowel_with_formants_on_a_keys_frequencies_is_none() {
    for (seed, f0) in [100.0, 117.0, 139.0, 150.0, 174.0, 190.0, 233.0].into_iter().enumerate() {
        for key in [&[697.0, 1209.0][..], &[770.0, 1336.0], &[852.0, 1477.0], &[941.0, 1633.0]] {
            let slow = wander(0.08, seed as u32);
            let said = voice(
                3.0,
                |t| f0 * (1.0 + 0.03 * slow(t)),
                |hz| 10.0 / hz * key.iter().map(|f| resonance(hz, *f, 60.0)).product::<f64>(),
            );
            let (spans, masked) = all(&mixed(&said));
            assert!(spans.is_empty() && masked == 0, "{f0} {key:?}: {masked} {spans:?}");
        }
    }
}

#[test]
fn decaying_notes_have_no_name() {
    // A keyboard from A3 on, with the notes that are nearest to tones: A4 is 440, G sharp 4 is 415 Hz.
    for decay in [0.15, 0.4, 0.8] {
        let mut samples = vec![0.0; 24 * 4000];
        for note in 0..24_i32 {
            let hz = 220.0 * 2_f64.powf(f64::from(note) / 12.0);
            let partials: Vec<(f64, f64)> = (1..=5).map(|k| (hz * f64::from(k), -22.0 - 7.0 * f64::from(k))).collect();
            let start = f64::from(note) * 0.5;
            add_shaped(&mut samples, &partials, start, start + 0.5, |t| (-t / decay).exp());
        }
        let (spans, _) = all(&mixed(&samples));
        assert!(spans.iter().all(|s| s.tone == Tone::Other), "{decay}: {spans:?}");
        // Without overtones it is a tone at best.
        let mut samples = vec![0.0; 24 * 4000];
        for note in 0..24_i32 {
            let hz = 220.0 * 2_f64.powf(f64::from(note) / 12.0);
            let start = f64::from(note) * 0.5;
            add_shaped(&mut samples, &[(hz, -25.0)], start, start + 0.5, |t| (-t / decay).exp());
        }
        let (spans, _) = all(&mixed(&samples));
        assert!(spans.iter().all(|s| s.tone == Tone::Other), "{decay}: {spans:?}");
    }
}

#[test]
fn noise_and_clicks_are_none() {
    for seed in 0..4 {
        let mut samples = noise(80_000, -30.0, seed);
        (0..80_000).step_by(4003).for_each(|n| samples[n] = 0.9);
        let (spans, masked) = all(&samples);
        assert!(spans.is_empty() && masked == 0, "{masked} {spans:?}");
    }
}

/// A channel of a G.711 mu-law WAV file in the repository, or of one with 16-bit samples.
fn recording(path: &str, channel: usize) -> Vec<f32> {
    let bytes = std::fs::read(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).expect("it is in the repository");
    let field = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
    let (tag, channels) = (field(20), usize::from(field(22)));
    let data = bytes.windows(4).position(|name| name == b"data").expect("a WAV file has data") + 8;
    let samples: Vec<f32> = match tag {
        7 => bytes[data..].iter().map(|b| f32::from(crate::MuLaw(*b).to_i16()) / 32768.0).collect(),
        _ => bytes[data..].as_chunks::<2>().0.iter().map(|b| f32::from(i16::from_le_bytes(*b)) / 32768.0).collect(),
    };
    samples.into_iter().skip(channel).step_by(channels).collect()
}

#[test]
fn the_demo_calls_speech_is_none() {
    for channel in [0, 1] {
        let (spans, tones) = listen(&recording("../demo/demo_call.wav", channel));
        // The agent's channel has hold music from 58.66 to 66.66 s; nothing in it has a name either.
        let music = |seconds: f64| channel == 0 && (58.6..66.8).contains(&seconds);
        let beside = spans.iter().filter(|s| s.tone != Tone::Other || !music(s.span.start.seconds()));
        assert_eq!(beside.count(), 0, "channel {channel}: {spans:?}");
        let masked = (0..tones.len()).filter(|k| tones[*k] && !music(*k as f64 * 0.01)).count();
        assert_eq!(masked, 0, "channel {channel}");
    }
}

#[test]
fn the_reference_recording_has_only_its_own_tones() {
    // Noise, bursts like speech, and five digits from 8 s on, 0.1 s each.
    let (spans, tones) = listen(&recording("tests/data/reference.wav", 0));
    assert_eq!(spans.iter().map(|s| s.tone).collect::<Vec<_>>(), [Tone::Dtmf; 5], "{spans:?}");
    let digit = |k: usize| (0..5).any(|n| (800 + 20 * n..810 + 20 * n).contains(&k));
    assert!((0..tones.len()).all(|k| tones[k] == digit(k)));
}
