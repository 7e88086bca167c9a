//! A list that grows all day without ever being moved.

/// Things of one chunk.
const CHUNK: usize = 32;
/// Chunks that are kept for what comes next.
const SPARE: usize = 2;

/// A list in chunks. A vector that is full is copied to a larger one: of what a session keeps for a day that takes
/// milliseconds, in the middle of a push.
#[derive(Clone, Debug)]
pub(crate) struct Chunks<T> {
    filled: Vec<Vec<T>>,
    /// Chunks that were emptied, for what comes next: a list that forgets as fast as it learns allocates nothing.
    spare: Vec<Vec<T>>,
}

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self { filled: Vec::new(), spare: Vec::new() }
    }
}

impl<T> Chunks<T> {
    pub(crate) fn push(&mut self, one: T) {
        match self.filled.last_mut() {
            Some(last) if last.len() < CHUNK => last.push(one),
            _ => {
                let mut next = self.spare.pop().unwrap_or_else(|| Vec::with_capacity(CHUNK));
                next.push(one);
                self.filled.push(next);
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.filled.is_empty()
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.filled.iter().flatten()
    }

    /// Keeps those of which that holds.
    pub(crate) fn retain(&mut self, mut holds: impl FnMut(&T) -> bool) {
        self.filled.iter_mut().for_each(|chunk| chunk.retain(&mut holds));
        let spare = &mut self.spare;
        self.filled.retain_mut(|chunk| {
            if chunk.is_empty() && spare.len() < SPARE {
                spare.push(std::mem::take(chunk));
                return false;
            }
            !chunk.is_empty()
        });
    }

    pub(crate) fn into_vec(self) -> Vec<T> {
        let mut all = Vec::with_capacity(self.filled.iter().map(Vec::len).sum());
        self.filled.into_iter().for_each(|chunk| all.extend(chunk));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_what_a_vector_holds() {
        let (mut chunks, mut plain) = (Chunks::default(), Vec::new());
        assert!(chunks.is_empty());
        for k in 0..1000 {
            chunks.push(k);
            plain.push(k);
            if k % 130 == 129 {
                chunks.retain(|one| one % 3 > 0 && *one > k - 300);
                plain.retain(|one| one % 3 > 0 && *one > k - 300);
            }
            assert!(chunks.iter().rev().take(3).eq(plain.iter().rev().take(3)));
        }
        assert_eq!(chunks.into_vec(), plain);
    }
}
