//! Where bytes come from: a slice, or what a caller reads from a file.

use std::convert::Infallible;

/// Bytes that can be read from any place.
pub trait Source {
    /// What may go wrong.
    type Error;

    /// How many bytes there are.
    fn size(&self) -> u64;

    /// Fills `into` from byte `at` on; gives how many bytes there were, fewer only at the end.
    ///
    /// # Errors
    /// What the source says.
    fn read_at(&mut self, at: u64, into: &mut [u8]) -> Result<usize, Self::Error>;
}

impl Source for &[u8] {
    type Error = Infallible;

    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&mut self, at: u64, into: &mut [u8]) -> Result<usize, Infallible> {
        let rest = usize::try_from(at).ok().and_then(|at| self.get(at..)).unwrap_or_default();
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        Ok(count)
    }
}

/// Bytes held at a time.
const WINDOW: usize = 1 << 16;

/// A source seen through a window: many small reads are few reads of the source.
pub(crate) struct Window<'a, S: Source> {
    source: &'a mut S,
    start: u64,
    held: Vec<u8>,
    /// How many bytes the source has.
    pub(crate) end: u64,
}

impl<'a, S: Source> Window<'a, S> {
    pub(crate) fn new(source: &'a mut S) -> Self {
        let end = source.size();
        Self { source, start: 0, held: Vec::new(), end }
    }

    /// The bytes from `at` on: `count` of them, or those that there are. `count` is at most 4096.
    pub(crate) fn bytes(&mut self, at: u64, count: usize) -> Result<&[u8], S::Error> {
        let wanted = (count as u64).min(self.end.saturating_sub(at));
        if wanted > 0 && (at < self.start || at + wanted > self.start + self.held.len() as u64) {
            self.load(at)?;
        }
        let from = (at.saturating_sub(self.start) as usize).min(self.held.len());
        Ok(&self.held[from..(from + wanted as usize).min(self.held.len())])
    }

    /// The bytes from `at` on, as many as are at hand.
    pub(crate) fn block(&mut self, at: u64) -> Result<&[u8], S::Error> {
        let held = at.checked_sub(self.start).is_some_and(|from| from < self.held.len() as u64);
        if !held && at < self.end {
            self.load(at)?;
        }
        let from = (at.saturating_sub(self.start) as usize).min(self.held.len());
        Ok(&self.held[from..])
    }

    /// Holds the bytes from `at` on. Near the end the window reaches back, so that a file that fits is read once, however often
    /// what is looked for leads back to its start.
    fn load(&mut self, at: u64) -> Result<(), S::Error> {
        let start = at.min(self.end.saturating_sub(WINDOW as u64));
        let most = (self.end - start).min(WINDOW as u64) as usize;
        self.held.resize(most, 0);
        let mut count = 0;
        while count < most {
            let got = self.source.read_at(start + count as u64, &mut self.held[count..])?;
            if got == 0 {
                break;
            }
            count += got;
        }
        self.held.truncate(count);
        self.start = start;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that count how often they are read.
    struct Counted(Vec<u8>, usize);

    impl Source for Counted {
        type Error = Infallible;

        fn size(&self) -> u64 {
            self.0.len() as u64
        }

        fn read_at(&mut self, at: u64, into: &mut [u8]) -> Result<usize, Infallible> {
            self.1 += 1;
            self.0.as_slice().read_at(at, into)
        }
    }

    #[test]
    fn a_file_that_fits_is_read_once_in_any_order() {
        for (size, reads) in [(WINDOW, 1), (WINDOW + 1, 2)] {
            let mut source = Counted((0..size).map(|at| at as u8).collect(), 0);
            let mut window = Window::new(&mut source);
            for at in (0..size).rev().step_by(997) {
                assert_eq!(window.bytes(at as u64, 2).unwrap()[0], at as u8);
                assert_eq!(window.block(at as u64).unwrap()[0], at as u8);
            }
            assert!(window.bytes(size as u64 + 5, 4).unwrap().is_empty());
            assert!(window.block(size as u64 + 5).unwrap().is_empty());
            assert!(source.1 <= reads, "{} reads of {size} bytes", source.1);
        }
    }
}
