//! AU (Sun, NeXT): a header of 24 bytes or more, then the audio.

use super::layout::{Layout, Part};
use super::numbers::{be32, le32};

/// What a writer leaves that does not know the length: legal.
const UNKNOWN: u32 = u32::MAX;

pub(super) fn layout(head: &[u8], end: u64) -> Option<Layout> {
    let number = if head[0] == b'.' { be32 } else { le32 };
    let (start, size) = (u64::from(number(head.get(4..)?)), number(head.get(8..)?));
    let there = end.checked_sub(start).filter(|_| start >= 24)?;
    let (cut, unfinished) = match size {
        UNKNOWN => (false, false),
        0 => (false, there > 0),
        _ => (u64::from(size) > there, false),
    };
    let unknown = UNKNOWN.to_be_bytes();
    let part = if unfinished { Part::patched(end, &[(8, &unknown)]) } else { Part::whole(end) };
    Some(Layout { cut, unfinished, ..Layout::of(part) })
}
