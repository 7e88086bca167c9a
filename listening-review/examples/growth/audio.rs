//! Audio that is hard on a session, made from nothing: 8 kHz, two channels.

use std::f32::consts::TAU;

/// Frames a second.
pub(crate) const RATE: usize = 8000;
/// Frames of a push: 20 ms.
pub(crate) const PUSH: usize = 160;

/// Every kind of audio, by name.
pub(crate) const KINDS: [&str; 7] = ["tones", "half_tones", "bursts", "ping_pong", "double_talk", "silence", "noise"];

/// Audio of one kind, push after push.
pub(crate) struct Audio {
    kind: &'static str,
    frame: usize,
    state: u32,
}

impl Audio {
    /// `None` where no kind has that name.
    pub(crate) fn new(name: &str) -> Option<Self> {
        let kind = KINDS.into_iter().find(|kind| *kind == name)?;
        Some(Self { kind, frame: 0, state: 1 })
    }

    /// The next 20 ms, interleaved.
    pub(crate) fn push(&mut self) -> Vec<i16> {
        (0..PUSH).flat_map(|_| self.next()).collect()
    }

    fn next(&mut self) -> [i16; 2] {
        let ms = self.frame * 1000 / RATE;
        // All that repeats does so within ten seconds: a number of 32 bits is no clock for a day.
        let t = (self.frame % (10 * RATE)) as f32 / RATE as f32;
        self.frame += 1;
        let samples = match self.kind {
            // Music on both lines without an end, in which the detector hears now music and now talk; or for just over
            // half of the time.
            "tones" => [tone(t); 2],
            "half_tones" => [gated(ms % 4000 < 2200, tone(t)); 2],
            // Onsets as fast as they come, so that nearly all are in overlap.
            "bursts" => [gated(ms % 800 < 300, self.voice(t, 110.0)), gated(ms % 500 < 320, self.voice(t, 190.0))],
            // The floor changes every second.
            "ping_pong" => {
                let agent = ms % 2000 < 900;
                let customer = (1000..1900).contains(&(ms % 2000));
                [gated(agent, self.voice(t, 110.0)), gated(customer, self.voice(t, 190.0))]
            }
            // Both talk all the time.
            "double_talk" => {
                [gated(ms % 5000 < 4600, self.voice(t, 110.0)), gated(ms % 6100 < 5700, self.voice(t, 190.0))]
            }
            "noise" => [0.1 * self.chance(), 0.1 * self.chance()],
            _ => [0.0; 2],
        };
        samples.map(|sample| (sample * 32767.0) as i16)
    }

    /// What a detector takes for a voice: harmonics of a pitch that moves, in syllables.
    fn voice(&mut self, t: f32, hz: f32) -> f32 {
        let pitch = t * hz + 0.8 * (TAU * 1.7 * t).sin();
        let harmonics: f32 = (1..=14_u8).map(|k| (TAU * f32::from(k) * pitch).sin() / f32::from(k).sqrt()).sum();
        let syllable = 0.55 - 0.45 * (TAU * 4.5 * t).cos();
        0.06 * syllable * harmonics + 0.003 * self.chance()
    }

    fn chance(&mut self) -> f32 {
        self.state = self.state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.state >> 8) as f32 / (1 << 23) as f32 - 1.0
    }
}

fn gated(open: bool, sample: f32) -> f32 {
    if open { sample } else { 0.0 }
}

/// A steady harmonic tone.
fn tone(t: f32) -> f32 {
    0.2 * (1..=10_u8).map(|k| (TAU * f32::from(k) * 200.0 * t).sin() / f32::from(k)).sum::<f32>()
}
