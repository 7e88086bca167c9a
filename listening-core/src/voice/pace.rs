//! Syllables of a talkspurt, from its intensity.
//!
//! de Jong & Wempe 2009: a syllable is a voiced peak of intensity, no more than 25 dB under the
//! talkspurt's loudest, with a dip of at least 2 dB before the next.

const RANGE_DB: f32 = 25.0;
const DIP_DB: f32 = 2.0;

/// One frame's intensity and whether it is voiced.
pub(super) type Beat = (f32, bool);

/// Syllables in a talkspurt's frames.
pub(super) fn syllables(beats: &[Beat]) -> u32 {
    let loudest = beats.iter().map(|beat| beat.0).fold(f32::MIN, f32::max);
    let mut count = 0;
    // The highest frame since the last dip, and the lowest since the last peak.
    let mut peak: Option<Beat> = None;
    let mut dip = f32::MIN;
    for k in 0..beats.len() {
        let level = smooth(beats, k);
        let voiced = beats[k].1;
        match peak {
            None if level > dip + DIP_DB || dip == f32::MIN => peak = Some((level, voiced)),
            None => dip = dip.min(level),
            Some((highest, was_voiced)) if level >= highest => peak = Some((level, voiced || was_voiced)),
            Some((highest, was_voiced)) => {
                if level < highest - DIP_DB {
                    count += u32::from(was_voiced && highest > loudest - RANGE_DB);
                    peak = None;
                    dip = level;
                } else {
                    peak = Some((highest, was_voiced || voiced));
                }
            }
        }
    }
    if let Some((highest, voiced)) = peak {
        count += u32::from(voiced && highest > loudest - RANGE_DB);
    }
    count
}

/// Mean over the frame and its neighbours.
fn smooth(beats: &[Beat], k: usize) -> f32 {
    let from = k.saturating_sub(1);
    let near = &beats[from..(k + 2).min(beats.len())];
    near.iter().map(|beat| beat.0).sum::<f32>() / near.len() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn talk(syllable_count: usize, voiced: bool) -> Vec<Beat> {
        (0..syllable_count * 20)
            .map(|n| {
                let swing = (2.0 * std::f32::consts::PI * n as f32 / 20.0).cos();
                (-30.0 - 6.0 * swing, voiced)
            })
            .collect()
    }

    #[test]
    fn every_voiced_swing_is_one_syllable() {
        for count in [1, 2, 5, 20] {
            assert_eq!(syllables(&talk(count, true)), count as u32);
            assert_eq!(syllables(&talk(count, false)), 0);
        }
    }

    #[test]
    fn ripples_and_far_quieter_peaks_are_none() {
        let mut beats = talk(2, true);
        beats.extend(talk(2, true).into_iter().map(|(level, voiced)| (level - 40.0, voiced)));
        assert_eq!(syllables(&beats), 2);
        let ripple: Vec<Beat> = (0..100).map(|n| (-30.0 + 0.5 * (n % 10) as f32 / 10.0, true)).collect();
        assert_eq!(syllables(&ripple), 1);
        assert_eq!(syllables(&[]), 0);
    }
}
