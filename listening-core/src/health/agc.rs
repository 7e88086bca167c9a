//! Automatic gain: in pauses the noise creeps up, and when talk begins it drops back.

use super::levels::{Step, floor};
use super::moment::Moment;
use crate::finding::Health;
use crate::names::HealthCode;
use crate::time::{Span, Time};

/// Pauses from this many frames on are looked at.
const PAUSE: usize = 150;
/// The noise at a pause's beginning is taken from its frames from the first to the second, clear of talk's end.
const HEAD: std::ops::Range<usize> = 10..60;
/// That at its end is taken from as many frames, up to this many before talk begins: breath is left out.
const BREATH: usize = 15;
/// Frames of talk that end a pause: less is a noise.
const TALK: usize = 5;
/// Frames kept: what may have to be looked back at when a pause has ended.
const KEPT: usize = HEAD.end - HEAD.start + BREATH + TALK;
/// Frames that a level is taken from at least.
const FRAMES: usize = 25;
/// The noise creeps up by this much, dB, and drops by at least the second up to the next pause.
const CREEP_DB: f32 = 6.0;
const DROP_DB: f32 = 3.0;
/// So many pauses do it, and this share of all.
const PAUSES: u32 = 5;
const MOST: f64 = 0.6;
/// Creeps are counted in dB from here up.
const LOWEST_DB: f32 = -32.0;
const BINS: usize = 64;

/// Where in a pause, or outside one, the channel is.
#[derive(Clone, Copy, Debug, Default)]
struct Pause {
    /// Its first frame.
    from: u64,
    frames: usize,
    /// Frames of talk at its end, up to now.
    talk: usize,
}

/// Follows the noise through the pauses of a channel.
#[derive(Clone, Debug)]
pub(super) struct Agc {
    frames: u64,
    pause: Option<Pause>,
    head: [Step; HEAD.end - HEAD.start],
    heads: usize,
    /// The last frames' levels in a ring; none of what is no noise.
    last: [Option<Step>; KEPT],
    /// The last pause: its span in frames, its creep and the level that it ended on.
    before: Option<(u64, u64, f32, f32)>,
    /// All pauses by creep; those that creep and drop, the start of the first and the end of the last.
    creeps: [u16; BINS],
    like: u32,
    span: Option<(u64, u64)>,
}

impl Default for Agc {
    fn default() -> Self {
        Self {
            frames: 0,
            pause: None,
            head: [Step::default(); HEAD.end - HEAD.start],
            heads: 0,
            last: [None; KEPT],
            before: None,
            creeps: [0; BINS],
            like: 0,
            span: None,
        }
    }
}

impl Agc {
    pub(super) fn push(&mut self, moment: &Moment) {
        let frame = self.frames;
        self.frames += 1;
        let noise = !moment.talk && !moment.foreign && !moment.still();
        let step = noise.then(|| Step::of(moment.level));
        self.last[frame as usize % KEPT] = step;
        let Some(pause) = &mut self.pause else {
            if !moment.talk {
                self.pause = Some(Pause { from: frame, frames: 1, talk: 0 });
                self.heads = 0;
            }
            return;
        };
        if let Some(step) = step.filter(|_| HEAD.contains(&pause.frames)) {
            self.head[self.heads] = step;
            self.heads += 1;
        }
        pause.frames += 1;
        pause.talk = if moment.talk { pause.talk + 1 } else { 0 };
        if pause.talk == TALK {
            let pause = *pause;
            self.pause = None;
            if pause.frames - TALK >= PAUSE {
                self.judge(pause);
            }
        }
    }

    /// A pause has ended with the newest frame.
    fn judge(&mut self, pause: Pause) {
        let mut tail = [Step::default(); HEAD.end - HEAD.start];
        let mut tails = 0;
        // Oldest first: the tail is what lies before breath and talk.
        for back in (TALK + BREATH..KEPT).rev() {
            if let Some(step) = self.last[(self.frames as usize - 1 - back) % KEPT] {
                tail[tails] = step;
                tails += 1;
            }
        }
        if self.heads < FRAMES || tails < FRAMES {
            return;
        }
        let (Some(from), Some(to)) = (floor(&mut self.head[..self.heads]), floor(&mut tail[..tails])) else { return };
        if let Some((start, end, creep, level)) = self.before
            && creep >= CREEP_DB
            && level - from >= DROP_DB
        {
            self.like += 1;
            self.span = Some((self.span.map_or(start, |span| span.0), end));
        }
        let creep = to - from;
        let bin = (creep - LOWEST_DB).clamp(0.0, BINS as f32 - 1.0) as usize;
        self.creeps[bin] = self.creeps[bin].saturating_add(1);
        self.before = Some((pause.from, self.frames - TALK as u64, creep, to));
    }

    pub(super) fn findings(&self) -> Option<Health> {
        let pauses: u32 = self.creeps.iter().map(|&count| u32::from(count)).sum();
        let (start, end) = self.span?;
        let mut seen = 0;
        let middle = self.creeps.iter().position(|&count| {
            seen += u32::from(count);
            seen * 2 >= pauses
        })?;
        let creep = f64::from(LOWEST_DB) + middle as f64 + 0.5;
        let found = self.like >= PAUSES && f64::from(self.like) >= MOST * f64::from(pauses);
        let span = Span::new(Time::from_frame(start), Time::from_frame(end));
        found.then_some(Health::new(HealthCode::Agc, span, Some(creep)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::made_channels::{Noise, heard, heard_every, speech, speech_every};
    use crate::names::HealthCode;

    /// An automatic gain: it follows the envelope with these times, and brings what it finds to a level,
    /// by no more than `most`.
    fn levelled(samples: &[f32], attack: f64, release: f64, most: f64) -> Vec<f32> {
        let step = |seconds: f64| 1.0 - (-1.0 / (8000.0 * seconds)).exp();
        let mut envelope = 0.0_f64;
        samples
            .iter()
            .map(|&x| {
                let sound = f64::from(x.abs());
                envelope += (sound - envelope) * step(if sound > envelope { attack } else { release });
                (f64::from(x) * (0.1 / envelope.max(1e-5)).min(most)) as f32
            })
            .collect()
    }

    #[test]
    fn automatic_gain_is_suspected() {
        // Pauses of 1.8 s, and, since a slow one takes its time, of 5.8 s.
        for (attack, release, period) in [(0.005, 0.5, 4.0), (0.02, 1.0, 4.0), (0.01, 2.0, 8.0)] {
            let mut found =
                heard_every(period, &levelled(&speech_every(period, 120.0, |_, x| x), attack, release, 30.0));
            found.retain(|health| health.code == HealthCode::Agc);
            assert_eq!(found.len(), 1, "release {release}: {found:?}");
            assert!((6.0..40.0).contains(&found[0].value.unwrap()), "release {release}: {found:?}");
            assert!(found[0].start.seconds() < 8.0 && found[0].end.seconds() > 100.0, "{found:?}");
        }
    }

    #[test]
    fn it_needs_pauses_enough() {
        assert!(heard(&levelled(&speech(20.0, |_, x| x), 0.01, 0.5, 30.0), HealthCode::Agc).is_empty());
    }

    #[test]
    fn plain_speech_and_street_noise_are_not_suspected() {
        assert!(heard(&speech(200.0, |_, x| x), HealthCode::Agc).is_empty());
        // A street: noise that wanders over 20 dB within seconds.
        for seed in 0..20 {
            let (mut noise, mut drift) = (Noise::new(seed), Noise::new(seed + 100));
            let (mut level, mut aim) = (0.0, 0.0);
            let mut n = 0_u32;
            let street = speech(200.0, |_, x| {
                n += 1;
                if n % 8000 == 1 {
                    aim = 10.0 * drift.next();
                }
                level += (aim - level) / 8000.0;
                x + noise.next() * 0.01 * 10_f64.powf(level / 20.0)
            });
            assert!(heard(&street, HealthCode::Agc).is_empty(), "seed {seed}");
        }
    }
}
