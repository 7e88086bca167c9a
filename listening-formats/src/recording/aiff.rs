//! AIFF and AIFF-C: chunks with sizes in big-endian order.

use super::layout::{Layout, Part};
use super::numbers::be32;
use crate::source::{Source, Window};

const CHUNKS: usize = 64;
/// Bytes of the common chunk, at least.
const COMMON: u32 = 18;

pub(super) fn layout<S: Source>(file: &mut Window<'_, S>) -> Result<Option<Layout>, S::Error> {
    let end = file.end;
    if !matches!(file.bytes(8, 4)?, b"AIFF" | b"AIFC") {
        return Ok(None);
    }
    let (mut at, mut frames_at) = (12, None);
    for _ in 0..CHUNKS {
        let head = file.bytes(at, 8)?;
        if head.len() < 8 {
            break;
        }
        let size = be32(&head[4..]);
        match &head[..4] {
            // A shorter one has no frame count of its own, but what follows it.
            b"COMM" if size >= COMMON => frames_at = Some(at + 10),
            b"SSND" => return sound(file, at, size, frames_at).map(Some),
            _ => {}
        }
        at += 8 + u64::from(size) + u64::from(size % 2);
    }
    Ok(Some(Layout::of(Part::whole(end))))
}

fn sound<S: Source>(file: &mut Window<'_, S>, at: u64, size: u32, frames_at: Option<u64>) -> Result<Layout, S::Error> {
    let end = file.end;
    // Of the chunk, 8 bytes are no audio.
    let (start, there) = (at + 16, end.saturating_sub(at + 8));
    if u64::from(size) > there && size < super::riff::OPEN_ENDED {
        return Ok(Layout { cut: true, ..Layout::of(Part::whole(end)) });
    }
    if u64::from(size) > 8 && u64::from(size) <= there || end <= start {
        return Ok(Layout::of(Part::whole(end)));
    }
    let format = match frames_at {
        Some(at) => file.bytes(at - 2, 8)?.to_vec(),
        None => Vec::new(),
    };
    let [a, b, _, _, _, _, c, d] = format[..] else { return Ok(Layout::of(Part::whole(end))) };
    let frame = u64::from(u16::from_be_bytes([a, b])) * u64::from(u16::from_be_bytes([c, d]).div_ceil(8));
    let frames = (end - start).checked_div(frame).unwrap_or_default();
    let fit = |count: u64| u32::try_from(count).unwrap_or(u32::MAX).to_be_bytes();
    let (form, comm, sound) = (fit(end - 8), fit(frames), fit(there));
    let patches: [(u64, &[u8]); 3] = [(4, &form), (frames_at.unwrap_or_default(), &comm), (at + 4, &sound)];
    Ok(Layout { unfinished: true, ..Layout::of(Part::patched(end, &patches)) })
}
