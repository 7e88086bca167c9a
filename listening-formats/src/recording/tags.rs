//! Tags around audio: ID3 in front, ID3 of version 1 and APE behind.

use super::numbers::le32;
use crate::source::{Source, Window};

/// Where what follows the ID3 tags at `at` begins.
pub(super) fn after_id3<S: Source>(file: &mut Window<'_, S>, mut at: u64) -> Result<u64, S::Error> {
    while let [b'I', b'D', b'3', _, _, flags, a, b, c, d] = *file.bytes(at, 10)? {
        let size = [a, b, c, d].iter().fold(0, |sum, byte| (sum << 7) | u64::from(byte & 0x7f));
        at += 10 + size + if flags & 0x10 == 0 { 0 } else { 10 };
    }
    Ok(at)
}

/// Where the audio ends that is followed by tags (ID3, version 1, and APE).
pub(super) fn before_tags<S: Source>(file: &mut Window<'_, S>) -> Result<u64, S::Error> {
    let mut end = file.end;
    if end >= 128 && file.bytes(end - 128, 3)? == b"TAG" {
        end -= 128;
    }
    if end >= 32 {
        let footer = file.bytes(end - 32, 32)?;
        if footer.starts_with(b"APETAGEX") {
            let size = u64::from(le32(&footer[12..]));
            let header = if footer[23] & 0x80 == 0 { 0 } else { 32 };
            end = end.saturating_sub(size + header);
        }
    }
    Ok(end)
}
