//! The boxes of MP4, as far as they lead to the sample rate. Source: ISO/IEC 14496-12, 4.2 and 12.2.

use super::numbers::{be32, be64};
use crate::source::{Source, Window};

/// Boxes looked at on one level before giving up.
const BOXES: usize = 256;

/// The sample rate of the first track with audio.
pub(super) fn rate<S: Source>(file: &mut Window<'_, S>) -> Result<Option<u32>, S::Error> {
    let end = file.end;
    let Some(movie) = find(file, (0, end), *b"moov", 0)? else { return Ok(None) };
    for nth in 0.. {
        let Some(track) = find(file, movie, *b"trak", nth)? else { return Ok(None) };
        let mut place = track;
        for name in [b"mdia", b"minf", b"stbl", b"stsd"] {
            match find(file, place, *name, 0)? {
                Some(inner) => place = inner,
                None => break,
            }
        }
        // Behind a version and a count: an entry's size, name, place among the data; then what sound has.
        let entry = file.bytes(place.0 + 8, 36)?;
        if entry.len() == 36
            && matches!(&entry[4..8], b"mp4a" | b"alac" | b"Opus" | b"fLaC" | b"ac-3" | b"samr" | b"ulaw")
        {
            return Ok(Some(be32(&entry[32..]) >> 16));
        }
    }
    Ok(None)
}

/// What the nth box of a name holds, within a range.
fn find<S: Source>(
    file: &mut Window<'_, S>,
    (mut at, end): (u64, u64),
    name: [u8; 4],
    mut nth: usize,
) -> Result<Option<(u64, u64)>, S::Error> {
    for _ in 0..BOXES {
        let head = file.bytes(at, 16)?;
        if head.len() < 8 || at >= end {
            break;
        }
        let (size, inner) = match be32(head) {
            0 => (end - at, 8),
            1 => (head.get(8..).map_or(0, be64), 16),
            size => (u64::from(size), 8),
        };
        if size < inner {
            break;
        }
        let next = at.saturating_add(size).min(end);
        if head[4..8] == name {
            if nth == 0 {
                return Ok(Some((at + inner, next)));
            }
            nth -= 1;
        }
        at = next;
    }
    Ok(None)
}
