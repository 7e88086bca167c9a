//! How probable each reading of an onset is, as events keep it.

use super::coarse::Coarse;
use super::event::EventKind;
use super::model::{ORDER, READINGS};

/// The probability of each kind that an onset was read as; what is left over to 1 is that it only went on with what its
/// speaker was saying. All zero where nothing was judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds([Coarse; READINGS - 1]);

impl Kinds {
    /// From the probabilities in the model's order. Where rounding made them more than one in all, the largest gives way.
    pub(super) fn of(probabilities: &[f32; READINGS]) -> Self {
        let mut kinds: [Coarse; READINGS - 1] = std::array::from_fn(|k| Coarse::of(probabilities[k + 1]));
        let over = Coarse::over_one(&kinds);
        if let Some(largest) = kinds.iter_mut().max_by_key(|kind| kind.steps()) {
            *largest = largest.less(over);
        }
        Self(kinds)
    }

    /// Probability of `kind`, 0 to 1, to 1/255; 0 of a kind that onsets are not read as.
    pub fn of_kind(self, kind: EventKind) -> f32 {
        let at = ORDER[1..].iter().position(|reading| *reading == Some(kind));
        at.map_or(0.0, |at| self.0[at].get())
    }

    /// Each kind with its probability, 0 to 1, in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = (EventKind, f32)> {
        let kinds = ORDER.into_iter().skip(1).flatten();
        kinds.zip(self.0).map(|(kind, probability)| (kind, probability.get()))
    }

    /// The likeliest kind, the first of equal ones.
    pub(super) fn likeliest(self) -> Option<EventKind> {
        let largest = self.iter().map(|(_, probability)| probability).fold(0.0, f32::max);
        self.iter().find(|(_, probability)| *probability == largest && largest > 0.0).map(|(kind, _)| kind)
    }

    /// Probability that it is any of them, and does not only go on; 0 to 1.
    pub(super) fn sum(self) -> f32 {
        self.iter().map(|(_, p)| p).sum::<f32>().min(1.0)
    }

    /// Probability that the floor passed to who came in, 0 to 1.
    pub fn takes_floor(self) -> f32 {
        self.iter().filter(|(kind, _)| kind.takes_floor()).map(|(_, p)| p).sum::<f32>().min(1.0)
    }

    /// Whether nothing was judged.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_are_kept_to_half_a_step() {
        let probabilities = [0.1, 0.05, 0.2, 0.3, 0.25, 0.07, 0.03];
        let kinds = Kinds::of(&probabilities);
        for (reading, probability) in ORDER.iter().zip(probabilities) {
            let kept = reading.map_or(probability, |kind| kinds.of_kind(kind));
            assert!((kept - probability).abs() < 0.002, "{reading:?}");
        }
        assert!((kinds.takes_floor() - 0.6).abs() < 0.01);
        assert_eq!(kinds.of_kind(EventKind::DeadAir), 0.0);
        assert!(!kinds.is_empty() && Kinds::default().is_empty());
    }

    #[test]
    fn what_is_rounded_up_is_not_more_than_one_in_all() {
        // 0.5 steps each are rounded up.
        let steps = [0.0, 144.6, 102.6, 7.8, 0.0, 0.0, 0.0];
        let kinds = Kinds::of(&steps.map(|steps| steps / 255.0));
        let sum: f32 = kinds.iter().map(|(_, probability)| probability).sum();
        assert!((sum - 1.0).abs() < 1e-6, "{sum}");
        let largest = kinds.iter().map(|(_, probability)| probability).fold(0.0, f32::max);
        assert!((largest - 144.0 / 255.0).abs() < 1e-6, "{largest}");
    }
}
