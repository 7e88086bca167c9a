//! What the floor asks of a voice: how a talkspurt begins against the speaker's own norm, and how it stops.

use super::spurt::VoiceFrame;
use crate::signal::dbov;

/// The end of a talkspurt: so many frames, 0.1 s; one shorter than twice that has none.
const ENDING: usize = 10;
/// A speaker has a norm from so many talkspurts on.
const NORM: u32 = 5;

/// How a talkspurt begins, against the speaker's talkspurts before it: louder and higher than usual is how one
/// competes for the floor (Kurtic, Brown & Wells 2013).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Opening {
    /// Level over the first 0.5 s re the mean of earlier beginnings, dB; `None` before there were five.
    pub raised_db: Option<f32>,
    /// Pitch, the same, in semitones; `None` also where it is not voiced.
    pub raised_semitones: Option<f32>,
}

/// A running mean.
#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    count: u32,
    sum: f64,
}

impl Mean {
    /// How far `value` is above the mean so far; it then belongs to it.
    fn raise(&mut self, value: f32) -> Option<f32> {
        let mean = (self.count >= NORM).then(|| self.sum / f64::from(self.count));
        self.count += 1;
        self.sum += f64::from(value);
        mean.map(|mean| value - mean as f32)
    }
}

/// How a speaker usually begins.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Norm {
    level: Mean,
    semitones: Mean,
}

impl Norm {
    /// How `frames`, the beginning of a talkspurt, lie against the beginnings before; they then belong to these.
    pub(super) fn opening(&mut self, frames: &[VoiceFrame]) -> Opening {
        let energy: f64 = frames.iter().map(|frame| f64::from(frame.energy)).sum();
        let level = dbov(energy / frames.len().max(1) as f64) as f32;
        let (mut voiced, mut sum) = (0_u32, 0.0);
        for pitch in frames.iter().filter_map(|frame| frame.pitch) {
            voiced += 1;
            sum += pitch.semitones();
        }
        Opening {
            raised_db: self.level.raise(level),
            raised_semitones: if voiced >= 5 { self.semitones.raise(sum / voiced as f32) } else { None },
        }
    }
}

/// How far the last 0.1 s of a talkspurt lie below its loud level (the 90th percentile of its frames' `levels`), in dB, at
/// most 0: who has finished fades, who breaks off does not. `None` under 0.2 s. The levels are left in another order.
pub(super) fn end_db(levels: &mut [f32]) -> Option<f32> {
    if levels.len() < 2 * ENDING {
        return None;
    }
    let end = levels[levels.len() - ENDING..].iter().sum::<f32>() / ENDING as f32;
    let at = levels.len() * 9 / 10;
    let (_, loud, _) = levels.select_nth_unstable_by(at, f32::total_cmp);
    Some((end - *loud).clamp(-60.0, 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voice::Pitch;

    #[test]
    fn a_fading_end_is_told_from_one_broken_off() {
        let held: Vec<f32> = (0..60).map(|k| -30.0 + (k % 7) as f32).collect();
        let fading: Vec<f32> =
            held.iter().enumerate().map(|(k, level)| level - 1.5 * (k as f32 - 45.0).max(0.0)).collect();
        let end = |levels: &[f32]| end_db(&mut levels.to_vec());
        assert!(end(&held).unwrap() > -5.0);
        assert!(end(&fading).unwrap() < -12.0);
        assert_eq!(end(&held[..19]), None);
    }

    #[test]
    fn a_beginning_is_held_against_those_before_it() {
        let frames = |db: f32, hz: f32| {
            [VoiceFrame { energy: 10_f32.powf(db / 10.0), band: 0.0, low_db: 0.0, pitch: Some(Pitch { hz }) }; 50]
        };
        let mut norm = Norm::default();
        for _ in 0..5 {
            assert_eq!(norm.opening(&frames(-30.0, 100.0)), Opening::default());
        }
        let raised = norm.opening(&frames(-24.0, 200.0));
        assert!((raised.raised_db.unwrap() - 6.0).abs() < 0.01);
        assert!((raised.raised_semitones.unwrap() - 12.0).abs() < 0.01);
    }
}
