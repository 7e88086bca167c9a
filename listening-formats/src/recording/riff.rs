//! WAV: RIFF, RIFX (big-endian), RF64 and BW64 (beyond 4 GiB).

use super::layout::{Layout, Part, Piece};
use super::numbers::{be32, le32, le64};
use crate::source::{Source, Window};

/// Chunks looked at before giving up: a sane file has a handful.
const CHUNKS: usize = 64;

/// Sizes from here on are what programs write that could not seek back: no promise.
pub(super) const OPEN_ENDED: u32 = 0x7FFF_F000;

/// Zeros that fill up a disk's sector are no audio.
const SECTOR: u64 = 4096;

/// Chunks that are known to follow the audio: a last one may be cut short itself.
const KNOWN: [&[u8; 4]; 18] = [
    b"LIST", b"list", b"id3 ", b"ID3 ", b"bext", b"fact", b"cue ", b"smpl", b"JUNK", b"junk", b"FLLR", b"PEAK",
    b"_PMX", b"iXML", b"PAD ", b"afsp", b"DISP", b"labl",
];

/// What the chunks in front of the audio say.
#[derive(Debug, Default)]
pub(super) struct Front {
    /// The first four bytes: `RIFF`, `RIFX`, `RF64` or `BW64`.
    name: [u8; 4],
    /// The format chunk.
    pub(super) form: Vec<u8>,
    long_size: Option<u64>,
    /// Where the audio begins, and how many bytes its chunk says that it has.
    data: Option<(u64, u32)>,
}

impl Front {
    /// Reads the chunks of the recording at `from` up to its audio; `None` where there is no WAV.
    pub(super) fn read<S: Source>(file: &mut Window<'_, S>, from: u64) -> Result<Option<Self>, S::Error> {
        let head = file.bytes(from, 12)?;
        let Some((name, b"WAVE")) = head.first_chunk().zip(head.get(8..)) else { return Ok(None) };
        let mut front = Self { name: *name, ..Self::default() };
        let number = front.number();
        let mut at = from + 12;
        for _ in 0..CHUNKS {
            let chunk = file.bytes(at, 8)?;
            if chunk.len() < 8 {
                break;
            }
            let (name, size) = ([chunk[0], chunk[1], chunk[2], chunk[3]], number(&chunk[4..]));
            at += 8;
            match &name {
                b"data" => {
                    front.data = Some((at, size));
                    break;
                }
                b"ds64" => front.long_size = file.bytes(at, 16)?.get(8..).map(le64),
                b"fmt " => front.form = file.bytes(at, (size as usize).min(64))?.to_vec(),
                _ => {}
            }
            at += u64::from(size) + u64::from(size % 2);
        }
        Ok(Some(front))
    }

    /// Whether numbers begin with their highest byte.
    pub(super) fn is_big_endian(&self) -> bool {
        &self.name == b"RIFX"
    }

    /// How numbers are read.
    fn number(&self) -> fn(&[u8]) -> u32 {
        if self.is_big_endian() { be32 } else { le32 }
    }

    /// A short number of the format chunk, from byte `at` on.
    pub(super) fn short(&self, at: usize) -> Option<u16> {
        let bytes = *self.form.get(at..)?.first_chunk()?;
        Some(if self.is_big_endian() { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    /// Samples in a second.
    pub(super) fn rate(&self) -> u32 {
        self.form.get(4..).map_or(0, self.number())
    }

    /// Bytes that the audio is said to have, and whether that is a promise.
    fn promised(&self, size: u32) -> (u64, bool) {
        let long = matches!(&self.name, b"RF64" | b"BW64") && size == u32::MAX;
        let promised = if long { self.long_size.unwrap_or(0) } else { u64::from(size) };
        let open = (!long && size >= OPEN_ENDED) || (long && promised >= u64::MAX >> 1);
        (promised, !open)
    }

    /// Whether what says how to read the audio is there, and the audio begins.
    pub(super) fn is_whole(&self) -> bool {
        self.form.len() >= 16 && self.data.is_some()
    }

    /// Where the audio is, in a file that ends at `end`.
    pub(super) fn audio(&self, end: u64) -> Option<(u64, u64)> {
        let (start, size) = self.data?;
        Some((start, start.saturating_add(self.promised(size).0).min(end)))
    }
}

/// The number of MP3 in a header.
const MP3: [u8; 2] = [0x55, 0];

pub(super) fn layout<S: Source>(file: &mut Window<'_, S>) -> Result<Option<Layout>, S::Error> {
    let mut found = Layout::default();
    let mut start = 0;
    // Recordings that were joined are read one after the other.
    while let Some((part, next)) = one(file, start, &mut found)? {
        found.parts.push(part);
        match next {
            Some(next) => start = next,
            None => return Ok(Some(found)),
        }
    }
    Ok((!found.parts.is_empty()).then_some(found))
}

/// The recording at `from`, and where another one begins behind it.
fn one<S: Source>(
    file: &mut Window<'_, S>,
    from: u64,
    found: &mut Layout,
) -> Result<Option<(Part, Option<u64>)>, S::Error> {
    let Some(front) = Front::read(file, from)? else { return Ok(None) };
    let Some((at, size)) = front.data else { return Ok(Some((Part::range(from, file.end), None))) };
    if front.form.starts_with(&MP3)
        && let Some(inner) = frames_of_mp3(file, at, size)?
    {
        found.cut |= inner.cut;
        found.parts = inner.parts;
        return Ok(None);
    }
    audio(file, (from, at), size, &front, found).map(Some)
}

/// The frames of MP3 in a data chunk, if something is wrong with them.
fn frames_of_mp3<S: Source>(file: &mut Window<'_, S>, start: u64, size: u32) -> Result<Option<Layout>, S::Error> {
    let size = if size >= OPEN_ENDED { u64::MAX } else { u64::from(size) };
    let end = start.saturating_add(size).min(file.end);
    let inner = super::mp3::within(file, start, end)?;
    Ok(inner.filter(|inner| inner.cut || inner.parts.len() > 1))
}

/// The audio from `start` on, of a recording whose data chunk says `size`.
fn audio<S: Source>(
    file: &mut Window<'_, S>,
    (from, start): (u64, u64),
    size: u32,
    front: &Front,
    found: &mut Layout,
) -> Result<(Part, Option<u64>), S::Error> {
    let (end, there) = (file.end, file.end - start);
    let (promised, is_promise) = front.promised(size);
    let number = front.number();
    let frame = u64::from(front.short(12).unwrap_or(1).max(1));
    if promised > there && is_promise {
        found.cut |= promised - there >= frame;
        return Ok((Part::range(from, end), None));
    }
    let after = start.saturating_add(promised);
    let mut next = after.saturating_add(promised % 2);
    if promised <= there {
        // Not every writer fills up an odd chunk.
        for place in [next, after] {
            match behind(file, place, number)? {
                Behind::Recording(next) => return Ok((Part::range(from, next), Some(next))),
                Behind::Chunks => return Ok((Part::range(from, end), None)),
                Behind::NoChunk => {}
            }
        }
        next = next.min(end);
        if end - after < frame.max(2) || is_padding(file, next)? {
            return Ok((Part::range(from, end), None));
        }
    }
    if there < frame {
        return Ok((Part::range(from, end), None));
    }
    found.unfinished = true;
    let header = header(front.is_big_endian(), &front.form, there);
    Ok((Part { pieces: vec![Piece::Bytes(header), Piece::Range(start, end)], ..Part::default() }, None))
}

/// What comes behind the audio.
enum Behind {
    Chunks,
    /// Another recording, from there on.
    Recording(u64),
    NoChunk,
}

/// What is at `at`, chunk by chunk.
fn behind<S: Source>(file: &mut Window<'_, S>, mut at: u64, number: fn(&[u8]) -> u32) -> Result<Behind, S::Error> {
    let (end, first) = (file.end, at);
    for _ in 0..CHUNKS {
        let chunk = file.bytes(at, 12)?;
        if chunk.len() < 8 {
            break;
        }
        if chunk.get(8..) == Some(b"WAVE") && matches!(&chunk[..4], b"RIFF" | b"RIFX" | b"RF64" | b"BW64") {
            return Ok(Behind::Recording(at));
        }
        let size = u64::from(number(&chunk[4..]));
        let known = KNOWN.iter().any(|known| chunk[..4] == known[..]);
        let named = chunk[..4].iter().all(|byte| (b' '..=b'~').contains(byte));
        if named && at + 8 + size <= end {
            at += 8 + size + size % 2;
        } else if known {
            return Ok(Behind::Chunks);
        } else {
            break;
        }
    }
    Ok(if at > first { Behind::Chunks } else { Behind::NoChunk })
}

/// Whether what is at `at` fills the file up, or is a tag of ID3.
fn is_padding<S: Source>(file: &mut Window<'_, S>, at: u64) -> Result<bool, S::Error> {
    let rest = file.end - at;
    let bytes = file.bytes(at, SECTOR as usize)?;
    let zeros = rest <= SECTOR && bytes.iter().all(|byte| *byte == 0);
    Ok(zeros || (rest == 128 && bytes.starts_with(b"TAG")) || bytes.starts_with(b"ID3"))
}

/// A header for `size` bytes of audio.
fn header(big_endian: bool, form: &[u8], size: u64) -> Vec<u8> {
    let number = |value: u64| {
        let value = u32::try_from(value).unwrap_or(u32::MAX);
        if big_endian { value.to_be_bytes() } else { value.to_le_bytes() }
    };
    let whole = 4 + 8 + form.len() as u64 + 8 + size;
    let long = u32::try_from(whole + 36).is_err() && !big_endian;
    let mut header = Vec::new();
    header.extend(if big_endian {
        b"RIFX"
    } else if long {
        b"RF64"
    } else {
        b"RIFF"
    });
    header.extend(number(if long { u64::MAX } else { whole }));
    header.extend(b"WAVE");
    if long {
        header.extend(b"ds64\x1c\0\0\0");
        for value in [whole + 36, size, 0] {
            header.extend(value.to_le_bytes());
        }
        header.extend([0; 4]);
    }
    header.extend(b"fmt ");
    header.extend(number(form.len() as u64));
    header.extend(form);
    header.extend(b"data");
    header.extend(number(if long { u64::MAX } else { size }));
    header
}
