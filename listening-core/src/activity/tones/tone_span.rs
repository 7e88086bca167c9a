//! When a tone sounded.

use crate::time::Span;
use crate::tone::{Tone, TonePlan};

/// One burst of a tone, or the three of a special information tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToneSpan {
    /// What it is.
    pub tone: Tone,
    /// Whose it is, where its frequencies or its cadence tell.
    pub plan: Option<TonePlan>,
    /// Its frequencies as measured, hertz, rising; 0 is none. A digit's are not given, nor those of a beep on a key's frequency, and of a
    /// special information tone only the first two.
    pub hz: [u16; 2],
    /// When it sounded.
    pub span: Span,
}
