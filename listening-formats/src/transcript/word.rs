//! What a transcript gives: words with speakers and times.

use super::units::Unit;

/// The words of a transcript, in its order.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Transcript {
    /// Which tool's shape it has, as a message names it: `Deepgram`, `AWS Transcribe`.
    pub shape: &'static str,
    /// The words.
    pub words: Vec<SpokenWord>,
    /// The unit that its times were in. Only of plain words it is inferred, from how long words last.
    pub unit: Unit,
    /// Words that had no time of their own, as `WhisperX` leaves numerals: they were placed between their neighbours.
    pub untimed: usize,
}

/// A word, or a few that were given as one.
#[derive(Clone, Debug, PartialEq)]
pub struct SpokenWord {
    /// Who said it, as far as the transcript knows.
    pub speaker: Speaker,
    /// Seconds from the start of the recording, 0 or more.
    pub start: f64,
    /// Seconds from the start of the recording, not before `start`.
    pub end: f64,
    /// What was said; never only white space.
    pub text: String,
}

/// Whom a transcript has for a word.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Speaker {
    /// Nobody is named, as in what Whisper writes of one channel.
    Unnamed,
    /// The channel of the recording, counted from 0 whatever the tool counts from.
    Channel(u32),
    /// A diariser's label or a role: `spk_0`, `A`, `AGENT`.
    Label(String),
}

impl std::fmt::Display for Speaker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unnamed => f.write_str("nobody"),
            Self::Channel(channel) => write!(f, "channel {channel}"),
            Self::Label(label) => f.write_str(label),
        }
    }
}

/// A word as a tool has it: times in seconds that may be absent.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) speaker: Speaker,
    pub(super) start: Option<f64>,
    pub(super) end: Option<f64>,
    pub(super) text: String,
}
