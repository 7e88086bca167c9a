//! A part of a recording as a file of its own.

use super::layout::{Part, Piece};
use crate::source::Source;

/// What a decoder is to see of a part.
pub(super) struct Joined<'a, S> {
    pieces: &'a [Piece],
    source: &'a mut S,
}

impl<'a, S> Joined<'a, S> {
    pub(super) fn of(part: &'a Part, source: &'a mut S) -> Self {
        Self { pieces: &part.pieces, source }
    }
}

impl Piece {
    fn size(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Range(start, end) => end - start,
        }
    }
}

impl<S: Source> Source for Joined<'_, S> {
    type Error = S::Error;

    fn size(&self) -> u64 {
        self.pieces.iter().map(Piece::size).sum()
    }

    fn read_at(&mut self, at: u64, into: &mut [u8]) -> Result<usize, S::Error> {
        let mut skipped = at;
        for piece in self.pieces {
            let size = piece.size();
            if skipped >= size {
                skipped -= size;
                continue;
            }
            let count = (size - skipped).min(into.len() as u64) as usize;
            return match piece {
                Piece::Bytes(bytes) => bytes.as_slice().read_at(skipped, &mut into[..count]).or(Ok(0)),
                Piece::Range(start, _) => self.source.read_at(start + skipped, &mut into[..count]),
            };
        }
        Ok(0)
    }
}
