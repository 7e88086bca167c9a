//! A speaker's norms, and how the beginning and the end of a talkspurt lie against them.

use super::pace::Syllables;
use super::spurt::Kept;
use crate::delivery::Opening;
use crate::signal::dbov;

/// The end of a talkspurt: this many frames, 0.1 s; one shorter than twice that has none.
const ENDING: usize = 10;
/// A speaker has a norm from this many talkspurts on.
const NORM: u32 = 5;
/// And a norm of rhymes from this many on: those of one talkspurt can be enough.
const RHYMES: u32 = 8;

/// A running mean.
#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    count: u32,
    sum: f64,
}

impl Mean {
    fn add(&mut self, value: f32) {
        self.count += 1;
        self.sum += f64::from(value);
    }

    /// How far `value` is above the mean so far, of `least` values or more.
    fn above(&self, value: f32, least: u32) -> Option<f32> {
        (self.count >= least).then(|| value - (self.sum / f64::from(self.count)) as f32)
    }

    /// How far `value` is above the mean so far; it then belongs to it.
    fn raise(&mut self, value: f32) -> Option<f32> {
        let raised = self.above(value, NORM);
        self.add(value);
        raised
    }
}

/// How long a speaker's rhymes usually are where no pause follows: the mean of their logarithms.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rhymes(Mean);

impl Rhymes {
    /// A rhyme of this many `frames`, which is not a talkspurt's last.
    pub(super) fn add(&mut self, frames: usize) {
        self.0.add(log(frames));
    }

    /// How many times as long as these the last rhyme is; `None` without one, and before there were eight.
    pub(super) fn lengthening(&self, syllables: Syllables) -> Option<f32> {
        Some(libm::exp2f(self.0.above(log(syllables.last_rhyme?), RHYMES)?))
    }
}

fn log(frames: usize) -> f32 {
    libm::log2f(frames.max(1) as f32)
}

/// How a speaker usually begins.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Norm {
    level: Mean,
    semitones: Mean,
}

impl Norm {
    /// How `frames`, the beginning of a talkspurt, lie against the beginnings before; they then belong to these.
    pub(super) fn opening(&mut self, frames: &[Kept]) -> Opening {
        let energy: f64 = frames.iter().map(|frame| f64::from(frame.energy())).sum();
        let level = dbov(energy / frames.len().max(1) as f64) as f32;
        let (mut voiced, mut sum) = (0_u32, 0.0);
        for semitones in frames.iter().filter_map(|frame| frame.semitones()) {
            voiced += 1;
            sum += semitones;
        }
        Opening {
            raised_db: self.level.raise(level),
            raised_semitones: if voiced >= 5 { self.semitones.raise(sum / voiced as f32) } else { None },
        }
    }
}

/// How far the last 0.1 s of a talkspurt lie below its loud level (the 90th percentile of its frames' `levels`, in hundredths
/// of a dB), in dB, at most 0: who has finished fades, who breaks off does not. `None` under 0.2 s. The levels are left in another order.
pub(super) fn end_db(levels: &mut [i16]) -> Option<f32> {
    if levels.len() < 2 * ENDING {
        return None;
    }
    let end = levels[levels.len() - ENDING..].iter().map(|&level| f32::from(level)).sum::<f32>() / ENDING as f32;
    let at = levels.len() * 9 / 10;
    let (_, loud, _) = levels.select_nth_unstable(at);
    Some(((end - f32::from(*loud)) / 100.0).clamp(-60.0, 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fading_end_is_told_from_one_broken_off() {
        let held: Vec<i16> = (0..60).map(|k| 100 * (k % 7 - 30)).collect();
        let fading: Vec<i16> = held.iter().zip(0_i16..).map(|(level, k)| level - 150 * (k - 45).max(0)).collect();
        let end = |levels: &[i16]| end_db(&mut levels.to_vec());
        assert!(end(&held).unwrap() > -5.0);
        assert!(end(&fading).unwrap() < -12.0);
        assert_eq!(end(&held[..19]), None);
    }

    #[test]
    fn a_last_rhyme_is_held_against_those_before_it() {
        let last = |frames| Syllables { count: 1, last_rhyme: Some(frames) };
        let mut rhymes = Rhymes::default();
        (0..7).for_each(|_| rhymes.add(10));
        assert_eq!(rhymes.lengthening(last(20)), None);
        rhymes.add(10);
        assert_eq!(rhymes.lengthening(last(20)), Some(2.0));
        assert_eq!(rhymes.lengthening(last(5)), Some(0.5));
        assert_eq!(rhymes.lengthening(Syllables::default()), None);
    }

    #[test]
    fn a_beginning_is_held_against_those_before_it() {
        let frames = |db: f32, hz: f32| [Kept::voiced_at(10_f32.powf(db / 10.0), hz); 50];
        let mut norm = Norm::default();
        for _ in 0..5 {
            assert_eq!(norm.opening(&frames(-30.0, 100.0)), Opening::default());
        }
        let raised = norm.opening(&frames(-24.0, 200.0));
        assert!((raised.raised_db.unwrap() - 6.0).abs() < 0.02);
        assert!((raised.raised_semitones.unwrap() - 12.0).abs() < 0.01);
    }
}
