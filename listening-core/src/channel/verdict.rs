//! The third part of a channel: frames to verdicts on whether they are this party's talk.

use crate::activity::{Detection, EarFrame, EchoGuard, Gatherer, Judged, decide};
use crate::voice::Talk;

/// What can be heard is this far above the channel's noise, dB.
const AUDIBLE_DB: f32 = 4.0;

/// Pitch is looked for where speech is this probable, to the detector or all evidence weighed, and for some frames after.
const PERHAPS: f32 = 0.1;
const LINGERS: u8 = 5;
/// From here on it is talk whatever else may explain it.
const SURE: f32 = 0.5;

/// What a frame is, all evidence weighed.
#[derive(Clone, Copy, Debug)]
pub struct Verdict {
    /// The frame as it was heard.
    pub frame: EarFrame,
    /// Probability of speech.
    pub speech: f32,
    /// The same, but none in music.
    pub guarded: f32,
    /// Whether the other party's leak can be all that is heard.
    pub explained: bool,
    /// Whether it is over the channel's noise.
    pub audible: bool,
    /// Whether it is music or a tone that can be heard.
    pub music: bool,
    /// Whether its pitch is looked for.
    pub talk: Talk,
}

impl Verdict {
    /// Whether it is more likely the party's talk than not.
    pub(super) fn is_talk(&self) -> bool {
        self.guarded >= SURE
    }

    /// The detector's answer.
    pub(super) fn detection(&self) -> Detection {
        self.frame.detection()
    }
}

/// Judges the frames of one channel, some frames late.
#[derive(Clone, Debug, Default)]
pub struct SpeechJudge {
    gatherer: Gatherer,
    /// Frames for which pitch is still looked for.
    lingers: u8,
}

impl SpeechJudge {
    /// Takes the next frame, how far it is above the other party's leak in dB, and the channel's noise in dBov.
    pub fn push(&mut self, frame: &EarFrame, excess_db: f32, noise_dbov: f32) -> Option<Verdict> {
        let judged = self.gatherer.push(frame, excess_db)?;
        Some(self.verdict(&judged, noise_dbov))
    }

    /// Ends the channel: the verdicts that are left.
    pub(super) fn finish(&mut self, noise_dbov: f32) -> Vec<Verdict> {
        let mut last = Vec::new();
        self.gatherer.finish(|judged| last.push(judged));
        last.iter().map(|judged| self.verdict(judged, noise_dbov)).collect()
    }

    fn verdict(&mut self, judged: &Judged, noise_dbov: f32) -> Verdict {
        let frame = judged.frame;
        let speech = decide(&judged.evidence);
        let explained = EchoGuard::explains(judged.excess_db);
        let audible = frame.level > noise_dbov + AUDIBLE_DB;
        // The detector reports a tone for seconds after it ended.
        let music = frame.detection().is_music() && audible;
        let guarded = if music { 0.0 } else { speech };
        let talk = self.talk(&frame, guarded, explained || music);
        Verdict { frame, speech, guarded, explained, audible, music, talk }
    }

    /// Whether a frame is the party's talk; `foreign` if what is heard is explained by something else.
    fn talk(&mut self, frame: &EarFrame, speech: f32, foreign: bool) -> Talk {
        let sure = speech >= SURE;
        if (foreign && !sure) || frame.signal {
            self.lingers = 0;
            return Talk::Other;
        }
        if speech >= PERHAPS || frame.speech >= PERHAPS {
            self.lingers = LINGERS;
            return Talk::Yes;
        }
        let lingers = self.lingers > 0;
        self.lingers = self.lingers.saturating_sub(1);
        if lingers { Talk::Yes } else { Talk::No }
    }
}
