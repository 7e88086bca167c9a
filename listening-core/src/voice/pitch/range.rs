//! The range of one speaker, from a running histogram of the pitch so far.

/// Bins in an octave: a quarter of a semitone each.
const FINE: usize = 48;
/// 50 to 530 Hz.
const LOWEST: f32 = 5.643_856;
const BINS: usize = 164;
/// Bins that are also counted together, so that quantiles are found in few steps.
const GROUP: usize = 8;
/// What a frame counts: it may be shared by two bins.
const WHOLE: u32 = 8;
/// Frames from which on the range is trusted.
const ENOUGH: u32 = 40 * WHOLE;
/// Frames (a minute voiced) after which all counts are halved: what was long ago weighs less.
const MANY: u32 = 6000 * WHOLE;
/// The range reaches from .65 of the 10th percentile to 1.6 of the 90th, in octaves.
const BELOW: f32 = 0.621;
const ABOVE: f32 = 0.678;

/// Counts the pitch of one speaker.
#[derive(Clone, Debug)]
pub(super) struct Range {
    counts: [u16; BINS],
    groups: [u32; BINS.div_ceil(GROUP)],
    total: u32,
    /// What is within the range, in octaves above 1 Hz.
    within: (f32, f32),
    median: Option<f32>,
}

impl Default for Range {
    fn default() -> Self {
        Self {
            counts: [0; BINS],
            groups: [0; BINS.div_ceil(GROUP)],
            total: 0,
            within: (f32::MIN, f32::MAX),
            median: None,
        }
    }
}

impl Range {
    /// Counts a frame's pitch, in octaves above 1 Hz.
    pub(super) fn push(&mut self, octave: f32) {
        // Shared by the two bins whose middles are nearest, so that a hair's breadth changes next to nothing.
        let at = ((octave - LOWEST) * FINE as f32 - 0.5).clamp(0.0, (BINS - 2) as f32);
        let share = (at.fract() * WHOLE as f32).round() as u16;
        for (bin, count) in [(at as usize, WHOLE as u16 - share), (at as usize + 1, share)] {
            self.counts[bin] += count;
            self.groups[bin / GROUP] += u32::from(count);
        }
        self.total += WHOLE;
        if self.total >= MANY {
            self.counts.iter_mut().for_each(|count| *count /= 2);
            for (group, counts) in self.groups.iter_mut().zip(self.counts.chunks(GROUP)) {
                *group = counts.iter().map(|&count| u32::from(count)).sum();
            }
            self.total = self.groups.iter().sum();
        }
        if self.total >= ENOUGH {
            self.within = (self.quantile(0.1) - BELOW, self.quantile(0.9) + ABOVE);
        }
        self.median = Some(self.quantile(0.5));
    }

    /// Whether a pitch can be this speaker's.
    pub(super) fn holds(&self, octave: f32) -> bool {
        self.within.0 <= octave && octave <= self.within.1
    }

    /// The speaker's median, in octaves above 1 Hz; `None` before any.
    pub(super) fn median(&self) -> Option<f32> {
        self.median
    }

    /// Pitch is low under this: the 26th percentile (Ward & Tsukahara 2000), in octaves above 1 Hz; `None` before there are
    /// enough frames.
    pub(super) fn low(&self) -> Option<f32> {
        (self.total >= ENOUGH).then(|| self.quantile(0.26))
    }

    fn quantile(&self, share: f32) -> f32 {
        let wanted = share * self.total as f32;
        let (mut before, mut first) = (0.0, 0);
        for &group in &self.groups {
            // Whole numbers: exact.
            if before + group as f32 >= wanted {
                break;
            }
            before += group as f32;
            first += GROUP;
        }
        for (bin, &count) in self.counts.iter().enumerate().skip(first) {
            let count = f32::from(count);
            if count > 0.0 && before + count >= wanted {
                return LOWEST + (bin as f32 + (wanted - before) / count) / FINE as f32;
            }
            before += count;
        }
        LOWEST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_exact_within_a_bin_and_the_range_closes() {
        let mut range = Range::default();
        assert_eq!(range.median(), None);
        assert!(range.holds(9.0));
        for k in 0..20_000 {
            range.push((100.0 + 50.0 * (k % 101) as f32 / 100.0_f32).log2());
        }
        assert!((range.median().unwrap() - 125.0_f32.log2()).abs() * 12.0 < 0.1);
        assert!(range.holds(75.0_f32.log2()) && range.holds(220.0_f32.log2()));
        assert!(!range.holds(62.0_f32.log2()) && !range.holds(250.0_f32.log2()));
    }
}
