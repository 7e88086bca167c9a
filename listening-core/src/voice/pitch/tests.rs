use std::f64::consts::PI;

use super::*;

/// A voice of which the pitch is known at every moment: harmonics of a pulse through three formants.
struct Voiced {
    hz: f64,
    /// Vibrato in semitones, five times a second, and a glide, in octaves a second.
    vibrato: f64,
    glide: f64,
    formants: bool,
    /// Played this many times as fast.
    speed: f64,
}

impl Voiced {
    const SECONDS: usize = 3;

    fn steady(hz: f64) -> Self {
        Self { hz, vibrato: 0.0, glide: 0.0, formants: true, speed: 1.0 }
    }

    fn moving(hz: f64) -> Self {
        Self { vibrato: 1.0, glide: 0.12, ..Self::steady(hz) }
    }

    fn pitch(&self, at: f64) -> f64 {
        let at = at * self.speed;
        let semitones = self.vibrato * (2.0 * PI * 5.0 * at).sin();
        self.speed * self.hz * (self.glide * at + semitones / 12.0).exp2()
    }

    /// Only what passes a telephone: harmonics from 300 to 3400 Hz.
    fn telephone(&self) -> Vec<f32> {
        let (mut phase, mut samples) = (0.0, Vec::new());
        for n in 0..Self::SECONDS * 8000 {
            let hz = self.pitch(n as f64 / 8000.0);
            phase += 2.0 * PI * hz / 8000.0;
            let (first, last) = ((300.0 / hz).ceil() as usize, (3400.0 / hz) as usize);
            let harmonic = |k: usize| {
                let frequency = hz * k as f64;
                let resonance = |centre: f64, width: f64| {
                    width / (width.powi(2) + (frequency - self.speed * centre).powi(2)).sqrt()
                };
                let shape = if self.formants {
                    resonance(600.0, 60.0) + 0.5 * resonance(1300.0, 90.0) + 0.25 * resonance(2500.0, 120.0)
                } else {
                    1.0
                };
                shape / k as f64 * (k as f64 * phase).sin()
            };
            samples.push((first..=last).map(harmonic).sum::<f64>() as f32);
        }
        let loud = (samples.iter().map(|x| x * x).sum::<f32>() / samples.len() as f32).sqrt();
        samples.iter().map(|x| 0.1 * x / loud).collect()
    }
}

/// Noise this many dB under the voice, all the way and 0.3 s before it, through mu-law.
fn through_a_line(voice: &[f32], under_db: f32) -> Vec<f32> {
    let mut state = 1_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((state >> 8) as f32 / 8_388_608.0 - 1.0) * 3.0_f32.sqrt()
    };
    let gain = 0.1 * 10_f32.powf(-under_db / 20.0);
    let quiet = std::iter::repeat_n(&0.0, QUIET * FRAME);
    quiet.chain(voice).map(|x| mu_law(x + gain * noise())).collect()
}

/// A sample after mu-law in its continuous form, rounded to 8 bits.
fn mu_law(x: f32) -> f32 {
    let steps = ((1.0 + 255.0 * x.abs().min(1.0)).log2() / 8.0 * 127.0).round();
    ((steps / 127.0 * 8.0).exp2() - 1.0) / 255.0 * x.signum()
}

/// Frames before the voice begins.
const QUIET: usize = 30;

fn track(samples: &[f32]) -> Vec<Voicing> {
    let (mut tracker, mut all) = (PitchTracker::default(), Vec::new());
    for frame in 0..samples.len() / FRAME {
        let talk = if frame < QUIET - 2 { Talk::No } else { Talk::Yes };
        all.extend(tracker.push([&samples[frame * FRAME..], &[]], talk));
    }
    tracker.finish(|voicing| all.push(voicing));
    all
}

/// Of all voiced frames the share that is missed, the share that is more than 20 % off, and the middle error in cents.
fn errors(voice: &Voiced, under_db: f32) -> [f64; 3] {
    let found = track(&through_a_line(&voice.telephone(), under_db));
    assert_eq!(found.len(), QUIET + Voiced::SECONDS * 100);
    let inner = &found[QUIET + 3..found.len() - 3];
    let (mut missed, mut gross, mut fine) = (0, 0, Vec::new());
    for (k, voicing) in inner.iter().enumerate() {
        match voicing.pitch {
            None => missed += 1,
            Some(pitch) => {
                let off = f64::from(pitch.hz) / voice.pitch((k + 3) as f64 / 100.0);
                if (off - 1.0).abs() > 0.2 { gross += 1 } else { fine.push(1200.0 * off.log2().abs()) }
            }
        }
    }
    fine.sort_by(f64::total_cmp);
    let share = |count: i32| f64::from(count) / inner.len() as f64;
    [share(missed), share(gross), fine.get(fine.len() / 2).copied().unwrap_or(f64::MAX)]
}

#[test]
fn the_pitch_of_telephone_voices_is_followed_to_a_few_cents() {
    for hz in [75.0, 95.0, 120.0, 160.0, 210.0, 280.0, 350.0] {
        for voice in [Voiced::steady(hz), Voiced::moving(hz), Voiced { formants: false, ..Voiced::moving(hz) }] {
            for (under_db, most_missed, most_gross, most_cents) in [(45.0, 0.01, 0.01, 6.0), (10.0, 0.02, 0.01, 8.0)] {
                let [missed, gross, cents] = errors(&voice, under_db);
                let reported =
                    format!("{hz} Hz, noise at -{under_db} dB: {missed:.3} missed, {gross:.3} gross, {cents:.1} cents");
                println!("{reported}");
                assert!(missed <= most_missed && gross <= most_gross && cents <= most_cents, "{reported}");
            }
        }
    }
}

#[test]
fn noise_and_silence_are_not_voiced() {
    let noise = track(&through_a_line(&vec![0.0; 24_000], 10.0));
    let voiced = noise.iter().filter(|voicing| voicing.pitch.is_some()).count();
    assert!(voiced <= 5, "{voiced} frames of noise are voiced");
    assert!(track(&vec![0.0; 24_000]).iter().all(|voicing| *voicing == Voicing::default()));
}

#[test]
fn every_frame_is_told_of_once_however_few() {
    for frames in [0, 1, 2, 3, 13, 14, 15, 40] {
        assert_eq!(track(&vec![0.1; frames * FRAME]).len(), frames);
    }
}

#[test]
fn louder_and_softer_voices_have_the_same_pitch() {
    let line = through_a_line(&Voiced::moving(140.0).telephone(), 20.0);
    let plain = track(&line);
    for gain in [0.1, 10.0] {
        let other = track(&line.iter().map(|x| gain * x).collect::<Vec<_>>());
        for (a, b) in plain.iter().zip(&other) {
            assert_eq!(a.pitch.is_some(), b.pitch.is_some());
            if let (Some(a), Some(b)) = (a.pitch, b.pitch) {
                assert!((a.semitones - b.semitones).abs() < 0.05, "{a:?}, {b:?}");
            }
        }
    }
}

#[test]
fn higher_and_lower_voices_move_alike_against_their_own_median() {
    // A voice that goes up and down, so that its median stays the same.
    let voice = |speed| Voiced { vibrato: 2.0, speed, ..Voiced::steady(150.0) };
    let sound = |speed| track(&through_a_line(&voice(speed).telephone(), 45.0));
    let plain = sound(1.0);
    for speed in [0.7, 0.85, 1.2, 1.6] {
        let other = sound(speed);
        let mut compared = 0;
        // After a second the median is known; then the same moment of the voice.
        for (k, voicing) in other.iter().enumerate().take(QUIET + 280).skip(QUIET + 100) {
            let at = (k - QUIET) as f64 * speed;
            let (Some(b), low) = (voicing.pitch, at as usize + QUIET) else { continue };
            let Some((Some(x), Some(y))) = plain.get(low).zip(plain.get(low + 1)).map(|(x, y)| (x.pitch, y.pitch))
            else {
                continue;
            };
            let between = x.semitones + (y.semitones - x.semitones) * at.fract() as f32;
            assert!((between - b.semitones).abs() < 0.3, "{speed}: frame {k}, {between} and {}", b.semitones);
            compared += 1;
        }
        assert!(compared > 60, "{speed}: {compared} frames");
    }
}
