//! Lost packets: digital silence that cuts into talk.
//!
//! A line that sends nothing in pauses is digitally silent too, but there talk has died away before and begins
//! softly after: only silence between loud talk and loud talk is a loss.

use super::moment::Moment;
use super::spans::Spans;
use crate::finding::Health;
use crate::names::HealthCode;
use crate::signal::{FRAME, dbov};
use crate::time::{Span, Time};

/// Samples of digital silence that a loss has at least, and at most: 10 ms to 1 s.
const SHORTEST: u64 = 80;
const LONGEST: u64 = 8000;
/// The sound before and after is at most this far under the party's talk, dB.
const UNDER_TALK_DB: f32 = 24.0;
/// The minimum number of samples of a frame for a sound's level.
const ENOUGH: u8 = 8;
/// Share of the distance by which a frame of talk moves the level of talk, once many were heard.
const FOLLOW: f32 = 0.005;
/// Losses no further apart form one span, which is reported from this much silence on.
const NEAR: Time = Time::from_millis(10_000);
const LEAST: f32 = 0.040;

/// Looks for digital silence inside talk.
#[derive(Clone, Debug)]
pub(super) struct Dropouts {
    spans: Spans,
    /// Frames heard.
    frames: u64,
    /// Mean square of talk, and frames that it was taken from.
    talk: (f32, u32),
    /// The last two frames that sound.
    sounds: [Sound; 2],
    /// Where digital silence began, and the sound before it.
    silence: Option<(u64, Sound)>,
    /// A silence whose end is known, and the sounds before and after, to which one more frame belongs.
    ended: Option<(u64, u64, Sound, Sound)>,
}

/// What sounds beside a silence: in two frames, since a filter's ringing may fill one.
#[derive(Clone, Copy, Debug)]
struct Sound {
    dbov: f32,
    talk: bool,
}

impl Sound {
    const NONE: Self = Self { dbov: -100.0, talk: false };

    fn and(self, other: Self) -> Self {
        Self { dbov: self.dbov.max(other.dbov), talk: self.talk || other.talk }
    }
}

impl Default for Dropouts {
    fn default() -> Self {
        Self {
            spans: Spans::new(NEAR).at_least(LEAST * 0.99),
            frames: 0,
            talk: (0.0, 0),
            sounds: [Sound::NONE; 2],
            silence: None,
            ended: None,
        }
    }
}

impl Dropouts {
    pub(super) fn push(&mut self, moment: &Moment) {
        let start = self.frames * FRAME as u64;
        self.frames += 1;
        let (lead, tail) = (moment.block.lead, moment.block.tail);
        if moment.still() {
            self.silence.get_or_insert((start, self.sounds[0].and(self.sounds[1])));
            return;
        }
        // The level of what sounds in the frame, without its silent edges.
        let sounding = (FRAME as u8).saturating_sub(lead.saturating_add(tail)).max(1);
        let energy = moment.block.energy * FRAME as f32 / f32::from(sounding);
        let sound = Sound { dbov: dbov(f64::from(energy)) as f32, talk: moment.talk };
        if let Some((from, to, before, after)) = self.ended.take() {
            self.judge(from, to, before, after.and(sound));
        }
        if let Some((from, before)) = self.silence.take() {
            let to = start + u64::from(lead);
            if (SHORTEST..=LONGEST).contains(&(to - from)) {
                self.ended = Some((from, to, before, sound));
            }
        }
        if sounding >= ENOUGH {
            self.sounds = [self.sounds[1], sound];
        }
        if moment.talk {
            self.talk.1 = self.talk.1.saturating_add(1);
            self.talk.0 += (energy - self.talk.0) * FOLLOW.max(1.0 / self.talk.1 as f32);
        }
        if tail > 0 {
            self.silence = Some((start + FRAME as u64 - u64::from(tail), self.sounds[0].and(self.sounds[1])));
        }
    }

    fn judge(&mut self, from: u64, to: u64, before: Sound, after: Sound) {
        let loud = dbov(f64::from(self.talk.0)) as f32 - UNDER_TALK_DB;
        if [before, after].iter().all(|sound| sound.talk && sound.dbov >= loud) {
            let span = Span::new(Time::from_samples(from), Time::from_samples(to));
            self.spans.add(span, span.length().seconds() as f32, 0.0);
        }
    }

    pub(super) fn findings(&self) -> impl Iterator<Item = Health> {
        let reported = self.spans.iter().filter(|found| found.amount >= LEAST * 0.99);
        reported.map(|found| {
            let share = f64::from(found.amount) / found.span.length().seconds();
            found.health(HealthCode::Dropouts, Some(share.min(1.0)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::made_channels::{Noise, TALK, heard, heard_at, spans_of, speech};
    use crate::names::HealthCode;

    /// Whether moment `s` lies in the talk of the made-up speech, this far from its edges.
    fn inside(s: f64, margin: f64) -> bool {
        (margin..TALK - margin).contains(&(s % 4.0))
    }

    #[test]
    fn losses_in_talk_are_found_where_they_are() {
        // 40 ms lost at 5.0, 5.5 and 33.0 s.
        let lost = |s: f64| [5.0, 5.5, 33.0].iter().any(|&at| (at..at + 0.04).contains(&s));
        let found = heard(&speech(40.0, |s, x| if lost(s) { 0.0 } else { x }), HealthCode::Dropouts);
        assert_eq!(spans_of(&found), [(5.0, 5.54), (33.0, 33.04)]);
        assert!((found[0].value.unwrap() - 0.08 / 0.54).abs() < 0.01, "{found:?}");
        assert!((found[1].value.unwrap() - 1.0).abs() < 0.01, "{found:?}");
    }

    #[test]
    fn losses_need_not_begin_with_a_frame_nor_be_zero_in_a_law() {
        let found = heard(
            &speech(20.0, |s, x| {
                let lost = (0..10).any(|k| {
                    let at = 5.0033 + 0.06 * f64::from(k);
                    (at..at + 0.02).contains(&s)
                });
                if lost { 8.0 / 32768.0 } else { x }
            }),
            HealthCode::Dropouts,
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert!((found[0].start.seconds() - 5.0033).abs() < 0.001);
        assert!((found[0].end.seconds() - 5.5633).abs() < 0.001);
        assert!((found[0].value.unwrap() - 0.2 / 0.56).abs() < 0.02, "{found:?}");
    }

    #[test]
    fn a_line_that_is_silent_in_pauses_does_not_drop_out() {
        // As a sender that stops 60 ms after talk has died away, and as one that cuts at once.
        let gate = |margin: f64| move |s: f64, x: f64| if inside(s, margin) { x } else { 0.0 };
        assert!(heard(&speech(40.0, gate(-0.06)), HealthCode::Dropouts).is_empty());
        assert!(heard(&speech(40.0, gate(0.02)), HealthCode::Dropouts).is_empty());
    }

    #[test]
    fn a_noisy_line_that_is_silent_in_pauses_does_not_either() {
        let mut noise = Noise::new(3);
        let noisy = speech(40.0, |s, x| if inside(s, -0.3) { x + 0.02 * noise.next() } else { 0.0 });
        assert!(heard(&noisy, HealthCode::Dropouts).is_empty());
    }

    #[test]
    fn one_lost_packet_is_no_finding_and_other_rates_are_heard() {
        let lost = |from: f64, to: f64| move |s: f64, x: f64| if (from..to).contains(&s) { 0.0 } else { x };
        assert!(heard(&speech(20.0, lost(5.0, 5.02)), HealthCode::Dropouts).is_empty());
        let plain = speech(20.0, lost(5.0, 5.1));
        let doubled: Vec<f32> = plain.windows(2).flat_map(|x| [x[0], f32::midpoint(x[0], x[1])]).collect();
        let found = heard_at(&doubled, 16_000, HealthCode::Dropouts);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!((found[0].start.seconds() - 5.0).abs() < 0.01 && (found[0].end.seconds() - 5.1).abs() < 0.01);
    }
}
