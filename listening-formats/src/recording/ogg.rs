//! Ogg: pages. Files may be joined: each link of the chain is a file of its own.

use super::layout::{Layout, Part};
use crate::source::{Source, Window};

const FIRST: u8 = 2;
const LAST: u8 = 4;

pub(super) fn layout<S: Source>(file: &mut Window<'_, S>) -> Result<Layout, S::Error> {
    let end = file.end;
    let (mut at, mut from, mut begun, mut last) = (0, 0, false, false);
    let mut parts = Vec::new();
    while at < end {
        let head = file.bytes(at, 27 + 255)?;
        if head.len() < 27 || &head[..4] != b"OggS" {
            let Some(next) = page_after(file, at)? else {
                // A page that has not come whole.
                last = false;
                break;
            };
            at = next;
            continue;
        }
        let flags = head[5];
        let sizes = &head[27..];
        let count = usize::from(head[26]);
        let size = 27 + count as u64 + sizes.iter().take(count).map(|size| u64::from(*size)).sum::<u64>();
        if flags & FIRST == 0 {
            begun = true;
        } else if begun {
            parts.push(Part::range(from, at));
            (from, begun) = (at, false);
        }
        last = flags & LAST != 0 && at + size <= end;
        at += size;
    }
    parts.push(Part::range(from, end));
    Ok(Layout { parts, cut: !last, ..Layout::default() })
}

/// Where the next page begins after `at`.
fn page_after<S: Source>(file: &mut Window<'_, S>, at: u64) -> Result<Option<u64>, S::Error> {
    let mut at = at + 1;
    loop {
        let block = file.block(at)?;
        if block.len() < 4 {
            return Ok(None);
        }
        match block.windows(4).position(|four| four == b"OggS") {
            Some(found) => return Ok(Some(at + found as u64)),
            None => at += block.len() as u64 - 3,
        }
    }
}
