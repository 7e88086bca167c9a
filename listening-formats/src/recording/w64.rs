//! W64 (Sonic Foundry): as WAV, with 16 bytes for each name and 64 bits for each size, which counts its own head.

use super::layout::{Layout, Part};
use super::numbers::le64;
use crate::source::{Source, Window};

const CHUNKS: usize = 64;
const HEAD: u64 = 24;

pub(super) fn layout<S: Source>(file: &mut Window<'_, S>) -> Result<Option<Layout>, S::Error> {
    let end = file.end;
    // The form's head, and its kind.
    let mut at = HEAD + 16;
    for _ in 0..CHUNKS {
        let head = file.bytes(at, HEAD as usize)?;
        if head.len() < HEAD as usize {
            break;
        }
        let size = le64(&head[16..]);
        if &head[..4] == b"data" {
            let there = end - at;
            // No recording comes near 2^62 bytes.
            let unfinished = (size <= HEAD || size >= 1 << 62) && there > HEAD;
            let cut = size > there && !unfinished;
            let part = if unfinished {
                Part::patched(end, &[(16, &end.to_le_bytes()), (at + 16, &there.to_le_bytes())])
            } else {
                Part::whole(end)
            };
            return Ok(Some(Layout { cut, unfinished, ..Layout::of(part) }));
        }
        if size < HEAD {
            break;
        }
        at = at.saturating_add(size).saturating_add(7) & !7;
        if at > end {
            break;
        }
    }
    Ok(Some(Layout::of(Part::whole(end))))
}
