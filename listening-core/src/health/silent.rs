//! A channel with nothing on it: all of the call, or a part in which the line was down.

use super::moment::Moment;
use super::spans::Spans;
use crate::finding::Health;
use crate::names::HealthCode;
use crate::signal::dbov;
use crate::time::{Span, Time};

/// Mean level under which a channel is dead, dBov.
const DEAD_DBOV: f64 = -75.0;
/// A dead part is this long at least; a click does not end it.
const SHORTEST: Time = Time::from_millis(30_000);
const CLICK: Time = Time::from_millis(1000);
/// A dead part is so far under the channel's usual background, dB: a quiet line is not dead while its party listens.
const UNDER_DB: f64 = 6.0;
/// The background is the level that this share of the frames without talk is under, out of this many at least.
const BACKGROUND: f64 = 0.25;
const FRAMES: u64 = 300;

/// Follows how loud a channel is, second by second.
#[derive(Clone, Debug)]
pub(super) struct Silent {
    spans: Spans,
    /// Dead seconds up to now: their span, energy and count.
    open: Option<(Span, f64, u32)>,
    /// Of the whole call.
    energy: f64,
    frames: u64,
    /// Of the second.
    second: (f64, u32),
    /// Frames without talk by level, in dB from -100: of the second, and of all seconds that are not dead.
    quiet: [u8; 101],
    background: [u32; 101],
}

impl Default for Silent {
    fn default() -> Self {
        Self {
            spans: Spans::new(CLICK),
            open: None,
            energy: 0.0,
            frames: 0,
            second: (0.0, 0),
            quiet: [0; 101],
            background: [0; 101],
        }
    }
}

impl Silent {
    pub(super) fn push(&mut self, moment: &Moment) {
        // A-law has no zero: its silence is a constant, and no more than silence.
        let energy = if moment.still() { 0.0 } else { f64::from(moment.block.energy) };
        self.energy += energy;
        self.frames += 1;
        self.second.0 += energy;
        self.second.1 += 1;
        if !moment.talk {
            self.quiet[(dbov(energy).clamp(-100.0, 0.0) + 100.0) as usize] += 1;
        }
    }

    pub(super) fn second(&mut self, span: Span) {
        let (energy, frames) = std::mem::take(&mut self.second);
        let mean = energy / f64::from(frames.max(1));
        if dbov(mean) < DEAD_DBOV {
            match &mut self.open {
                Some((known, sum, count)) if span.start - known.end <= CLICK => {
                    known.end = span.end;
                    *sum += mean;
                    *count += 1;
                }
                _ => {
                    self.close();
                    self.open = Some((span, mean, 1));
                }
            }
        } else {
            for (all, new) in self.background.iter_mut().zip(self.quiet) {
                *all += u32::from(new);
            }
        }
        self.quiet = [0; 101];
    }

    fn close(&mut self) {
        if let Some((span, sum, count)) = self.open.take().filter(|(span, ..)| span.length() >= SHORTEST) {
            self.spans.add(span, sum as f32, count as f32);
        }
    }

    pub(super) fn finish(&mut self) {
        self.close();
    }

    /// Level of what is there when nobody talks, dBov, outside the dead parts.
    fn background(&self) -> Option<f64> {
        let all: u64 = self.background.iter().map(|&count| u64::from(count)).sum();
        let wanted = ((all as f64 * BACKGROUND) as u64).max(1);
        let mut seen = 0;
        let bin = self.background.iter().position(|&count| {
            seen += u64::from(count);
            seen >= wanted
        })?;
        (all >= FRAMES).then_some(bin as f64 - 99.5)
    }

    /// Whether the whole call is dead.
    pub(super) fn dead(&self) -> bool {
        self.level() < DEAD_DBOV
    }

    fn level(&self) -> f64 {
        dbov(self.energy / self.frames.max(1) as f64)
    }

    pub(super) fn findings(&self, whole: Span) -> Vec<Health> {
        if self.dead() {
            return vec![Health::new(HealthCode::Silent, whole, Some(self.level()))];
        }
        let Some(background) = self.background().filter(|&level| level > DEAD_DBOV) else { return Vec::new() };
        let parts = self.spans.iter().map(|found| (found, dbov(found.share())));
        let parts = parts.filter(|(_, level)| *level <= background - UNDER_DB);
        parts.map(|(found, level)| found.health(HealthCode::Silent, Some(level))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::made_channels::{Noise, TALK, heard, spans_of, speech};
    use crate::names::HealthCode;

    #[test]
    fn a_dead_channel_is_silent_as_a_whole_in_a_law_too() {
        for silence in [0.0, 8.0 / 32768.0, 1e-6] {
            let found = heard(&vec![silence; 8000 * 10], HealthCode::Silent);
            assert_eq!(spans_of(&found), [(0.0, 10.0)], "{silence}");
            assert!(found[0].value.unwrap() < -75.0);
        }
    }

    #[test]
    fn a_line_that_dies_or_comes_up_late_is_found() {
        let late = heard(&speech(100.0, |s, x| if s < 40.0 { 0.0 } else { x }), HealthCode::Silent);
        assert_eq!(spans_of(&late), [(0.0, 40.0)]);
        let died = heard(&speech(100.0, |s, x| if s >= 60.0 { 0.0 } else { x }), HealthCode::Silent);
        assert_eq!(spans_of(&died), [(60.0, 100.0)]);
        let click = |s: f64| s >= 60.0 && !(80.0..80.01).contains(&s);
        let died = heard(&speech(100.0, |s, x| if click(s) { 0.0 } else { x }), HealthCode::Silent);
        assert_eq!(spans_of(&died), [(60.0, 100.0)]);
        assert!(heard(&speech(100.0, |s, x| if s >= 75.0 { 0.0 } else { x }), HealthCode::Silent).is_empty());
    }

    #[test]
    fn a_long_listener_is_not_dead() {
        // On a line with its noise; on a line with hardly any; and on one that sends nothing in pauses.
        let mut noise = Noise::new(5);
        let talks = |s: f64| !(40.0..90.0).contains(&s);
        let line = |level: f64, noise: &mut Noise| -> Vec<f32> {
            let hiss = speech(120.0, |_, _| level * noise.next());
            speech(120.0, |s, x| if talks(s) && s % 4.0 < TALK { x } else { 0.0 })
                .into_iter()
                .zip(hiss)
                .map(|(x, hiss)| x + hiss)
                .collect()
        };
        for level in [0.001, 0.0001, 0.0] {
            assert!(heard(&line(level, &mut noise), HealthCode::Silent).is_empty(), "{level}");
        }
    }
}
