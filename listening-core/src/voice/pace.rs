//! Syllables of a talkspurt, and how long their rhymes are, from its intensity.
//!
//! After de Jong & Wempe 2009: a syllable is a peak of intensity with a dip on both sides, not far under the talkspurt's
//! loudest. Theirs is the intensity of all that is heard, and a peak must be voiced. Here it is that of 300 to 900 Hz,
//! where vowels are strong and fricatives are not, so that no peak has to be asked for its pitch: on the telephone that is
//! the less certain question. Band, smoothing, dip and range were fitted together: `benches/pace.py --fit`.

/// A peak is at least this far above the dips around it, dB.
const PROMINENCE_DB: f32 = 1.2;
/// Peaks more than this under the talkspurt's loudest are none, dB.
const RANGE_DB: f32 = 18.0;
/// Frames on each side that a smoothed level is made of.
const HALF: usize = 2;
/// Their weights: binomial, 20 ms wide (standard deviation 10 ms).
const WEIGHTS: [f32; 2 * HALF + 1] = [1.0 / 16.0, 4.0 / 16.0, 6.0 / 16.0, 4.0 / 16.0, 1.0 / 16.0];

/// A rhyme is over this far under its nucleus, dB, or where the next syllable begins.
const RHYME_DB: f32 = 12.0;

/// What the intensity of a talkspurt shows of its syllables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Syllables {
    /// How many there are.
    pub(super) count: u32,
    /// Frames of the last one's rhyme; `None` without any.
    pub(super) last_rhyme: Option<usize>,
}

/// Syllables of a talkspurt, whose level in dB at frame k is `level(k)`, of `frames` frames. `rhyme` receives the frames of
/// each rhyme but the last: a syllable from its nucleus on.
pub(super) fn syllables(frames: usize, level: impl Fn(usize) -> f32, mut rhyme: impl FnMut(usize)) -> Syllables {
    let mut found = Syllables::default();
    let Some(last) = frames.checked_sub(1) else { return found };
    let smooth = |k: usize| {
        let near = (0..WEIGHTS.len()).map(|n| level((k + n).saturating_sub(HALF).min(last)));
        near.zip(WEIGHTS).map(|(level, weight)| level * weight).sum::<f32>()
    };
    let floor = (0..frames).map(smooth).fold(f32::MIN, f32::max) - RANGE_DB;
    // Uphill, the highest level since the dip; downhill, the lowest since the peak; and where that is.
    let (mut uphill, mut extreme, mut at) = (true, f32::MIN, 0);
    // Downhill from a nucleus: where it is, and from where on the rhyme is over.
    let mut nucleus = None;
    for (k, now) in (0..frames).map(smooth).enumerate() {
        if uphill {
            if now < extreme - PROMINENCE_DB {
                if extreme > floor {
                    found.add(&mut rhyme);
                    nucleus = Some((at, extreme - RHYME_DB));
                }
                (uphill, extreme, at) = (false, now, k);
            } else if now > extreme {
                (extreme, at) = (now, k);
            }
        } else if now > extreme + PROMINENCE_DB {
            // What is left of the rhyme ends in the dip.
            found.end(&mut nucleus, at);
            (uphill, extreme, at) = (true, now, k);
        } else if now < extreme {
            (extreme, at) = (now, k);
        }
        if !uphill && nucleus.is_some_and(|(_, over)| now <= over) {
            found.end(&mut nucleus, k);
        }
    }
    if uphill && extreme > floor {
        found.add(&mut rhyme);
        nucleus = Some((at, floor));
    }
    found.end(&mut nucleus, frames);
    found
}

impl Syllables {
    /// One more: the one before was not the last.
    fn add(&mut self, rhyme: &mut impl FnMut(usize)) {
        self.count += 1;
        self.last_rhyme.take().into_iter().for_each(rhyme);
    }

    /// The rhyme of the syllable with that `nucleus`, if one still runs, is over at frame `at`.
    fn end(&mut self, nucleus: &mut Option<(usize, f32)>, at: usize) {
        if let Some((peak, _)) = nucleus.take() {
            self.last_rhyme = Some(at - peak);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The count, and the frames of every rhyme, the last one too.
    fn heard(levels: &[f32]) -> (u32, Vec<usize>) {
        let mut rhymes = Vec::new();
        let found = syllables(levels.len(), |k| levels[k], |frames| rhymes.push(frames));
        rhymes.extend(found.last_rhyme);
        (found.count, rhymes)
    }

    fn count(levels: &[f32]) -> u32 {
        heard(levels).0
    }

    /// A syllable of 200 ms, swinging over 12 dB, from dip to dip.
    fn talk(syllable_count: usize) -> Vec<f32> {
        let swing = |n: usize| (2.0 * std::f32::consts::PI * n as f32 / 20.0).cos();
        (0..syllable_count * 20).map(|n| -30.0 - 6.0 * swing(n)).collect()
    }

    #[test]
    fn every_swing_is_one_syllable() {
        for number in [1, 2, 5, 20] {
            assert_eq!(count(&talk(number)), number as u32);
        }
    }

    #[test]
    fn ripples_and_far_quieter_peaks_are_none() {
        let mut levels = talk(2);
        levels.extend(talk(2).iter().map(|level| level - 25.0));
        assert_eq!(count(&levels), 2);
        let ripple: Vec<f32> = (0..100).map(|n| -30.0 + 0.1 * (n % 10) as f32).collect();
        assert_eq!(count(&ripple), 1);
        assert_eq!(count(&[]), 0);
    }

    #[test]
    fn a_rhyme_lasts_from_its_nucleus_to_the_dip() {
        let (count, rhymes) = heard(&talk(5));
        assert_eq!(count as usize, rhymes.len());
        assert!(rhymes.iter().all(|frames| (9..=11).contains(frames)), "{rhymes:?}");
        assert!(heard(&[]).1.is_empty());
    }

    #[test]
    fn a_last_syllable_that_is_held_has_a_longer_rhyme_and_silence_after_it_adds_none() {
        let mut held = talk(3);
        let top = held.len() - 10;
        held.splice(top..top, [-24.0; 15]);
        let longer = heard(&held).1;
        assert_eq!(longer[..2], heard(&talk(3)).1[..2]);
        assert!((23..=26).contains(&longer[2]), "{longer:?}");
        held.extend([-70.0; 30]);
        // But for the foot of the swing, which smoothing takes off.
        assert!((20..=26).contains(&heard(&held).1[2]), "{:?}", heard(&held));
    }

    #[test]
    fn a_syllable_cut_in_its_vowel_has_a_shorter_rhyme() {
        let cut = &talk(3)[..53];
        assert_eq!(heard(cut).0, 3);
        assert!(heard(cut).1[2] <= 4, "{:?}", heard(cut));
    }

    #[test]
    fn a_bump_too_quiet_for_a_syllable_belongs_to_no_rhyme() {
        let mut levels = talk(2);
        let before = heard(&levels).1;
        levels.extend(talk(2).iter().map(|level| level - 25.0));
        let (count, rhymes) = heard(&levels);
        assert_eq!((count, rhymes.len()), (2, 2));
        assert!(rhymes[1].abs_diff(before[1]) <= 1, "{rhymes:?}");
    }

    #[test]
    fn gain_changes_nothing() {
        let louder: Vec<f32> = talk(7).iter().map(|level| level + 20.0).collect();
        assert_eq!(heard(&louder), heard(&talk(7)));
    }
}
