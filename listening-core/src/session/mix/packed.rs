//! Samples of a whole call in as few bits as the loudest of each 10 ms needs, which loses nothing: half of a call is silence.

use crate::signal::FRAME;

/// Bytes of a page: what is full is never moved.
const PAGE: usize = 1 << 16;
/// Bits of a sample.
const MOST: u32 = 16;

/// 16-bit samples, in frames of 10 ms.
#[derive(Debug, Default)]
pub(super) struct Packed {
    /// Frames one after the other, each whole in one page: how many bits a sample takes, and the samples, lowest bits first.
    pages: Vec<Vec<u8>>,
    /// Of the frame that is coming.
    begun: Vec<i16>,
}

impl Packed {
    /// Takes samples.
    pub(super) fn push(&mut self, samples: impl Iterator<Item = i16>) {
        for sample in samples {
            self.begun.push(sample);
            if self.begun.len() == FRAME {
                self.pack();
            }
        }
    }

    fn pack(&mut self) {
        let width = self.begun.iter().map(|&sample| width(sample)).max().unwrap_or(0);
        let size = 1 + (FRAME as u32 * width).div_ceil(8) as usize;
        if self.pages.last().is_none_or(|page| page.len() + size > PAGE) {
            self.pages.push(Vec::with_capacity(PAGE));
        }
        let Some(page) = self.pages.last_mut() else { return };
        page.push(width as u8);
        let (mut bits, mut count) = (0_u32, 0);
        for sample in self.begun.drain(..) {
            bits |= (u32::from(sample.cast_unsigned()) & ((1 << width) - 1)) << count;
            count += width;
            while count >= 8 {
                page.push(bits as u8);
                bits >>= 8;
                count -= 8;
            }
        }
        if count > 0 {
            page.push(bits as u8);
        }
    }

    /// The frames in order; the last one may be shorter.
    pub(super) fn frames(&self) -> impl Iterator<Item = Vec<i16>> + '_ {
        let whole = self.pages.iter().flat_map(|page| {
            let mut rest = page.as_slice();
            std::iter::from_fn(move || unpack(&mut rest))
        });
        whole.chain((!self.begun.is_empty()).then(|| self.begun.clone()))
    }
}

/// Bits that hold a sample and its sign; none are needed for 0.
fn width(sample: i16) -> u32 {
    let magnitude = if sample < 0 { !sample } else { sample };
    if sample == 0 { 0 } else { MOST + 1 - magnitude.leading_zeros() }
}

/// The frame that the rest of a page begins with, which is taken from it.
fn unpack(rest: &mut &[u8]) -> Option<Vec<i16>> {
    let (&width, mut bytes) = rest.split_first()?;
    let width = u32::from(width);
    let (mut bits, mut count) = (0_u32, 0);
    let frame = (0..FRAME).map(|_| {
        while count < width {
            let (&byte, others) = bytes.split_first()?;
            bits |= u32::from(byte) << count;
            count += 8;
            bytes = others;
        }
        let sample = bits & ((1 << width) - 1);
        bits >>= width;
        count -= width;
        // The sign is the highest of the bits that were kept.
        let above = MOST - width;
        Some(if width == 0 { 0 } else { ((sample << above) as u16).cast_signed() >> above })
    });
    let frame = frame.collect();
    *rest = bytes;
    frame
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Random;

    #[test]
    fn what_was_packed_comes_out_again() {
        let mut random = Random::new(3);
        let mut samples: Vec<i16> = vec![0, 1, -1, i16::MAX, i16::MIN, 127, 128, -128, -129];
        for loud in [0, 1, 2, 30, 3000, 65_536] {
            samples.extend((0..FRAME * 700).map(|_| (random.below(loud + 1) as i64 - loud as i64 / 2) as i16));
        }
        for count in [0, 1, FRAME - 1, FRAME, FRAME + 1, samples.len()] {
            let mut packed = Packed::default();
            samples[..count].chunks(97).for_each(|piece| packed.push(piece.iter().copied()));
            let frames: Vec<Vec<i16>> = packed.frames().collect();
            assert!(frames.iter().rev().skip(1).all(|frame| frame.len() == FRAME));
            assert_eq!(frames.concat(), samples[..count]);
        }
    }

    #[test]
    fn quiet_frames_take_few_bytes() {
        let taken = |sample: i16| {
            let mut packed = Packed::default();
            packed.push(std::iter::repeat_n(sample, FRAME));
            packed.pages[0].len()
        };
        let most = [0, 1, -1, -2, 2, i16::MIN].map(taken);
        assert_eq!(most, [1, 21, 11, 21, 31, 161]);
    }
}
