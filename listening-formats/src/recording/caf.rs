//! CAF (Core Audio): chunks with sizes of 64 bits.

use super::layout::{Layout, Part};
use super::numbers::be64;
use crate::source::{Source, Window};

const CHUNKS: usize = 64;

/// A last chunk of data may say that its length is not known.
const UNKNOWN: u64 = u64::MAX;

pub(super) fn layout<S: Source>(file: &mut Window<'_, S>) -> Result<Option<Layout>, S::Error> {
    let end = file.end;
    let mut at = 8;
    for _ in 0..CHUNKS {
        let head = file.bytes(at, 12)?;
        if head.len() < 12 {
            break;
        }
        let size = be64(&head[4..]);
        if &head[..4] == b"data" {
            let there = end - at - 12;
            // Four bytes of it count edits.
            let unfinished = size <= 4 && there > 4 && !is_chunk(file, at + 12 + size)?;
            if size <= there && !unfinished {
                break;
            }
            let part = Part::patched(end, &[(at + 4, &there.to_be_bytes())]);
            let cut = size > there && size != UNKNOWN;
            return Ok(Some(Layout { cut, unfinished, ..Layout::of(part) }));
        }
        at = at.saturating_add(12).saturating_add(size);
        if at > end {
            break;
        }
    }
    Ok(Some(Layout::of(Part::whole(end))))
}

/// Whether a chunk that fits is at `at`.
fn is_chunk<S: Source>(file: &mut Window<'_, S>, at: u64) -> Result<bool, S::Error> {
    let end = file.end;
    let head = file.bytes(at, 12)?;
    Ok(head.len() == 12
        && head[..4].iter().all(|byte| (b' '..=b'~').contains(byte))
        && be64(&head[4..]) <= end - at - 12)
}
