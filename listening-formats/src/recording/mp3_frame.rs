//! The head of an MPEG audio frame. Source: ISO/IEC 11172-3, 2.4.1.3 and 13818-3, 2.4.2.3.

/// Kilobits a second of layer III, by version 1 and by 2 and 2.5.
const KBITS: [[u16; 14]; 2] = [
    [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];

/// Bytes of a frame's head.
pub(super) const HEAD: usize = 4;

/// A frame of layer III.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// Bytes, with the head.
    pub(super) size: u64,
    /// Samples of each channel.
    pub(super) samples: u64,
    /// Samples of a channel in a second.
    pub(super) hertz: u32,
    /// What stays the same from frame to frame: version, layer and sampling rate.
    pub(super) kind: u32,
    /// Bytes of side information behind the head: then, in a first frame, what its encoder says.
    pub(super) side: usize,
}

impl Frame {
    /// Reads a head; `None` where there is none, or one of another layer or without a bit rate.
    pub(super) fn read(head: &[u8]) -> Option<Self> {
        let word = u32::from_be_bytes(*head.first_chunk()?);
        let (version, layer) = (word >> 19 & 3, word >> 17 & 3);
        let (rate, hertz) = ((word >> 12 & 15) as usize, (word >> 10 & 3) as usize);
        if word >> 21 != 0x7ff || version == 1 || layer != 1 || !(1..15).contains(&rate) || hertz == 3 {
            return None;
        }
        let first = version == 3;
        let hertz: u32 = [44_100, 48_000, 32_000][hertz] >> [2, 0, 1, 0][version as usize];
        let samples = if first { 1152 } else { 576 };
        let bits = u64::from(KBITS[usize::from(!first)][rate - 1]) * 1000;
        let mono = word >> 6 & 3 == 3;
        Some(Self {
            size: samples / 8 * bits / u64::from(hertz) + u64::from(word >> 9 & 1),
            samples,
            hertz,
            kind: word & 0xfffe_0c00,
            side: match (first, mono) {
                (true, false) => 32,
                (true, true) | (false, false) => 17,
                (false, true) => 9,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read() {
        let of = |bytes: [u8; 4]| Frame::read(&bytes).map(|frame| (frame.size, frame.samples, frame.side));
        // MPEG 1, 128 kbit/s, 44.1 kHz, joint stereo; then padded.
        assert_eq!(of([0xff, 0xfb, 0x90, 0x64]), Some((417, 1152, 32)));
        assert_eq!(of([0xff, 0xfb, 0x92, 0x64]), Some((418, 1152, 32)));
        // MPEG 2, 24 kbit/s, 16 kHz, mono; MPEG 2.5, 24 kbit/s, 8 kHz, stereo.
        assert_eq!(of([0xff, 0xf3, 0x38, 0xc4]), Some((108, 576, 9)));
        assert_eq!(of([0xff, 0xe3, 0x38, 0x04]), Some((216, 576, 17)));
        // No frames: zeros, layer II, free format, a rate that there is not.
        for other in [[0; 4], [0xff, 0xfd, 0x90, 0x64], [0xff, 0xfb, 0x00, 0x64], [0xff, 0xfb, 0x9c, 0x64]] {
            assert_eq!(of(other), None);
        }
    }
}
