//! One RTP packet (RFC 3550, section 5.1).

/// Bytes of a header without contributing sources and extensions.
const HEADER: usize = 12;

/// A packet's header and what it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Packet<'a> {
    pub payload_type: u8,
    /// In audio: the first packet after a silence that was not sent (RFC 3551, section 4.1).
    pub marker: bool,
    pub sequence: u16,
    pub timestamp: u32,
    /// Who sends: SSRC.
    pub source: u32,
    pub payload: &'a [u8],
}

impl<'a> Packet<'a> {
    /// Reads a datagram; none where it is not RTP of version 2.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let (head, rest) = bytes.split_at_checked(HEADER)?;
        if head[0] >> 6 != 2 {
            return None;
        }
        let mut rest = rest.get(4 * usize::from(head[0] & 15)..)?;
        if head[0] & 0x10 != 0 {
            let words = u16::from_be_bytes([*rest.get(2)?, *rest.get(3)?]);
            rest = rest.get(4 + 4 * usize::from(words)..)?;
        }
        if head[0] & 0x20 != 0 {
            let padding = usize::from(*rest.last()?);
            if padding == 0 {
                return None;
            }
            rest = rest.get(..rest.len().checked_sub(padding)?)?;
        }
        Some(Self {
            payload_type: head[1] & 127,
            marker: head[1] & 128 != 0,
            sequence: u16::from_be_bytes([head[2], head[3]]),
            timestamp: u32::from_be_bytes([head[4], head[5], head[6], head[7]]),
            source: u32::from_be_bytes([head[8], head[9], head[10], head[11]]),
            payload: rest,
        })
    }
}

/// The packet in a datagram.
pub(crate) fn packet_of(datagram: &[u8]) -> Option<Packet<'_>> {
    Packet::read(datagram)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: [u8; 14] = [0x80, 0x88, 0x12, 0x34, 0, 0, 1, 0, 0xAB, 0, 0, 1, 7, 8];

    #[test]
    fn the_header_is_read() {
        let packet = Packet::read(&PLAIN).unwrap();
        assert_eq!((packet.payload_type, packet.marker, packet.sequence), (8, true, 0x1234));
        assert_eq!((packet.timestamp, packet.source, packet.payload), (256, 0xAB00_0001, &[7_u8, 8][..]));
    }

    #[test]
    fn sources_extensions_and_padding_are_passed_over() {
        let mut bytes = PLAIN.to_vec();
        bytes[0] = 0x80 | 0x20 | 0x10 | 2;
        bytes.splice(12..12, [0; 8].into_iter().chain([0xBE, 0xDE, 0, 1, 9, 9, 9, 9]));
        bytes.extend([0, 0, 3]);
        assert_eq!(Packet::read(&bytes).unwrap().payload, [7, 8]);
        for shorter in 0..bytes.len() {
            // A cut header is none; a cut payload may still be read, but never beyond its end.
            let read = Packet::read(&bytes[..shorter]);
            assert!(shorter >= 28 || read.is_none(), "{shorter}");
        }
    }

    #[test]
    fn what_is_no_rtp_is_none() {
        assert_eq!(Packet::read(&[0; 40]), None);
        let mut padded = PLAIN;
        padded[0] |= 0x20;
        for (padding, read) in [(0, None), (2, Some(&[][..])), (3, None)] {
            padded[13] = padding;
            assert_eq!(Packet::read(&padded).map(|packet| packet.payload), read);
        }
    }
}
