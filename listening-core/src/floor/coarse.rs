//! A number of 0 to 1 in a byte.

/// Steps from 0 to 1: fine enough for two decimals, and small, as a live call keeps some for every event.
const STEPS: f32 = 255.0;

/// A probability or a weight, 0 to 1, to 1/255.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Coarse(u8);

impl Coarse {
    /// The nearest step; of what lies outside 0 to 1, the nearer end.
    pub(super) fn of(number: f32) -> Self {
        Self((number * STEPS).round().clamp(0.0, STEPS) as u8)
    }

    /// How many steps the sum of some is above 1.
    pub(super) fn over_one(all: &[Self]) -> u8 {
        let sum: u32 = all.iter().map(|each| u32::from(each.0)).sum();
        sum.saturating_sub(u32::from(u8::MAX)).min(u32::from(u8::MAX)) as u8
    }

    /// In steps of 1/255.
    pub(super) fn steps(self) -> u8 {
        self.0
    }

    /// Lower by this many steps, not below 0.
    pub(super) fn less(self, steps: u8) -> Self {
        Self(self.0.saturating_sub(steps))
    }

    pub(super) fn get(self) -> f32 {
        f32::from(self.0) / STEPS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_to_half_a_step() {
        for number in [0.0, 0.001, 0.1, 0.333, 0.5, 0.998, 1.0] {
            assert!((Coarse::of(number).get() - number).abs() <= 0.5 / STEPS + f32::EPSILON, "{number}");
        }
        assert_eq!((Coarse::of(-0.1).get(), Coarse::of(1.1).get()), (0.0, 1.0));
    }
}
