//! Levels in small steps: what the watch keeps of frames.

/// A level in steps of half a decibel from -100 dBov.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Step(u8);

impl Step {
    pub(super) fn of(dbov: f32) -> Self {
        Self(((dbov + 100.0) * 2.0).clamp(0.0, 200.0).round() as u8)
    }

    pub(super) fn dbov(self) -> f32 {
        f32::from(self.0) / 2.0 - 100.0
    }
}

/// The level that a fifth of the frames is under: noise, even where somebody is heard faintly in it. Sorts them.
pub(super) fn floor(levels: &mut [Step]) -> Option<f32> {
    levels.sort_unstable();
    levels.get(levels.len() / 5).map(|step| step.dbov())
}

/// The middle one of the values, which are sorted.
pub(super) fn median(values: &mut [f32]) -> Option<f32> {
    values.sort_unstable_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}
