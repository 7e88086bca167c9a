//! Why a diarisation was refused.

/// A diarisation that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DiarisationError {
    /// The bytes are no text.
    #[error("it is not text: RTTM, STM, CTM, a TextGrid, EAF, CHAT or JSON was expected")]
    NotText,
    /// Text of no shape that is known.
    #[error(
        "it says of nobody that they talk: RTTM (`SPEAKER recording channel start duration <NA> <NA> speaker`), STM, CTM, a \
         TextGrid, EAF, CHAT or JSON was expected"
    )]
    UnknownShape,
    /// A line or an item that cannot be placed.
    #[error("{shape}: {place} {what}")]
    Bad {
        /// What the file is written in.
        shape: &'static str,
        /// Its location: "line 3", "turn 7".
        place: String,
        /// What is wrong with it.
        what: String,
    },
}
