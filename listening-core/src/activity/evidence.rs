//! The evidence for speech in a frame, gathered from its surroundings.
//!
//! The detector's answer has seen a tenth of a second around a frame, so it knows that there is speech, but not to
//! the frame where it begins. The level does, but only over noise that stays the same. So both are put side by
//! side, of the frame and of those around it, with what the other party's leak could explain; a fitted
//! [`Decision`](super::Decision) weighs them.

use super::ear::EarFrame;
use super::network::ln;

/// Frames that a judgement waits for: 50 ms.
pub(super) const AHEAD: usize = 5;
/// Numbers that are weighed.
pub const EVIDENCE: usize = 22;
/// Frames remembered, and of these the ones among which the loudest is sought: 150 ms back, 50 ms ahead.
const KEPT: usize = BACK + AHEAD + 1;
const BACK: usize = 15;
/// Background is what the detector gives less than this, and talk what it gives more than that.
const BACKGROUND: f32 = 0.2;
const TALK: f32 = 0.9;
/// How much a frame moves the mean background (half a second), and the party's usual level (two seconds).
const BACKGROUND_PACE: f32 = 0.02;
const USUAL_PACE: f32 = 0.005;
/// Digital silence is nobody's background, dBov.
const DIGITAL_SILENCE: f32 = -95.0;
/// Differences of level further from nought say no more, dB.
const FAR_DB: f32 = 40.0;
/// And what is this far above the leak is not the leak, dB.
const CLEAR_DB: f32 = 20.0;

/// The mean and the spread of a channel's level outside speech, dBov.
#[derive(Clone, Copy, Debug)]
struct Background {
    mean: f32,
    variance: f32,
    /// Share of the way to a frame's level that is gone.
    pace: f32,
}

impl Default for Background {
    fn default() -> Self {
        Self { mean: -70.0, variance: 9.0, pace: 0.2 }
    }
}

impl Background {
    fn push(&mut self, frame: &EarFrame) {
        let level = frame.level;
        if frame.speech < BACKGROUND && !frame.signal && level > DIGITAL_SILENCE {
            let off = level - self.mean;
            self.mean += self.pace * off;
            self.variance += self.pace * (off * off - self.variance);
            // The first frames count for more than later ones.
            self.pace = (self.pace / (1.0 + self.pace)).max(BACKGROUND_PACE);
        }
    }
}

/// A frame that waits for its judgement.
#[derive(Clone, Copy, Debug, Default)]
struct Waiting {
    frame: EarFrame,
    /// Log odds of speech and of music.
    speech: f32,
    tone: f32,
    /// dB above the leak.
    excess: f32,
    background: f32,
    spread: f32,
    usual: Option<f32>,
}

/// A frame with its evidence.
#[derive(Clone, Copy, Debug)]
pub struct Judged {
    /// The frame.
    pub frame: EarFrame,
    /// dB above the loudest that the other party's leak can be here; infinite where no leak is known.
    pub excess_db: f32,
    /// What speaks for speech, and against it.
    pub evidence: [f32; EVIDENCE],
}

/// Gathers the evidence of one channel, [`AHEAD`] frames late.
#[derive(Clone, Debug)]
pub struct Gatherer {
    ring: [Waiting; KEPT],
    taken: usize,
    background: Background,
    usual: Option<f32>,
}

impl Default for Gatherer {
    fn default() -> Self {
        Self { ring: [Waiting::default(); KEPT], taken: 0, background: Background::default(), usual: None }
    }
}

impl Gatherer {
    /// Takes the next frame and how far it is above the leak, dB; gives the one [`AHEAD`] frames before, if any.
    pub fn push(&mut self, frame: &EarFrame, excess_db: f32) -> Option<Judged> {
        self.background.push(frame);
        if frame.speech > TALK && excess_db > CLEAR_DB {
            let usual = self.usual.unwrap_or(frame.level);
            self.usual = Some(usual + USUAL_PACE * (frame.level - usual));
        }
        self.ring[self.taken % KEPT] = Waiting {
            frame: *frame,
            speech: log_odds(frame.speech),
            tone: log_odds(frame.tone),
            excess: excess_db,
            background: self.background.mean,
            spread: self.background.variance.max(0.25).sqrt(),
            usual: self.usual,
        };
        self.taken += 1;
        self.taken.checked_sub(AHEAD + 1).map(|number| self.judge(number, self.taken - 1))
    }

    /// Ends the channel: `each` gets the frames that are left, with the last one standing for what would follow.
    pub fn finish(&self, mut each: impl FnMut(Judged)) {
        for frame in self.taken.saturating_sub(AHEAD)..self.taken {
            each(self.judge(frame, self.taken - 1));
        }
    }

    /// Evidence of `frame`, with `last` the last that was taken.
    fn judge(&self, frame: usize, last: usize) -> Judged {
        let here = self.ring[frame % KEPT];
        let level = here.frame.level;
        let before = |frames: usize| &self.ring[frame.saturating_sub(frames) % KEPT];
        let after = |frames: usize| &self.ring[(frame + frames).min(last) % KEPT];
        let around = |back: usize| {
            let from = frame.saturating_sub(back);
            (from..=(frame + AHEAD).min(last)).map(|k| &self.ring[k % KEPT])
        };
        let loudest = around(BACK).map(|waiting| waiting.frame.level).fold(f32::MIN, f32::max);
        let over = |of: &Waiting| (of.frame.level - here.background).clamp(-FAR_DB, FAR_DB);
        let (mut count, mut voiced, mut excess, mut tilt) = (0.0, 0.0, 0.0, 0.0);
        for near in around(AHEAD) {
            count += 1.0;
            voiced += f32::from(u8::from(near.frame.voice.voiced));
            excess += clear(near.excess);
            tilt += near.frame.tilt;
        }
        let evidence = [
            here.speech,
            after(2).speech,
            after(AHEAD).speech,
            before(3).speech,
            before(8).speech,
            (level - loudest).max(-FAR_DB),
            over(&here),
            (over(&here) / here.spread).clamp(-FAR_DB, FAR_DB),
            (loudest - here.background).clamp(-FAR_DB, FAR_DB),
            (level - after(2).frame.level).clamp(-FAR_DB, FAR_DB),
            (level - before(2).frame.level).clamp(-FAR_DB, FAR_DB),
            here.tone,
            over(after(2)),
            over(after(AHEAD)),
            over(before(3)),
            voiced / count,
            clear(here.excess),
            excess / count,
            here.usual.map_or(0.0, |usual| (level - usual).clamp(-FAR_DB, FAR_DB)),
            after(AHEAD).tone,
            here.frame.tilt,
            tilt / count,
        ];
        Judged { frame: here.frame, excess_db: here.excess, evidence }
    }
}

fn clear(excess_db: f32) -> f32 {
    excess_db.clamp(-CLEAR_DB, CLEAR_DB)
}

/// Log odds of a probability, no further from nought than 7.
fn log_odds(probability: f32) -> f32 {
    const LEAST: f32 = 1e-3;
    ln((probability + LEAST) / (1.0 - probability + LEAST))
}
