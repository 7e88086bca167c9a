//! Pieces of words: joined to the words that they make.

use super::word::Raw;

/// Joins pieces whose text does not begin with white space to the piece before, if it is of the same speaker, as
/// recognisers of pieces write them.
pub(super) fn join(pieces: Vec<Raw>) -> Vec<Raw> {
    let mut words: Vec<Raw> = Vec::new();
    for piece in pieces {
        match words.last_mut() {
            Some(word)
                if word.speaker == piece.speaker
                    && !piece.text.starts_with(char::is_whitespace)
                    && !word.text.ends_with(char::is_whitespace) =>
            {
                word.text.push_str(&piece.text);
                word.end = piece.end.or(word.end);
            }
            _ => words.push(piece),
        }
    }
    words
}
