//! Transcripts: what recognisers say was said when, read by the shape that each of them writes.

mod assemblyai;
mod aws;
mod azure;
mod ctm;
mod deepgram;
mod error;
mod gladia;
mod google;
mod json;
mod parties;
mod plain;
mod rev;
mod shapes;
mod soniox;
mod speechmatics;
mod tokens;
mod units;
mod untimed;
mod vosk;
mod whisper;

pub use error::TranscriptError;
pub use parties::Parties;
pub use units::Unit;

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
struct Raw {
    speaker: Speaker,
    start: Option<f64>,
    end: Option<f64>,
    text: String,
}

/// Reads a transcript: JSON, a line of JSON for each part, or CTM. The shape is recognised from its keys.
///
/// Segments are never read for words: their times hold pauses, and two people's talk that overlaps is cut differently.
///
/// # Errors
/// What is no transcript, has a shape that is not known, holds text without the times of words, or a word that lasts
/// less than nothing.
///
/// ```
/// use listening_formats::{Speaker, transcript};
/// let json = br#"{"result": [{"conf": 1.0, "start": 0.3, "end": 0.6, "word": "hello"}], "text": "hello"}"#;
/// let transcript = transcript(json).unwrap();
/// assert_eq!(transcript.shape, "Vosk");
/// assert_eq!(transcript.words[0].text, "hello");
/// assert_eq!(transcript.words[0].speaker, Speaker::Unnamed);
/// ```
pub fn transcript(bytes: &[u8]) -> Result<Transcript, TranscriptError> {
    let text = std::str::from_utf8(bytes).map_err(|_| TranscriptError::NotText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match serde_json::from_str(text) {
        Ok(root) => shapes::read(&[root]),
        Err(error) => {
            if let Some(rows) = json::lines(text) {
                return shapes::read(&rows);
            }
            ctm::read(text).unwrap_or(Err(TranscriptError::NotJson(error.to_string())))
        }
    }
}
