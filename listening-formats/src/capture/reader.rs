//! pcap and pcapng, frame by frame.

use std::io::Read;

use pcap_parser::pcapng::Block;
use pcap_parser::traits::PcapReaderIterator;
use pcap_parser::{LegacyPcapReader, Linktype, PcapBlockOwned, PcapError, PcapNGReader};

use super::error::CaptureError;

/// Bytes of the buffer at first, and at most: a block that is larger is none of a network.
const BUFFER: usize = 1 << 18;
const MOST: usize = 1 << 24;

/// Bytes of a block of pcapng, at least: its type, and its length twice.
const SHORTEST: u32 = 12;

/// The first four bytes of captures.
const MAGIC: [[u8; 4]; 5] =
    [[0xA1, 0xB2, 0xC3, 0xD4], [0xD4, 0xC3, 0xB2, 0xA1], [0xA1, 0xB2, 0x3C, 0x4D], [0x4D, 0x3C, 0xB2, 0xA1], PCAPNG];
const PCAPNG: [u8; 4] = [0x0A, 0x0D, 0x0D, 0x0A];

/// Whether a file that begins like this is a capture of packets.
///
/// ```
/// assert!(listening_formats::is_capture(b"\x0a\x0d\x0d\x0a\x1c"));
/// assert!(!listening_formats::is_capture(b"RIFF"));
/// ```
pub fn is_capture(head: &[u8]) -> bool {
    head.get(..4).is_some_and(|head| MAGIC.iter().any(|magic| head == magic))
}

/// A frame as it was captured.
pub(super) struct Frame<'a> {
    pub link: Linktype,
    /// Seconds.
    pub time: f64,
    /// It was cut when it was captured.
    pub cut: bool,
    pub bytes: &'a [u8],
}

/// How the clock of an interface counts.
#[derive(Clone, Copy)]
struct Interface {
    link: Linktype,
    per_second: u64,
    offset: i64,
}

/// Reads a capture to its end; gives whether it ends within a frame.
pub(super) fn frames<R: Read>(mut reader: R, mut each: impl FnMut(Frame<'_>)) -> Result<bool, CaptureError> {
    let mut head = [0; 4];
    reader.read_exact(&mut head).map_err(|_| CaptureError::NoCapture)?;
    if !is_capture(&head) {
        return Err(CaptureError::NoCapture);
    }
    let whole = Filling((&head[..]).chain(reader));
    if head == PCAPNG {
        let reader = PcapNGReader::new(BUFFER, whole).map_err(|error| CaptureError::of(&error))?;
        return walk(reader, true, &mut each);
    }
    let reader = LegacyPcapReader::new(BUFFER, whole).map_err(|error| CaptureError::of(&error))?;
    walk(reader, false, &mut each)
}

/// Whether the next block says that it is shorter than any can be, in either byte order. pcap-parser 0.17 takes 12 from a length
/// that it has not compared with it, which ends a program with checks of overflow. As a length in the other order it would be
/// more than is read.
fn is_none(data: &[u8]) -> bool {
    let Some(&[_, _, _, _, a, b, c, d]) = data.first_chunk::<8>() else { return false };
    u32::from_le_bytes([a, b, c, d]).min(u32::from_be_bytes([a, b, c, d])) < SHORTEST
}

/// Fills what it is given as far as it can: the readers of captures take less for the end.
struct Filling<R>(R);

impl<R: Read> Read for Filling<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let mut filled = 0;
        while filled < into.len() {
            match self.0.read(&mut into[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }
}

/// What a reader needs to go on.
enum Wants {
    Nothing,
    More,
    Room,
}

fn walk(
    mut reader: impl PcapReaderIterator,
    blocks: bool,
    each: &mut impl FnMut(Frame<'_>),
) -> Result<bool, CaptureError> {
    let (mut interfaces, mut legacy, mut size) = (Vec::<Interface>::new(), (Linktype::ETHERNET, 1e6), BUFFER);
    // Whether it asked for more, and there was none.
    let mut starved = false;
    loop {
        if blocks && is_none(reader.data()) {
            return Err(CaptureError::Damaged);
        }
        let mut wants = Wants::Nothing;
        match reader.next() {
            Ok((offset, block)) => {
                match block {
                    PcapBlockOwned::LegacyHeader(header) => {
                        legacy = (header.network, if header.is_nanosecond_precision() { 1e9 } else { 1e6 });
                    }
                    PcapBlockOwned::Legacy(found) => each(Frame {
                        link: legacy.0,
                        time: f64::from(found.ts_sec) + f64::from(found.ts_usec) / legacy.1,
                        cut: found.caplen < found.origlen,
                        bytes: found.data,
                    }),
                    PcapBlockOwned::NG(block) => section(&block, &mut interfaces, each),
                }
                reader.consume(offset);
            }
            Err(PcapError::Eof) => return Ok(false),
            Err(PcapError::UnexpectedEof) => return Ok(true),
            Err(PcapError::Incomplete(_)) => wants = Wants::More,
            Err(PcapError::BufferTooSmall) => wants = Wants::Room,
            Err(error) => return Err(CaptureError::of(&error)),
        }
        match wants {
            Wants::Nothing => starved = false,
            Wants::More if starved || reader.reader_exhausted() => return Ok(true),
            Wants::More => {
                let before = reader.data().len();
                reader.refill().map_err(|error| CaptureError::of(&error))?;
                starved = reader.data().len() == before;
            }
            Wants::Room => {
                size *= 2;
                if size > MOST || !reader.grow(size) {
                    return Err(CaptureError::Damaged);
                }
            }
        }
    }
}

fn section(block: &Block<'_>, interfaces: &mut Vec<Interface>, each: &mut impl FnMut(Frame<'_>)) {
    match block {
        Block::SectionHeader(_) => interfaces.clear(),
        Block::InterfaceDescription(found) => interfaces.push(Interface {
            link: found.linktype,
            per_second: found.ts_resolution().unwrap_or(1_000_000),
            offset: found.if_tsoffset,
        }),
        Block::EnhancedPacket(found) => {
            let Some(interface) = interfaces.get(found.if_id as usize) else { return };
            let ticks = u64::from(found.ts_high) << 32 | u64::from(found.ts_low);
            let whole = ticks / interface.per_second;
            let rest = (ticks % interface.per_second) as f64 / interface.per_second as f64;
            let bytes = found.data.get(..found.caplen as usize).unwrap_or(found.data);
            let cut = found.caplen < found.origlen;
            each(Frame { link: interface.link, time: whole as f64 + interface.offset as f64 + rest, cut, bytes });
        }
        _ => {}
    }
}
