//! Diarisations and annotations: who talked when, read by the shape that diarisers and annotation tools write.

mod chat;
mod eaf;
mod error;
mod json;
mod rttm;
mod stm;
mod textgrid;
mod turn;

pub use error::DiarisationError;
pub use turn::{Diarisation, SpokenTurn};

use crate::transcript::{Speaker, transcript};

/// Reads who talked when: RTTM, STM, CTM, a Praat `TextGrid`, an ELAN file (EAF), a CHAT transcript, or JSON as pyannote,
/// lhotse and `WhisperX` write it. A file without lines, or of comments alone, says that nobody talks.
///
/// # Errors
/// What is none of these, and a line or an item that cannot be placed, by its number.
///
/// ```
/// use listening_formats::diarisation;
/// let rttm = b"SPEAKER my call 1 0.500 1.500 <NA> <NA> SPEAKER_00 <NA> <NA>\n";
/// let found = diarisation(rttm).unwrap();
/// assert_eq!(found.shape, "RTTM");
/// let turn = &found.turns[0];
/// assert_eq!((turn.recording.as_deref(), turn.speaker.as_str(), turn.end), (Some("my call"), "SPEAKER_00", 2.0));
/// ```
pub fn diarisation(bytes: &[u8]) -> Result<Diarisation, DiarisationError> {
    let text = decoded(bytes).ok_or(DiarisationError::NotText)?;
    let start = text.trim_start();
    if start.starts_with(['{', '[']) {
        return json::read(start);
    }
    if start.starts_with('<') {
        return eaf::read(start);
    }
    if start.starts_with("@UTF8") || start.starts_with("@Begin") {
        return chat::read(&text);
    }
    if start.starts_with("File type = \"ooTextFile") {
        return textgrid::read(&text);
    }
    if let Some(found) = rttm::read(&text)? {
        return Ok(found);
    }
    if let Some(found) = stm::read(&text) {
        return found;
    }
    let words = transcript(text.as_bytes()).ok().filter(|words| words.shape == "CTM");
    words.map(of_words).ok_or(DiarisationError::UnknownShape)
}

/// Words as turns: what touches within a speaker is joined by whoever takes them.
fn of_words(words: crate::Transcript) -> Diarisation {
    let turns = words.words.into_iter().map(|word| SpokenTurn {
        recording: None,
        channel: None,
        speaker: match word.speaker {
            Speaker::Label(label) => label,
            Speaker::Channel(channel) => channel.to_string(),
            Speaker::Unnamed => String::new(),
        },
        start: word.start,
        end: word.end,
    });
    Diarisation::of("CTM", turns.collect())
}

/// UTF-8, or UTF-16 with a mark, as Praat writes it.
fn decoded(bytes: &[u8]) -> Option<String> {
    let wide = |order: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| order([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    let found = match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => std::str::from_utf8(bytes).ok().map(|text| text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()),
    };
    // No text has a NUL; other files that begin as these do have.
    found.filter(|text| !text.contains('\0'))
}
