//! What a detector of speech is to the engine.

use crate::signal::Spectrum;

/// What was heard in one 10 ms frame of one channel.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Heard {
    /// Probability of speech, 0 to 1.
    pub speech: f32,
    /// Probability of a tone or of music, 0 to 1.
    pub tone: f32,
}

impl Heard {
    /// Whether it is music or a tone rather than speech.
    pub fn is_music(self) -> bool {
        self.tone > self.speech && self.tone >= 0.5
    }
}

/// Hears one channel, one 10 ms frame at a time.
///
/// A detector may look ahead: what it returns speaks of the frame [`lag`](Self::lag) frames before the
/// one that it is given, so the first `lag` answers speak of nothing and are dropped.
pub trait SpeechDetector {
    /// Takes the next frame's spectrum, or `None` after the end, and says what it heard `lag` frames ago.
    fn hear(&mut self, spectrum: Option<&Spectrum>) -> Heard;

    /// As [`hear`](Self::hear) for each of two channels, to the bit; a detector may do it at less than twice the cost.
    fn hear_both(both: [&mut Self; 2], spectra: [&Spectrum; 2]) -> [Heard; 2]
    where
        Self: Sized,
    {
        let [left, right] = both;
        [left.hear(Some(spectra[0])), right.hear(Some(spectra[1]))]
    }

    /// Frames between the one given and the one spoken of.
    fn lag(&self) -> usize;
}
