//! Pages of an Ogg file, with their checksums (RFC 3533, section 6).

use super::numbers::{le32, le64};
use crate::source::{Source, Window};

/// The bytes before the table of sizes, and the most that there are with it.
const HEAD: usize = 27;
pub(super) const MOST_HEAD: usize = HEAD + 255;
/// Where the checksum lies, which counts as zero.
const SUM: std::ops::Range<usize> = 22..26;

/// Tables for eight bytes at a time, as the whole file is looked at: the polynomial 0x04C11DB7, highest bit first.
const TABLES: [[u32; 256]; 8] = {
    let mut tables = [[0_u32; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = (byte as u32) << 24;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 0x8000_0000 != 0 { sum << 1 ^ 0x04c1_1db7 } else { sum << 1 };
            bit += 1;
        }
        tables[0][byte] = sum;
        byte += 1;
    }
    let mut k = 1;
    while k < 8 {
        let mut byte = 0;
        while byte < 256 {
            let before = tables[k - 1][byte];
            tables[k][byte] = before << 8 ^ tables[0][(before >> 24) as usize];
            byte += 1;
        }
        k += 1;
    }
    tables
};

/// The checksum of some bytes, after what came before them.
fn summed(sum: u32, bytes: &[u8]) -> u32 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let sum = eights.iter().fold(sum, |sum, bytes| {
        let [a, b, c, d] = sum.to_be_bytes();
        let with = [bytes[0] ^ a, bytes[1] ^ b, bytes[2] ^ c, bytes[3] ^ d, bytes[4], bytes[5], bytes[6], bytes[7]];
        with.iter().enumerate().fold(0, |sum, (k, byte)| sum ^ TABLES[7 - k][usize::from(*byte)])
    });
    rest.iter().fold(sum, |sum, byte| sum << 8 ^ TABLES[0][usize::from((sum >> 24) as u8 ^ byte)])
}

/// What a page says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) size: u64,
    /// A stream begins with it, or ends.
    pub(super) first: bool,
    pub(super) last: bool,
    /// The place in the stream after the last packet that ends on it; none ends where it is `None`.
    pub(super) place: Option<u64>,
    pub(super) serial: u32,
    pub(super) sequence: u32,
    sum: u32,
}

impl Page {
    /// The page whose head these bytes begin with.
    pub(super) fn read(head: &[u8]) -> Option<Self> {
        if head.len() < HEAD || !head.starts_with(b"OggS") {
            return None;
        }
        let count = usize::from(head[26]);
        let body: u64 = head[HEAD..].iter().take(count).map(|size| u64::from(*size)).sum();
        let place = le64(&head[6..]);
        Some(Self {
            size: (HEAD + count) as u64 + body,
            first: head[5] & 2 != 0,
            last: head[5] & 4 != 0,
            place: (place != u64::MAX).then_some(place),
            serial: le32(&head[14..]),
            sequence: le32(&head[18..]),
            sum: le32(&head[SUM.start..]),
        })
    }

    /// Whether all of the page at `at` is there, as it was written.
    pub(super) fn is_whole<S: Source>(&self, file: &mut Window<'_, S>, at: u64) -> Result<bool, S::Error> {
        if at + self.size > file.end {
            return Ok(false);
        }
        let mut head = file.bytes(at, HEAD)?.to_vec();
        head[SUM].fill(0);
        let mut sum = summed(0, &head);
        let mut place = at + HEAD as u64;
        while place < at + self.size {
            let block = file.block(place)?;
            let most = (at + self.size - place).min(block.len() as u64);
            if most == 0 {
                break;
            }
            sum = summed(sum, &block[..most as usize]);
            place += most;
        }
        Ok(sum == self.sum)
    }
}

/// A page with one packet of at most 65,024 bytes.
#[cfg(test)]
pub(super) fn page(flags: u8, place: u64, serial: u32, sequence: u32, packet: &[u8]) -> Vec<u8> {
    let mut page = b"OggS\0".to_vec();
    page.push(flags);
    page.extend(place.to_le_bytes());
    page.extend([serial, sequence, 0].into_iter().flat_map(u32::to_le_bytes));
    page.push((packet.len() / 255 + 1) as u8);
    page.extend(std::iter::repeat_n(255, packet.len() / 255));
    page.push((packet.len() % 255) as u8);
    page.extend(packet);
    let sum = summed(0, &page);
    page[SUM].copy_from_slice(&sum.to_le_bytes());
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_that_of_the_standard_whatever_the_length() {
        // CRC-32 of this polynomial without reflection, from 0 and not inverted ("CRC-32/MPEG-2" from 0), bit by bit.
        let slow = |bytes: &[u8]| {
            bytes.iter().fold(0_u32, |sum, byte| {
                (0..8).fold(sum ^ u32::from(*byte) << 24, |sum, _| {
                    if sum & 0x8000_0000 != 0 { sum << 1 ^ 0x04c1_1db7 } else { sum << 1 }
                })
            })
        };
        let bytes: Vec<u8> = (0..100_u32).map(|k| (k * k * 31 + 7) as u8).collect();
        for size in 0..bytes.len() {
            assert_eq!(summed(0, &bytes[..size]), slow(&bytes[..size]), "{size}");
            assert_eq!(summed(summed(0, &bytes[..size]), &bytes[size..]), slow(&bytes));
        }
        assert_eq!(summed(0, b"123456789"), 0x89a1_897f);
    }
}
