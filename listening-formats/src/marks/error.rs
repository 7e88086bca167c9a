//! Why marks were refused.

/// Marks that could not be read, and what to do about it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MarksError {
    /// The bytes are no UTF-8.
    #[error("it is not text: marks as JSON lines or CSV were expected")]
    NotText,
    /// JSON that cannot be read.
    #[error("marks, line {row}: it is no JSON: {what}")]
    NotJson {
        /// From 1.
        row: usize,
        /// What the JSON reader said.
        what: String,
    },
    /// CSV without the names that are needed.
    #[error(
        "marks: the first line is {got:?}: expected the names of the columns, kind and start among them, as in \
         kind,start,end,party,agent"
    )]
    NoNames {
        /// The first line, at most 40 characters of it.
        got: String,
    },
    /// A mark that is none.
    #[error("marks, line {row}: {what}")]
    BadMark {
        /// From 1: of the text, or of the list.
        row: usize,
        /// What is wrong with it.
        what: String,
    },
}
