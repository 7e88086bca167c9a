//! Something in place of what was lost, so that a lost packet does not sound like the end of a word.
//!
//! After ITU-T G.711 Appendix I, simplified: the last pitch period is repeated, in full for 10 ms and fading to nothing
//! by 60 ms. What follows is quieter than any line, but not digital silence: that is a finding of its own.

use super::RATE;

/// What is remembered: the longest period twice, ms.
const KEPT_MS: usize = 30;
/// The periods that are looked for, ms, and over how much sound.
const SHORTEST_MS: usize = 5;
const LONGEST_MS: usize = 15;
const COMPARED_MS: usize = 10;
/// Repeated in full, and to the end of the fade, ms.
const FULL_MS: usize = 10;
const FADED_MS: usize = 60;
/// Peak of what is put where nothing is left to repeat: -80 dBov.
const FAINT: f32 = 1.7e-4;

/// One channel's last sound, and what is made up from it.
#[derive(Clone, Debug)]
pub(crate) struct Concealer {
    /// Samples of a millisecond, rounded down, and every how many of them are compared.
    ms: usize,
    stride: usize,
    last: Vec<f32>,
    /// Samples made up since the last good one, and the period that they repeat.
    made: usize,
    period: usize,
    noise: u32,
}

impl Concealer {
    /// For a channel at `rate` samples a second. Two channels need two seeds: the same noise on both would be a leak.
    pub(crate) fn new(rate: u32, seed: u32) -> Self {
        let ms = rate as usize / 1000;
        let stride = (rate / RATE).max(1) as usize;
        Self { ms, stride, last: vec![0.0; KEPT_MS * ms], made: 0, period: 1, noise: seed }
    }

    /// Remembers what came in good order.
    pub(crate) fn heard(&mut self, samples: &[f32]) {
        self.made = if samples.is_empty() { self.made } else { 0 };
        let kept = self.last.len();
        let new = &samples[samples.len().saturating_sub(kept)..];
        self.last.copy_within(new.len().., 0);
        self.last[kept - new.len()..].copy_from_slice(new);
    }

    /// Writes over what did not.
    pub(crate) fn fill(&mut self, lost: &mut [f32]) {
        if self.made == 0 && !lost.is_empty() {
            self.period = self.pitch_period();
        }
        let (full, faded) = (FULL_MS * self.ms, FADED_MS * self.ms);
        let cycle = &self.last[self.last.len() - self.period..];
        for sample in lost {
            self.noise = self.noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let faint = FAINT * ((self.noise >> 8) as f32 / (1 << 23) as f32 - 1.0);
            let gain = faded.saturating_sub(self.made) as f32 / (faded - full) as f32;
            *sample = cycle[self.made % self.period] * gain.min(1.0) + faint;
            self.made += 1;
        }
    }

    /// The lag at which the last sound is most like itself.
    fn pitch_period(&self) -> usize {
        let (end, compared) = (self.last.len(), COMPARED_MS * self.ms);
        let recent = &self.last[end - compared..];
        let likeness = |lag: usize| {
            let before = &self.last[end - compared - lag..end - lag];
            let pairs = || recent.iter().zip(before).step_by(self.stride);
            let (same, energy) = pairs().fold((0.0, 1e-9), |(same, energy), (a, b)| (same + a * b, energy + b * b));
            same / f32::sqrt(energy)
        };
        let lags = (SHORTEST_MS * self.ms..=LONGEST_MS * self.ms).step_by(self.stride);
        let best = lags.map(|lag| (lag, likeness(lag))).reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map_or(1, |(lag, _)| lag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rates::USUAL_RATES;

    fn tone(rate: u32, hz: f32, count: usize) -> Vec<f32> {
        (0..count).map(|k| 0.5 * (std::f32::consts::TAU * hz * k as f32 / rate as f32).sin()).collect()
    }

    #[test]
    fn a_voice_goes_on_through_a_packet_and_fades_after_it() {
        for rate in USUAL_RATES {
            let ms = rate as usize / 1000;
            let sound = tone(rate, 100.0, 300 * ms);
            let mut concealer = Concealer::new(rate, 1);
            concealer.heard(&sound[..100 * ms]);
            let mut lost = vec![9.0; 100 * ms];
            concealer.fill(&mut lost);
            let power = |part: &[f32]| part.iter().map(|x| x * x).sum::<f32>() / part.len() as f32;
            let off: Vec<f32> = lost[..10 * ms].iter().zip(&sound[100 * ms..]).map(|(a, b)| a - b).collect();
            assert!(power(&off) < 0.02 * power(&sound), "{rate}: {}", power(&off) / power(&sound));
            let (early, late) = (power(&lost[..20 * ms]), power(&lost[62 * ms..]));
            assert!(early > 0.06 && late > 0.0 && late < 1e-7, "{rate}: {early} {late}");
        }
    }

    #[test]
    fn it_does_not_depend_on_the_cut() {
        let sound = tone(8000, 130.0, 1000);
        let mut whole = Concealer::new(8000, 1);
        whole.heard(&sound);
        let mut expected = vec![0.0; 700];
        whole.fill(&mut expected);
        for cut in [1, 7, 160, 333] {
            let mut parts = Concealer::new(8000, 1);
            sound.chunks(cut).for_each(|part| parts.heard(part));
            let mut lost = vec![0.0; 700];
            lost.chunks_mut(cut).for_each(|part| parts.fill(part));
            assert_eq!(lost, expected);
        }
    }

    #[test]
    fn after_silence_there_is_no_sound_and_no_digital_silence() {
        let mut lost = vec![0.0; 8000];
        Concealer::new(8000, 1).fill(&mut lost);
        assert!(lost.iter().all(|x| x.abs() <= FAINT) && lost.iter().filter(|x| **x == 0.0).count() < 10);
    }
}
