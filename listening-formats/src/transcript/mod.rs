//! Transcripts: what recognisers say was said when, read by the shape that each of them writes.

mod assemblyai;
mod aws;
mod azure;
mod ctm;
mod deepgram;
mod error;
mod gladia;
mod google;
mod parties;
mod plain;
mod rev;
mod shape;
mod shapes;
mod soniox;
mod speechmatics;
mod tokens;
mod units;
mod untimed;
mod vosk;
mod whisper;
mod word;

pub use error::TranscriptError;
pub use parties::Parties;
pub use plain::NAME as PLAIN;
pub use units::Unit;
pub use word::{Speaker, SpokenWord, Transcript};

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
            if let Some(rows) = crate::json::lines(text) {
                return shapes::read(&rows);
            }
            ctm::read(text).unwrap_or(Err(TranscriptError::NotJson(error.to_string())))
        }
    }
}
