//! Repeatable randomness for bootstraps and shuffles.

/// The generator splitmix64 (Steele, Lea & Flood 2014): small, and the same on every machine. Not for secrets.
///
/// ```
/// use listening_core::stats::Random;
///
/// let (mut a, mut b) = (Random::new(7), Random::new(7));
/// assert_eq!(a.below(1000), b.below(1000));
/// assert!((0.0..1.0).contains(&a.uniform()));
/// let mut order = [1, 2, 3];
/// a.shuffle(&mut order);
/// assert_eq!(order.iter().sum::<i32>(), 6);
/// ```
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The same seed gives the same sequence.
    pub const fn new(seed: u64) -> Self {
        Self(0x9E37_79B9_7F4A_7C15 ^ seed)
    }

    /// Puts the items into another order, each as likely (Fisher & Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for k in (1..items.len()).rev() {
            items.swap(k, self.below(k + 1));
        }
    }

    /// A standard normal number, nearly: the sum of twelve uniforms less 6, so that it needs no logarithm, whose last bit
    /// differs between machines. Always within -6 to 6.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }

    /// From 0 to below 1, each multiple of 2^-53 as likely.
    pub fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number from 0 to below `n`; 0 for `n` of 0. Its bias is under `n` / 2^64.
    pub fn below(&mut self, n: usize) -> usize {
        self.next().checked_rem(n as u64).unwrap_or(0) as usize
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

/// A series of `n` about its `level`, with noise of standard deviation 1.
#[cfg(test)]
pub(super) fn noise(seed: u64, n: usize, level: impl Fn(usize) -> f64) -> Vec<f64> {
    let mut random = Random::new(seed);
    (0..n).map(|k| level(k) + random.normal()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_that_of_splitmix64() {
        // Vigna's splitmix64.c from the state that `new` makes of this seed: 1234567 (0x12D687).
        let mut random = Random::new(0x9E37_79B9_7F4A_7C15 ^ 0x0012_D687);
        let expected = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423_u64];
        assert_eq!([(); 3].map(|()| random.next()), expected);
    }

    #[test]
    fn numbers_fill_their_ranges() {
        let mut random = Random::new(3);
        let uniform: Vec<f64> = (0..4000).map(|_| random.uniform()).collect();
        assert!(uniform.iter().all(|x| (0.0..1.0).contains(x)));
        let mean = uniform.iter().sum::<f64>() / 4000.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
        let squares = (0..4000).map(|_| random.normal().powi(2)).sum::<f64>() / 4000.0;
        assert!((squares - 1.0).abs() < 0.1, "{squares}");
        let mut seen = [0; 5];
        (0..500).for_each(|_| seen[random.below(5)] += 1);
        assert!(seen.iter().all(|count| (60..140).contains(count)), "{seen:?}");
        assert_eq!(random.below(0), 0);
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut items: Vec<usize> = (0..50).collect();
        Random::new(1).shuffle(&mut items);
        assert_ne!(items, (0..50).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..50).collect::<Vec<_>>());
    }
}
