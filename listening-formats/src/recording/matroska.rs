//! The elements of `WebM` and Matroska, as far as they lead to the sample rate. Source: RFC 8794 and RFC 9559.

use crate::source::{Source, Window};

/// Elements looked at on one level before giving up.
const ELEMENTS: usize = 256;

const SEGMENT: u64 = 0x1853_8067;
const TRACKS: u64 = 0x1654_AE6B;
const ENTRY: u64 = 0xAE;
const CODEC: u64 = 0x86;
const AUDIO: u64 = 0xE1;
const RATE: u64 = 0xB5;

/// The sample rate of the first track with audio.
pub(super) fn rate<S: Source>(file: &mut Window<'_, S>) -> Result<Option<u32>, S::Error> {
    let whole = (0, file.end);
    let Some(segment) = find(file, whole, SEGMENT, 0)? else { return Ok(None) };
    let Some(tracks) = find(file, segment, TRACKS, 0)? else { return Ok(None) };
    for nth in 0.. {
        let Some(entry) = find(file, tracks, ENTRY, nth)? else { return Ok(None) };
        let Some(audio) = find(file, entry, AUDIO, 0)? else { continue };
        // Opus is decoded at 48 kHz, whatever was recorded.
        if let Some((start, _)) = find(file, entry, CODEC, 0)?
            && file.bytes(start, 6)? == b"A_OPUS"
        {
            return Ok(Some(48_000));
        }
        let Some((start, end)) = find(file, audio, RATE, 0)? else { return Ok(Some(8_000)) };
        let bytes = file.bytes(start, (end - start).min(8) as usize)?;
        let rate = match (bytes.first_chunk::<8>(), bytes.first_chunk::<4>()) {
            (Some(eight), _) => f64::from_be_bytes(*eight),
            (None, Some(four)) => f64::from(f32::from_be_bytes(*four)),
            _ => return Ok(None),
        };
        return Ok(Some(rate as u32));
    }
    Ok(None)
}

/// What the nth element of an id holds, within a range.
fn find<S: Source>(
    file: &mut Window<'_, S>,
    (mut at, end): (u64, u64),
    id: u64,
    mut nth: usize,
) -> Result<Option<(u64, u64)>, S::Error> {
    for _ in 0..ELEMENTS {
        let head = file.bytes(at, 12)?;
        let Some((found, first)) = number(head, 4, true) else { break };
        let Some((size, second)) = number(&head[first..], 8, false) else { break };
        let start = at + (first + second) as u64;
        // All ones: as far as it goes.
        let open = size == (1 << (7 * second)) - 1;
        let next = if open { end } else { start.saturating_add(size).min(end) };
        if at >= end {
            break;
        }
        if found == id {
            if nth == 0 {
                return Ok(Some((start, next)));
            }
            nth -= 1;
        }
        at = next;
    }
    Ok(None)
}

/// A number of variable length, with the mark of its length or without; and how many bytes it has.
fn number(bytes: &[u8], most: usize, marked: bool) -> Option<(u64, usize)> {
    let first = *bytes.first()?;
    let length = first.leading_zeros() as usize + 1;
    if length > most || length > bytes.len() {
        return None;
    }
    let value = bytes[..length].iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
    Some((if marked { value } else { value & ((1 << (7 * length)) - 1) }, length))
}
