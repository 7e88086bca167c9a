//! A list that grows all day without ever being moved.

/// Things of one chunk.
const CHUNK: usize = 64;

/// A list in chunks. A vector that is full is copied to a larger one: of what a session keeps for a day that takes
/// milliseconds, in the middle of a push.
#[derive(Clone, Debug)]
pub(crate) struct Chunks<T>(Vec<Vec<T>>);

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Chunks<T> {
    pub(crate) fn push(&mut self, one: T) {
        match self.0.last_mut() {
            Some(last) if last.len() < CHUNK => last.push(one),
            _ => {
                let mut next = Vec::with_capacity(CHUNK);
                next.push(one);
                self.0.push(next);
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.iter().flatten()
    }

    /// Keeps those of which that holds.
    pub(crate) fn retain(&mut self, mut holds: impl FnMut(&T) -> bool) {
        self.0.iter_mut().for_each(|chunk| chunk.retain(&mut holds));
        self.0.retain(|chunk| !chunk.is_empty());
    }

    pub(crate) fn into_vec(self) -> Vec<T> {
        let mut all = Vec::with_capacity(self.0.iter().map(Vec::len).sum());
        self.0.into_iter().for_each(|chunk| all.extend(chunk));
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
