//! How the voice moves at the end of a talkspurt, and how it stops.

use crate::delivery::Terminal;

/// The movement is looked for in this many frames up to the last voiced one: 400 ms.
const STRETCH: usize = 40;
/// Least of them that are voiced.
const LEAST: usize = 6;
/// The voice ends at the middle one of this many last voiced frames.
const END: usize = 13;
/// Pairs of voiced frames, at most.
const PAIRS: usize = STRETCH * (STRETCH - 1) / 2;
/// A talkspurt's end is loud over this many frames at most: its loudest of them is what a stop is measured from.
const LOUD: usize = 20;
/// Within the first of these of that level, dB, the talk is still on; the second of these under it, it is over.
const ON_DB: f32 = 6.0;
const OVER_DB: f32 = 18.0;
/// Frames that an abrupt stop takes at most, from the one to the other.
const ABRUPT: usize = 3;

/// Theil-Sen slope of the last voiced frames, given in semitones above the speaker's median; `None` with fewer
/// than 6.
pub(super) fn terminal(semitones: impl DoubleEndedIterator<Item = Option<f32>>) -> Option<Terminal> {
    let mut points = [(0.0, 0.0); STRETCH];
    let mut count = 0;
    let last = semitones.rev().skip_while(Option::is_none).take(STRETCH).enumerate();
    for (ago, value) in last.filter_map(|(ago, value)| Some((ago, value?))) {
        points[count] = (-(ago as f32), value);
        count += 1;
    }
    let points = &points[..count];
    if count < LEAST {
        return None;
    }
    let mut slopes = [0.0; PAIRS];
    let mut pairs = 0;
    for (k, a) in points.iter().enumerate() {
        for b in &points[k + 1..] {
            slopes[pairs] = (b.1 - a.1) / (b.0 - a.0);
            pairs += 1;
        }
    }
    let slope = median(&mut slopes[..pairs]);
    let mut last = [0.0; END];
    let ends = count.min(END);
    last.iter_mut().zip(points).for_each(|(last, point)| *last = point.1);
    let end = median(&mut last[..ends]);
    Some(Terminal { slope: 100.0 * slope, movement: slope * -points[count - 1].0, end })
}

/// Whether talk stops at once: from near its last loudness to far under it in no more than 30 ms. `levels` are the
/// frames' levels in dB up to and beyond the end, of which `inside` belong to the talkspurt.
pub(super) fn stops(levels: impl Iterator<Item = f32> + Clone, inside: usize) -> bool {
    let from = inside.saturating_sub(LOUD);
    let loudest = levels.clone().take(inside).skip(from).fold(f32::MIN, f32::max);
    let last = levels.clone().take(inside).enumerate().filter(|(_, level)| *level >= loudest - ON_DB).last();
    last.is_some_and(|(last, _)| {
        let mut later = levels.skip(last + 1).take(ABRUPT);
        later.any(|level| level <= loudest - OVER_DB)
    })
}

fn median(values: &mut [f32]) -> f32 {
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}
