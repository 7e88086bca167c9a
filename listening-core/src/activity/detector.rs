//! What a detector of speech is to the engine.

use crate::signal::Spectrum;

/// What a detector answers about one 10 ms frame of one channel.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Detection {
    /// Probability of speech, 0 to 1.
    pub speech: f32,
    /// Probability of a tone or of music, 0 to 1.
    pub tone: f32,
}

impl Detection {
    /// Whether it is music or a tone rather than speech.
    pub fn is_music(self) -> bool {
        self.tone > self.speech && self.tone >= 0.5
    }
}

/// Hears one channel, one 10 ms frame at a time.
///
/// A detector may look ahead: what it returns is about the frame [`lag`](Self::lag) frames before the
/// one that it is given, so the first `lag` answers are about nothing and are dropped.
pub trait SpeechDetector {
    /// Takes the next frame's spectrum, or `None` after the end, and answers about the frame `lag` frames ago.
    fn detect(&mut self, spectrum: Option<&Spectrum>) -> Detection;

    /// As [`detect`](Self::detect) for each of two channels, to the bit; a detector may do it at less than twice the cost.
    fn detect_both(both: [&mut Self; 2], spectra: [&Spectrum; 2]) -> [Detection; 2]
    where
        Self: Sized,
    {
        let [left, right] = both;
        [left.detect(Some(spectra[0])), right.detect(Some(spectra[1]))]
    }

    /// Frames between the one given and the one answered.
    fn lag(&self) -> usize;
}
