//! The head of a FLAC frame and its two checksums. Source: RFC 9639, section 9.

/// Bytes that a head has at most.
pub(super) const MOST: usize = 16;

/// What the first block of a FLAC file says (RFC 9639, 8.2).
#[derive(Clone, Copy, Debug)]
pub(super) struct Stream {
    pub(super) least_block: u64,
    pub(super) most_block: u64,
    pub(super) channels: u8,
    pub(super) total: u64,
}

/// A frame's head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// The first sample's place in the stream.
    pub(super) start: u64,
    /// Samples of each channel.
    pub(super) samples: u64,
}

impl Frame {
    /// Reads a head whose checksum is right.
    pub(super) fn read(bytes: &[u8], stream: &Stream) -> Option<Self> {
        let [a, b, c, d, rest @ ..] = bytes else { return None };
        let channels = if d >> 4 < 8 { (d >> 4) + 1 } else { 2 };
        if *a != 0xff || b & 0xfe != 0xf8 || d >> 4 > 10 || channels != stream.channels || d & 1 != 0 {
            return None;
        }
        let (number, used) = coded(rest)?;
        let (block, rate) = (c >> 4, c & 15);
        let mut at = 4 + used;
        let mut tail = |count: usize| {
            let bytes = bytes.get(at..at + count)?;
            at += count;
            Some(bytes.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)))
        };
        let samples = match block {
            1 => 192,
            2..=5 => 576 << (block - 2),
            6 => tail(1)? + 1,
            7 => tail(2)? + 1,
            8..=15 => 256 << (block - 8),
            _ => return None,
        };
        match rate {
            12 => _ = tail(1)?,
            13 | 14 => _ = tail(2)?,
            15 => return None,
            _ => {}
        }
        if crc8(bytes.get(..at)?) != *bytes.get(at)? || samples > stream.most_block {
            return None;
        }
        let fixed = b & 1 == 0;
        let start = if fixed { number.checked_mul(stream.most_block)? } else { number };
        Some(Self { start, samples })
    }

    pub(super) fn end(self) -> u64 {
        self.start + self.samples
    }
}

/// A number coded as UTF-8 does, and how many bytes it takes.
fn coded(bytes: &[u8]) -> Option<(u64, usize)> {
    let first = *bytes.first()?;
    let more = match first.leading_ones() {
        0 => return Some((u64::from(first), 1)),
        ones @ 2..=7 => ones as usize - 1,
        _ => return None,
    };
    let mut number = u64::from(first) & (0x7f >> (more + 1));
    for byte in bytes.get(1..=more)? {
        if byte >> 6 != 2 {
            return None;
        }
        number = (number << 6) | u64::from(byte & 0x3f);
    }
    Some((number, 1 + more))
}

fn crc8(bytes: &[u8]) -> u8 {
    bytes
        .iter()
        .fold(0, |sum, byte| (0..8).fold(sum ^ byte, |sum, _| if sum & 0x80 == 0 { sum << 1 } else { (sum << 1) ^ 7 }))
}

/// The checksum of a whole frame, byte by byte: 0 behind a frame that is whole.
#[derive(Clone, Copy, Default)]
pub(super) struct Crc16(pub(super) u16);

impl Crc16 {
    pub(super) fn add(&mut self, byte: u8) {
        self.0 = (self.0 << 8) ^ TABLE[usize::from((self.0 >> 8) as u8 ^ byte)];
    }
}

const TABLE: [u16; 256] = {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut value = (index as u16) << 8;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 0x8000 == 0 { value << 1 } else { (value << 1) ^ 0x8005 };
            bit += 1;
        }
        table[index] = value;
        index += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_is_read() {
        // RFC 9639, appendix D.1: one frame of one sample of two channels.
        let stream = Stream { least_block: 4096, most_block: 4096, channels: 2, total: 1 };
        let frame: [u8; 15] = [0xff, 0xf8, 0x69, 0x18, 0, 0, 0xbf, 3, 0x58, 0xfd, 3, 0x12, 0x8b, 0xaa, 0x9a];
        assert_eq!(Frame::read(&frame, &stream), Some(Frame { start: 0, samples: 1 }));
        let mut sum = Crc16::default();
        frame[..].iter().for_each(|byte| sum.add(*byte));
        assert_eq!(sum.0, 0);
        assert_eq!(Frame::read(&[0xff, 0xf8, 0x69, 0x18, 1, 0, 0xbf], &stream), None);
    }

    #[test]
    fn numbers_are_coded_as_utf_8_does() {
        for number in ['\0', '\x7f', '\u{80}', '\u{7ff}', '\u{800}', '\u{ffff}', '\u{10000}', '\u{10ffff}'] {
            let bytes = number.to_string();
            assert_eq!(coded(bytes.as_bytes()), Some((u64::from(number), bytes.len())), "{bytes:?}");
            // A byte that is missing or does not go on.
            if bytes.len() > 1 {
                assert_eq!(coded(&bytes.as_bytes()[..bytes.len() - 1]), None);
                assert_eq!(coded(&[bytes.as_bytes()[0], b'a', b'a', b'a']), None);
            }
        }
        // Longer than in UTF-8: 36 bits.
        assert_eq!(coded(b"\xfe\xbf\xbf\xbf\xbf\xbf\xbf"), Some(((1 << 36) - 1, 7)));
        assert_eq!(coded(b"\xff\x80\x80\x80\x80\x80\x80\x80"), None);
        assert_eq!(coded(b"\x80"), None);
    }
}
