//! Files of recordings, of every kind that has a reader.

use std::convert::Infallible;

use listening_formats::{Layout, Piece, Source, examine, flac_runs};

/// Bytes that count how often they are read.
struct Counted<'a> {
    bytes: &'a [u8],
    reads: usize,
}

impl Source for Counted<'_> {
    type Error = Infallible;

    fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read_at(&mut self, at: u64, into: &mut [u8]) -> Result<usize, Infallible> {
        self.reads += 1;
        self.bytes.read_at(at, into)
    }
}

pub fn run(input: &[u8]) {
    let readers: [fn(&mut Counted<'_>) -> Layout; 2] =
        [|file| examine(file).unwrap_or_default(), |file| flac_runs(file).unwrap_or_default()];
    for (reader, read) in readers.into_iter().enumerate() {
        let mut file = Counted { bytes: input, reads: 0 };
        let layout = read(&mut file);
        // A window is 64 KiB; what is found at the end and the start of a file is looked at a few times.
        let most = 64 + input.len() / 256;
        assert!(file.reads <= most, "{} reads of {} bytes", file.reads, input.len());
        assert!(reader == 1 || !layout.parts.is_empty(), "a recording has a part");
        held(&layout, input.len() as u64);
        assert_eq!(read(&mut Counted { bytes: input, reads: 0 }), layout, "the same twice");
    }
}

/// Every piece lies in the file, and no more than a header is made up.
fn held(layout: &Layout, size: u64) {
    for piece in layout.parts.iter().flat_map(|part| &part.pieces) {
        match piece {
            Piece::Range(from, to) => assert!(from <= to && *to <= size, "{from} to {to} of {size}"),
            Piece::Bytes(bytes) => assert!(bytes.len() <= 4096, "{} bytes made up", bytes.len()),
        }
    }
}
