//! Why no page could be drawn.

/// The result of drawing.
pub type Result<T> = std::result::Result<T, Error>;

/// A document that no page can be drawn from. The message says what was expected and what came.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    message: String,
}

impl Error {
    pub(crate) fn document(schema: &str, source: &serde_json::Error) -> Self {
        Self { message: format!("not a document of schema {schema}: {source}") }
    }
}
