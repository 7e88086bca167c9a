//! Where talk begins and ends on one channel.

use crate::time::{Span, Time};

/// An edge of speech, or music, on one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeechEdge {
    /// A talkspurt seems to begin. `Start` follows if one does, and nothing if none does.
    Begins(Time),
    /// A talkspurt began.
    Start(Time),
    /// The one that had begun ended.
    End(Time),
    /// The one that had begun was none.
    Withdrawn,
    /// Music or a tone was heard.
    Music(Span),
}
