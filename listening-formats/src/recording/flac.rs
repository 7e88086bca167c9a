//! FLAC: frames with places and checksums. The length in front may be unknown, and says nothing of damage.

use super::flac_frame::{Crc16, Frame, MOST, Stream};
use super::layout::{Layout, Part, Piece};
use super::tags::{after_id3, before_tags};
use crate::source::{Source, Window};

/// Bytes at the end in which the last frame is looked for.
const TAIL: u64 = 1 << 16;

/// Bytes after which a frame whose end was not found is given up.
const LONGEST: u64 = 1 << 20;

/// Bytes looked at in vain, beside four times those that there are, after which no more ends of frames are looked for: damage
/// takes a small part of it, and only files that were made for it more.
const IN_VAIN: u64 = 1 << 24;

/// Frames further on that a head is believed to be of, where the next one was not found.
const NEAR: u64 = 16;

/// Where the first block lies in a file, with its head and its mark.
const INFO: usize = 42;

/// What a file begins with.
const MARK: &[u8; 4] = b"fLaC";

/// Bytes in which a mark is looked for at once.
const PIECE: usize = 4096;

/// What is in front of the frames.
struct Front {
    stream: Stream,
    /// The mark and the first block.
    info: Vec<u8>,
    /// Where the first frame begins.
    frames: u64,
}

pub(super) fn layout<S: Source>(file: &mut Window<'_, S>, from: u64) -> Result<Option<Layout>, S::Error> {
    let Some(front) = front(file, from)? else { return Ok(None) };
    let end = before_tags(file)?;
    let Some((last, whole)) = last_frame(file, &front, end)? else { return Ok(None) };
    let total = if whole { last.end() } else { last.start };
    if front.stream.total == total && whole {
        return Ok(None);
    }
    if front.stream.total != 0 {
        // Cut, or joined.
        return runs(file, from).map(Some);
    }
    let info = patched(&front.info, total, false);
    let pieces = vec![Piece::Bytes(info), Piece::Range(from + INFO as u64, file.end)];
    Ok(Some(Layout { cut: !whole, ..Layout::of(Part { pieces, ..Part::default() }) }))
}

/// Whether the mark that a FLAC file begins with comes in it again: another one may follow, and a decoder stops where the first
/// ends.
///
/// # Errors
/// What the source says.
pub fn flac_may_be_joined<S: Source>(source: &mut S) -> Result<bool, S::Error> {
    let mut file = Window::new(source);
    let (mut at, mut marks) = (0, 0);
    while at + (MARK.len() as u64) <= file.end {
        // A block may hold less than a mark; this brings what follows.
        file.bytes(at, MARK.len())?;
        let block = file.block(at)?;
        let Some(starts) = block.len().checked_sub(MARK.len() - 1).filter(|starts| *starts > 0) else { break };
        marks += marks_in(block, starts);
        at += starts as u64;
    }
    Ok(marks > 1)
}

/// How many marks begin at one of the first `starts` bytes.
fn marks_in(block: &[u8], starts: usize) -> usize {
    // All that is there is looked at, with no branch: the compiler does it in vectors.
    let is_mark = |at: usize| block[at..].starts_with(MARK);
    let pieces = (0..starts).step_by(PIECE).map(|from| from..(from + PIECE).min(starts));
    let likely = pieces.filter(|piece| {
        let [a, b, c, d] = [0, 1, 2, 3].map(|k| &block[piece.start + k..piece.end + k]);
        let found = a.iter().zip(b).zip(c).zip(d).fold(0, |found, (((a, b), c), d)| {
            found
                | (u8::from(*a == MARK[0])
                    & u8::from(*b == MARK[1])
                    & u8::from(*c == MARK[2])
                    & u8::from(*d == MARK[3]))
        });
        found != 0
    });
    likely.map(|piece| piece.filter(|at| is_mark(*at)).count()).sum()
}

/// The frames of a FLAC file that are whole, as parts: for a file that a decoder stumbles over, or that is joined from several.
///
/// # Errors
/// What the source says.
pub fn flac_runs<S: Source>(source: &mut S) -> Result<Layout, S::Error> {
    let mut file = Window::new(source);
    let from = after_id3(&mut file, 0)?;
    runs(&mut file, from)
}

fn runs<S: Source>(file: &mut Window<'_, S>, mut from: u64) -> Result<Layout, S::Error> {
    let end = before_tags(file)?;
    let most_in_vain = file.end.saturating_mul(4).saturating_add(IN_VAIN);
    let mut found = Layout::default();
    let (mut lost, mut in_vain) = (0, 0);
    while let Some(front) = front(file, from)? {
        let mut at = front.frames;
        // The place in the stream up to which all is accounted for.
        let mut reached = 0;
        let mut run: Option<(u64, u64)> = None;
        let mut next = None;
        let close = |run: &mut Option<(u64, u64)>, at: u64, reached: u64, lost: &mut u64, parts: &mut Vec<Part>| {
            if let Some((start, first)) = run.take() {
                let pieces = vec![Piece::Bytes(patched(&front.info, reached - first, true)), Piece::Range(start, at)];
                parts.push(Part {
                    pieces,
                    lost: std::mem::take(lost),
                    frames: Some(reached - first),
                    ..Part::default()
                });
            }
        };
        while at < end {
            let head = file.bytes(at, MOST)?;
            if head.starts_with(b"fLaC") || head.starts_with(b"ID3") {
                let start = after_id3(file, at)?;
                if file.bytes(start, 4)? == b"fLaC" {
                    next = Some(start);
                    break;
                }
            }
            let frame = Frame::read(file.bytes(at, MOST)?, &front.stream).filter(|frame| frame.start >= reached);
            let size = match frame {
                Some(frame) if in_vain < most_in_vain => frame_size(file, at, end, frame, &front.stream, &mut in_vain)?,
                _ => None,
            };
            let (Some(frame), Some(size)) = (frame, size) else {
                close(&mut run, at, reached, &mut lost, &mut found.parts);
                at += 1;
                continue;
            };
            if frame.start > reached {
                close(&mut run, at, reached, &mut lost, &mut found.parts);
                lost += frame.start - reached;
            }
            run.get_or_insert((at, frame.start));
            reached = frame.end();
            at += size;
        }
        let ends_whole = run.is_some();
        close(&mut run, at.min(end), reached, &mut lost, &mut found.parts);
        let missing = front.stream.total.saturating_sub(reached);
        let Some(next) = next else {
            // A stream of unknown length ends behind a frame that is whole.
            found.cut = missing > 0 || (front.stream.total == 0 && !ends_whole);
            break;
        };
        lost += missing;
        from = next;
    }
    Ok(found)
}

/// The size of the frame at `at`, if it is whole: behind it is another one's head, another file, or the end. Where it is not,
/// what was looked at counts as in vain.
fn frame_size<S: Source>(
    file: &mut Window<'_, S>,
    at: u64,
    end: u64,
    frame: Frame,
    stream: &Stream,
    in_vain: &mut u64,
) -> Result<Option<u64>, S::Error> {
    let mut sum = Crc16::default();
    let mut place = at;
    // An end by its checksum, in front of what looks like a head that is damaged.
    let mut likely = None;
    while place < end && place - at < LONGEST {
        let block = file.block(place)?;
        let most = (end - place).min(block.len() as u64) as usize;
        // Up to where a head, of a frame or of another file, may begin.
        let next = (1..most).find(|index| matches!(block[*index], 0xff | b'f' | b'I')).unwrap_or(most);
        block[..next].iter().for_each(|byte| sum.add(*byte));
        if next == 0 {
            break;
        }
        place += next as u64;
        if place >= end {
            return Ok((sum.0 == 0).then_some(place - at).or(likely));
        }
        let head = file.bytes(place, MOST)?;
        if sum.0 == 0 {
            if head.starts_with(b"fLaC") || head.starts_with(b"ID3") {
                return Ok(Some(place - at));
            }
            if head.starts_with(&[0xff]) {
                likely.get_or_insert(place - at);
            }
        }
        match Frame::read(head, stream).filter(|_| head[0] == 0xff) {
            Some(next) if next.start == frame.end() => return Ok((sum.0 == 0).then_some(place - at)),
            // The next one is damaged: this one may be whole.
            Some(next) if next.start > frame.end() && next.start < frame.end() + NEAR * stream.most_block => break,
            _ => {}
        }
    }
    if likely.is_none() {
        *in_vain += place - at;
    }
    Ok(likely)
}

/// The last frame that begins before `end`, and whether it is whole.
fn last_frame<S: Source>(file: &mut Window<'_, S>, front: &Front, end: u64) -> Result<Option<(Frame, bool)>, S::Error> {
    let mut reach = TAIL;
    loop {
        let from = end.saturating_sub(reach).max(front.frames);
        let mut last = None;
        for at in from..end {
            let head = file.bytes(at, MOST)?;
            if head.first() == Some(&0xff)
                && let Some(frame) = Frame::read(head, &front.stream)
            {
                last = Some((at, frame));
            }
        }
        if let Some((at, frame)) = last {
            let mut sum = Crc16::default();
            let mut place = at;
            while place < end {
                let block = file.block(place)?;
                let most = (end - place).min(block.len() as u64) as usize;
                block[..most].iter().for_each(|byte| sum.add(*byte));
                if most == 0 {
                    break;
                }
                place += most as u64;
            }
            return Ok(Some((frame, sum.0 == 0)));
        }
        if from == front.frames || reach > LONGEST {
            return Ok(None);
        }
        reach *= 4;
    }
}

/// The blocks in front of the frames.
fn front<S: Source>(file: &mut Window<'_, S>, from: u64) -> Result<Option<Front>, S::Error> {
    let info = file.bytes(from, INFO)?.to_vec();
    let [b'f', b'L', b'a', b'C', kind, 0, 0, 34, ..] = info[..] else { return Ok(None) };
    if info.len() < INFO || kind & 0x7f != 0 {
        return Ok(None);
    }
    let pair = |at: usize| u64::from(u16::from_be_bytes([info[at], info[at + 1]]));
    let packed = super::numbers::be64(&info[18..]);
    let stream = Stream {
        least_block: pair(8),
        most_block: pair(10),
        channels: (packed >> 41 & 7) as u8 + 1,
        total: packed & ((1 << 36) - 1),
    };
    if stream.least_block < 16 || stream.least_block > stream.most_block {
        return Ok(None);
    }
    let (mut at, mut last) = (from + INFO as u64, kind & 0x80 != 0);
    while !last {
        let [kind, a, b, c] = *file.bytes(at, 4)? else { return Ok(None) };
        last = kind & 0x80 != 0;
        at += 4 + u64::from(u32::from_be_bytes([0, a, b, c]));
    }
    Ok(Some(Front { stream, info, frames: at }))
}

/// The mark and the first block with another length; `alone` without other blocks behind it.
fn patched(info: &[u8], total: u64, alone: bool) -> Vec<u8> {
    let mut info = info.to_vec();
    let packed = super::numbers::be64(&info[18..]) >> 36 << 36 | (total & ((1 << 36) - 1));
    info[18..26].copy_from_slice(&packed.to_be_bytes());
    if alone {
        info[4] |= 0x80;
    }
    info
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_mark_is_found_wherever_it_lies() {
        let joined = |at: &[usize], size: usize| {
            let mut bytes: Vec<u8> = (0..size).map(|k| b"fLaCx"[k % 5]).map(|byte| byte & 0xdf).collect();
            at.iter().for_each(|&at| bytes[at..at + 4].copy_from_slice(MARK));
            flac_may_be_joined(&mut bytes.as_slice()).unwrap()
        };
        // Windows are 65,536 bytes long, and the last one reaches back.
        for size in [8, 4096, 4100, 65_536, 65_540, 200_001] {
            assert!(!joined(&[0], size) && !joined(&[size - 4], size));
            let places = [4, 4093, 4094, 4096, 8190, 65_530, 65_533, 65_535, 131_070, size - 4];
            for second in places.into_iter().filter(|at| (4..=size - 4).contains(at)) {
                assert!(joined(&[0, second], size), "{second} of {size}");
            }
        }
        assert!(!flac_may_be_joined(&mut &b"fLa"[..]).unwrap() && !flac_may_be_joined(&mut &b""[..]).unwrap());
    }
}
