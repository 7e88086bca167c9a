//! Syllables of a talkspurt, from its intensity.
//!
//! After de Jong & Wempe 2009: a syllable is a peak of intensity with a dip on both sides, not far under the talkspurt's
//! loudest. Theirs is the intensity of all that is heard, and a peak must be voiced. Here it is that of 300 to 900 Hz,
//! where vowels are strong and fricatives are not, so that no peak has to be asked for its pitch: on the telephone that is
//! the less certain question. Band, smoothing, dip and range were fitted together: `benches/pace.py --fit`.

/// A peak stands at least this high over the dips around it, dB.
const PROMINENCE_DB: f32 = 1.2;
/// Peaks more than this under the talkspurt's loudest are none, dB.
const RANGE_DB: f32 = 18.0;
/// Frames on each side that a smoothed level is made of.
const HALF: usize = 2;
/// Their weights: binomial, 20 ms wide (standard deviation 10 ms).
const WEIGHTS: [f32; 2 * HALF + 1] = [1.0 / 16.0, 4.0 / 16.0, 6.0 / 16.0, 4.0 / 16.0, 1.0 / 16.0];

/// Syllables in a talkspurt, whose level in dB at frame k is `level(k)`, of `frames` frames.
pub(super) fn syllables(frames: usize, level: impl Fn(usize) -> f32) -> u32 {
    let Some(last) = frames.checked_sub(1) else { return 0 };
    let smooth = |k: usize| {
        let near = (0..WEIGHTS.len()).map(|n| level((k + n).saturating_sub(HALF).min(last)));
        near.zip(WEIGHTS).map(|(level, weight)| level * weight).sum::<f32>()
    };
    let floor = (0..frames).map(smooth).fold(f32::MIN, f32::max) - RANGE_DB;
    let mut count = 0;
    // Uphill, the highest level since the dip; downhill, the lowest since the peak.
    let (mut uphill, mut extreme) = (true, f32::MIN);
    for now in (0..frames).map(smooth) {
        if uphill {
            if now < extreme - PROMINENCE_DB {
                count += u32::from(extreme > floor);
                (uphill, extreme) = (false, now);
            } else {
                extreme = extreme.max(now);
            }
        } else if now > extreme + PROMINENCE_DB {
            (uphill, extreme) = (true, now);
        } else {
            extreme = extreme.min(now);
        }
    }
    count + u32::from(uphill && extreme > floor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(levels: &[f32]) -> u32 {
        syllables(levels.len(), |k| levels[k])
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
    fn gain_changes_nothing() {
        let louder: Vec<f32> = talk(7).iter().map(|level| level + 20.0).collect();
        assert_eq!(count(&louder), count(&talk(7)));
    }
}
