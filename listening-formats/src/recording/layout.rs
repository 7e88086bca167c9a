//! What is said of a recording's file.

/// What a file holds of a recording.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// What to give a decoder, one after the other: at least one.
    pub parts: Vec<Part>,
    /// Audio is missing at the end: the file says so itself.
    pub cut: bool,
    /// The header was never completed, and what follows it is read to the end of the file.
    pub unfinished: bool,
    /// Zeros are where a header should be.
    pub blank: bool,
}

/// A stretch of a recording that a decoder can read: a file of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// What the decoder is to see, joined.
    pub pieces: Vec<Piece>,
    /// How many frames are lost before it.
    pub lost: u64,
    /// How many frames it has, where that is known.
    pub frames: Option<u64>,
    /// How far its end is from that of the part before it: what is not decoded of that is lost before it. For codecs whose decoder
    /// needs some time to begin, so that `lost` cannot be known.
    pub stretch: Option<Stretch>,
}

/// A stretch of time, in units of a file's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// How many units it has.
    pub units: u64,
    /// How many of them are a second: at least one.
    pub per_second: u32,
}

/// A piece of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Bytes that the file lacks.
    Bytes(Vec<u8>),
    /// The file's bytes from one place up to another.
    Range(u64, u64),
}

impl Part {
    /// The whole file as it is.
    pub(super) fn whole(end: u64) -> Self {
        Self::range(0, end)
    }

    pub(super) fn range(start: u64, end: u64) -> Self {
        Self { pieces: vec![Piece::Range(start, end)], ..Self::default() }
    }

    /// The file up to `end` with some of its bytes replaced, in order of their places; as it is where they are none of its bytes.
    pub(super) fn patched(end: u64, patches: &[(u64, &[u8])]) -> Self {
        let mut pieces = Vec::new();
        let mut at = 0;
        for (place, bytes) in patches {
            if *place < at || place + bytes.len() as u64 > end {
                return Self::whole(end);
            }
            pieces.push(Piece::Range(at, *place));
            pieces.push(Piece::Bytes(bytes.to_vec()));
            at = place + bytes.len() as u64;
        }
        pieces.push(Piece::Range(at, end));
        Self { pieces, ..Self::default() }
    }
}

impl Layout {
    pub(super) fn of(part: Part) -> Self {
        Self { parts: vec![part], ..Self::default() }
    }
}
