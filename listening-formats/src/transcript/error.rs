//! Why a transcript was refused.

/// A transcript that could not be read, and what to do about it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TranscriptError {
    /// The bytes are no UTF-8.
    #[error("it is not text: a transcript in JSON or CTM was expected")]
    NotText,
    /// Neither JSON nor CTM; with what the JSON reader said.
    #[error("it is neither JSON nor CTM: {0}")]
    NotJson(String),
    /// JSON of a shape that no reader knows; with its first keys.
    #[error(
        "its shape is not known: it has {0}; expected what Whisper, WhisperX, Deepgram, AssemblyAI, Amazon Transcribe, \
         Google, Azure, Vosk, Rev AI, Speechmatics, Gladia or Soniox write, or rows with party, start, end and text"
    )]
    UnknownShape(String),
    /// Text without the times of its words.
    #[error("{shape}: it holds text but no times of words: {advice}")]
    NoWordTimes {
        /// The tool whose shape it has.
        shape: &'static str,
        /// What to ask the tool for.
        advice: &'static str,
    },
    /// A word that cannot be placed.
    #[error("{shape}: word {index} ({text:?}) {what}")]
    BadWord {
        /// The tool whose shape it has.
        shape: &'static str,
        /// Its place among the words, from 0.
        index: usize,
        /// The word, at most 40 characters of it.
        text: String,
        /// What is wrong with it.
        what: String,
    },
    /// Nothing says who is who; with the speakers and how long each talks.
    #[error("{shape}: the words are of {found}, and nothing says who is who: {advice}")]
    WhoIsWho {
        /// The tool whose shape it has.
        shape: &'static str,
        /// Speakers with the seconds of their words.
        found: String,
        /// What to give.
        advice: String,
    },
}
