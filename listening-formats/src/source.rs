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
        if at < self.start || at + wanted > self.start + self.held.len() as u64 {
            self.load(at)?;
        }
        let from = ((at - self.start) as usize).min(self.held.len());
        Ok(&self.held[from..(from + count).min(self.held.len())])
    }

    /// The bytes from `at` on, as many as are at hand.
    pub(crate) fn block(&mut self, at: u64) -> Result<&[u8], S::Error> {
        let held = at.checked_sub(self.start).is_some_and(|from| from < self.held.len() as u64);
        if !held {
            self.load(at)?;
        }
        Ok(&self.held[(at - self.start) as usize..])
    }

    fn load(&mut self, at: u64) -> Result<(), S::Error> {
        self.held.resize(WINDOW, 0);
        let mut count = 0;
        while count < WINDOW {
            let got = self.source.read_at(at + count as u64, &mut self.held[count..])?;
            if got == 0 {
                break;
            }
            count += got;
        }
        self.held.truncate(count);
        self.start = at;
        Ok(())
    }
}
